namespace StrategySim.Experiments.Discovery;

/// <summary>How a box came about.</summary>
public enum PrimStep
{
    /// <summary>The whole of the cases.</summary>
    Start,

    /// <summary>A part was cut off the box before.</summary>
    Peel,

    /// <summary>A part was given back to the box before.</summary>
    Paste,
}

/// <summary>A restriction of one input.</summary>
/// <param name="Input">Name of the input.</param>
/// <param name="Lower">Least number in the box; null where it is not restricted from below, and for categories.</param>
/// <param name="Upper">Largest number in the box; null where it is not restricted from above, and for categories.</param>
/// <param name="Categories">Categories in the box; empty for a number.</param>
/// <param name="QuasiPValue">
/// Chance that, were the input of no matter, as many of the cases in the box would be of interest: P(Bin(n, q) ≥ hits) with the density q that the box has
/// without this restriction. "Quasi", for the restriction was chosen by looking at the same cases.
/// </param>
public sealed record PrimRestriction(string Input, double? Lower, double? Upper, IReadOnlyList<string> Categories, double QuasiPValue);

/// <summary>One box of a peeling and pasting trajectory.</summary>
/// <param name="Step">How it came about.</param>
/// <param name="Restrictions">The restricted inputs, in the order of the inputs.</param>
/// <param name="Cases">Cases in the box.</param>
/// <param name="Hits">Cases of interest in the box.</param>
/// <param name="Coverage">Share of all cases of interest that are in the box.</param>
/// <param name="Density">Share of the cases in the box that are of interest.</param>
/// <param name="Mass">Share of all cases that are in the box.</param>
public sealed record PrimBox(
    PrimStep Step, IReadOnlyList<PrimRestriction> Restrictions, int Cases, int Hits, double Coverage, double Density, double Mass)
{
    /// <summary>Number of restricted inputs: the fewer, the easier to say what the box means.</summary>
    public int RestrictedDimensions => Restrictions.Count;
}
