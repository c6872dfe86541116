using System.Numerics;
using StrategySim.Experiments.Designs;

namespace StrategySim.Experiments.Sweeps;

/// <summary>How the points of a sweep are chosen: for each index, a coordinate or a level of each dimension.</summary>
/// <param name="Method">The word of the document.</param>
/// <param name="Count">Points, known without making one.</param>
internal abstract record SweepDesign(string Method, BigInteger Count);

/// <summary>Every combination of levels.</summary>
internal sealed record GridDesign(IReadOnlyList<BigInteger> Levels)
    : SweepDesign(SweepShape.Grid, Levels.Aggregate(BigInteger.One, (product, levels) => product * levels))
{
    private readonly Lazy<FullGrid> _grid = new(() => new FullGrid([.. Levels.Select(levels => (int)levels)]));

    public int[] At(long index) => _grid.Value.Levels(index);
}

/// <summary>Points one by one: the value of each factor, derived ones left open.</summary>
internal sealed record ListDesign(IReadOnlyList<IReadOnlyDictionary<string, FactorValue>> Points) : SweepDesign(SweepShape.List, Points.Count);

/// <summary>Points of the unit cube: one design, or several after each other.</summary>
internal sealed record CubeDesign(string Method, BigInteger Count, Func<IReadOnlyList<IUnitDesign>> Make) : SweepDesign(Method, Count)
{
    private readonly Lazy<IReadOnlyList<IUnitDesign>> _parts = new(Make);

    /// <summary>The designs, in the order of their points; made when first asked for.</summary>
    public IReadOnlyList<IUnitDesign> Parts => _parts.Value;

    public double[] At(long index)
    {
        foreach (IUnitDesign part in Parts)
        {
            if (index < part.Count) return part.Point(index);
            index -= (long)part.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected a point from 0 to {Count - 1}.");
    }
}
