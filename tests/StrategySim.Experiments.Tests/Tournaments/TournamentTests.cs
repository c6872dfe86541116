using System.Text.Json;
using StrategySim.Experiments.Tournaments;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Simulated;

namespace StrategySim.Experiments.Tests.Tournaments;

/// <summary>Tournaments: every match as known by itself, the roles kept apart, and scores that follow from the matches.</summary>
public sealed class TournamentTests
{
    private static readonly string[] Mixed = ["gtft-1-3", "soft-grudger", "gradual", "random-1-2", "q-learning", "alternator", "zd-extort-2"];

    [Theory]
    [InlineData("ipd")]
    [InlineData("chicken")]
    [InlineData("called_bluff")]
    public void DeterministicMatches_AreTheKnownOnes_AndPlayedOnce(string game)
    {
        JsonElement[] known = [.. Contest.Load("deterministic_200.json").GetProperty("matches").EnumerateArray()];
        string[] rules = [.. known.Select(match => match.GetProperty("row").GetString()!.Replace('_', '-')).Distinct()];
        TournamentResult result = Contest.Play(Contest.Of(game, rules) with { Mode = TournamentMode.Simulate, Repetitions = 1000 });
        Assert.All(result.Cells, cell => Assert.Equal(TournamentMethod.Played, cell.Method));
        Assert.Equal(200.0 * rules.Length * rules.Length, result.Plan.Rounds);
        foreach (JsonElement match in known)
        {
            TournamentCell cell = result.Cell(match.GetProperty("row").GetString()!.Replace('_', '-'), match.GetProperty("col").GetString()!.Replace('_', '-'));
            Assert.Equal(match.GetProperty("mean").GetProperty(game).EnumerateArray().Select(mean => Rational.Parse(mean.GetString()!)), cell.Payoffs.Select(payoff => payoff.Exact!.Value));
            Assert.Equal(match.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32() / 200.0), cell.Outcomes);
        }
    }

    [Fact]
    public void MatchesWithChance_HaveTheKnownExpectations()
    {
        JsonElement[] known = [.. Contest.Load("memory_one_exact.json").GetProperty("pairs").EnumerateArray().Where(pair => pair.GetProperty("noise").GetString() == "1/20")];
        string[] rules = [.. known.Take(12).SelectMany(pair => new[] { pair.GetProperty("row").GetString()!.Replace('_', '-'), pair.GetProperty("col").GetString()!.Replace('_', '-') }).Distinct()];
        TournamentResult result = Contest.Play(Contest.Of("called_bluff", rules) with { Mode = TournamentMode.Exact, Rounds = 200, Noise = Rational.Create(1, 20) });
        Assert.All(result.Cells, cell => Assert.Equal((TournamentMethod.Exact, 0, true), (cell.Method, cell.Payoffs[0].StandardError, cell.Wins is null)));
        foreach (JsonElement pair in known.Take(12))
        {
            TournamentCell cell = result.Cell(pair.GetProperty("row").GetString()!.Replace('_', '-'), pair.GetProperty("col").GetString()!.Replace('_', '-'));
            double[] means = [.. pair.GetProperty("expected_mean").GetProperty("called_bluff").EnumerateArray().Select(mean => Rational.Parse(mean.GetString()!).ToDouble())];
            Assert.Equal(means[0], cell.Payoffs[0].Mean, 1e-12);
            Assert.Equal(means[1], cell.Payoffs[1].Mean, 1e-12);
        }
    }

    [Fact]
    public void Roles_DecideWhoIsRow_WhateverTheOrderOfTheEntries()
    {
        // Called bluff: alone in D the row player gets 4 and the column player 5; alone in C they get 2 and 0.
        TournamentResult result = Contest.Play(Contest.Of("called_bluff", "defector", "cooperator"));
        Assert.Equal([(Rational)4, 0], result.Cell("defector", "cooperator").Payoffs.Select(payoff => payoff.Exact!.Value));
        Assert.Equal([(Rational)2, 5], result.Cell("cooperator", "defector").Payoffs.Select(payoff => payoff.Exact!.Value));

        Tournament forth = Contest.Of("called_bluff", Mixed) with { Mode = TournamentMode.Simulate, Repetitions = 5, Rounds = 30, Noise = Rational.Create(1, 20) };
        TournamentResult one = Contest.Play(forth), other = Contest.Play(forth with { Entries = [.. forth.Entries.Reverse()] });
        foreach (TournamentCell cell in one.Cells)
        {
            TournamentCell same = other.Cell(forth.Entries[cell.Row].Name, forth.Entries[cell.Column].Name);
            Assert.Equal(cell.Payoffs, same.Payoffs);
            Assert.Equal(cell.Outcomes, same.Outcomes);
        }
    }

    [Fact]
    public void RulesOfOneRole_MeetThoseOfTheOther_AndAreRankedThere()
    {
        Tournament tournament = Contest.Of("called_bluff") with
        {
            Entries = [Contest.Entry("cooperator") with { Row = false }, Contest.Entry("defector") with { Column = false }, Contest.Entry("tit-for-tat"), Contest.Entry("bully") with { Column = false }],
            SelfPlay = false,
        };
        TournamentResult result = Contest.Play(tournament);
        Assert.Null(result.Ranking);
        Assert.Equal(["defector/cooperator", "defector/tit-for-tat", "tit-for-tat/cooperator", "bully/cooperator", "bully/tit-for-tat"], result.Cells.Select(cell => $"{tournament.Entries[cell.Row].Name}/{tournament.Entries[cell.Column].Name}"));
        Assert.Equal([1, 2, 3], result.Roles[0].Select(standing => standing.Entry).Order());
        Assert.Equal([0, 2], result.Roles[1].Select(standing => standing.Entry).Order());
    }

    [Fact]
    public void TwoParametrisationsOfARule_HaveTheirOwnMatches()
    {
        TournamentEntry always = Contest.Entry("memory-one", ("first", "1"), ("CC", "1"), ("CD", "1"), ("DC", "1"), ("DD", "1")) with { Name = "always" };
        TournamentEntry never = Contest.Entry("memory-one", ("first", "0"), ("CC", "0"), ("CD", "0"), ("DC", "0"), ("DD", "0")) with { Name = "never" };
        TournamentEntry often = Contest.Entry("random", ("cooperate", "9/10")) with { Name = "often" }, rarely = Contest.Entry("random", ("cooperate", "1/10")) with { Name = "rarely" };
        Tournament tournament = Contest.Of("ipd", "tit-for-tat") with { Rounds = 50, Repetitions = 40, Mode = TournamentMode.Simulate };
        tournament = tournament with { Entries = [.. tournament.Entries, always, never, often, rarely] };
        TournamentResult together = Contest.Play(tournament);
        // Kept by the name of their rule, the results of one would be served to the other.
        Assert.Equal((Rational)3, together.Cell("tit-for-tat", "always").Payoffs[0].Exact);
        Assert.Equal(Rational.Create(49, 50), together.Cell("tit-for-tat", "never").Payoffs[0].Exact);
        Assert.InRange(together.Cell("tit-for-tat", "often").Outcomes[0] + together.Cell("tit-for-tat", "often").Outcomes[2], 0.85, 0.95);
        Assert.InRange(together.Cell("tit-for-tat", "rarely").Outcomes[0] + together.Cell("tit-for-tat", "rarely").Outcomes[2], 0.05, 0.15);
        foreach (TournamentEntry entry in tournament.Entries)
        {
            TournamentResult alone = Contest.Play(tournament with { Entries = [entry] });
            Assert.Equal(alone.Cells[0].Payoffs, together.Cell(entry.Name, entry.Name).Payoffs);
        }
    }

    [Fact]
    public void ARuleThatCountsToTheLastRound_IsNotServedAPartOfALongerMatch()
    {
        // No rule of the library is told the horizon. A machine that knows it, because it was written for it: C nine times, then D.
        string states = string.Join(", ", Enumerable.Range(1, 10).Select(t => $$"""
            "{{t:00}}": { "cooperate": "{{(t % 10 == 0 ? 0 : 1)}}", "next": { "*": "{{(t % 10) + 1:00}}" } }
            """));
        TournamentEntry ends = Contest.Entry("machine", ("start", "01"), ("states", $"{{ {states} }}")) with { Name = "ends" };
        Tournament ten = Contest.Of("ipd", "cooperator") with { Rounds = 10 };
        ten = ten with { Entries = [.. ten.Entries, ends] };
        Rational InRounds(int rounds) => Contest.Play(ten with { Rounds = rounds }).Cell("ends", "cooperator").Payoffs[0].Exact!.Value;
        Assert.Equal([Rational.Create(32, 10), 3, Rational.Create((19 * 3) + 5 + 2, 20), Rational.Create(32, 10)], [InRounds(10), InRounds(9), InRounds(20), InRounds(10)]);
    }

    [Fact]
    public void Results_AreTheSameOnAnyThreads_AndAsTheMatchesByThemselves()
    {
        Tournament tournament = Contest.Of("chicken", Mixed) with { Mode = TournamentMode.Simulate, Repetitions = 20, Rounds = 60, Noise = Rational.Create(1, 20), Seed = 7 };
        TournamentResult one = Contest.Play(tournament, threads: 1), two = Contest.Play(tournament, threads: 2);
        Assert.Equal(Text(one), Text(two));
        foreach (TournamentCell cell in one.Cells.Where((_, i) => i % 5 == 0))
        {
            var match = new Match(tournament.Game, tournament.Entries[cell.Row].Rule, tournament.Entries[cell.Column].Rule, new MatchSettings { Rounds = 60, Noise = Rational.Create(1, 20) });
            MatchTally tally = MatchSimulator.Play([match], new SimulationOptions { Repetitions = 20, Seed = 7 }, TestContext.Current.CancellationToken)[0];
            Assert.Equal(Enumerable.Range(0, 20).Average(r => tally.Mean(r, 1)), cell.Payoffs[1].Mean, 1e-12);
        }

        static string Text(TournamentResult result) => JsonSerializer.Serialize((object[])[result.Cells.Select(cell => (cell.Payoffs.Select(p => p.Mean), cell.Outcomes, cell.Wins)).ToArray(), result.Ranking!.Select(s => s.Score.Upper), result.Roles]);
    }

    [Fact]
    public void Auto_SaysOfEachMatchHowItWasFound()
    {
        TournamentResult result = Contest.Play(Contest.Of("chicken", "tit-for-tat", "cooperator", "random-1-2", "q-learning", "fictitious-play") with { Rounds = 40, Repetitions = 3 });
        Assert.Equal(TournamentMethod.Played, result.Cell("tit-for-tat", "cooperator").Method);
        Assert.Equal(TournamentMethod.Exact, result.Cell("tit-for-tat", "random-1-2").Method);
        Assert.Equal(TournamentMethod.Simulated, result.Cell("q-learning", "tit-for-tat").Method);
        // Fictitious play follows payoffs but draws nothing: one match says all of it.
        Assert.Equal(TournamentMethod.Played, result.Cell("fictitious-play", "tit-for-tat").Method);
        Assert.Equal(0, result.Cell("fictitious-play", "tit-for-tat").Payoffs[0].StandardError);

        TournamentPlan refused = TournamentPlan.Of(Contest.Of("chicken", "tit-for-tat", "q-learning") with { Mode = TournamentMode.Exact }, TestContext.Current.CancellationToken);
        Assert.Equal(1, Assert.Single(refused.Refusals).Entry);
    }

    [Fact]
    public void Simulation_AgreesWithExactExpectations()
    {
        Tournament tournament = Contest.Of("called_bluff", "gtft-1-3", "zd-extort-3", "soft-grudger", "prober", "tit-for-two-tats", "joss-9-10", "random-1-4") with
        {
            Rounds = 60,
            Repetitions = 400,
            Noise = Rational.Create(1, 20),
            PerceptionNoise = Rational.Create(1, 50),
        };
        foreach (Tournament one in new[] { tournament, tournament with { Continuation = Rational.Create(19, 20) }, tournament with { Discount = Rational.Create(9, 10) } })
        {
            TournamentResult exact = Contest.Play(one with { Mode = TournamentMode.Exact }), simulated = Contest.Play(one with { Mode = TournamentMode.Simulate });
            double[] scores = [.. exact.Cells.Zip(simulated.Cells).SelectMany(pair => Enumerable.Range(0, 2).Select(seat => (pair.Second.Payoffs[seat].Mean - pair.First.Payoffs[seat].Mean) / pair.Second.Payoffs[seat].StandardError!.Value))];
            // 98 scores, in pairs from 49 independent matches.
            Assert.InRange(scores.Average(), -0.45, 0.45);
            Assert.InRange(Math.Sqrt(scores.Average(z => z * z)), 0.75, 1.3);
            Assert.InRange(scores.Max(Math.Abs), 0, 4.5);
            foreach ((TournamentStanding estimate, TournamentStanding truth) in simulated.Ranking!.Select(s => (s, exact.Ranking!.Single(e => e.Entry == s.Entry))))
            {
                Assert.InRange((estimate.Score.Mean - truth.Score.Mean) / estimate.Score.StandardError!.Value, -4.5, 4.5);
                Assert.InRange(truth.Rank.Rank, estimate.Rank.Best!.Value, estimate.Rank.Worst!.Value);
            }
        }
    }

    [Fact]
    public void DiscountedPlay_IsWeighedRoundByRound()
    {
        // The alternator and the defector: C against D is worth 0, D against D 1, in turn. (1 − δ)(δ + δ³ + …) = δ/(1 + δ).
        TournamentResult result = Contest.Play(Contest.Of("ipd", "alternator", "defector") with { Discount = Rational.Create(9, 10) });
        Assert.Equal(Rational.Create(9, 19), result.Cell("alternator", "defector").Payoffs[0].Exact);
        // Five in the other rounds: (1 − δ)(1 + δ² + …)·5 + δ/(1 + δ).
        Assert.Equal(Rational.Create(59, 19), result.Cell("alternator", "defector").Payoffs[1].Exact);
    }

    [Fact]
    public void Scores_AreMeansOverMatches_AndEqualsShareARank()
    {
        // Against D: C 0, TFT (1·199)/200; D gets 5, (5 + 199)/200, 1. All others cooperate for 3.
        TournamentResult result = Contest.Play(Contest.Of("ipd", "cooperator", "tit-for-tat", "grudger", "defector"));
        Rational tat = Rational.Create(9 * 200 + 199, 800), defector = (5 + (2 * Rational.Create(204, 200)) + 1) / 4;
        Assert.Equal(tat, result.Ranking!.Of(result, "tit-for-tat").Score.Exact);
        Assert.Equal(defector, result.Ranking!.Of(result, "defector").Score.Exact);
        Assert.Equal([("tit-for-tat", 1), ("grudger", 1), ("cooperator", 3), ("defector", 4)], result.Ranking!.Select(s => (result.Tournament.Entries[s.Entry].Name, s.Rank.Rank)));
        // Equals have one rank each but might be either; nobody else is in doubt.
        Assert.Equal([(1, 2), (1, 2), (3, 3), (4, 4)], result.Ranking!.Select(s => (s.Rank.Best!.Value, s.Rank.Worst!.Value)));
        TournamentStanding best = result.Roles[0].Of(result, "defector");
        Assert.Equal((3.0, 0.0, 3, 4), (best.Wins, best.Losses, best.Decided, best.Matches));
        Assert.Equal(0.0, best.Cooperation);
        // Against the two who retaliate one round in D/C, the rest in D/D; against C all; against itself none.
        Assert.Equal([0, 0, (1 + (2 * 0.005)) / 4, ((2 * 0.995) + 1) / 4], best.Outcomes!.Select(share => Math.Round(share, 12)));
        Assert.Equal(result.Roles[0].Of(result, "grudger").Score, result.Roles[1].Of(result, "grudger").Score);
    }

    [Fact]
    public void ACancelledTournament_Ends_AndProgressIsTold()
    {
        using var stop = new CancellationTokenSource();
        TournamentPlan plan = TournamentPlan.Of(Contest.Of("chicken", "random-1-2", "gtft-1-3") with { Rounds = 100_000_000, Repetitions = 1000, Mode = TournamentMode.Simulate }, stop.Token);
        Assert.True(plan.CoreSeconds > 100);
        stop.CancelAfter(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => TournamentPlayer.Play(plan, 2, cancellationToken: stop.Token));

        var told = new Told();
        TournamentPlan quick = TournamentPlan.Of(Contest.Of("chicken", "random-1-2", "gtft-1-3", "q-learning", "defector"), TestContext.Current.CancellationToken);
        TournamentPlayer.Play(quick, 2, told, TestContext.Current.CancellationToken);
        Assert.Equal(new TournamentProgress(16, 16), told.Last);
    }

    private sealed class Told : IProgress<TournamentProgress>
    {
        private readonly Lock _lock = new();

        public TournamentProgress Last { get; private set; }

        public void Report(TournamentProgress value)
        {
            lock (_lock)
            {
                if (value.Done > Last.Done) Last = value;
            }
        }
    }
}
