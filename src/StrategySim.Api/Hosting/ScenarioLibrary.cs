using System.Security.Cryptography;
using System.Text;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Hosting;

/// <summary>The scenarios that can be named by an id: those that ship with the program, and those that users keep.</summary>
internal sealed class ScenarioLibrary(ShippedScenarios shipped, IExperimentStore store, TimeProvider time)
{
    private const int IdLength = 16;

    public IReadOnlyCollection<ShippedScenario> Shipped => shipped.All;

    public ShippedScenario? FindShipped(string id) => shipped.Find(id);

    public Task<StoredScenario?> FindKeptAsync(string id, CancellationToken cancellationToken) => store.FindScenarioAsync(id, cancellationToken);

    public Task<IReadOnlyList<StoredScenario>> ListKeptAsync(CancellationToken cancellationToken) => store.ListScenariosAsync(cancellationToken);

    /// <summary>The scenario of an id, shipped or kept; null where there is none.</summary>
    /// <exception cref="IntegrityException">The store holds a scenario that this program does not read.</exception>
    public async Task<Scenario?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (shipped.Find(id) is { } own) return own.Scenario;
        return await store.FindScenarioAsync(id, cancellationToken) is { } kept ? Read(kept) : null;
    }

    /// <summary>Keeps a scenario under the hash of its whole document.</summary>
    /// <returns>What is kept, and whether it was not before.</returns>
    public async Task<(StoredScenario Kept, bool IsNew)> KeepAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        string json = scenario.ToCanonicalJson();
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..IdLength];
        if (await store.FindScenarioAsync(id, cancellationToken) is { } before) return (before, false);
        var kept = new StoredScenario(id, scenario.Id, scenario.Title, json, time.GetUtcNow());
        await store.SaveScenarioAsync(kept, cancellationToken);
        return (kept, true);
    }

    private static Scenario Read(StoredScenario kept)
    {
        ScenarioReadResult read = ScenarioReader.Read(kept.Json, DocumentFormat.Json);
        return read.Scenario ?? throw new IntegrityException($"The kept scenario {kept.Id} does not read back: {string.Join(' ', read.Faults)}");
    }
}
