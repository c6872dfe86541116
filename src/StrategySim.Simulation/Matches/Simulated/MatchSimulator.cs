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
    private const int Chunk = 64;

    /// <summary>Plays matches.</summary>
    /// <param name="matches">The matches.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Polled within matches.</param>
    /// <returns>A tally for each match, in order.</returns>
    public static IReadOnlyList<MatchTally> Play(IReadOnlyList<Match> matches, SimulationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repetitions, 1);
        var plan = new Plan(matches, options);
        // Every piece of work writes to places of its own, so neither order nor threads can show.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        Parallel.For(0, plan.Work.Count, parallel, i => plan.Work[i](cancellationToken));
        return [.. matches.Select((match, m) => new MatchTally(match, plan.Counts[m], plan.Openings[m]))];
    }

    /// <summary>The stream of a match: its two rules with all their parameters, the row player's first.</summary>
    internal static string StreamOf(Match match) => $"match/{Text(match.Row)}/{Text(match.Column)}";

    private static string Text(RuleReference rule) =>
        $"{rule.Id}({string.Join(',', rule.Parameters.Select(p => $"{p.Key}={p.Value}"))}){(rule.Else is null ? "" : Text(rule.Else))}";

    private sealed class Plan
    {
        private readonly SimulationOptions _options;

        public Plan(IReadOnlyList<Match> matches, SimulationOptions options)
        {
            _options = options;
            Counts = [.. matches.Select(match => new long[match.Game.Cells * options.Repetitions])];
            Openings = [.. matches.Select(_ => Array.Empty<int>())];
            var vectors = new SortedDictionary<int, List<(int Match, Threshold[] Thresholds, uint Stream)>>();
            var tables = new List<(int Match, PackedTable Table, uint Stream)>();
            for (int m = 0; m < matches.Count; m++)
            {
                Match match = matches[m];
                string path = StreamOf(match);
                uint stream = StreamId.Of(path).Id;
                if (match.Machine(0) is null || match.Machine(1) is null)
                {
                    Players(m, match, path);
                    continue;
                }

                var kernel = new MachineKernel(match);
                Opening(m, match, kernel, stream);
                if (match.IsDeterministic) Deterministic(m, match, kernel, stream);
                else if (match.Settings.Continuation is null && MemoryOneTable.Of(match) is { } table)
                {
                    if (!vectors.TryGetValue(match.Settings.Rounds, out var list)) vectors[match.Settings.Rounds] = list = [];
                    list.Add((m, [.. table.First.Concat(table.Row).Concat(table.Column).Select(Threshold.Of)], stream));
                }
                else if (JointTable.TryCreate(match) is { } joint) tables.Add((m, new PackedTable(joint), stream));
                else Machines(m, match, kernel, stream);
            }

            foreach ((int rounds, List<(int, Threshold[], uint)> list) in vectors) Vectors(list, rounds);
            if (tables.Count > 0) Tables(tables, matches);
        }

        public long[][] Counts { get; }

        public int[][] Openings { get; }

        public List<Action<CancellationToken>> Work { get; } = [];

        private MatchDraws Draws(uint stream, int repetition) => new(_options.Seed, stream, (uint)repetition);

        private int Rounds(Match match, uint stream, int repetition) =>
            match.Settings.Continuation is { } continuation ? MatchLength.Draw(continuation.ToDouble(), _options.Seed, stream, repetition) : match.Settings.Rounds;

        private void Opening(int m, Match match, MachineKernel kernel, uint stream)
        {
            int[] opening = new int[Math.Min(PlayedMatch.OpeningRounds, Rounds(match, stream, 0))];
            kernel.Play(Draws(stream, 0), opening.Length, new long[match.Game.Cells], opening, default);
            Openings[m] = opening;
        }

        // Without chance every repetition of a length is the same: play is followed once, to the longest.
        private void Deterministic(int m, Match match, MachineKernel kernel, uint stream) => Work.Add(cancellationToken =>
        {
            int cells = match.Game.Cells;
            if (match.Settings.Continuation is null)
            {
                kernel.Play(Draws(stream, 0), match.Settings.Rounds, Counts[m].AsSpan(0, cells), [], cancellationToken);
                for (int r = 1; r < _options.Repetitions; r++) Counts[m].AsSpan(0, cells).CopyTo(Counts[m].AsSpan(r * cells));
            }
            else
            {
                for (int r = 0; r < _options.Repetitions; r++) kernel.Play(Draws(stream, r), Rounds(match, stream, r), Counts[m].AsSpan(r * cells, cells), [], cancellationToken);
            }
        });

        private void Vectors(List<(int Match, Threshold[] Thresholds, uint Stream)> list, int rounds)
        {
            (int Match, int Repetition, Threshold[] Thresholds, uint Stream)[] lanes =
                [.. list.SelectMany(one => Enumerable.Range(0, _options.Repetitions).Select(r => (one.Match, r, one.Thresholds, one.Stream)))];
            for (int start = 0; start < lanes.Length; start += MemoryOneKernel.Lanes)
            {
                int from = start, count = Math.Min(MemoryOneKernel.Lanes, lanes.Length - start);
                Work.Add(cancellationToken =>
                {
                    long[] counts = new long[count * 4];
                    MemoryOneLane[] group = [.. lanes.AsSpan(from, count).ToArray().Select(lane => new MemoryOneLane(lane.Thresholds, Draws(lane.Stream, lane.Repetition)))];
                    MemoryOneKernel.Play(group, _options.Seed, rounds, counts, cancellationToken);
                    for (int i = 0; i < count; i++) counts.AsSpan(i * 4, 4).CopyTo(Counts[lanes[from + i].Match].AsSpan(lanes[from + i].Repetition * 4));
                });
            }
        }

        private void Tables(List<(int Match, PackedTable Table, uint Stream)> list, IReadOnlyList<Match> matches)
        {
            // Lanes of like length share a group.
            (int Match, int Repetition, TableLane Lane)[] lanes =
            [
                .. list
                    .SelectMany(one => Enumerable.Range(0, _options.Repetitions).Select(r => (one.Match, r, new TableLane(one.Table, Draws(one.Stream, r), Rounds(matches[one.Match], one.Stream, r)))))
                    .OrderByDescending(lane => lane.Item3.Rounds),
            ];
            for (int start = 0; start < lanes.Length; start += TableKernel.Lanes)
            {
                int from = start, count = Math.Min(TableKernel.Lanes, lanes.Length - start);
                Work.Add(cancellationToken =>
                {
                    Span<long> counts = stackalloc long[TableKernel.Lanes * 4];
                    TableLane[] group = [.. lanes.AsSpan(from, count).ToArray().Select(lane => lane.Lane)];
                    TableKernel.Play(group, _options.Seed, counts, cancellationToken);
                    for (int i = 0; i < count; i++) counts.Slice(i * 4, 4).CopyTo(Counts[lanes[from + i].Match].AsSpan(lanes[from + i].Repetition * 4));
                });
            }
        }

        private void Machines(int m, Match match, MachineKernel kernel, uint stream) => Pieces((repetition, cancellationToken) =>
            kernel.Play(Draws(stream, repetition), Rounds(match, stream, repetition), Counts[m].AsSpan(repetition * match.Game.Cells, match.Game.Cells), [], cancellationToken));

        private void Players(int m, Match match, string path)
        {
            var kernel = new PlayerKernel(match, _options.Seed, path);
            uint stream = StreamId.Of(path).Id;
            Openings[m] = new int[Math.Min(PlayedMatch.OpeningRounds, Rounds(match, stream, 0))];
            Pieces((repetition, cancellationToken) => kernel.Play(
                repetition, Rounds(match, stream, repetition), Counts[m].AsSpan(repetition * match.Game.Cells, match.Game.Cells), repetition == 0 ? Openings[m] : [], cancellationToken));
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
