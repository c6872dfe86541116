using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Scenarios;

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
    private const int Chunk = 16;

    /// <summary>Plays matches.</summary>
    /// <param name="matches">The matches.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Polled within matches.</param>
    /// <returns>A tally for each match, in order.</returns>
    public static IReadOnlyList<MatchTally> Play(IReadOnlyList<Match> matches, SimulationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repetitions, 1);
        var plan = new Plan(matches, options, cancellationToken);
        // Every piece of work writes to places of its own, so neither order nor threads can show.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        Parallel.For(0, plan.Work.Count, parallel, i => plan.Work[i](cancellationToken));
        return [.. matches.Select((match, m) => new MatchTally(match, plan.Counts[m], plan.Openings[m]))];
    }

    /// <summary>The stream of a match: its two rules with all their parameters, the row player's first.</summary>
    internal static string StreamOf(Match match) => $"match/{Text(match.Row)}/{Text(match.Column)}";

    private static string Text(RuleReference rule) =>
        $"{rule.Id}({string.Join(',', rule.Parameters.Select(p => $"{p.Key}={p.Value}"))}){(rule.Else is null ? "" : Text(rule.Else))}";

    /// <summary>How one match is played, worked out once.</summary>
    /// <param name="Stream">Its stream.</param>
    /// <param name="Kernel">Two machines; null where a rule is none.</param>
    /// <param name="Vector">Thresholds of two memory-one rules; null otherwise.</param>
    /// <param name="Table">The joint table of two finite machines; null otherwise, and where there are thresholds.</param>
    private readonly record struct Prepared(uint Stream, MachineKernel? Kernel, Threshold[]? Vector, PackedTable? Table);

    private sealed class Plan
    {
        private readonly IReadOnlyList<Match> _matches;
        private readonly SimulationOptions _options;
        private readonly Prepared[] _prepared;

        public Plan(IReadOnlyList<Match> matches, SimulationOptions options, CancellationToken cancellationToken)
        {
            (_matches, _options) = (matches, options);
            _prepared = new Prepared[matches.Count];
            Counts = new long[matches.Count][];
            Openings = new int[matches.Count][];
            Parallel.For(0, matches.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, Prepare);
            var vectors = new SortedDictionary<int, List<int>>();
            var tables = new List<int>();
            for (int m = 0; m < matches.Count; m++)
            {
                Prepared prepared = _prepared[m];
                if (prepared.Vector is not null)
                {
                    if (!vectors.TryGetValue(matches[m].Settings.Rounds, out List<int>? alike)) vectors[matches[m].Settings.Rounds] = alike = [];
                    alike.Add(m);
                }
                else if (prepared.Table is not null) tables.Add(m);
                else if (prepared.Kernel is null) Players(m);
                else if (matches[m].IsDeterministic && matches[m].Settings.Continuation is null) Once(m, prepared.Kernel);
                else Machines(m, prepared.Kernel);
            }

            foreach ((int rounds, List<int> alike) in vectors) Vectors([.. alike], rounds);
            if (tables.Count > 0) Tables([.. tables]);
        }

        public long[][] Counts { get; }

        public int[][] Openings { get; }

        public List<Action<CancellationToken>> Work { get; } = [];

        private void Prepare(int m)
        {
            Match match = _matches[m];
            Counts[m] = new long[match.Game.Cells * _options.Repetitions];
            uint stream = StreamId.Of(StreamOf(match)).Id;
            _prepared[m] = new Prepared(stream, null, null, null);
            int[] opening = Openings[m] = new int[Math.Min(PlayedMatch.OpeningRounds, Rounds(m, 0))];
            if (match.Machine(0) is not { DrawsPublicly: false } || match.Machine(1) is not { DrawsPublicly: false }) return;
            var kernel = new MachineKernel(match);
            kernel.Play(Draws(m, 0), opening.Length, new long[match.Game.Cells], opening, CancellationToken.None);
            Threshold[]? vector = null;
            PackedTable? table = null;
            if (!match.IsDeterministic)
            {
                if (match.Settings.Continuation is null && MemoryOneTable.Of(match) is { } memoryOne) vector = [.. memoryOne.First.Concat(memoryOne.Row).Concat(memoryOne.Column).Select(Threshold.Of)];
                else if (JointTable.TryCreate(match) is { } joint) table = new PackedTable(joint);
            }

            _prepared[m] = new Prepared(stream, kernel, vector, table);
        }

        private MatchDraws Draws(int m, int repetition) => new(_options.Seed, _prepared[m].Stream, (uint)repetition);

        private int Rounds(int m, int repetition) => _matches[m].Settings.Continuation is { } continuation
            ? MatchLength.Draw(continuation.ToDouble(), _options.Seed, _prepared[m].Stream, repetition)
            : _matches[m].Settings.Rounds;

        private Span<long> CountsOf(int m, int repetition) => Counts[m].AsSpan(repetition * _matches[m].Game.Cells, _matches[m].Game.Cells);

        // Lane after lane is a repetition of a match, match after match.
        private void Vectors(int[] matches, int rounds)
        {
            long lanes = (long)matches.Length * _options.Repetitions;
            for (long start = 0; start < lanes; start += MemoryOneKernel.Lanes)
            {
                long from = start;
                int count = (int)Math.Min(MemoryOneKernel.Lanes, lanes - start);
                Work.Add(cancellationToken =>
                {
                    Span<long> counts = stackalloc long[MemoryOneKernel.Lanes * 4];
                    var group = new MemoryOneLane[count];
                    for (int i = 0; i < count; i++)
                    {
                        (int m, int repetition) = Lane(matches, from + i);
                        group[i] = new MemoryOneLane(_prepared[m].Vector!, Draws(m, repetition));
                    }

                    MemoryOneKernel.Play(group, _options.Seed, rounds, counts, cancellationToken);
                    for (int i = 0; i < count; i++)
                    {
                        (int m, int repetition) = Lane(matches, from + i);
                        counts.Slice(i * 4, 4).CopyTo(CountsOf(m, repetition));
                    }
                });
            }
        }

        private void Tables(int[] matches)
        {
            int lanes = matches.Length * _options.Repetitions;
            int[] order = new int[lanes], rounds = new int[lanes];
            for (int lane = 0; lane < lanes; lane++)
            {
                (int m, int repetition) = Lane(matches, lane);
                (order[lane], rounds[lane]) = (lane, -Rounds(m, repetition));
            }

            // Lanes of like length share a group; among equals, repetitions of one match stay together.
            if (matches.Any(m => _matches[m].Settings.Rounds != _matches[matches[0]].Settings.Rounds || _matches[m].Settings.Continuation is not null)) Array.Sort([.. rounds.Zip(order)], order);
            for (int start = 0; start < lanes; start += TableKernel.Lanes)
            {
                int from = start, count = Math.Min(TableKernel.Lanes, lanes - start);
                Work.Add(cancellationToken =>
                {
                    Span<long> counts = stackalloc long[TableKernel.Lanes * 4];
                    var group = new TableLane[count];
                    for (int i = 0; i < count; i++)
                    {
                        (int m, int repetition) = Lane(matches, order[from + i]);
                        group[i] = new TableLane(_prepared[m].Table!, Draws(m, repetition), Rounds(m, repetition));
                    }

                    TableKernel.Play(group, _options.Seed, counts, cancellationToken);
                    for (int i = 0; i < count; i++)
                    {
                        (int m, int repetition) = Lane(matches, order[from + i]);
                        counts.Slice(i * 4, 4).CopyTo(CountsOf(m, repetition));
                    }
                });
            }
        }

        private (int Match, int Repetition) Lane(int[] matches, long lane) => (matches[lane / _options.Repetitions], (int)(lane % _options.Repetitions));

        // Without chance every repetition is the same.
        private void Once(int m, MachineKernel kernel) => Work.Add(cancellationToken =>
        {
            kernel.Play(Draws(m, 0), _matches[m].Settings.Rounds, CountsOf(m, 0), [], cancellationToken);
            for (int r = 1; r < _options.Repetitions; r++) CountsOf(m, 0).CopyTo(CountsOf(m, r));
        });

        private void Machines(int m, MachineKernel kernel) =>
            Pieces((repetition, cancellationToken) => kernel.Play(Draws(m, repetition), Rounds(m, repetition), CountsOf(m, repetition), [], cancellationToken));

        private void Players(int m)
        {
            var kernel = new PlayerKernel(_matches[m], _options.Seed, StreamOf(_matches[m]));
            Pieces((repetition, cancellationToken) => kernel.Play(repetition, Rounds(m, repetition), CountsOf(m, repetition), repetition == 0 ? Openings[m] : [], cancellationToken));
        }

        private void Pieces(Action<int, CancellationToken> play)
        {
            for (int start = 0; start < _options.Repetitions; start += Chunk)
            {
                int from = start, to = Math.Min(start + Chunk, _options.Repetitions);
                Work.Add(cancellationToken =>
                {
                    for (int repetition = from; repetition < to; repetition++) play(repetition, cancellationToken);
                });
            }
        }
    }
}
