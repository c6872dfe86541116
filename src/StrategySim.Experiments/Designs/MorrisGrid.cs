using System.Numerics;

namespace StrategySim.Experiments.Designs;

/// <summary>The whole grid of Morris's method: all p^d points, and all p^(d−1)·p/2 steps of each factor.</summary>
/// <remarks>For few factors, where the distribution of the elementary effects can be had exactly. Source: as <see cref="MorrisTrajectories"/>.</remarks>
internal sealed class MorrisGrid : IMorrisDesign
{
    private readonly FullGrid _grid;
    private readonly int _levels;

    /// <summary>A design.</summary>
    /// <param name="dimension">Factors d, at least 1.</param>
    /// <param name="levels">Levels p, even, at least 2.</param>
    /// <exception cref="ArgumentException">A number is too small, or the number of levels odd.</exception>
    public MorrisGrid(int dimension, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        CheckLevels(levels);
        _levels = levels;
        _grid = new FullGrid([.. Enumerable.Repeat(levels, dimension)]);
    }

    /// <inheritdoc/>
    public int Dimension => _grid.Dimension;

    /// <summary>p^d.</summary>
    public BigInteger Count => _grid.Count;

    /// <inheritdoc/>
    public bool IsExhaustive => true;

    /// <inheritdoc/>
    public double[] Point(long index) => [.. _grid.Levels(index).Select(level => (double)level / (_levels - 1))];

    /// <inheritdoc/>
    public IEnumerable<MorrisStep> Steps()
    {
        long count = _grid.CountAtMost(long.MaxValue);
        int half = _levels / 2;
        for (int factor = 0; factor < Dimension; factor++)
        {
            for (long from = 0; from < count; from++)
            {
                int[] levels = _grid.Levels(from);
                if (levels[factor] >= half) continue;
                levels[factor] += half;
                yield return new MorrisStep(factor, from, _grid.IndexOf(levels), (double)half / (_levels - 1));
            }
        }
    }

    /// <summary>Refuses a number of levels for which Δ = p/(2(p − 1)) is no whole number of levels.</summary>
    /// <exception cref="ArgumentException">It is odd or below 2.</exception>
    internal static void CheckLevels(int levels)
    {
        if (levels < 2 || levels % 2 != 0) throw new ArgumentException($"Morris's grid has {levels} levels; expected an even number, at least 2.", nameof(levels));
    }
}
