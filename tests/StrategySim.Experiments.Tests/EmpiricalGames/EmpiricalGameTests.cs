using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Tests.EmpiricalGames;

public class EmpiricalGameTests
{
    private static readonly EmpiricalGamePlayer A = Player("A", "x", "y"), B = Player("B", "x", "y");

    [Fact]
    public void MadeSamplesOfACoordinationGame_HaveItsThreeEquilibria()
    {
        // 2 for meeting at x, 1 for meeting at y, 0 otherwise: pure at both, mixed with x at 1/3; replications spread by ±1/4 about these means.
        EmpiricalGameResult result = Analyse([A, B], (profile, player, replication) => (profile switch { 0 => 2.0, 3 => 1.0, _ => 0 }) + (replication % 2 == 0 ? 0.25 : -0.25), epsilon: 0);
        Assert.True(result.Complete);
        Assert.Equal(["1 0 | 1 0", "1/3 2/3 | 1/3 2/3", "0 1 | 0 1"], result.Equilibria.Select(e => string.Join(" | ", e.Profile.Select(p => string.Join(' ', p)))));
        Assert.All(result.Equilibria, e => Assert.Equal(0, e.Regret.Value));
        Assert.Equal([1.0, 1.0], [result.Equilibria[0].Survival.Share, result.Equilibria[2].Survival.Share]);
        Assert.Equal(["2/3", "2/3"], result.Equilibria[1].Payoffs);
        Assert.Equal(2.0 / 3, result.Equilibria[1].PayoffsDecimal[0], 12);
        // Meeting is the best reply of both, missing each other of nobody.
        Assert.Equal([true, false, false, true], result.Profiles.Select(p => p.Payoffs.All(own => own.BestReply)));
        Assert.Equal([true, false, false, true], result.Profiles.Select(p => p.Payoffs.Any(own => own.BestReply)));
        Assert.Equal([0.0, 2.0, 2.0, 0.0], result.Profiles.Select(p => p.Regret.Value), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(("B", "x"), (result.Profiles[1].BestDeviation!.Actor, result.Profiles[1].BestDeviation!.Rule));
        EmpiricalPayoff payoff = result.Profiles[0].Payoffs[1];
        Assert.Equal(("B", 2.0, 60), (payoff.Actor, payoff.Mean, payoff.N));
        Assert.Equal(Math.Sqrt(60.0 / 59) * 0.25 / Math.Sqrt(60), payoff.StandardError, 12);
    }

    [Fact]
    public void NoiseThatAllProfilesShare_MakesNoSolutionDoubtful()
    {
        // A level a thousand times the differences, the same in every profile of a replication: drawn together it cancels.
        var noise = new DrawSequence(1, "level");
        double[] levels = [.. Enumerable.Range(0, 60).Select(_ => 1000 * noise.NextNormal())];
        EmpiricalGameResult result = Analyse([A, B], (profile, _, replication) => levels[replication] + (profile switch { 0 => 2.0, 3 => 1.0, _ => 0 }), epsilon: 1e-9);
        Assert.Equal([1.0, 1.0], [result.Equilibria[0].Survival.Share, result.Equilibria[^1].Survival.Share]);
        EmpiricalFigure gain = result.Profiles[1].BestDeviation!.Gain;
        Assert.Equal(gain.Value, gain.Lower, 1e-9);
        Assert.Equal(gain.Value, gain.Upper, 1e-9);
    }

    [Fact]
    public void ADominatedRule_IsInNoEquilibrium()
    {
        EmpiricalGamePlayer[] players = [Player("A", "good", "bad", "other"), Player("B", "l", "r")];
        EmpiricalGameResult result = Analyse(players, (profile, player, replication) =>
        {
            int own = profile / 2, other = profile % 2;
            double mean = player == 0 ? (own == 1 ? -1 : own == 0 ? 1 - other : other) : (own == 0 ? other : 1 - other);
            return mean + Noise(profile, player, replication, 0.1);
        }, epsilon: 0.05);
        Assert.NotEmpty(result.Equilibria);
        Assert.All(result.Equilibria, e => Assert.Equal("0", e.Profile[0][1]));
        Assert.All(result.Equilibria, e => Assert.True(e.Deviations.Single(d => d.Rule == "bad").Gain.Upper < -1));
    }

    [Fact]
    public void TheRegretInterval_HoldsTheRegretInTheTrueGame_AboutAsOftenAsItSays()
    {
        // Matching pennies with noise: what is solved is the sampled game, and its mixed equilibrium has a regret in the true one.
        const int Experiments = 400;
        int held = Enumerable.Range(0, Experiments).AsParallel().Count(experiment =>
        {
            EmpiricalGameResult result = Analyse([A, B], (profile, player, replication) => Pennies(profile, player) + Noise(profile, player, replication, 1, experiment), epsilon: 0.1, replications: 50, resamples: 299);
            EmpiricalEquilibrium found = Assert.Single(result.Equilibria);
            double p = found.Decimal[0][0], q = found.Decimal[1][0];
            // Payoffs ±1: A gains |2(2q − 1)|·(…) by the better row; regret = max over players of best reply less own.
            double a = Math.Abs((2 * q) - 1) - (((2 * p) - 1) * ((2 * q) - 1)), b = Math.Abs((2 * p) - 1) + (((2 * p) - 1) * ((2 * q) - 1));
            double regret = Math.Max(a, b);
            return found.Regret.Lower <= regret && regret <= found.Regret.Upper;
        });
        Assert.InRange((double)held / Experiments, 0.90, 0.99);
    }

    [Fact]
    public void APlayersPayoffs_ShiftedByAConstant_ChangeNoEquilibriumAndNoRegret()
    {
        for (int trial = 0; trial < 20; trial++)
        {
            int seed = trial;
            EmpiricalGamePlayer[] players = [Player("A", "x", "y", "z"), Player("B", "x", "y")];
            EmpiricalGameResult plain = Analyse(players, (profile, player, replication) => Noise(profile, player, replication, 1, seed), epsilon: 0.1, resamples: 99);
            EmpiricalGameResult shifted = Analyse(players, (profile, player, replication) => Noise(profile, player, replication, 1, seed) + (player == 0 ? 8 : 0), epsilon: 0.1, resamples: 99);
            Assert.Equal(plain.Equilibria.Count, shifted.Equilibria.Count);
            Assert.Equal(plain.Profiles.Select(p => p.Regret.Value), shifted.Profiles.Select(p => p.Regret.Value), (a, b) => Math.Abs(a - b) < 1e-9);
            Assert.All(plain.Profiles, p => Assert.True(p.Regret.Lower >= 0 && p.Regret.Lower <= p.Regret.Upper));
            // A pure profile is an equilibrium exactly where its regret is 0.
            Assert.Equal(plain.Profiles.Count(p => p.Regret.Value == 0), plain.Equilibria.Count(e => e.Pure));
        }
    }

    [Fact]
    public void ThreePlayers_HaveAllTheirEquilibria_AlsoThoseThatAreNotRational()
    {
        // All three at x are worth 2 to each, all at y 1, anything else nothing: mixed with 2q² = (1 − q)².
        EmpiricalGamePlayer[] players = [A, B, Player("C", "x", "y")];
        EmpiricalGameResult result = Analyse(players, (profile, _, replication) => (profile switch { 0 => 2.0, 7 => 1.0, _ => 0 }) + (replication % 2 == 0 ? 0.25 : -0.25), epsilon: 0.1);
        Assert.True(result.Complete, result.CompleteBecause);
        Assert.Equal(3, result.Equilibria.Count);
        Assert.Contains(result.Equilibria, e => e.Profile.All(p => p[0] == "1"));
        Assert.Contains(result.Equilibria, e => e.Profile.All(p => p[1] == "1"));
        Assert.Equal(Math.Sqrt(2) - 1, Assert.Single(result.Equilibria, e => !e.Pure).Decimal[2][0], 12);
        Assert.All(result.Equilibria, e => Assert.Equal(0, e.Regret.Value, 12));
    }

    [Fact]
    public void DifferentReplications_AreDrawnWithinGroups_AndWarnedOf()
    {
        ObservedProfile[] observed = [.. Observed([A, B], (profile, player, replication) => (profile is 0 or 3 ? 1 : 0) + Noise(profile, player, replication, 0.1), 60)];
        observed[2] = new ObservedProfile(observed[2].Rules, [.. observed[2].Payoffs.Select(s => new OutcomeSample(s.Key, [.. s.Replications.Take(10)], [.. s.Values.Take(10)], [.. s.Rounds.Take(10)]))]);
        EmpiricalGameResult result = EmpiricalGame.Of([A, B], observed, new EmpiricalGameOptions { Epsilon = 0.1 });
        Assert.Equal([60, 60, 10, 60], result.Profiles.Select(p => p.Payoffs[0].N));
        Assert.Contains(result.Warnings, warning => warning.Contains("10 to 60 replications", StringComparison.Ordinal));
        Assert.Equal(1, result.Equilibria[0].Survival.Share);
    }

    [Fact]
    public void OnePlayer_HasItsBestRule_AndNothingElse()
    {
        EmpiricalGameResult result = Analyse([Player("A", "x", "y", "z")], (profile, _, replication) => (profile == 1 ? 3 : profile) + Noise(0, 0, replication, 0.5), epsilon: 0.1);
        Assert.True(result.Complete);
        Assert.Equal("0 1 0", string.Join(' ', Assert.Single(result.Equilibria).Profile[0]));
    }

    [Fact]
    public void WithoutAnEpsilon_ItIsAHundredthOfTheWidestRangeOfMeanPayoffs()
    {
        ObservedProfile[] observed = [.. Observed([A, B], (profile, player, _) => player == 0 ? profile : 10 * profile, 30)];
        Assert.Equal(0.3, EmpiricalGame.Of([A, B], observed, new EmpiricalGameOptions(), TestContext.Current.CancellationToken).Epsilon, 12);
    }

    [Fact]
    public void ProfilesThatAreMissing_AndOptionsOutOfRange_AreNamed()
    {
        ObservedProfile[] observed = [.. Observed([A, B], (_, _, _) => 1, 5)];
        InvalidInputException missing = Assert.Throws<InvalidInputException>(() => EmpiricalGame.Of([A, B], [observed[0], observed[3]], new EmpiricalGameOptions { Epsilon = 0 }));
        Assert.Equal(["0 replications of (A x, B y)", "0 replications of (A y, B x)"], missing.Faults.Select(fault => fault.Found));
        InvalidInputException options = Assert.Throws<InvalidInputException>(() => EmpiricalGame.Of([A, B], observed, new EmpiricalGameOptions { Epsilon = -1, Resamples = 3 }));
        Assert.Equal(["/epsilon", "/resamples"], options.Faults.Select(fault => fault.Pointer));
        Assert.Contains("comes twice", Assert.Throws<ArgumentException>(() => EmpiricalGame.Of([A, B], [observed[0], observed[0]], new EmpiricalGameOptions { Epsilon = 0 })).Message);
    }

    private static double Pennies(int profile, int player) => (profile is 0 or 3) == (player == 0) ? 1 : -1;

    private static double Noise(int profile, int player, int replication, double sd, int experiment = 0) =>
        sd * new DrawSequence((ulong)experiment, $"noise/{profile}/{player}", replication).NextNormal();

    private static EmpiricalGamePlayer Player(string actor, params string[] rules) => new(actor, rules);

    private static EmpiricalGameResult Analyse(EmpiricalGamePlayer[] players, Func<int, int, int, double> payoff, double epsilon, int replications = 60, int resamples = 199) =>
        EmpiricalGame.Of(players, [.. Observed(players, payoff, replications)], new EmpiricalGameOptions { Epsilon = epsilon, Resamples = resamples }, TestContext.Current.CancellationToken);

    private static IEnumerable<ObservedProfile> Observed(EmpiricalGamePlayer[] players, Func<int, int, int, double> payoff, int replications)
    {
        int profiles = players.Aggregate(1, (product, player) => product * player.Rules.Count);
        for (int profile = 0; profile < profiles; profile++)
        {
            int at = profile, rest = profile;
            int[] rules = new int[players.Length];
            for (int i = players.Length - 1; i >= 0; i--)
            {
                rules[i] = rest % players[i].Rules.Count;
                rest /= players[i].Rules.Count;
            }

            yield return new ObservedProfile(
                rules,
                [
                    .. players.Select((player, i) => new OutcomeSample(
                        new OutcomeKey(player.Actor, "g", "payoffDiscounted"),
                        [.. Enumerable.Range(0, replications)],
                        [.. Enumerable.Range(0, replications).Select(replication => payoff(at, i, replication))],
                        [.. Enumerable.Repeat(1, replications)])),
                ]);
        }
    }
}
