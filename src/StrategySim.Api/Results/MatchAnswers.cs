using System.Globalization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Matches.Simulated;

namespace StrategySim.Api.Results;

/// <summary>Works out the matches of a request and puts them into words: the one way of HTTP and the terminal.</summary>
internal static class MatchAnswers
{
    /// <summary>Answers every match, in order.</summary>
    /// <exception cref="InvalidInputException">A long run is not as required, or an exact answer takes too much work; the place names the match.</exception>
    public static IReadOnlyList<MatchAnswer> Of(MatchQuestions questions, CancellationToken cancellationToken)
    {
        var answers = new MatchAnswer[questions.Matches.Count];
        int[] exact = [.. Enumerable.Range(0, answers.Length).Where(i => questions.Matches[i].Exact is not null)];
        var faults = new IReadOnlyList<Fault>[answers.Length];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            Parallel.ForEach(exact, parallel, i =>
            {
                MatchQuestion question = questions.Matches[i];
                try
                {
                    ExactMatchResult result = ExactMatch.Solve(question.Match, question.Exact!, parallel.CancellationToken);
                    faults[i] = [.. Unmet(question, result)];
                    answers[i] = Exact(question, result);
                }
                catch (MatchTooLargeException error)
                {
                    faults[i] = [new Fault(question.Pointer + "/mode", error.Found, error.Expected, $"This match is too large for an exact answer. {error.Because} \"mode\": \"simulate\" has no such limit.")];
                }
            });
        }
        catch (AggregateException error) when (error.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }

        Fault[] all = [.. faults.Where(f => f is not null).SelectMany(f => f)];
        if (all.Length > 0) throw new InvalidInputException(all);
        foreach (IGrouping<(int, ulong), int> alike in Enumerable.Range(0, answers.Length).Except(exact).GroupBy(i => (questions.Matches[i].Repetitions, questions.Matches[i].Seed)))
        {
            int[] places = [.. alike];
            var options = new SimulationOptions { Repetitions = alike.Key.Item1, Seed = alike.Key.Item2 };
            IReadOnlyList<MatchTally> tallies = MatchSimulator.Play([.. places.Select(i => questions.Matches[i].Match)], options, cancellationToken);
            for (int k = 0; k < places.Length; k++) answers[places[k]] = Simulated(questions.Matches[places[k]], tallies[k]);
        }

        return answers;
    }

    private static IEnumerable<Fault> Unmet(MatchQuestion question, ExactMatchResult result)
    {
        for (int i = 0; i < question.Require.Count; i++)
        {
            string at = JsonPointer.Append(question.Pointer + "/require", i), word = question.Require[i];
            if (result.LongRun is not { } longRun)
            {
                yield return new Fault(at, "a rule that counts without bound", "two finite-state rules", "The long run of this match is not known.");
            }
            else if (word == MatchRequestReader.UniqueLongRun && !longRun.IsUnique)
            {
                yield return new Fault(at, $"{longRun.Sets.Count} closed sets that play can end in", "one", "The long run of this match is not one number: it depends on chance or on the first moves which set play ends in.");
            }
            else if (word == MatchRequestReader.Aperiodic && longRun.Sets.Max(set => set.Period) is var period and > 1)
            {
                yield return new Fault(at, $"a period of {period} rounds", "a period of 1", "Outcome probabilities of this match do not settle: they come back, and only their average converges.");
            }
        }
    }

    private static MatchAnswer Start(MatchQuestion question, string mode)
    {
        Match match = question.Match;
        MatchSettings settings = match.Settings;
        var specification = match.Game.Specification;
        return new MatchAnswer
        {
            Mode = mode,
            Game = new GameShape(specification.Title, $"{match.Game.Rows}×{match.Game.Columns}", [.. specification.Players.Zip(specification.Strategies, (id, strategies) => new GamePlayer(id, strategies))]),
            Players = [new MatchPlayer(match.Row.Id, match.Row.Parameters), new MatchPlayer(match.Column.Id, match.Column.Parameters)],
            Outcomes = match.Game.OutcomeNames,
            Horizon = settings.Continuation is null ? settings.Rounds : null,
            Continuation = settings.Continuation?.ToString(),
            Noise = settings.Noise.ToString(),
            PerceptionNoise = settings.PerceptionNoise.ToString(),
            Discount = settings.Discount?.ToString(),
            Counts = null,
            OpeningRow = null,
            OpeningColumn = null,
            Totals = null,
            Means = null,
            Intervals = null,
            Repetitions = null,
            Seed = null,
            OutcomesOfRounds = null,
            Rounds = null,
            ExpectedMeans = null,
            ExpectedOutcomes = null,
            ExpectedRounds = null,
            DiscountedPayoffs = null,
            DiscountedOutcomes = null,
            LongRun = null,
            LongRunPayoffs = null,
            UniqueLongRun = null,
            ClosedSets = null,
            LongRunAfter = null,
            AsymptoticVariances = null,
            JointStates = null,
            Rounded = [],
            Decimal = null,
            Notes = [],
        };
    }

    private static MatchAnswer Exact(MatchQuestion question, ExactMatchResult result)
    {
        Match match = question.Match;
        MatchGame game = match.Game;
        LongRun? longRun = result.LongRun;
        PlayedMatch? played = result.Played;
        int rounds = match.Settings.Rounds;
        MatchAnswer answer = Start(question, "exact") with
        {
            Counts = played is null ? null : [.. game.OutcomeOrder.Select(cell => MatchNumber.Of(played.Counts[cell]))],
            OpeningRow = played is null ? null : Moves(game, 0, played.Opening[0]),
            OpeningColumn = played is null ? null : Moves(game, 1, played.Opening[1]),
            Totals = played is null ? null : [.. Seats.Select(seat => MatchNumber.Exact(game.Payoff(result.ExpectedFrequencies, seat) * rounds))],
            Means = played is null ? null : Payoffs(game, result.ExpectedFrequencies),
            OutcomesOfRounds = question.Exact!.OutcomesOfRounds,
            Rounds = [.. result.Rounds.Zip(result.RoundsAreExact, (round, exact) => Ordered(game, round, exact))],
            ExpectedMeans = Payoffs(game, result.ExpectedFrequencies, result.ExpectedIsExact),
            ExpectedOutcomes = Ordered(game, result.ExpectedFrequencies, result.ExpectedIsExact),
            ExpectedRounds = MatchNumber.Exact(result.ExpectedRounds),
            DiscountedPayoffs = result.DiscountedFrequencies is { } discounted ? Payoffs(game, discounted) : null,
            DiscountedOutcomes = result.DiscountedFrequencies is { } outcomes ? Ordered(game, outcomes) : null,
            LongRun = longRun is null ? null : Ordered(game, longRun.Frequencies),
            LongRunPayoffs = longRun is null ? null : Pair(longRun.Payoffs),
            UniqueLongRun = longRun?.IsUnique,
            ClosedSets = longRun is null ? null : [.. longRun.Sets.Select(set => new MatchClosedSet(MatchNumber.Exact(set.Probability), set.States, set.Period, Ordered(game, set.Frequencies), Pair(set.Payoffs)))],
            LongRunAfter = After(game, longRun),
            AsymptoticVariances = longRun?.Variances is { } variances ? Pair(variances) : null,
            JointStates = result.JointStates,
            Notes = [.. Notes(question, result)],
        };
        return answer with
        {
            Rounded = [.. Rounded(answer)],
            Decimal = new MatchDecimals(
                Decimals(answer.Means), Decimals(answer.ExpectedMeans), Decimals(answer.DiscountedPayoffs), Decimals(answer.LongRun), Decimals(answer.LongRunPayoffs), Decimals(answer.AsymptoticVariances)),
        };
    }

    private static MatchAnswer Simulated(MatchQuestion question, MatchTally tally)
    {
        MatchGame game = question.Match.Game;
        Estimate[] means = [.. Seats.Select(seat => PerRound(tally, seat))];
        return Start(question, "simulate") with
        {
            Notes = question.Match.Settings.Discount is null ? [] : [new MatchNote("/discountedPayoffs", "Simulated payoffs are not discounted: \"mode\": \"exact\" has discounted ones.")],
            Counts = [.. game.OutcomeOrder.Select(cell => MatchNumber.Of(Over(tally, r => tally.Counts(r)[cell]).Mean))],
            OpeningRow = Moves(game, 0, [.. tally.Opening.Select(cell => cell / game.Columns)]),
            OpeningColumn = Moves(game, 1, [.. tally.Opening.Select(cell => cell % game.Columns)]),
            Totals = [.. Seats.Select(seat => MatchNumber.Of(Over(tally, r => tally.Total(r, seat)).Mean))],
            Means = [.. means.Select(mean => MatchNumber.Of(mean.Mean))],
            Intervals = means,
            Repetitions = tally.Repetitions,
            Seed = question.Seed.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static readonly int[] Seats = [0, 1];

    private static Estimate Over(MatchTally tally, Func<int, double> value)
    {
        var mean = new MeanAccumulator();
        for (int repetition = 0; repetition < tally.Repetitions; repetition++) mean.Add(value(repetition));
        return mean.ToEstimate();
    }

    // Expected totals over expected rounds, as in exact answers: where lengths differ, a ratio of means and no mean of ratios.
    private static Estimate PerRound(MatchTally tally, int seat)
    {
        if (tally.Match.Settings.Continuation is null) return Over(tally, r => tally.Mean(r, seat));
        var ratio = new RatioAccumulator();
        for (int repetition = 0; repetition < tally.Repetitions; repetition++) ratio.Add(tally.Total(repetition, seat), tally.Rounds(repetition));
        return ratio.ToEstimate();
    }

    private static IEnumerable<MatchNote> Notes(MatchQuestion question, ExactMatchResult result)
    {
        if (result.LongRun is { IsUnique: false } several)
        {
            yield return new MatchNote("/longRun", $"Play ends in one of {several.Sets.Count} closed sets of states. longRun is their mixture by the probabilities of ending in each: an average over many matches comes to it, a single long match does not.");
        }

        if (result.LongRun?.Sets.Where(set => set.Period > 1).ToArray() is { Length: > 0 } periodic)
        {
            yield return new MatchNote("/longRun", $"Play settles into a cycle of {string.Join(" or ", periodic.Select(set => set.Period).Distinct())} rounds: outcome probabilities of single rounds do not converge; longRun is the limit of their average.");
        }

        if (result.JointStates is null && (question.Exact!.LongRun || question.Match.Settings.Discount is not null))
        {
            yield return new MatchNote("/longRun", "A rule counts without bound, so that unending play has no finite chain: long runs and discounted payoffs of unending play are not worked out.");
        }
    }

    private static IEnumerable<string> Rounded(MatchAnswer answer)
    {
        (string Name, IEnumerable<MatchNumber>? Numbers)[] members =
        [
            ("rounds", answer.Rounds?.SelectMany(round => round)),
            ("expectedMeans", answer.ExpectedMeans),
            ("expectedOutcomes", answer.ExpectedOutcomes),
            ("discountedPayoffs", answer.DiscountedPayoffs),
            ("discountedOutcomes", answer.DiscountedOutcomes),
            ("longRun", answer.LongRun),
            ("longRunPayoffs", answer.LongRunPayoffs),
            ("closedSets", answer.ClosedSets?.SelectMany(set => set.LongRun.Concat(set.LongRunPayoffs).Append(set.Probability))),
            ("longRunAfter", answer.LongRunAfter?.Values.SelectMany(numbers => numbers)),
            ("asymptoticVariances", answer.AsymptoticVariances),
        ];
        return from member in members where member.Numbers?.Any(number => number.IsRounded) == true select member.Name;
    }

    private static Dictionary<string, IReadOnlyList<MatchNumber>>? After(MatchGame game, LongRun? longRun)
    {
        if (longRun?.AfterFirst is not { } after) return null;
        var named = new Dictionary<string, IReadOnlyList<MatchNumber>>();
        for (int i = 0; i < game.Cells; i++)
        {
            if (after[game.OutcomeOrder[i]] is { } frequencies) named[game.OutcomeNames[i]] = Ordered(game, frequencies);
        }

        return named;
    }

    private static string Moves(MatchGame game, int seat, IReadOnlyList<int> strategies)
    {
        string[] moves = [.. strategies.Select(strategy => game.Move(seat, strategy))];
        return string.Join(moves.All(move => move.Length == 1) ? "" : " ", moves);
    }

    private static IReadOnlyList<MatchNumber> Ordered(MatchGame game, IReadOnlyList<Rational> byCell, bool exact = true) => [.. game.OutcomeOrder.Select(cell => MatchNumber.Exact(byCell[cell], exact))];

    private static IReadOnlyList<MatchNumber> Payoffs(MatchGame game, IReadOnlyList<Rational> frequencies, bool exact = true) => [.. Seats.Select(seat => MatchNumber.Exact(game.Payoff(frequencies, seat), exact))];

    private static IReadOnlyList<MatchNumber> Pair(IReadOnlyList<Rational> numbers) => [.. numbers.Select(number => MatchNumber.Exact(number))];

    private static IReadOnlyList<double?>? Decimals(IReadOnlyList<MatchNumber>? numbers) => numbers is null ? null : [.. numbers.Select(number => number.Decimal)];
}
