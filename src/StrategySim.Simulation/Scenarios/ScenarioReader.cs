using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Simulation.Scenarios;

/// <summary>What reading a scenario gave: the scenario, or every fault.</summary>
/// <param name="Scenario">The scenario; null where there are faults.</param>
/// <param name="Faults">Every fault, in the order of the text; empty where the scenario is valid.</param>
public sealed record ScenarioReadResult(Scenario? Scenario, IReadOnlyList<Fault> Faults)
{
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
    public static ScenarioReadResult Read(DocumentNode root, IReadOnlyList<Fault>? faults = null)
    {
        List<Fault> all = [.. faults ?? []];
        ShapeChecker.Check(root, ScenarioShape.Document, "", all);
        Scenario? scenario = root is MapNode map ? new ScenarioBuilder(map, all).Build() : null;
        if (all.Count == 0 && scenario is not null) return new ScenarioReadResult(scenario, []);
        return new ScenarioReadResult(null, [.. all.Distinct().OrderBy(f => f.Line ?? 0).ThenBy(f => f.Column ?? 0)]);
    }
}
