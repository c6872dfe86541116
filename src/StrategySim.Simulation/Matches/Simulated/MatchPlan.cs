using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Matches sorted by how they are played, in pieces of work that threads take one by one.</summary>
/// <remarks>Every piece writes to places of its own, so neither order nor threads can show.</remarks>
internal sealed class MatchPlan
{
    // Rounds of a piece, where it is made of many matches: long beside what handing it out takes, short beside what a user waits for.
    private const long PieceRounds = 1 << 18;

    // Repetitions of a piece, where they are played one by one.
    private const int Chunk = 16;

    // Fewer repetitions leave more lanes idle than vectors gain.
    private const int FewestLanes = 4;

    private readonly IReadOnlyList<Match> _matches;
    private readonly SimulationOptions _options;
    private readonly Prepared[] _prepared;
    private readonly List<Action<CancellationToken>> _pieces = [];

    /// <summary>The plan of some matches.</summary>
    public MatchPlan(IReadOnlyList<Match> matches, SimulationOptions options, CancellationToken cancellationToken)
    {
        (_matches, _options) = (matches, options);
        _prepared = new Prepared[matches.Count];
        Counts = new long[matches.Count][];
        Openings = new int[matches.Count][];
        Parallel.For(0, matches.Count, Parallelism(cancellationToken), Prepare);
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
            else if (prepared.Pair is not null) Pairs(m, prepared.Pair);
            else if (prepared.Table is not null) tables.Add(m);
            else if (prepared.Kernel is null) Players(m);
            else if (matches[m].IsDeterministic && matches[m].Settings.Continuation is null) Once(m, prepared.Kernel);
            else Machines(m, prepared.Kernel);
        }

        foreach ((int rounds, List<int> alike) in vectors) Vectors([.. alike], rounds);
        if (tables.Count > 0) Tables([.. tables]);
    }

    /// <summary>Of each match, rounds with each cell, repetition after repetition.</summary>
    public long[][] Counts { get; }

    /// <summary>Of each match, the cells of the first rounds of the first repetition.</summary>
    public int[][] Openings { get; }

    /// <summary>Plays all of it.</summary>
    public void Play(CancellationToken cancellationToken) => Parallel.For(0, _pieces.Count, Parallelism(cancellationToken), i => _pieces[i](cancellationToken));

    private ParallelOptions Parallelism(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken };

    private void Prepare(int m)
    {
        Match match = _matches[m];
        Counts[m] = new long[match.Game.Cells * _options.Repetitions];
        uint stream = StreamId.Of(MatchSimulator.StreamOf(match)).Id;
        _prepared[m] = new Prepared { Stream = stream };
        int[] opening = Openings[m] = new int[Math.Min(PlayedMatch.OpeningRounds, Rounds(m, 0))];
        if (match.Machine(0) is not { DrawsPublicly: false } || match.Machine(1) is not { DrawsPublicly: false }) return;
        var kernel = new MachineKernel(match);
        kernel.Play(Draws(m, 0), opening.Length, new long[match.Game.Cells], opening, CancellationToken.None);
        _prepared[m] = new Prepared { Stream = stream, Kernel = kernel };
        if (match.IsDeterministic) return;
        if (match.Settings.Continuation is null && MemoryOneTable.Of(match) is { } memoryOne) _prepared[m] = _prepared[m] with { Vector = memoryOne.Thresholds() };
        else if (_options.Repetitions >= FewestLanes && MachinePair.TryCreate(match) is { } pair) _prepared[m] = _prepared[m] with { Pair = pair };
        else if (JointTable.TryCreate(match) is { } joint) _prepared[m] = _prepared[m] with { Table = new PackedTable(joint) };
    }

    private MatchDraws Draws(int m, int repetition) => new(_options.Seed, _prepared[m].Stream, (uint)repetition);

    private int Rounds(int m, int repetition) => _matches[m].Settings.Continuation is { } continuation
        ? MatchLength.Draw(continuation.ToDouble(), _options.Seed, _prepared[m].Stream, repetition)
        : _matches[m].Settings.Rounds;

    private Span<long> CountsOf(int m, int repetition) => Counts[m].AsSpan(repetition * _matches[m].Game.Cells, _matches[m].Game.Cells);

    // Lane after lane is a repetition of a match, match after match.
    private (int Match, int Repetition) Lane(int[] matches, long lane) => (matches[lane / _options.Repetitions], (int)(lane % _options.Repetitions));

    private void Vectors(int[] matches, int rounds) => Groups(matches.Length * (long)_options.Repetitions, rounds, (lanes, group, cancellationToken) =>
    {
        for (int i = 0; i < lanes.Count; i++)
        {
            (int m, int repetition) = Lane(matches, lanes.From + i);
            (group.Matches[i], group.Thresholds[i], group.Draws[i]) = (m, _prepared[m].Vector!, Draws(m, repetition));
        }

        MemoryOneKernel.Play(group.Thresholds.AsSpan(0, lanes.Count), group.Draws.AsSpan(0, lanes.Count), _options.Seed, rounds, group.Counts, cancellationToken);
        for (int i = 0; i < lanes.Count; i++) group.Counts.AsSpan(i * 4, 4).CopyTo(CountsOf(group.Matches[i], (int)group.Draws[i].Repetition));
    });

    private void Pairs(int m, MachinePair pair)
    {
        (int[] order, int[] rounds) = ByLength(_options.Repetitions, repetition => Rounds(m, repetition), _matches[m].Settings.Continuation is not null);
        Groups(order.Length, _matches[m].Settings.Continuation is { } continuation ? (int)Math.Min(1 / (1 - continuation.ToDouble()), MatchSettings.MaximumRounds) : rounds[0], (lanes, group, cancellationToken) =>
        {
            int from = (int)lanes.From;
            for (int i = 0; i < lanes.Count; i++) group.Draws[i] = Draws(m, order[from + i]);
            MachineKernels.Play(pair, group.Draws.AsSpan(0, lanes.Count), _options.Seed, rounds.AsSpan(from, lanes.Count), group.Counts, cancellationToken);
            for (int i = 0; i < lanes.Count; i++) group.Counts.AsSpan(i * 4, 4).CopyTo(CountsOf(m, order[from + i]));
        });
    }

    private void Tables(int[] matches)
    {
        int[] all = [.. Enumerable.Range(0, matches.Length * _options.Repetitions)];
        bool unlike = matches.Any(m => _matches[m].Settings.Rounds != _matches[matches[0]].Settings.Rounds || _matches[m].Settings.Continuation is not null);
        (int[] order, int[] rounds) = ByLength(all.Length, lane => Rounds(Lane(matches, lane).Match, Lane(matches, lane).Repetition), unlike);
        Groups(order.Length, rounds[order.Length / 2], (lanes, group, cancellationToken) =>
        {
            int from = (int)lanes.From;
            var tables = new TableLane[lanes.Count];
            for (int i = 0; i < tables.Length; i++)
            {
                (int m, int repetition) = Lane(matches, order[from + i]);
                tables[i] = new TableLane(_prepared[m].Table!, Draws(m, repetition), rounds[from + i]);
            }

            TableKernel.Play(tables, _options.Seed, group.Counts, cancellationToken);
            for (int i = 0; i < tables.Length; i++)
            {
                (int m, int repetition) = Lane(matches, order[from + i]);
                group.Counts.AsSpan(i * 4, 4).CopyTo(CountsOf(m, repetition));
            }
        });
    }

    // Lanes of like length share a group, the longest first; among equals, repetitions of one match stay together.
    private static (int[] Order, int[] Rounds) ByLength(int lanes, Func<int, int> length, bool unlike)
    {
        int[] order = [.. Enumerable.Range(0, lanes)], rounds = [.. order.Select(length)];
        if (!unlike) return (order, rounds);
        order = [.. order.OrderByDescending(lane => rounds[lane])];
        return (order, [.. order.Select(lane => rounds[lane])]);
    }

    // Without chance every repetition is the same.
    private void Once(int m, MachineKernel kernel) => _pieces.Add(cancellationToken =>
    {
        kernel.Play(Draws(m, 0), _matches[m].Settings.Rounds, CountsOf(m, 0), [], cancellationToken);
        for (int r = 1; r < _options.Repetitions; r++) CountsOf(m, 0).CopyTo(CountsOf(m, r));
    });

    private void Machines(int m, MachineKernel kernel) =>
        OneByOne((repetition, cancellationToken) => kernel.Play(Draws(m, repetition), Rounds(m, repetition), CountsOf(m, repetition), [], cancellationToken));

    private void Players(int m)
    {
        var kernel = new PlayerKernel(_matches[m], _options.Seed, MatchSimulator.StreamOf(_matches[m]));
        OneByOne((repetition, cancellationToken) => kernel.Play(repetition, Rounds(m, repetition), CountsOf(m, repetition), repetition == 0 ? Openings[m] : [], cancellationToken));
    }

    private void OneByOne(Action<int, CancellationToken> play)
    {
        for (int start = 0; start < _options.Repetitions; start += Chunk)
        {
            int from = start, to = Math.Min(start + Chunk, _options.Repetitions);
            _pieces.Add(cancellationToken =>
            {
                for (int repetition = from; repetition < to; repetition++) play(repetition, cancellationToken);
            });
        }
    }

    // Groups of as many lanes as are played side by side, several a piece where they are short.
    private void Groups(long lanes, int rounds, Action<(long From, int Count), Group, CancellationToken> play)
    {
        int width = LaneMatches.Lanes;
        long step = width * Math.Max(1, PieceRounds / ((long)width * rounds));
        for (long start = 0; start < lanes; start += step)
        {
            long from = start, to = Math.Min(start + step, lanes);
            _pieces.Add(cancellationToken =>
            {
                var group = new Group(width);
                for (long at = from; at < to; at += width)
                {
                    Array.Clear(group.Counts);
                    play((at, (int)Math.Min(width, to - at)), group, cancellationToken);
                }
            });
        }
    }

    /// <summary>How one match is played, worked out once.</summary>
    private readonly record struct Prepared
    {
        /// <summary>Its stream.</summary>
        public required uint Stream { get; init; }

        /// <summary>Two machines; null where a rule is none.</summary>
        public MachineKernel? Kernel { get; init; }

        /// <summary>Thresholds of two memory-one rules; null where it is played in another way.</summary>
        public Threshold[]? Vector { get; init; }

        /// <summary>Two finite machines whose tables fit into vectors; null where it is played in another way.</summary>
        public MachinePair? Pair { get; init; }

        /// <summary>The joint table of two finite machines; null where it is played in another way.</summary>
        public PackedTable? Table { get; init; }
    }

    /// <summary>What a piece keeps for the group that it plays.</summary>
    private sealed class Group(int lanes)
    {
        public int[] Matches { get; } = new int[lanes];

        public Threshold[][] Thresholds { get; } = new Threshold[lanes][];

        public MatchDraws[] Draws { get; } = new MatchDraws[lanes];

        public long[] Counts { get; } = new long[lanes * 4];
    }
}
