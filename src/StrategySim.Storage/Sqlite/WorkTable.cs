using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Sqlite;

/// <summary>What runs and studies have in common: keys of requests, leases, and steps to another status.</summary>
/// <remarks>What a change depends on stands in the statement that makes it: of two processes that attempt it on one file, one succeeds.</remarks>
internal static class WorkTable
{
    /// <summary>Word for word as in the indexes run_unfinished and study_unfinished, which SQLite then uses.</summary>
    public const string Unfinished = "status IN ('queued', 'running', 'paused')";

    /// <summary>What stands under an idempotency key.</summary>
    public static (string Id, bool BodyDiffers)? FindKey(SqliteConnection connection, string table, string key, string bodyHash, SqliteTransaction? transaction)
    {
        KeyRow? known = connection.QuerySingleOrDefault<KeyRow>(
            $"SELECT id AS Id, body_hash AS BodyHash FROM {table} WHERE idempotency_key = @key", new { key }, transaction);
        return known is null ? null : (known.Id, known.BodyHash != bodyHash);
    }

    /// <summary>The row of an id; null where there is none.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="select">The columns, up to the table.</param>
    /// <param name="id">The id.</param>
    public static T? Find<T>(SqliteConnection connection, string select, string id)
        where T : class =>
        connection.QuerySingleOrDefault<T>($"{select} WHERE id = @id", new { id });

    /// <summary>Rows, newest first, from the one after an id on; none after an unknown one.</summary>
    public static IEnumerable<T> List<T>(SqliteConnection connection, string select, string table, int limit, string? after) => connection.Query<T>(
        $"""
        {select}
        WHERE @after IS NULL OR position < (SELECT earlier.position FROM {table} AS earlier WHERE earlier.id = @after)
        ORDER BY position DESC LIMIT @limit
        """,
        new { limit, after });

    public static bool TryLease(SqliteTransaction transaction, string table, string id, string owner, DateTimeOffset now, TimeSpan duration) =>
        transaction.Connection!.Execute(
            $"""
            UPDATE {table} SET lease_owner = @owner, lease_until = @until
            WHERE id = @id AND {Unfinished} AND status <> 'paused' AND (lease_owner IS NULL OR lease_owner = @owner OR lease_until <= @now)
            """,
            new { id, owner, now = StoredText.OfTime(now), until = StoredText.OfTime(now + duration) },
            transaction) == 1;

    public static IReadOnlyList<T> ListOrphaned<T>(SqliteConnection connection, string table, string columns, DateTimeOffset now) =>
        [.. connection.Query<T>(
            $"SELECT {columns} FROM {table} WHERE {Unfinished} AND status <> 'paused' AND (lease_owner IS NULL OR lease_until <= @now) ORDER BY position",
            new { now = StoredText.OfTime(now) })];

    public static IReadOnlyList<string> ListLeaseOwners(SqliteConnection connection, string table) =>
        [.. connection.Query<string>($"SELECT DISTINCT lease_owner FROM {table} WHERE {Unfinished} AND lease_owner IS NOT NULL")];

    public static int ReleaseLeases(SqliteTransaction transaction, string table, string owner) => transaction.Connection!.Execute(
        $"UPDATE {table} SET lease_owner = NULL, lease_until = NULL WHERE {Unfinished} AND lease_owner = @owner", new { owner }, transaction);

    public static bool TrySetStatus(SqliteTransaction transaction, string table, string id, RunTransition transition, string condition = "TRUE", int? edition = null)
    {
        bool final = transition.Status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed;
        return transaction.Connection!.Execute(
            $"""
            UPDATE {table} SET
                status = @status,
                started_at = CASE WHEN @running THEN COALESCE(started_at, @at) ELSE started_at END,
                finished_at = CASE WHEN @final THEN @at END,
                error = @Error,
                results_hash = @ResultsHash,
                environment = COALESCE(@environment, environment),
                lease_owner = CASE WHEN @final THEN NULL ELSE lease_owner END,
                lease_until = CASE WHEN @final THEN NULL ELSE lease_until END
            WHERE id = @id AND {Unfinished} AND (status <> 'paused' OR @status = 'cancelled') AND {condition}
            """,
            new
            {
                id,
                edition,
                status = StoredText.OfStatus(transition.Status),
                running = transition.Status == RunStatus.Running,
                final,
                at = StoredText.OfTime(transition.At),
                transition.Error,
                transition.ResultsHash,
                environment = StoredText.OfEnvironment(transition.Environment),
            },
            transaction) == 1;
    }

    private sealed class KeyRow
    {
        public string Id { get; set; } = "";

        public string? BodyHash { get; set; }
    }
}
