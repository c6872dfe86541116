using StrategySim.Simulation.Matches.Exact;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>How matches are simulated.</summary>
public sealed record SimulationOptions
{
    /// <summary>How often each match is played, at least 1. Matches without chance are played once and counted as often.</summary>
    public int Repetitions { get; init; } = 1;

    /// <summary>Any 64-bit number; 0 is a seed like others.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads at most, at least 1; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>What came of the repetitions of one match: since payoffs do not change, the rounds with each outcome say all.</summary>
/// <param name="match">The match.</param>
/// <param name="counts">Rounds with each cell, repetition after repetition.</param>
/// <param name="opening">The cells of the first rounds of the first repetition.</param>
public sealed class MatchTally(Match match, long[] counts, int[] opening)
{
    /// <summary>The match.</summary>
    public Match Match => match;

    /// <summary>Repetitions.</summary>
    public int Repetitions => counts.Length / match.Game.Cells;

    /// <summary>The cells of the first rounds of the first repetition, at most <see cref="PlayedMatch.OpeningRounds"/>.</summary>
    public IReadOnlyList<int> Opening => opening;

    /// <summary>Rounds with each cell in a repetition.</summary>
    public ReadOnlySpan<long> Counts(int repetition) => counts.AsSpan(repetition * match.Game.Cells, match.Game.Cells);

    /// <summary>Rounds of a repetition.</summary>
    public long Rounds(int repetition)
    {
        long rounds = 0;
        foreach (long count in Counts(repetition)) rounds += count;
        return rounds;
    }

    /// <summary>A seat's total payoff in a repetition.</summary>
    public double Total(int repetition, int seat)
    {
        double total = 0;
        ReadOnlySpan<long> of = Counts(repetition);
        for (int cell = 0; cell < of.Length; cell++) total += of[cell] * match.Game.Value(cell, seat);
        return total;
    }

    /// <summary>A seat's payoff a round in a repetition.</summary>
    public double Mean(int repetition, int seat) => Total(repetition, seat) / Rounds(repetition);
}

/// <summary>Plays many matches, each as often as asked: tables and vectors where rules are machines, their players elsewhere.</summary>
/// <remarks>
/// A result is a function of the match, the seed and the repetition: matches of the same two rules share their random numbers, whatever the game
/// and the noise. Matches are told apart by their rules with all parameters, and nothing is kept from one call to the next.
/// </remarks>
public static class MatchSimulator
{
    /// <summary>Plays matches.</summary>
    /// <param name="matches">The matches.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Polled within matches.</param>
    /// <returns>A tally for each match, in order.</returns>
    public static IReadOnlyList<MatchTally> Play(IReadOnlyList<Match> matches, SimulationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repetitions, 1);
        var plan = new MatchPlan(matches, options, cancellationToken);
        plan.Play(cancellationToken);
        return [.. matches.Select((match, m) => new MatchTally(match, plan.Counts[m], plan.Openings[m]))];
    }

    /// <summary>The stream of a match: its two rules with all their parameters, the row player's first.</summary>
    internal static string StreamOf(Match match) => $"match/{match.Row.Text}/{match.Column.Text}";
}
