using System.Numerics;

namespace StrategySim.Experiments.Designs;

/// <summary>Full factorial design: every combination of the factors' levels.</summary>
/// <remarks>
/// Points run as the digits of a counter do: the last factor changes fastest. A coordinate is the middle (l + ½)/L of its
/// level's cell, so that ⌊u·L⌋ gives the level back. Source: Box, Hunter and Hunter, Statistics for Experimenters, 2nd ed. 2005, chapter 5.
/// </remarks>
internal sealed class FullGrid : IUnitDesign
{
    private readonly int[] _levels;

    /// <summary>A grid.</summary>
    /// <param name="levels">Levels of each factor; at least one factor, each with at least 1.</param>
    /// <exception cref="ArgumentException">There is no factor, or one has no level.</exception>
    public FullGrid(params IReadOnlyList<int> levels)
    {
        if (levels.Count == 0) throw new ArgumentException("Expected at least one factor.", nameof(levels));
        _levels = [.. levels];
        Count = BigInteger.One;
        for (int i = 0; i < _levels.Length; i++)
        {
            if (_levels[i] < 1) throw new ArgumentException($"Factor {i} has {_levels[i]} levels; expected at least 1.", nameof(levels));
            Count *= _levels[i];
        }
    }

    /// <inheritdoc/>
    public int Dimension => _levels.Length;

    /// <summary>The product of the numbers of levels.</summary>
    public BigInteger Count { get; }

    /// <summary>The level of each factor at a point.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    public int[] Levels(long index)
    {
        UnitDesigns.CheckIndex(index, Count);
        int[] levels = new int[_levels.Length];
        for (int i = _levels.Length - 1; i >= 0; i--) (index, levels[i]) = (index / _levels[i], (int)(index % _levels[i]));
        return levels;
    }

    /// <summary>The point at which the factors have the given levels.</summary>
    /// <param name="levels">A level for each factor, from 0.</param>
    /// <exception cref="OverflowException">The index has more than 64 bits.</exception>
    public long IndexOf(ReadOnlySpan<int> levels)
    {
        long index = 0;
        for (int i = 0; i < _levels.Length; i++) index = checked((index * _levels[i]) + levels[i]);
        return index;
    }

    /// <inheritdoc/>
    public double[] Point(long index)
    {
        int[] levels = Levels(index);
        double[] point = new double[levels.Length];
        for (int i = 0; i < point.Length; i++) point[i] = (levels[i] + 0.5) / _levels[i];
        return point;
    }
}
