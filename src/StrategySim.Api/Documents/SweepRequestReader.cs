using StrategySim.Api.Hosting;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>Reads a sweep whose scenario may be a shipped or a kept one.</summary>
internal static class SweepRequestReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="before">Faults found so far.</param>
    /// <param name="library">The scenarios.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<SweepReadResult> ReadAsync(DocumentNode root, IReadOnlyList<Fault> before, ScenarioLibrary library, CancellationToken cancellationToken) =>
        SweepReader.Read(root, await ScenariosAsync(root, library, cancellationToken), before);

    /// <summary>Finds the scenario that a document names under <c>scenario</c>, for readers that do not wait: it is fetched here.</summary>
    public static async Task<Func<string, ScenarioDocument?>> ScenariosAsync(DocumentNode root, ScenarioLibrary library, CancellationToken cancellationToken)
    {
        ScenarioDocument? named = null;
        if (root is MapNode map && map["scenario"] is ScalarNode { Kind: not ScalarKind.Null } id)
        {
            if (library.FindShipped(id.Text) is { } shipped) named = new ScenarioDocument(shipped.Yaml, DocumentFormat.Yaml);
            else if (await library.FindKeptAsync(id.Text, cancellationToken) is { } kept) named = KeptDocument(kept);
        }

        return _ => named;
    }

    private static ScenarioDocument KeptDocument(StoredScenario kept) => new(kept.Json, DocumentFormat.Json);
}
