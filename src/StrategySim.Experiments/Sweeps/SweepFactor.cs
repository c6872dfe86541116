namespace StrategySim.Experiments.Sweeps;

/// <summary>What a sweep varies.</summary>
/// <param name="Name">Its name in the sweep.</param>
/// <param name="Place">JSON pointer to where it is put in the scenario; empty where it only serves factors derived from it.</param>
/// <param name="Kind">Where its values are from: <c>list</c>, <c>range</c>, <c>uniform</c>, <c>loguniform</c>, <c>normal</c>, <c>triangular</c>, <c>integers</c>, <c>oneOf</c>, <c>derived</c>, or <c>points</c> where the design gives them.</param>
/// <param name="IsNumeric">Whether its values are numbers.</param>
public sealed record SweepFactor(string Name, string Place, string Kind, bool IsNumeric)
{
    internal FactorPlace? Target { get; init; }

    internal FactorSource Source { get; init; } = new GivenSource(true);

    // Where it stands in the document, for faults that only a point shows.
    internal int Line { get; init; }

    internal int Column { get; init; }

    internal string Pointer => $"/factors/{Name}";
}

/// <summary>An outcome that a sweep is about.</summary>
/// <param name="Name">Its name in the sweep.</param>
/// <param name="Key">Where it stands among the outcomes of a unit.</param>
public sealed record SweepOutcome(string Name, Simulation.Outcomes.OutcomeKey Key);

/// <summary>How many units a point gets.</summary>
/// <param name="Initial">Units at the least: the fixed number, or that of the first decision.</param>
/// <param name="Maximum">Units at the most.</param>
/// <param name="Rule">When to stop; null where the number is fixed.</param>
/// <param name="Outcome">Name of the outcome that the rule looks at; null where the number is fixed.</param>
public sealed record SweepReplications(int Initial, int Maximum, Statistics.ReplicationRule? Rule, string? Outcome);
