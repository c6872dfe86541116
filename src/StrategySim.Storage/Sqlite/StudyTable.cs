using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Studies;

namespace StrategySim.Storage.Sqlite;

/// <summary>Studies as wholes; see <see cref="WorkTable"/> for their leases and status.</summary>
internal static class StudyTable
{
    public const string Table = "study";

    private const string Select = """
        SELECT id AS Id, status AS Status, sweep_id AS SweepId, sweep_title AS SweepTitle, document_json AS DocumentJson, document_hash AS DocumentHash,
               model_version AS ModelVersion, seed AS Seed, replications AS Replications, max_replications AS MaxReplications, design_points AS DesignPoints,
               edition AS Edition, pause_requested AS PauseRequested, created_at AS CreatedAt, started_at AS StartedAt, finished_at AS FinishedAt,
               error AS Error, results_hash AS ResultsHash, environment AS Environment, points_done AS PointsDone, points_total AS PointsTotal,
               units_done AS UnitsDone, units_failed AS UnitsFailed, points_total * replications + units_extra AS UnitsTotal
        FROM study
        """;

    public static (string Id, bool BodyDiffers) Add(SqliteTransaction transaction, StudyRecord study, long points, string? idempotencyKey, string bodyHash)
    {
        SqliteConnection connection = transaction.Connection!;
        if (idempotencyKey is not null && WorkTable.FindKey(connection, Table, idempotencyKey, bodyHash, transaction) is { } known) return known;
        connection.Execute(
            """
            INSERT INTO study (id, status, sweep_id, sweep_title, document_json, document_hash, model_version, seed, replications, max_replications,
                               design_points, edition, points_total, created_at, idempotency_key, body_hash)
            VALUES (@Id, @status, @SweepId, @SweepTitle, @DocumentJson, @DocumentHash, @ModelVersion, @seed, @Replications, @MaxReplications,
                    @DesignPoints, @Edition, @points, @createdAt, @idempotencyKey, @bodyHash)
            """,
            new
            {
                study.Id,
                status = StoredText.OfStatus(study.Status),
                study.SweepId,
                study.SweepTitle,
                study.DocumentJson,
                study.DocumentHash,
                study.ModelVersion,
                seed = StoredText.OfSeed(study.Seed),
                study.Replications,
                study.MaxReplications,
                study.DesignPoints,
                study.Edition,
                points,
                createdAt = StoredText.OfTime(study.CreatedAt),
                idempotencyKey,
                bodyHash = idempotencyKey is null ? null : bodyHash,
            },
            transaction);
        return (study.Id, false);
    }

    public static StudyProgress? Find(SqliteConnection connection, string id) =>
        WorkTable.Find<Row>(connection, Select, id)?.ToProgress();

    public static IReadOnlyList<StudyProgress> List(SqliteConnection connection, int limit, string? after) =>
        [.. WorkTable.List<Row>(connection, Select, Table, limit, after).Select(row => row.ToProgress())];

    public static bool TryRequestPause(SqliteTransaction transaction, string id) =>
        transaction.Connection!.Execute(
            """
            UPDATE study SET
                status = CASE status WHEN 'queued' THEN 'paused' ELSE status END,
                pause_requested = CASE status WHEN 'queued' THEN 0 ELSE 1 END,
                lease_owner = CASE status WHEN 'queued' THEN NULL ELSE lease_owner END,
                lease_until = CASE status WHEN 'queued' THEN NULL ELSE lease_until END
            WHERE id = @id AND status IN ('queued', 'running')
            """,
            new { id },
            transaction) == 1;

    public static bool TryPause(SqliteTransaction transaction, string id) =>
        transaction.Connection!.Execute(
            "UPDATE study SET status = 'paused', pause_requested = 0, lease_owner = NULL, lease_until = NULL WHERE id = @id AND status = 'running'",
            new { id },
            transaction) == 1;

    // A lease that somebody took while the study was paused would keep others from playing it.
    public static bool TryResume(SqliteTransaction transaction, string id) =>
        transaction.Connection!.Execute(
            "UPDATE study SET status = 'queued', pause_requested = 0, lease_owner = NULL, lease_until = NULL WHERE id = @id AND status = 'paused'",
            new { id },
            transaction) == 1;

    public static bool TryExtend(SqliteTransaction transaction, StudyRecord study, long points, bool sameDesign)
    {
        SqliteConnection connection = transaction.Connection!;
        int changed = connection.Execute(
            """
            UPDATE study SET
                status = CASE status WHEN 'paused' THEN 'paused' ELSE 'queued' END,
                sweep_title = @SweepTitle, document_json = @DocumentJson, document_hash = @DocumentHash,
                replications = @Replications, max_replications = @MaxReplications, design_points = @DesignPoints,
                edition = edition + 1, pause_requested = 0,
                points_total = @points, points_done = 0, units_done = 0, units_failed = 0, units_extra = 0,
                finished_at = NULL, error = NULL, results_hash = NULL, lease_owner = NULL, lease_until = NULL
            WHERE id = @Id AND edition = @Edition AND status IN ('paused', 'completed', 'cancelled', 'failed')
            """,
            new { study.Id, study.Edition, study.SweepTitle, study.DocumentJson, study.DocumentHash, study.Replications, study.MaxReplications, study.DesignPoints, points },
            transaction);
        if (changed == 0) return false;
        connection.Execute("DELETE FROM study_point WHERE study = (SELECT position FROM study WHERE id = @Id)", new { study.Id }, transaction);
        if (!sameDesign) connection.Execute("DELETE FROM unit_failure WHERE study = (SELECT position FROM study WHERE id = @Id)", new { study.Id }, transaction);
        return true;
    }

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Status { get; set; } = "";

        public string SweepId { get; set; } = "";

        public string SweepTitle { get; set; } = "";

        public string DocumentJson { get; set; } = "";

        public string DocumentHash { get; set; } = "";

        public int ModelVersion { get; set; }

        public string Seed { get; set; } = "";

        public int Replications { get; set; }

        public int MaxReplications { get; set; }

        public long DesignPoints { get; set; }

        public int Edition { get; set; }

        public bool PauseRequested { get; set; }

        public string CreatedAt { get; set; } = "";

        public string? StartedAt { get; set; }

        public string? FinishedAt { get; set; }

        public string? Error { get; set; }

        public string? ResultsHash { get; set; }

        public string? Environment { get; set; }

        public long PointsDone { get; set; }

        public long PointsTotal { get; set; }

        public long UnitsDone { get; set; }

        public long UnitsFailed { get; set; }

        public long UnitsTotal { get; set; }

        public StudyProgress ToProgress() => new(
            new StudyRecord
            {
                Id = Id,
                Status = StoredText.ToStatus(Status),
                SweepId = SweepId,
                SweepTitle = SweepTitle,
                DocumentJson = DocumentJson,
                DocumentHash = DocumentHash,
                ModelVersion = ModelVersion,
                Seed = StoredText.ToSeed(Seed),
                Replications = Replications,
                MaxReplications = MaxReplications,
                DesignPoints = DesignPoints,
                Edition = Edition,
                PauseRequested = PauseRequested,
                CreatedAt = StoredText.ToTime(CreatedAt),
                StartedAt = StoredText.ToTimeOrNull(StartedAt),
                FinishedAt = StoredText.ToTimeOrNull(FinishedAt),
                Error = Error,
                ResultsHash = ResultsHash,
                Environment = StoredText.ToEnvironment(Environment),
            },
            PointsDone,
            PointsTotal,
            UnitsDone,
            UnitsFailed,
            UnitsTotal);
    }
}
