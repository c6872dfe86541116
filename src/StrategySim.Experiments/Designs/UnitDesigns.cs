using System.Numerics;

namespace StrategySim.Experiments.Designs;

/// <summary>What all designs share.</summary>
internal static class UnitDesigns
{
    private const double LargestBelowOne = 1 - (1.0 / (1UL << 53));

    /// <summary>All points in the order of their indices, made one by one.</summary>
    /// <exception cref="ArgumentException">There are more points than a 64-bit index can name.</exception>
    public static IEnumerable<double[]> Points(this IUnitDesign design)
    {
        long count = design.CountAtMost(long.MaxValue);
        return Make();

        IEnumerable<double[]> Make()
        {
            for (long index = 0; index < count; index++) yield return design.Point(index);
        }
    }

    /// <summary>The number of points where it is within a limit.</summary>
    /// <param name="design">The design.</param>
    /// <param name="maximum">Largest number of points that is accepted.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public static long CountAtMost(this IUnitDesign design, long maximum)
    {
        BigInteger count = design.Count;
        return count <= maximum
            ? (long)count
            : throw new ArgumentException($"The design has {count:N0} points; expected at most {maximum:N0}.", nameof(design));
    }

    /// <summary>Refuses an index that names no point.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is below 0, or not below the count.</exception>
    public static void CheckIndex(long index, BigInteger count)
    {
        if (index < 0 || index >= count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected a point from 0 to {count - 1}.");
    }

    /// <summary>The place a share <paramref name="u"/> into cell <paramref name="cell"/> of <paramref name="cells"/> equal ones, kept below 1 where it would be rounded up.</summary>
    public static double InCell(double cell, double u, double cells) => Math.Min((cell + u) / cells, LargestBelowOne);
}
