using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Storage.Sqlite;
using StrategySim.Testing.Files;
using StrategySim.Testing.Time;

namespace StrategySim.Storage.Tests.Sqlite;

/// <summary>A store on a file of its own, and records to put into it.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestStore()
    {
        FilePath = _folder.File("experiments.db");
        Store = SqliteExperimentStore.Open(FilePath, Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public string FilePath { get; }

    public SqliteExperimentStore Store { get; private set; }

    public static string PointId { get; } = new('a', 64);

    public static RunRecord Run(string id, ulong seed = 7, int replications = 10, int modelVersion = 1) => new()
    {
        Id = id,
        Status = RunStatus.Queued,
        Execution = RunExecution.Batch,
        ScenarioId = "tiny",
        ScenarioTitle = "A tiny scenario",
        ScenarioHash = new string('b', 64),
        ScenarioJson = """{"id":"tiny"}""",
        PointId = PointId,
        ModelVersion = modelVersion,
        Seed = seed,
        Replications = replications,
        CreatedAt = new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero),
    };

    public static UnitKey Key(int replication, ulong seed = 7, int modelVersion = 1, string interventions = "") =>
        new(modelVersion, PointId, seed, replication, interventions);

    /// <summary>A summary that tells which replication it is of.</summary>
    public static UnitSummary Summary(int replication) =>
        new(replication + 1, [replication, 1.0 / (replication + 1)], replication.ToString("x64"));

    public static IReadOnlyList<(UnitKey Key, UnitSummary Summary)> Units(int from, int count, ulong seed = 7) =>
        [.. Enumerable.Range(from, count).Select(r => (Key(r, seed), Summary(r)))];

    /// <summary>Units as studies store them, with the summary that tells which replication it is of unless another is given.</summary>
    public static UnitBatch Batch(IEnumerable<int> replications, Func<int, UnitSummary>? summary = null)
    {
        var batch = new UnitBatch();
        foreach (int replication in replications) batch.Add(replication, (summary ?? Summary)(replication));
        return batch;
    }

    public static Intervention Intervention(int replication, int round, string value = "1") => new(replication, round, "/states/stress", value);

    /// <summary>Closes the store and opens the file again, as a new process would.</summary>
    public void Reopen()
    {
        Store.Dispose();
        Store = SqliteExperimentStore.Open(FilePath, Clock);
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}
