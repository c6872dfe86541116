using System.Security.Cryptography;
using System.Text;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Play;
using StrategySim.Storage.Sqlite;
using StrategySim.Testing.Files;
using StrategySim.Testing.Time;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0001_runs_and_units.sql", "3535a5d72c139d9b918df677e13bdd2a5d6cd3172195cd5243ab74dc2cf88d5f")]
    [InlineData("0002_run_environment.sql", "f802b2cce4c5d38fbd2ba642dbb50955a4eb8fcf2e90c6f260c0988fbbf64cd8")]
    public void AReleasedScript_IsNeverChanged(string name, string sha256)
    {
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script(name)))));
    }

    [Fact]
    public async Task AFileOfSchemaOne_IsUpgraded_WithAllThatIsInIt()
    {
        string path = _folder.File("experiments.db");
        OpeningTests.Execute(path, Script("0001_runs_and_units.sql") + """
            CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
            INSERT INTO schema_version VALUES (1, '2029-12-31T00:00:00.0000000Z');
            INSERT INTO scenario VALUES ('0123456789abcdef', 'tiny', 'A tiny scenario', '{"id":"tiny"}', '2029-12-31T10:00:00.0000000Z');
            INSERT INTO run (id, status, execution, scenario_id, scenario_title, scenario_hash, scenario_json, point_id, model_version, seed,
                             replications, created_at, started_at, finished_at, results_hash, idempotency_key, body_hash)
            VALUES ('old', 'completed', 'batch', 'tiny', 'A tiny scenario', 'h', '{"id":"tiny"}', 'p', 1, '18446744073709551615',
                    1, '2029-12-31T11:00:00.0000000Z', '2029-12-31T11:00:01.0000000Z', '2029-12-31T11:00:02.5000000Z', 'r', 'key', 'body');
            INSERT INTO run (id, status, execution, scenario_id, scenario_title, scenario_hash, scenario_json, point_id, model_version, seed,
                             replications, created_at, lease_owner, lease_until)
            VALUES ('half', 'running', 'batch', 'tiny', 'A tiny scenario', 'h', '{"id":"tiny"}', 'p', 1, '18446744073709551615',
                    3, '2029-12-31T12:00:00.0000000Z', 'somebody', '2029-12-31T12:00:15.0000000Z');
            INSERT INTO series VALUES (1, 1, 'p', '18446744073709551615', '');
            INSERT INTO unit VALUES (1, 0, 4, unhex('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'), unhex('000000000000f03f000000000000e0bf'));
            """);

        using SqliteExperimentStore store = SqliteExperimentStore.Open(path, new ManualTimeProvider());

        Assert.Equal("A tiny scenario", (await store.FindScenarioAsync("0123456789abcdef", default))!.Title);
        RunRecord old = (await store.FindRunAsync("old", default))!.Run;
        Assert.Equal(ulong.MaxValue, old.Seed);
        Assert.Equal(new DateTimeOffset(2029, 12, 31, 11, 0, 2, 500, TimeSpan.Zero), old.FinishedAt);
        Assert.Null(old.Environment);
        Assert.Equal(new RunProgress((await store.FindRunAsync("half", default))!.Run, 1, 3), await store.FindRunAsync("half", default));
        Assert.Equal(["half"], await store.ListOrphanedRunsAsync(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), default));
        Assert.Equal(("old", true), await store.AddRunAsync(TestStore.Run("new"), "key", "other body", default));
        UnitSummary unit = (await store.FindUnitAsync(new UnitKey(1, "p", ulong.MaxValue, 0, ""), default))!;
        Assert.Equal([1.0, -0.5], unit.Values);
        Assert.Equal([1L, 2L], OpeningTests.Query<long>(path, "SELECT version FROM schema_version ORDER BY version"));
    }

    private static string Script(string name)
    {
        using Stream stream = typeof(SqliteExperimentStore).Assembly.GetManifestResourceStream("StrategySim.Storage.Sqlite.Migrations." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
