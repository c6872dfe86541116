using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;

namespace StrategySim.Storage.Sqlite;

/// <summary>Runs and what is done to them while they are played; see <see cref="WorkTable"/> for their leases and status.</summary>
/// <remarks>What a change depends on stands in the statement that makes it: of two processes that attempt it on one file, one succeeds.</remarks>
internal static class RunTable
{
    public const string Table = "run";

    // Of a completed run every unit is stored, and one that is played unit by unit says where it is; only for the others
    // are they counted, along the index. Interventions come in the same statement, and so from the same commit.
    private const string Select = """
        SELECT id AS Id, status AS Status, execution AS Execution, scenario_id AS ScenarioId, scenario_title AS ScenarioTitle,
               scenario_hash AS ScenarioHash, scenario_json AS ScenarioJson, point_id AS PointId, model_version AS ModelVersion,
               seed AS Seed, replications AS Replications, rounds_per_second AS RoundsPerSecond,
               unit_replication AS UnitReplication, unit_round AS UnitRound, steps_left AS StepsLeft, pause_requested AS PauseRequested,
               created_at AS CreatedAt, started_at AS StartedAt, finished_at AS FinishedAt,
               error AS Error, results_hash AS ResultsHash, environment AS Environment,
               (SELECT json_group_array(json_object('replication', intervention.replication, 'round', intervention.round,
                                                    'address', intervention.address, 'value', intervention.value) ORDER BY entry)
                FROM intervention WHERE intervention.run = run.position) AS Interventions,
               CASE
                   WHEN status = 'completed' THEN replications
                   WHEN execution = 'actors' THEN unit_replication
               END AS UnitsDone
        FROM run
        """;

    public static (string Id, bool BodyDiffers) Add(SqliteTransaction transaction, RunRecord run, string? idempotencyKey, string bodyHash)
    {
        SqliteConnection connection = transaction.Connection!;
        if (idempotencyKey is not null && WorkTable.FindKey(connection, Table, idempotencyKey, bodyHash, transaction) is { } known) return known;

        connection.Execute(
            """
            INSERT INTO run (id, status, execution, scenario_id, scenario_title, scenario_hash, scenario_json, point_id, model_version,
                             seed, replications, rounds_per_second, unit_replication, unit_round, steps_left, pause_requested,
                             created_at, started_at, finished_at, error, results_hash, environment, idempotency_key, body_hash)
            VALUES (@Id, @status, @execution, @ScenarioId, @ScenarioTitle, @ScenarioHash, @ScenarioJson, @PointId, @ModelVersion,
                    @seed, @Replications, @RoundsPerSecond, @unitReplication, @unitRound, @StepsLeft, @PauseRequested,
                    @createdAt, @startedAt, @finishedAt, @Error, @ResultsHash, @environment, @idempotencyKey, @bodyHash)
            """,
            new
            {
                run.Id,
                status = StoredText.OfStatus(run.Status),
                execution = StoredText.OfExecution(run.Execution),
                run.ScenarioId,
                run.ScenarioTitle,
                run.ScenarioHash,
                run.ScenarioJson,
                run.PointId,
                run.ModelVersion,
                seed = StoredText.OfSeed(run.Seed),
                run.Replications,
                run.RoundsPerSecond,
                unitReplication = run.Position.Replication,
                unitRound = run.Position.Round,
                run.StepsLeft,
                run.PauseRequested,
                createdAt = StoredText.OfTime(run.CreatedAt),
                startedAt = OfTime(run.StartedAt),
                finishedAt = OfTime(run.FinishedAt),
                run.Error,
                run.ResultsHash,
                environment = StoredText.OfEnvironment(run.Environment),
                idempotencyKey,
                bodyHash = idempotencyKey is null ? null : bodyHash,
            },
            transaction);
        return (run.Id, false);
    }

    public static RunProgress? Find(SqliteConnection connection, string id) =>
        WorkTable.Find<Row>(connection, Select, id)?.ToProgress(connection);

    public static IReadOnlyList<RunProgress> List(SqliteConnection connection, int limit, string? after) =>
        [.. WorkTable.List<Row>(connection, Select, Table, limit, after).Select(row => row.ToProgress(connection))];

    public static IReadOnlyList<(string Id, RunExecution Execution)> ListOrphaned(SqliteConnection connection, DateTimeOffset now) =>
        [.. WorkTable.ListOrphaned<(string Id, string Execution)>(connection, Table, "id, execution", now).Select(static run => (run.Id, StoredText.ToExecution(run.Execution)))];

    public static bool TryRequestPause(SqliteTransaction transaction, string id) =>
        transaction.Connection!.Execute(
            """
            UPDATE run SET
                status = CASE status WHEN 'queued' THEN 'paused' ELSE status END,
                pause_requested = CASE status WHEN 'queued' THEN 0 ELSE 1 END,
                steps_left = CASE status WHEN 'queued' THEN NULL ELSE steps_left END,
                lease_owner = CASE status WHEN 'queued' THEN NULL ELSE lease_owner END,
                lease_until = CASE status WHEN 'queued' THEN NULL ELSE lease_until END
            WHERE id = @id AND status IN ('queued', 'running')
            """,
            new { id },
            transaction) == 1;

    public static bool TryPause(SqliteTransaction transaction, string id, UnitPosition position) =>
        transaction.Connection!.Execute(
            """
            UPDATE run SET
                status = 'paused', unit_replication = @Replication, unit_round = @Round,
                pause_requested = 0, steps_left = NULL, lease_owner = NULL, lease_until = NULL
            WHERE id = @id AND status = 'running'
            """,
            new { id, position.Replication, position.Round },
            transaction) == 1;

    // A lease that somebody took while the run was paused would keep others from playing it.
    public static bool TryResume(SqliteTransaction transaction, string id, int? steps) =>
        transaction.Connection!.Execute(
            """
            UPDATE run SET status = 'queued', steps_left = @steps, pause_requested = 0, lease_owner = NULL, lease_until = NULL
            WHERE id = @id AND status = 'paused'
            """,
            new { id, steps },
            transaction) == 1;

    public static bool TryAdvance(SqliteTransaction transaction, string id, UnitPosition position, int? stepsLeft)
    {
        SqliteConnection connection = transaction.Connection!;
        var place = new { id, position.Replication, position.Round, stepsLeft };
        int running = connection.Execute(
            "UPDATE run SET unit_replication = @Replication, unit_round = @Round, steps_left = @stepsLeft WHERE id = @id AND status = 'running'", place, transaction);
        if (running == 1) return true;
        // Rounds that were shown before the cancellation took effect belong to the run.
        connection.Execute(
            """
            UPDATE run SET unit_replication = @Replication, unit_round = @Round
            WHERE id = @id AND status = 'cancelled' AND (unit_replication, unit_round) < (@Replication, @Round)
            """,
            place,
            transaction);
        return false;
    }

    public static bool TryIntervene(SqliteTransaction transaction, string id, Intervention intervention, DateTimeOffset at) =>
        transaction.Connection!.Execute(
            """
            INSERT INTO intervention (run, entry, replication, round, address, value, at)
            SELECT position, (SELECT COUNT(*) FROM intervention WHERE intervention.run = run.position), @Replication, @Round, @Address, @Value, @at
            FROM run
            WHERE id = @id AND status = 'paused' AND (unit_replication, unit_round) < (@Replication, @Round)
            """,
            new { id, intervention.Replication, intervention.Round, intervention.Address, intervention.Value, at = StoredText.OfTime(at) },
            transaction) == 1;

    private static string? OfTime(DateTimeOffset? time) => time is { } given ? StoredText.OfTime(given) : null;

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Status { get; set; } = "";

        public string Execution { get; set; } = "";

        public string ScenarioId { get; set; } = "";

        public string ScenarioTitle { get; set; } = "";

        public string ScenarioHash { get; set; } = "";

        public string ScenarioJson { get; set; } = "";

        public string PointId { get; set; } = "";

        public int ModelVersion { get; set; }

        public string Seed { get; set; } = "";

        public int Replications { get; set; }

        public double? RoundsPerSecond { get; set; }

        public int UnitReplication { get; set; }

        public int UnitRound { get; set; }

        public int? StepsLeft { get; set; }

        public bool PauseRequested { get; set; }

        public string CreatedAt { get; set; } = "";

        public string? StartedAt { get; set; }

        public string? FinishedAt { get; set; }

        public string? Error { get; set; }

        public string? ResultsHash { get; set; }

        public string? Environment { get; set; }

        public string Interventions { get; set; } = "[]";

        public long? UnitsDone { get; set; }

        public RunProgress ToProgress(SqliteConnection connection)
        {
            var run = new RunRecord
            {
                Id = Id,
                Status = StoredText.ToStatus(Status),
                Execution = StoredText.ToExecution(Execution),
                ScenarioId = ScenarioId,
                ScenarioTitle = ScenarioTitle,
                ScenarioHash = ScenarioHash,
                ScenarioJson = ScenarioJson,
                PointId = PointId,
                ModelVersion = ModelVersion,
                Seed = StoredText.ToSeed(Seed),
                Replications = Replications,
                RoundsPerSecond = RoundsPerSecond,
                Position = new UnitPosition(UnitReplication, UnitRound),
                StepsLeft = StepsLeft,
                PauseRequested = PauseRequested,
                Interventions = StoredText.ToInterventions(Interventions),
                CreatedAt = StoredText.ToTime(CreatedAt),
                StartedAt = StoredText.ToTimeOrNull(StartedAt),
                FinishedAt = StoredText.ToTimeOrNull(FinishedAt),
                Error = Error,
                ResultsHash = ResultsHash,
                Environment = StoredText.ToEnvironment(Environment),
            };
            return new RunProgress(run, (int?)UnitsDone ?? UnitReader.Count(connection, run.KeyOf(0), Replications), Replications);
        }
    }
}
