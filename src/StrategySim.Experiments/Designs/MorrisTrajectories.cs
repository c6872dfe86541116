using System.Numerics;
using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Designs;

/// <summary>Morris's design: r random trajectories on a grid of p levels, each moving every factor once, in random order.</summary>
/// <remarks>
/// Factors have the levels 0, 1/(p − 1), …, 1; a step is Δ = p/(2(p − 1)), up or down with equal chance, so that each of the p^(d−1)·p/2
/// effects of a factor is as likely as any other. The grid contains 1: a factor without bounds has to be cut at a quantile below.
/// Trajectory t takes its draws from the stream's sequence t, so more trajectories keep the earlier ones.
/// Source: Morris (1991), "Factorial sampling plans for preliminary computational experiments", Technometrics 33(2), 161–174, section 3.
/// </remarks>
internal sealed class MorrisTrajectories : IMorrisDesign
{
    private readonly int _trajectories;
    private readonly int _levels;
    private readonly ulong _seed;
    private readonly string _path;

    /// <summary>A design.</summary>
    /// <param name="dimension">Factors d, at least 1.</param>
    /// <param name="trajectories">Trajectories r, at least 1.</param>
    /// <param name="levels">Levels p, even, at least 2.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the stream.</param>
    /// <exception cref="ArgumentException">A number is too small, or the number of levels odd.</exception>
    public MorrisTrajectories(int dimension, int trajectories, int levels, ulong seed, string path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(trajectories, 1);
        MorrisGrid.CheckLevels(levels);
        Dimension = dimension;
        _trajectories = trajectories;
        _levels = levels;
        _seed = seed;
        _path = path;
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>r(d + 1).</summary>
    public BigInteger Count => (BigInteger)_trajectories * (Dimension + 1);

    /// <inheritdoc/>
    public bool IsExhaustive => false;

    /// <inheritdoc/>
    public double[] Point(long index)
    {
        UnitDesigns.CheckIndex(index, Count);
        (long trajectory, long place) = Math.DivRem(index, Dimension + 1);
        (int[] start, int[] moves, int[] order) = Trajectory((int)trajectory);
        for (int step = 0; step < place; step++) start[order[step]] += moves[order[step]];
        return [.. start.Select(level => (double)level / (_levels - 1))];
    }

    /// <inheritdoc/>
    public IEnumerable<MorrisStep> Steps()
    {
        for (int trajectory = 0; trajectory < _trajectories; trajectory++)
        {
            (_, int[] moves, int[] order) = Trajectory(trajectory);
            long first = (long)trajectory * (Dimension + 1);
            for (int step = 0; step < Dimension; step++)
                yield return new MorrisStep(order[step], first + step, first + step + 1, (double)moves[order[step]] / (_levels - 1));
        }
    }

    // Start and moves in levels. A factor that moves up starts in the lower half, one that moves down in the upper.
    private (int[] Start, int[] Moves, int[] Order) Trajectory(int index)
    {
        var draws = new DrawSequence(_seed, _path, index);
        int half = _levels / 2;
        int[] start = new int[Dimension], moves = new int[Dimension], order = new int[Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            int lower = draws.NextBelow(half);
            bool up = draws.NextUniform() < 0.5;
            start[i] = up ? lower : lower + half;
            moves[i] = up ? half : -half;
            order[i] = i;
        }

        draws.Shuffle(order);
        return (start, moves, order);
    }
}
