using System.Numerics;
using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Reads units.</summary>
internal static class UnitReader
{
    public static long? FindSeries(SqliteConnection connection, UnitKey key) =>
        connection.QuerySingleOrDefault<long?>(
            """
            SELECT id FROM series
            WHERE model_version = @ModelVersion AND point_id = @PointId AND seed = @seed AND interventions_hash = @InterventionsHash
            """,
            new { key.ModelVersion, key.PointId, seed = StoredText.OfSeed(key.Seed), key.InterventionsHash });

    public static UnitSummary? Find(SqliteConnection connection, UnitKey key)
    {
        if (FindSeries(connection, key) is not { } series) return null;
        return ReadPage(connection, series, key.Replication, key.Replication + 1, 1) is [var only] ? only.Summary : null;
    }

    /// <summary>How many replications below <paramref name="end"/> are stored; read from the index alone.</summary>
    public static int Count(SqliteConnection connection, UnitKey key, int end) =>
        FindSeries(connection, key) is not { } series ? 0 : Present(connection, series, end).Sum(static block => BitOperations.PopCount(block.Replications));

    /// <summary>The stored replications below <paramref name="end"/>, ascending; read from the index alone.</summary>
    public static IReadOnlyList<int> ListReplications(SqliteConnection connection, UnitKey key, int end) =>
        FindSeries(connection, key) is { } series ? [.. Present(connection, series, end).SelectMany(static block => UnitBlock.Replications(block.Block, block.Replications))] : [];

    /// <summary>At most <paramref name="limit"/> summaries from replication <paramref name="from"/> on and below <paramref name="end"/>, in order.</summary>
    public static IReadOnlyList<(int Replication, UnitSummary Summary)> ReadPage(SqliteConnection connection, long series, int from, int end, int limit) =>
        ReadPage(connection, series, from, end, limit, static (replication, unit) => (replication, PackedUnit.Read(unit)));

    /// <summary>As the other, but the hashes alone.</summary>
    public static IReadOnlyList<(int Replication, string TrajectoryHash)> ReadHashPage(SqliteConnection connection, long series, int from, int end, int limit) =>
        ReadPage(connection, series, from, end, limit, static (replication, unit) => (replication, Convert.ToHexStringLower(PackedUnit.HashOf(unit))));

    private static IReadOnlyList<T> ReadPage<T>(SqliteConnection connection, long series, int from, int end, int limit, Func<int, ReadOnlySpan<byte>, T> read)
    {
        using var scan = new UnitScan(connection);
        var page = new List<T>();
        scan.Show(series, from, end, (replication, unit) =>
        {
            page.Add(read(replication, unit));
            return page.Count < limit;
        });
        return page;
    }

    private static IEnumerable<(int Block, ulong Replications)> Present(SqliteConnection connection, long series, int end)
    {
        using var statement = new SqliteStatement(connection, "SELECT block, present FROM unit_block WHERE series = ?1 AND block < ?2 ORDER BY block");
        statement.Bind(1, series);
        statement.Bind(2, (end + UnitBlock.Capacity - 1) / UnitBlock.Capacity);
        while (statement.Step()) yield return (statement.Int32(0), (ulong)statement.Int64(1) & UnitBlock.Between(statement.Int32(0), 0, end));
    }
}
