using System.Numerics;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Experiments.Designs;

/// <summary>Monte Carlo design: independent points, uniform in the cube.</summary>
/// <remarks>
/// Point i takes its coordinates from the stream's replication i, two a block, so a longer design begins with the points
/// of a shorter one, and a design with more factors keeps the coordinates of the first.
/// Source: Metropolis and Ulam (1949), Journal of the American Statistical Association 44(247), 335–341.
/// </remarks>
internal sealed class MonteCarloDesign : IUnitDesign
{
    private readonly int _count;
    private readonly ulong _seed;
    private readonly StreamId _stream;

    /// <summary>A design.</summary>
    /// <param name="dimension">Factors, at least 1.</param>
    /// <param name="count">Points, at least 1.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the stream.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public MonteCarloDesign(int dimension, int count, ulong seed, string path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Dimension = dimension;
        _count = count;
        _seed = seed;
        _stream = StreamId.Of(path);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public BigInteger Count => _count;

    /// <inheritdoc/>
    public double[] Point(long index)
    {
        UnitDesigns.CheckIndex(index, _count);
        var draws = new RandomStream(_seed, (int)index, _stream, 1);
        double[] point = new double[Dimension];
        for (int i = 0; i < Dimension; i += 2)
        {
            (point[i], double second) = draws.Uniforms((uint)i / 2);
            if (i + 1 < Dimension) point[i + 1] = second;
        }

        return point;
    }
}
