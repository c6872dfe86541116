namespace StrategySim.Experiments.Discovery;

/// <summary>What PRIM makes greatest with each step.</summary>
public enum PrimObjective
{
    /// <summary>
    /// The gain in density per case cut off. Fair between numbers, where a cut takes a small share, and categories, where it may take half:
    /// Kwakkel and Jaxa-Rozen (2016), Environmental Modelling and Software 79, 311–321 ("lenient").
    /// </summary>
    GainPerMass,

    /// <summary>The density of what remains: Friedman and Fisher (1999). Prefers large cuts.</summary>
    Density,
}

/// <summary>Settings of PRIM.</summary>
/// <param name="PeelShare">Share α of the box that a cut of a number takes, greater than 0 and below 1; 0.05 to 0.1 is patient.</param>
/// <param name="PasteShare">Share of the box that is given back at a time, greater than 0 and below 1.</param>
/// <param name="MinimumMass">Least share of all cases that a box may hold, 0 to below 1.</param>
/// <param name="Objective">What each step makes greatest.</param>
public sealed record PrimOptions(
    double PeelShare = 0.05, double PasteShare = 0.05, double MinimumMass = 0.05, PrimObjective Objective = PrimObjective.GainPerMass)
{
    /// <summary>Refuses settings that are not in their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    internal void Check()
    {
        if (PeelShare is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(PeelShare), PeelShare, "Expected a share greater than 0 and below 1.");
        if (PasteShare is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(PasteShare), PasteShare, "Expected a share greater than 0 and below 1.");
        if (MinimumMass is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(MinimumMass), MinimumMass, "Expected a share of at least 0 and below 1.");
        if (!Enum.IsDefined(Objective)) throw new ArgumentOutOfRangeException(nameof(Objective), Objective, "Expected one of PrimObjective.");
    }
}
