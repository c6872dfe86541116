using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Sqlite;

/// <summary>The scenarios that users keep.</summary>
internal static class ScenarioTable
{
    private const string Select = """
        SELECT id AS Id, scenario_id AS ScenarioId, title AS Title, json AS Json, created_at AS CreatedAt FROM scenario
        """;

    public static void Save(SqliteTransaction transaction, StoredScenario scenario) => transaction.Connection!.Execute(
        """
        INSERT INTO scenario (id, scenario_id, title, json, created_at) VALUES (@Id, @ScenarioId, @Title, @Json, @createdAt)
        ON CONFLICT (id) DO NOTHING
        """,
        new { scenario.Id, scenario.ScenarioId, scenario.Title, scenario.Json, createdAt = StoredText.OfTime(scenario.CreatedAt) },
        transaction);

    public static StoredScenario? Find(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<Row>($"{Select} WHERE id = @id", new { id })?.ToScenario();

    public static IReadOnlyList<StoredScenario> List(SqliteConnection connection) =>
        [.. connection.Query<Row>($"{Select} ORDER BY created_at DESC, rowid DESC").Select(row => row.ToScenario())];

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string ScenarioId { get; set; } = "";

        public string Title { get; set; } = "";

        public string Json { get; set; } = "";

        public string CreatedAt { get; set; } = "";

        public StoredScenario ToScenario() => new(Id, ScenarioId, Title, Json, StoredText.ToTime(CreatedAt));
    }
}
