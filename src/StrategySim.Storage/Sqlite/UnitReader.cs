using System.Buffers.Binary;
using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Reads units.</summary>
internal static class UnitReader
{
    public static long? FindSeries(SqliteConnection connection, UnitKey key, SqliteTransaction? transaction = null) =>
        connection.QuerySingleOrDefault<long?>(
            """
            SELECT id FROM series
            WHERE model_version = @ModelVersion AND point_id = @PointId AND seed = @seed AND interventions_hash = @InterventionsHash
            """,
            new { key.ModelVersion, key.PointId, seed = StoredText.OfSeed(key.Seed), key.InterventionsHash },
            transaction);

    public static UnitSummary? Find(SqliteConnection connection, UnitKey key, SqliteTransaction? transaction = null)
    {
        if (FindSeries(connection, key, transaction) is not { } series) return null;
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT rounds, trajectory_hash, outcome_values FROM unit WHERE series = $series AND replication = $replication";
        command.Parameters.AddWithValue("$series", series);
        command.Parameters.AddWithValue("$replication", key.Replication);
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? ReadSummary(reader, 0) : null;
    }

    /// <summary>The stored replications below <paramref name="end"/>, ascending; read from the index alone.</summary>
    public static IReadOnlyList<int> ListReplications(SqliteConnection connection, UnitKey key, int end) =>
        FindSeries(connection, key) is { } series
            ? [.. connection.Query<int>("SELECT replication FROM unit WHERE series = @series AND replication < @end ORDER BY replication", new { series, end })]
            : [];

    /// <summary>At most <paramref name="limit"/> summaries from replication <paramref name="from"/> on and below <paramref name="end"/>, in order.</summary>
    public static IReadOnlyList<(int Replication, UnitSummary Summary)> ReadPage(SqliteConnection connection, long series, int from, int end, int limit)
    {
        using SqliteCommand command = PageCommand(connection, "replication, rounds, trajectory_hash, outcome_values", series, from, end, limit);
        using SqliteDataReader reader = command.ExecuteReader();
        var page = new List<(int, UnitSummary)>();
        while (reader.Read()) page.Add((reader.GetInt32(0), ReadSummary(reader, 1)));
        return page;
    }

    /// <summary>As <see cref="ReadPage"/>, but the hashes alone.</summary>
    public static IReadOnlyList<(int Replication, string TrajectoryHash)> ReadHashPage(SqliteConnection connection, long series, int from, int end, int limit)
    {
        using SqliteCommand command = PageCommand(connection, "replication, trajectory_hash", series, from, end, limit);
        using SqliteDataReader reader = command.ExecuteReader();
        var page = new List<(int, string)>();
        while (reader.Read()) page.Add((reader.GetInt32(0), ReadHash(reader, 1)));
        return page;
    }

    private static SqliteCommand PageCommand(SqliteConnection connection, string columns, long series, int from, int end, int limit)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {columns} FROM unit WHERE series = $series AND replication >= $from AND replication < $end ORDER BY replication LIMIT $limit";
        command.Parameters.AddWithValue("$series", series);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$end", end);
        command.Parameters.AddWithValue("$limit", limit);
        return command;
    }

    private static UnitSummary ReadSummary(SqliteDataReader reader, int first) => new(
        reader.GetInt32(first),
        ReadDoubles(reader, first + 2),
        ReadHash(reader, first + 1));

    private static string ReadHash(SqliteDataReader reader, int column) => Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(column));

    private static double[] ReadDoubles(SqliteDataReader reader, int column)
    {
        ReadOnlySpan<byte> bytes = reader.GetFieldValue<byte[]>(column);
        double[] values = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        return values;
    }
}
