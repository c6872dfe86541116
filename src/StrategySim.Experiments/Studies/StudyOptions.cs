using StrategySim.Experiments.Sweeps;

namespace StrategySim.Experiments.Studies;

/// <summary>Limits of studies; leases, and the groups in which units are stored, are as <see cref="Runs.RunOptions"/> says.</summary>
public sealed class StudyOptions
{
    /// <summary>Studies played at the same time in this process, at least 1; more wait in the order of their acceptance. Runs have places of their own.</summary>
    public int MaxConcurrentStudies { get; set; } = 2;

    /// <summary>Most points of a design, 1 to <see cref="SweepShape.MaximumPoints"/>.</summary>
    public long MaxPoints { get; set; } = SweepShape.MaximumPoints;

    /// <summary>Most units of a study, all replications of all points; 1 to <see cref="SweepShape.MaximumUnits"/>.</summary>
    public long MaxUnits { get; set; } = SweepShape.MaximumUnits;

    /// <summary>
    /// Points that are read as scenarios before a study is accepted, at least 1: those at which a factor is least, greatest, or one of its options, and others spread over
    /// the design. The rest show their faults when they are played, as failures of these points.
    /// </summary>
    public int MaxCheckedPoints { get; set; } = 64;

    internal bool IsValid =>
        MaxConcurrentStudies >= 1
        && MaxPoints is >= 1 and <= SweepShape.MaximumPoints
        && MaxUnits is >= 1 and <= SweepShape.MaximumUnits
        && MaxCheckedPoints >= 1;
}
