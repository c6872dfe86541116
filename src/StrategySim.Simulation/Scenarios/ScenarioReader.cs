using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Simulation.Scenarios;

/// <summary>What reading a scenario gave: the scenario, or every fault.</summary>
/// <param name="Scenario">The scenario; null where there are faults.</param>
/// <param name="Faults">Every fault, in the order of the text; empty where the scenario is valid.</param>
public sealed record ScenarioReadResult(Scenario? Scenario, IReadOnlyList<Fault> Faults)
{
    /// <summary>What its nodes were read as; null where there are faults, and where it was itself read with the parts of another.</summary>
    public ScenarioParts? Parts { get; internal init; }

    /// <summary>The scenario, or an exception with every fault.</summary>
    /// <exception cref="InvalidInputException">The document is not a valid scenario.</exception>
    public Scenario Require() => Scenario ?? throw new InvalidInputException(Faults);
}

/// <summary>Reads scenarios from text. The document is validated as a whole: every fault is listed with its place.</summary>
public static class ScenarioReader
{
    /// <summary>Reads a scenario.</summary>
    /// <param name="text">The document.</param>
    /// <param name="format">Its format.</param>
    public static ScenarioReadResult Read(string text, DocumentFormat format)
    {
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(text, format);
        return root is null ? new ScenarioReadResult(null, faults) : Read(root, faults);
    }

    /// <summary>Reads a scenario from a parsed document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    public static ScenarioReadResult Read(DocumentNode root, IReadOnlyList<Fault>? faults = null) => Read(root, [.. faults ?? []], known: null);

    /// <summary>Reads a scenario from a document that shares nodes with one that was read before: the result is the same as without, and sooner there.</summary>
    /// <param name="root">The document.</param>
    /// <param name="known">What the other document was read as.</param>
    public static ScenarioReadResult Read(DocumentNode root, ScenarioParts known) => Read(root, [], known);

    private static ScenarioReadResult Read(DocumentNode root, List<Fault> faults, ScenarioParts? known)
    {
        ShapeChecker.Check(root, ScenarioShape.Document, "", faults);
        ScenarioParts? parts = null;
        Scenario? scenario = root is MapNode map ? new ScenarioBuilder(map, faults, known).Build(out parts) : null;
        if (faults.Count == 0 && scenario is not null) return new ScenarioReadResult(scenario, []) { Parts = parts };
        return new ScenarioReadResult(null, [.. faults.Distinct().OrderBy(f => f.Line ?? 0).ThenBy(f => f.Column ?? 0)]);
    }
}
