using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Sweeps;

/// <summary>A scenario that has an id, as text.</summary>
/// <param name="Text">The document as its author wrote it, so that places in sweeps are those that people see.</param>
/// <param name="Format">Its format.</param>
public sealed record ScenarioDocument(string Text, DocumentFormat Format);

/// <summary>What reading a sweep gave: the sweep, or every fault.</summary>
/// <param name="Sweep">The sweep; null where there are faults.</param>
/// <param name="Faults">Every fault, in the order of the text; empty where the sweep is valid.</param>
public sealed record SweepReadResult(Sweep? Sweep, IReadOnlyList<Fault> Faults)
{
    /// <summary>The sweep, or an exception with every fault.</summary>
    /// <exception cref="InvalidInputException">The document is not a valid sweep.</exception>
    public Sweep Require() => Sweep ?? throw new InvalidInputException(Faults);
}

/// <summary>Reads sweeps from text. The document is validated as a whole, its scenario included: every fault is listed with its place.</summary>
/// <remarks>No point is made here; what only a point shows, <see cref="SweepPlanner"/> finds.</remarks>
public static class SweepReader
{
    /// <summary>Reads a sweep.</summary>
    /// <param name="text">The document.</param>
    /// <param name="format">Its format.</param>
    /// <param name="scenarios">Finds the scenario of an id; null where there is none.</param>
    public static SweepReadResult Read(string text, DocumentFormat format, Func<string, ScenarioDocument?> scenarios)
    {
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(text, format);
        return root is null ? new SweepReadResult(null, faults) : Read(root, scenarios, faults);
    }

    /// <summary>Reads a sweep from a parsed document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="scenarios">Finds the scenario of an id; null where there is none.</param>
    /// <param name="faults">Faults found so far.</param>
    public static SweepReadResult Read(DocumentNode root, Func<string, ScenarioDocument?> scenarios, IReadOnlyList<Fault>? faults = null)
    {
        List<Fault> all = [.. faults ?? []];
        ShapeChecker.Check(root, SweepShape.Document, "", all);
        Sweep? sweep = root is MapNode map ? new SweepBuilder(map, scenarios, all).Build() : null;
        return all.Count == 0 && sweep is not null ? new SweepReadResult(sweep, []) : new SweepReadResult(null, InOrder(all));
    }

    internal static IReadOnlyList<Fault> InOrder(IEnumerable<Fault> faults) => [.. faults.Distinct().OrderBy(f => f.Line ?? 0).ThenBy(f => f.Column ?? 0)];
}
