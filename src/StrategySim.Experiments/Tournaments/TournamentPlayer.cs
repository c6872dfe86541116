using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Matches.Simulated;

namespace StrategySim.Experiments.Tournaments;

/// <summary>How far a tournament has come.</summary>
/// <param name="Done">Matches that are worked out.</param>
/// <param name="Matches">Matches in all.</param>
public readonly record struct TournamentProgress(int Done, int Matches);

/// <summary>Thrown where an exact match of a tournament takes more work than is allowed.</summary>
/// <param name="planned">The match.</param>
/// <param name="error">How large it is.</param>
public sealed class TournamentMatchTooLargeException(PlannedMatch planned, MatchTooLargeException error) : Exception(error.Message, error)
{
    /// <summary>The match.</summary>
    public PlannedMatch Planned => planned;

    /// <summary>How large it is, and how large it may be.</summary>
    public MatchTooLargeException Error => error;
}

/// <summary>Plays a tournament: a pure function of its plan, whatever the threads.</summary>
/// <remarks>Matches are told apart by their rules with all parameters, by the roles these have and by everything that the settings say; nothing is kept from one match or tournament to another.</remarks>
public static class TournamentPlayer
{
    // Matches that are simulated at a time: enough to keep cores busy, few enough for progress and memory.
    private const double MostSecondsAtATime = 0.5;
    private const long MostCountsAtATime = 4_000_000;

    // Longer fractions are read by nobody.
    private const int MostBits = 4000;

    /// <summary>Plays.</summary>
    /// <param name="plan">The plan; without refusals.</param>
    /// <param name="threads">Threads at most, at least 1; results do not depend on it.</param>
    /// <param name="progress">Told after each piece of work; null for nobody.</param>
    /// <param name="cancellationToken">Polled within matches.</param>
    /// <exception cref="TournamentMatchTooLargeException">An exact match takes more work than is allowed.</exception>
    public static TournamentResult Play(TournamentPlan plan, int threads, IProgress<TournamentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (plan.Refusals.Count > 0) throw new ArgumentException("Some matches of the plan cannot be exact.", nameof(plan));
        var cells = new TournamentCell[plan.Matches.Count];
        var scores = new TournamentScores(plan.Tournament);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        int done = 0;
        SolveExactly(plan, cells, parallel, () => progress?.Report(new TournamentProgress(Interlocked.Increment(ref done), cells.Length)));
        foreach ((int[] places, int repetitions) in Pieces(plan))
        {
            var options = new SimulationOptions { Repetitions = repetitions, Seed = plan.Tournament.Seed, Threads = threads };
            IReadOnlyList<MatchTally> tallies = MatchSimulator.Play([.. places.Select(i => plan.Matches[i].Match)], options, cancellationToken);
            var samples = new double[places.Length][][];
            Parallel.For(0, places.Length, parallel, i => (cells[places[i]], samples[i]) = Tallied(plan.Matches[places[i]], tallies[i]));
            // In the order of the plan, so that sums do not depend on threads.
            for (int i = 0; i < places.Length; i++)
            {
                if (cells[places[i]].Method == TournamentMethod.Simulated) scores.Add(cells[places[i]], samples[i]);
            }

            done += places.Length;
            progress?.Report(new TournamentProgress(done, cells.Length));
        }

        return scores.Rank(plan, cells, threads, cancellationToken);
    }

    private static void SolveExactly(TournamentPlan plan, TournamentCell[] cells, ParallelOptions parallel, Action solved)
    {
        int[] places = [.. Enumerable.Range(0, cells.Length).Where(i => plan.Matches[i].Method == TournamentMethod.Exact)];
        var tooLarge = new TournamentMatchTooLargeException?[places.Length];
        try
        {
            Parallel.For(0, places.Length, parallel, p =>
            {
                PlannedMatch planned = plan.Matches[places[p]];
                try
                {
                    cells[places[p]] = Solved(planned, ExactMatch.Solve(planned.Match, new ExactOptions { LongRun = false, OutcomesOfRounds = [] }, parallel.CancellationToken));
                    solved();
                }
                catch (MatchTooLargeException error)
                {
                    tooLarge[p] = new TournamentMatchTooLargeException(planned, error);
                }
            });
        }
        catch (AggregateException error) when (error.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            throw new OperationCanceledException(error.Message, error, parallel.CancellationToken);
        }

        if (Array.Find(tooLarge, error => error is not null) is { } first) throw first;
    }

    // What is played once and what is played often go apart; each in the order of the plan.
    private static IEnumerable<(int[] Places, int Repetitions)> Pieces(TournamentPlan plan)
    {
        foreach (TournamentMethod method in (TournamentMethod[])[TournamentMethod.Played, TournamentMethod.Simulated])
        {
            int repetitions = method == TournamentMethod.Played ? 1 : plan.Tournament.Repetitions;
            long most = Math.Max(1, MostCountsAtATime / repetitions / plan.Tournament.Game.Cells);
            var piece = new List<int>();
            double seconds = 0;
            for (int i = 0; i < plan.Matches.Count; i++)
            {
                if (plan.Matches[i].Method != method) continue;
                piece.Add(i);
                seconds += TournamentPlan.SecondsOf(plan.Matches[i]);
                if (piece.Count < most && seconds < MostSecondsAtATime) continue;
                yield return ([.. piece], repetitions);
                piece.Clear();
                seconds = 0;
            }

            if (piece.Count > 0) yield return ([.. piece], repetitions);
        }
    }

    private static TournamentCell Solved(PlannedMatch planned, ExactMatchResult result)
    {
        MatchGame game = planned.Match.Game;
        return new TournamentCell(
            planned.Row,
            planned.Column,
            TournamentMethod.Exact,
            [.. Seats.Select(seat => Exactly(game.Payoff(result.ExpectedFrequencies, seat), result.ExpectedIsExact))],
            [.. game.OutcomeOrder.Select(cell => result.ExpectedFrequencies[cell].ToDouble())],
            null,
            result.ExpectedRounds.ToDouble());
    }

    private static (TournamentCell Cell, double[][] Samples) Tallied(PlannedMatch planned, MatchTally tally)
    {
        MatchGame game = planned.Match.Game;
        double rounds = 0;
        double[] outcomes = new double[game.Cells];
        double[] wins = new double[2];
        double[][] samples = [new double[tally.Repetitions], new double[tally.Repetitions]];
        int[] lengths = new int[tally.Repetitions];
        for (int repetition = 0; repetition < tally.Repetitions; repetition++)
        {
            ReadOnlySpan<long> counts = tally.Counts(repetition);
            double row = 0, column = 0;
            int length = 0;
            for (int cell = 0; cell < counts.Length; cell++)
            {
                length += (int)counts[cell];
                row += counts[cell] * game.Value(cell, 0);
                column += counts[cell] * game.Value(cell, 1);
                outcomes[cell] += counts[cell];
            }

            if (row > column) wins[0]++;
            else if (column > row) wins[1]++;
            (samples[0][repetition], samples[1][repetition], lengths[repetition]) = (row / length, column / length, length);
            rounds += length;
        }

        // Expected totals over expected rounds: where lengths differ a ratio of sums, whose linearisation has its mean and its error.
        if (planned.Match.Settings.Continuation is not null) samples = [.. samples.Select(sample => LinearisedRatio.Of(sample, lengths))];
        bool played = planned.Method == TournamentMethod.Played;
        var result = new TournamentCell(
            planned.Row,
            planned.Column,
            planned.Method,
            [.. Seats.Select(seat => played ? Exactly(Total(game, tally, seat) / (long)rounds, exact: true) : Estimated(samples[seat]))],
            [.. game.OutcomeOrder.Select(cell => outcomes[cell] / rounds)],
            planned.Row == planned.Column ? null : [.. wins.Select(won => won / tally.Repetitions)],
            rounds / tally.Repetitions);
        return (result, samples);
    }

    private static readonly int[] Seats = [0, 1];

    private static Rational Total(MatchGame game, MatchTally tally, int seat)
    {
        Rational total = Rational.Zero;
        ReadOnlySpan<long> counts = tally.Counts(0);
        for (int cell = 0; cell < counts.Length; cell++) total += counts[cell] * game.Payoff(cell, seat);
        return total;
    }

    /// <summary>A figure with nothing left open.</summary>
    internal static TournamentFigure Exactly(Rational value, bool exact)
    {
        double mean = value.ToDouble();
        return new TournamentFigure(mean, 0, mean, mean, exact && value.Numerator.GetBitLength() + value.Denominator.GetBitLength() <= MostBits ? value : null);
    }

    /// <summary>The mean of a sample.</summary>
    internal static TournamentFigure Estimated(double[] sample)
    {
        var accumulator = new MeanAccumulator();
        foreach (double value in sample) accumulator.Add(value);
        Estimate estimate = accumulator.ToEstimate();
        return new TournamentFigure(estimate.Mean, estimate.Sd / Math.Sqrt(estimate.N), estimate.Lower, estimate.Upper, null);
    }
}
