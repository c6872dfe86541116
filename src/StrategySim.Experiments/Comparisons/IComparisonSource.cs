using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Comparisons;

/// <summary>Where a side of a comparison is from. What it is, it says at once; outcomes are read when it is known which are wanted.</summary>
public interface IComparisonSource
{
    /// <summary>What the side is called; no two sides have the same name.</summary>
    string Name { get; }

    /// <summary>Where it is from, for people.</summary>
    string Description { get; }

    /// <summary>The scenario, with the seed that was played; of several points taken together, that of the first.</summary>
    Scenario Scenario { get; }

    /// <summary>Places of the scenario at which points that are taken together differ.</summary>
    IReadOnlyList<string> Varied { get; }

    /// <summary>How many points that a design drew are taken together; 0 where none are.</summary>
    int DrawnPoints { get; }

    /// <summary>Every outcome that it has, in order.</summary>
    IReadOnlyList<OutcomeKey> Outcomes { get; }

    /// <summary>Most replications that it can have.</summary>
    int Replications { get; }

    /// <summary>Reads some of the outcomes.</summary>
    /// <param name="keys">Which, of <see cref="Outcomes"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ComparedSamples> ReadAsync(IReadOnlyList<OutcomeKey> keys, CancellationToken cancellationToken);
}

/// <summary>What was read of a side.</summary>
/// <param name="Samples">One sample for each outcome asked for, in order, all over the same replications.</param>
/// <param name="Failed">Units that failed.</param>
/// <param name="Missing">Units that are neither stored nor failed.</param>
public sealed record ComparedSamples(IReadOnlyList<OutcomeSample> Samples, int Failed, int Missing);
