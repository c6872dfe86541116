using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Sweeps;

/// <summary>What a sweep comes to, before it is run.</summary>
/// <param name="DesignPoints">Points that the design makes.</param>
/// <param name="Dropped">Those that a constraint drops.</param>
/// <param name="DroppedBy">For each constraint, in their order, the points at which it does not hold; a point may break several.</param>
/// <param name="Duplicates">Those whose scenario an earlier point has already; they are counted once.</param>
/// <param name="Points">Those that are left.</param>
/// <param name="CheckedPoints">Those of them that were read as scenarios: all, or for long designs those at the ends of factors and others spread over the design. Equal values are found among all, equal scenarios of different values among these.</param>
/// <param name="UnitsAtLeast">Units with the least replications.</param>
/// <param name="UnitsAtMost">Units with the most replications.</param>
/// <param name="Time">How long that should take.</param>
public sealed record SweepPlan(
    long DesignPoints, long Dropped, IReadOnlyList<long> DroppedBy, long Duplicates, long Points, long CheckedPoints, long UnitsAtLeast, long UnitsAtMost, SweepTime Time);

/// <summary>How long a sweep should take: an estimate from a short trial.</summary>
/// <param name="TrialUnits">Units of the trial that were played to their end.</param>
/// <param name="TrialPoints">Points, spread over the design, that they are of.</param>
/// <param name="Trial">What the trial took.</param>
/// <param name="SecondsPerUnit">Mean time of a unit on one thread; where not even one came to its end, projected from its rounds.</param>
/// <param name="SecondsPerPoint">Mean time of reading and compiling the scenario of a point.</param>
/// <param name="Threads">Threads that the estimate is for.</param>
/// <param name="AtLeast">Expected time with the least replications.</param>
/// <param name="AtMost">Expected time with the most replications.</param>
public sealed record SweepTime(int TrialUnits, int TrialPoints, TimeSpan Trial, double SecondsPerUnit, double SecondsPerPoint, int Threads, TimeSpan AtLeast, TimeSpan AtMost)
{
    /// <summary>Units of the trial that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Why units of the trial failed, each reason once with the first point that has it; empty where none did. When the sweep is played such units fail too, and the others go on.</summary>
    public IReadOnlyList<Fault> Failures { get; init; } = [];
}

/// <summary>What planning may cost.</summary>
public sealed record SweepPlanOptions
{
    /// <summary>Threads that the expected time is for, at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>About how long the trial lasts.</summary>
    public TimeSpan Trial { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most points that are read as scenarios; of longer designs those at which a factor is least, greatest, or one of its options come first, the others are spread evenly.</summary>
    public int MaximumChecked { get; init; } = 2000;
}
