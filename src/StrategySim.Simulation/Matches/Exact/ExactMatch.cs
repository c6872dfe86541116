using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Exact;

/// <summary>What is asked of an exact match.</summary>
public sealed record ExactOptions
{
    /// <summary>Rounds whose outcome probabilities are told, ascending, from 1; those beyond the last round are left out.</summary>
    public IReadOnlyList<int> OutcomesOfRounds { get; init; } = [1, 2, 3];

    /// <summary>Whether the long run is worked out.</summary>
    public bool LongRun { get; init; } = true;

    /// <summary>Most joint states of which long runs are worked out: linear systems of that size are solved in rationals.</summary>
    public int MaximumStates { get; init; } = 400;

    /// <summary>Most joint states that a finite horizon may reach.</summary>
    public int MaximumHorizonStates { get; init; } = 200_000;
}

/// <summary>A deterministic match as it is played.</summary>
/// <param name="Counts">Rounds with each outcome, by cell.</param>
/// <param name="Opening">The first moves of both seats, strategies by index, at most <see cref="OpeningRounds"/>.</param>
public sealed record PlayedMatch(IReadOnlyList<long> Counts, IReadOnlyList<int>[] Opening)
{
    /// <summary>First rounds whose moves are told.</summary>
    public const int OpeningRounds = 12;
}

/// <summary>The exact answer to a match. Outcomes are by cell; see <see cref="MatchGame.OutcomeOrder"/> for the order in which they are told.</summary>
/// <param name="Rounds">For each round asked for, the probability of each outcome.</param>
/// <param name="RoundsAreExact">For each of them, whether it is exact, or rounded to 30 decimal places because the fractions have grown too long.</param>
/// <param name="Played">The match, where nothing is left to chance.</param>
/// <param name="ExpectedRounds">How many rounds are expected: the number of rounds, or 1/(1 − continuation).</param>
/// <param name="ExpectedFrequencies">The expected number of rounds with each outcome, over the expected number of rounds.</param>
/// <param name="ExpectedIsExact">Whether these are exact, or rounded to 30 decimal places.</param>
/// <param name="DiscountedFrequencies">(1 − d)·Σ d^(t−1)·P(outcome in round t) over unending play, d being discount times continuation; null without a discount, or where a rule counts without bound.</param>
/// <param name="LongRun">The long run; null where it was not asked for, or where a rule counts without bound.</param>
/// <param name="JointStates">Joint states of the two machines; null where a rule counts without bound.</param>
public sealed record ExactMatchResult(
    IReadOnlyList<IReadOnlyList<Rational>> Rounds,
    IReadOnlyList<bool> RoundsAreExact,
    PlayedMatch? Played,
    Rational ExpectedRounds,
    IReadOnlyList<Rational> ExpectedFrequencies,
    bool ExpectedIsExact,
    IReadOnlyList<Rational>? DiscountedFrequencies,
    LongRun? LongRun,
    int? JointStates);

/// <summary>Solves matches of machines exactly.</summary>
public static class ExactMatch
{
    /// <summary>Decimal places of what is rounded.</summary>
    public const int RoundedDigits = HorizonSolver.Digits;

    /// <summary>Solves a match. A pure function; safe on any thread.</summary>
    /// <param name="match">Two rules that are machines.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="cancellationToken">Polled between rounds and while systems are solved.</param>
    /// <exception cref="ArgumentException">A rule is no machine; see <see cref="Refusal"/>.</exception>
    /// <exception cref="MatchTooLargeException">The answer takes more work than is allowed.</exception>
    public static ExactMatchResult Solve(Match match, ExactOptions options, CancellationToken cancellationToken = default)
    {
        if (Refusal(match) is var (_, reason)) throw new ArgumentException(reason, nameof(match));
        MatchSettings settings = match.Settings;
        RuleMachine row = match.Machine(0)!, column = match.Machine(1)!;
        bool finite = row is FiniteMachine && column is FiniteMachine;
        int rounds = settings.Continuation is null ? settings.Rounds : 0;

        int[] asked = [.. options.OutcomesOfRounds.Where(t => settings.Continuation is not null || t <= settings.Rounds)];
        int horizon = Math.Max(rounds, asked.Length == 0 ? 1 : asked[^1]);
        PlayedMatch? played = match.IsDeterministic && rounds > 0 ? Play(match.Game, row, column, rounds, cancellationToken) : null;
        // What is played need not be followed in distribution beyond the rounds that are told.
        int followed = played is null ? horizon : Math.Max(1, asked.Length == 0 ? 1 : asked[^1]);
        Horizon near = HorizonSolver.Solve(new JointPlay(row, column, settings, options.MaximumHorizonStates), followed, asked, cancellationToken);

        LongRunSolver? solver = null;
        JointPlay? all = null;
        if (finite && (options.LongRun || settings.Discount is not null || settings.Continuation is not null))
        {
            all = new JointPlay(row, column, settings, options.MaximumStates);
            all.Close();
            solver = new LongRunSolver(match.Game, all, cancellationToken);
        }

        Rational continuation = settings.Continuation ?? Rational.One;
        Rational[]? discounted = settings.Discount is { } discount ? solver?.Discounted(discount * continuation) : null;
        Rational expectedRounds = settings.Continuation is null ? rounds : (Rational.One - continuation).Reciprocal();
        Rational[] expected = settings.Continuation is not null ? solver!.Discounted(continuation)
            : played is not null ? [.. played.Counts.Select(n => (Rational)n / rounds)]
            : [.. near.Expected.Select(n => near.ExpectedIsExact ? n / rounds : HorizonSolver.Rounded(n / rounds))];
        bool exact = settings.Continuation is not null || played is not null || near.ExpectedIsExact;
        return new ExactMatchResult(near.Rounds, near.RoundsAreExact, played, expectedRounds, expected, exact, discounted, options.LongRun ? solver?.Solve() : null, all?.States);
    }

    /// <summary>Why a match has no exact answer, and by which seat; null where it has.</summary>
    public static (int Seat, string Reason)? Refusal(Match match)
    {
        for (int seat = 0; seat < 2; seat++)
        {
            RuleMachine? machine = match.Machine(seat);
            string id = match.Rule(seat).Id;
            if (machine is null) return (seat, $"the rule '{id}' follows payoffs or names and is no machine: its matches are simulated");
            if (machine is not FiniteMachine && match.Settings.Continuation is not null) return (seat, $"the rule '{id}' counts without bound, so an unending match has no finite chain: give a number of rounds, or simulate");
        }

        return null;
    }

    private static PlayedMatch Play(MatchGame game, RuleMachine row, RuleMachine column, int rounds, CancellationToken cancellationToken)
    {
        long[] counts = new long[game.Cells];
        List<int> rowOpens = [], columnOpens = [];
        (long r, long c) = (row.Start, column.Start);
        for (int round = 0; round < rounds; round++)
        {
            if (round % 65536 == 0) cancellationToken.ThrowIfCancellationRequested();
            int a = row.PureLetters[row.Behaviour(r)], b = column.PureLetters[column.Behaviour(c)];
            counts[(a * game.Columns) + b]++;
            if (round < PlayedMatch.OpeningRounds)
            {
                rowOpens.Add(a);
                columnOpens.Add(b);
            }

            (r, c) = (row.Next(r, a, b), column.Next(c, b, a));
        }

        return new PlayedMatch(counts, [rowOpens, columnOpens]);
    }
}
