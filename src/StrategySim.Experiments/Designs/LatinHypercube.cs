using System.Numerics;
using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Designs;

/// <summary>Latin hypercube: of n equal cells of each factor every one holds exactly one point.</summary>
/// <remarks>
/// Coordinate j of point i is (πⱼ(i) + u)/n, with a random order πⱼ for each factor and a uniform place u within the cell.
/// A longer design does not contain a shorter one: to extend a study choose Monte Carlo or Sobol points.
/// Memory: n·d numbers of 12 bytes. Source: McKay, Beckman and Conover (1979), Technometrics 21(2), 239–245.
/// </remarks>
internal sealed class LatinHypercube : IUnitDesign
{
    private readonly int _count;
    private readonly double[][] _coordinates;

    /// <summary>A design.</summary>
    /// <param name="dimension">Factors, at least 1.</param>
    /// <param name="count">Points n, at least 1.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the streams; factor j draws from <c>path/j</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public LatinHypercube(int dimension, int count, ulong seed, string path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Dimension = dimension;
        _count = count;
        _coordinates = new double[dimension][];
        int[] cells = new int[count];
        for (int j = 0; j < dimension; j++)
        {
            var draws = new DrawSequence(seed, $"{path}/{j}");
            for (int i = 0; i < count; i++) cells[i] = i;
            draws.Shuffle(cells);
            double[] column = _coordinates[j] = new double[count];
            for (int i = 0; i < count; i++) column[i] = UnitDesigns.InCell(cells[i], draws.NextUniform(), count);
        }
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public BigInteger Count => _count;

    /// <inheritdoc/>
    public double[] Point(long index)
    {
        UnitDesigns.CheckIndex(index, _count);
        double[] point = new double[Dimension];
        for (int j = 0; j < point.Length; j++) point[j] = _coordinates[j][index];
        return point;
    }
}
