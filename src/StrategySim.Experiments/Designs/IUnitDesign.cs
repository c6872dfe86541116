using System.Numerics;

namespace StrategySim.Experiments.Designs;

/// <summary>A design: points in the unit cube, each a pure function of its index.</summary>
/// <remarks>A factor turns its coordinate u into a value by its inverse distribution function.</remarks>
internal interface IUnitDesign
{
    /// <summary>Coordinates of a point, at least 1.</summary>
    int Dimension { get; }

    /// <summary>Number of points, known without making one.</summary>
    BigInteger Count { get; }

    /// <summary>The point with an index.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <returns>A new array of <see cref="Dimension"/> numbers in [0, 1); the grids of Morris's method include 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    double[] Point(long index);
}
