using System.Security.Cryptography;
using System.Text;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Interventions;
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
    [InlineData("0003_run_control.sql", "9efa63da7675e74adba56b04b2bde61ede9e43450cd519f24ead84d87b29180f")]
    [InlineData("0004_studies.sql", "c593f14af23c91457e27f17bd850baf3d45388e9dc9595e3307f3b4aac379099")]
    [InlineData("0005_unit_blocks.sql", "2650f9821239d92bc6b3a2206819359633d0ae2dacbb9a8ae6e9603c7f8fcb31")]
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
        Assert.Equal(["half"], (await store.ListOrphanedRunsAsync(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), default)).Select(static run => run.Id));
        Assert.Equal(("old", true), await store.AddRunAsync(TestStore.Run("new"), "key", "other body", default));
        UnitSummary unit = (await store.FindUnitAsync(new UnitKey(1, "p", ulong.MaxValue, 0, ""), default))!;
        Assert.Equal([1.0, -0.5], unit.Values);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], OpeningTests.Query<long>(path, "SELECT version FROM schema_version ORDER BY version"));
    }

    [Fact]
    public async Task AFileOfSchemaTwo_IsUpgraded_WithAllThatIsInIt()
    {
        const string Columns = """
            position, id, status, execution, scenario_id, scenario_title, scenario_hash, scenario_json, point_id, model_version, seed, replications,
            created_at, started_at, finished_at, error, results_hash, idempotency_key, body_hash, lease_owner, lease_until, environment
            """;
        const string Document = """{"id":"tiny"}""";
        const string Rest = $"'batch', 'tiny', 'A tiny scenario', 'h', '{Document}', 'p', 1, '18446744073709551615'";
        const string Environment = """{"programVersion":"0.1.0+abc","runtime":".NET 10","operatingSystem":"Linux","architecture":"X64","engine":"local","store":"SQLite 3"}""";
        string path = _folder.File("experiments.db");
        OpeningTests.Execute(path, Script("0001_runs_and_units.sql") + Script("0002_run_environment.sql") + $"""
            CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
            INSERT INTO schema_version VALUES (1, '2029-12-31T00:00:00.0000000Z'), (2, '2029-12-31T00:00:00.0000000Z');
            INSERT INTO scenario VALUES ('0123456789abcdef', 'tiny', 'A tiny scenario', '{Document}', '2029-12-31T10:00:00.0000000Z');
            INSERT INTO run ({Columns}) VALUES
                (3, 'done', 'completed', {Rest}, 1, '2029-12-31T11:00:00.0000000Z', '2029-12-31T11:00:01.0000000Z', '2029-12-31T11:00:02.5000000Z',
                 NULL, 'r', 'key', 'body', NULL, NULL, '{Environment}'),
                (5, 'broken', 'failed', {Rest}, 4, '2029-12-31T11:30:00.0000000Z', '2029-12-31T11:30:01.0000000Z', '2029-12-31T11:30:02.0000000Z',
                 'because', NULL, NULL, NULL, NULL, NULL, '{Environment}'),
                (6, 'half', 'running', {Rest}, 3, '2029-12-31T12:00:00.0000000Z', '2029-12-31T12:00:01.0000000Z', NULL,
                 NULL, NULL, 'other key', 'other body', 'somebody', '2029-12-31T12:00:15.0000000Z', '{Environment}'),
                (7, 'waiting', 'queued', {Rest}, 3, '2029-12-31T13:00:00.0000000Z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                (8, 'given up', 'cancelled', {Rest}, 3, '2029-12-31T14:00:00.0000000Z', NULL, '2029-12-31T14:00:01.0000000Z',
                 NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                (40, 'gone', 'queued', {Rest}, 3, '2029-12-31T15:00:00.0000000Z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
            DELETE FROM run WHERE id = 'gone';
            INSERT INTO series VALUES (1, 1, 'p', '18446744073709551615', '');
            INSERT INTO unit VALUES (1, 0, 4, unhex('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'), unhex('000000000000f03f000000000000e0bf'));
            """);
        string rows = $"SELECT json_array({Columns}) FROM run ORDER BY position";
        IReadOnlyList<string> before = OpeningTests.Query<string>(path, rows);
        Assert.Equal(5, before.Count);

        using SqliteExperimentStore store = SqliteExperimentStore.Open(path, new ManualTimeProvider());

        Assert.Equal(before, OpeningTests.Query<string>(path, rows));
        Assert.Equal([1L, 2L, 3L, 4L, 5L], OpeningTests.Query<long>(path, "SELECT version FROM schema_version ORDER BY version"));
        Assert.Equal(["ok"], OpeningTests.Query<string>(path, "PRAGMA integrity_check"));
        Assert.Equal(["run_unfinished"], OpeningTests.Query<string>(path, "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'run' AND sql IS NOT NULL"));
        Assert.Equal("A tiny scenario", (await store.FindScenarioAsync("0123456789abcdef", default))!.Title);
        Assert.Equal([1.0, -0.5], (await store.FindUnitAsync(new UnitKey(1, "p", ulong.MaxValue, 0, ""), default))!.Values);
        Assert.Equal(
            [("given up", 1), ("waiting", 1), ("half", 1), ("broken", 1), ("done", 1)],
            (await store.ListRunsAsync(10, null, default)).Select(run => (run.Run.Id, run.UnitsDone)));
        RunRecord half = (await store.FindRunAsync("half", default))!.Run;
        Assert.Equal((null, default, null, false), (half.RoundsPerSecond, half.Position, half.StepsLeft, half.PauseRequested));
        Assert.Same(InterventionLog.Empty, half.Interventions);
        Assert.Equal("local", half.Environment!.Engine);
        Assert.Equal(["half", "waiting"], (await store.ListOrphanedRunsAsync(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), default)).Select(static run => run.Id));
        Assert.Equal(["somebody"], await store.ListLeaseOwnersAsync(default));

        // Keys and ids are still unique, positions are given once, and the old runs can be controlled.
        Assert.Equal(("done", false), await store.AddRunAsync(TestStore.Run("new"), "key", "body", default));
        await Assert.ThrowsAsync<StoreException>(() => store.AddRunAsync(TestStore.Run("half"), null, "", default));
        await store.AddRunAsync(TestStore.Run("new"), null, "", default);
        Assert.Equal([41L], OpeningTests.Query<long>(path, "SELECT position FROM run WHERE id = 'new'"));
        Assert.True(await store.TryPauseAsync("half", default, default));
        Assert.True(await store.TryRequestPauseAsync("waiting", default));
        Assert.Empty(OpeningTests.Query<string>(path, "PRAGMA foreign_key_check"));
    }

    [Fact]
    public void AnEmptyFileOfSchemaTwo_IsUpgraded()
    {
        string path = _folder.File("experiments.db");
        OpeningTests.Execute(path, Script("0001_runs_and_units.sql") + Script("0002_run_environment.sql") + """
            CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
            INSERT INTO schema_version VALUES (1, '2029-12-31T00:00:00.0000000Z'), (2, '2029-12-31T00:00:00.0000000Z');
            """);
        using (SqliteExperimentStore store = SqliteExperimentStore.Open(path, new ManualTimeProvider())) Assert.NotNull(store.Description);
        Assert.Equal(["intervention", "run", "scenario", "schema_version", "series", "study", "study_point", "unit_block", "unit_failure"], OpeningTests.Query<string>(
            path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"));
    }

    [Fact]
    public async Task AFileOfSchemaThree_IsUpgraded_AndItsUnitsServeStudies()
    {
        string path = _folder.File("experiments.db"), point = new('a', 64);
        OpeningTests.Execute(path, Script("0001_runs_and_units.sql") + Script("0002_run_environment.sql") + Script("0003_run_control.sql") + $"""
            CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
            INSERT INTO schema_version VALUES (1, '2029-12-31T00:00:00.0000000Z'), (2, '2029-12-31T00:00:00.0000000Z'), (3, '2029-12-31T00:00:00.0000000Z');
            INSERT INTO run (id, status, execution, scenario_id, scenario_title, scenario_hash, scenario_json, point_id, model_version, seed, replications, created_at)
            VALUES ('old', 'paused', 'actors', 'tiny', 'A tiny scenario', 'h', '-', '{point}', 1, '7', 3, '2029-12-31T11:00:00.0000000Z');
            INSERT INTO intervention VALUES (1, 0, 0, 1, '/states/stress', '1', '2029-12-31T12:00:00.0000000Z');
            INSERT INTO series VALUES (1, 1, '{point}', '7', '');
            INSERT INTO unit VALUES (1, 1, 4, unhex('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'), unhex('000000000000f03f000000000000e0bf'));
            """);

        using SqliteExperimentStore store = SqliteExperimentStore.Open(path, new ManualTimeProvider());

        Assert.Equal([1L, 2L, 3L, 4L, 5L], OpeningTests.Query<long>(path, "SELECT version FROM schema_version ORDER BY version"));
        Assert.Equal(RunStatus.Paused, (await store.FindRunAsync("old", default))!.Run.Status);
        Assert.Empty(await store.ListStudiesAsync(10, null, default));
        Assert.Equal<IEnumerable<int>>([1], Assert.Single(await store.ListKnownUnitsAsync(StudyTests.Study("s") with { Seed = 7 }, [(0, point)], 10, default)).Stored);
        Assert.Empty(OpeningTests.Query<string>(path, "PRAGMA foreign_key_check"));
    }

    [Fact]
    public async Task AFileOfSchemaFour_IsUpgraded_AndEachUnitIsTheSameInItsBlock()
    {
        // Across blocks, with gaps, at both ends of a block, stored in another order, of two series, one of which has longer units; more rounds than two bytes hold.
        int[] replications = [129, 0, 63, 64, 5, 200, 127];
        string path = _folder.File("experiments.db"), point = new('a', 64);
        string Unit(int series, int replication, int values) =>
            $"({series}, {replication}, {70_000 + replication}, unhex('{replication:x64}'), unhex('{string.Concat(Enumerable.Range(0, values).Select(i => Convert.ToHexString(BitConverter.GetBytes(replication + (1.0 / (i + 3))))))}'))";
        OpeningTests.Execute(path, string.Concat(new[] { "0001_runs_and_units.sql", "0002_run_environment.sql", "0003_run_control.sql", "0004_studies.sql" }.Select(Script)) + $"""
            CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
            INSERT INTO schema_version SELECT value, '2029-12-31T00:00:00.0000000Z' FROM json_each('[1, 2, 3, 4]');
            INSERT INTO series VALUES (1, 1, '{point}', '7', ''), (2, 1, '{point}', '8', ''), (3, 1, '{point}', '9', '');
            INSERT INTO unit VALUES {string.Join(", ", replications.Select(r => Unit(1, r, 2)).Concat(replications.Take(3).Select(r => Unit(2, r, 40))))};
            """);

        using SqliteExperimentStore store = SqliteExperimentStore.Open(path, new ManualTimeProvider());

        foreach ((ulong seed, int[] stored, int values) in new[] { (7UL, replications, 2), (8UL, replications[..3], 40), (9UL, [], 0) })
        {
            RunRecord run = TestStore.Run("r", seed, replications: 1000);
            Assert.Equal(stored.Order(), await store.ListStoredReplicationsAsync(run, default));
            foreach ((int replication, UnitSummary summary) in await store.ReadUnitsAsync(run, default).ToListAsync())
            {
                Assert.Equal((70_000 + replication, replication.ToString("x64")), (summary.Rounds, summary.TrajectoryHash));
                Assert.Equal(Enumerable.Range(0, values).Select(i => replication + (1.0 / (i + 3))), summary.Values);
            }
        }

        // What is stored already is known, and what is missing joins it.
        var known = new UnitSummary(70_063, [63 + (1.0 / 3), 63 + (1.0 / 4)], 63.ToString("x64"));
        await Assert.ThrowsAsync<IntegrityException>(() => store.SaveUnitsAsync([(TestStore.Key(62), known), (TestStore.Key(63), known with { Rounds = 1 })], default));
        await store.SaveUnitsAsync([(TestStore.Key(62), known), (TestStore.Key(63), known)], default);
        Assert.Equal([0, 5, 62, 63], (await store.ListStoredReplicationsAsync(TestStore.Run("r", replications: 64), default)));
        Assert.Equal(["ok"], OpeningTests.Query<string>(path, "PRAGMA integrity_check"));
        Assert.Empty(OpeningTests.Query<string>(path, "PRAGMA foreign_key_check"));
    }

    private static string Script(string name)
    {
        using Stream stream = typeof(SqliteExperimentStore).Assembly.GetManifestResourceStream("StrategySim.Storage.Sqlite.Migrations." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
