using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Comparisons;

/// <summary>What is compared: a scenario with what its outcomes were, replication by replication.</summary>
/// <remarks>Replications of the same number and seed share their random numbers, whatever the scenarios: that is what pairs them.</remarks>
public sealed record ComparedSide
{
    /// <summary>What it is called in the result; no two sides have the same name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is from, such as <c>run 0192…</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The scenario, with the seed that was played; of several points taken together, that of the first.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>One sample for each outcome.</summary>
    public required IReadOnlyList<OutcomeSample> Samples { get; init; }

    /// <summary>Places of the scenario (JSON pointers into its canonical form) at which points that are taken together differ.</summary>
    public IReadOnlyList<string> Varied { get; init; } = [];

    /// <summary>How many points that a design drew are taken together; 0 where none are.</summary>
    public int DrawnPoints { get; init; }

    /// <summary>Units that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Units that are neither stored nor failed, yet.</summary>
    public int Missing { get; init; }
}
