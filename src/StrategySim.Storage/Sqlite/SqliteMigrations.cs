using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Sqlite;

/// <summary>Brings a file to the schema of this program, whatever older program wrote it.</summary>
internal static class SqliteMigrations
{
    private const string ResourcePrefix = "StrategySim.Storage.Sqlite.Migrations.";
    private const long ApplicationId = 0x5353494D;

    private static readonly IReadOnlyList<string> _scripts = ReadScripts();

    /// <summary>The version of the schema that this program writes; versions count from 1.</summary>
    public static int CurrentVersion => _scripts.Count;

    /// <summary>Applies the scripts that the file lacks, all of them or none.</summary>
    /// <exception cref="StoreException">The file belongs to another program or to a newer version of this one.</exception>
    public static void Apply(SqliteConnection connection, string path, DateTimeOffset now)
    {
        if (ReadVersion(connection, path) == CurrentVersion) return;
        // Immediate: of two processes that open an old file together the second waits here, and then finds nothing to do.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        for (int version = ReadVersion(connection, path, transaction) + 1; version <= CurrentVersion; version++)
        {
            connection.Execute(_scripts[version - 1], transaction: transaction);
            connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT", transaction: transaction);
            connection.Execute(
                "INSERT INTO schema_version (version, applied_at) VALUES (@version, @appliedAt)",
                new { version, appliedAt = StoredText.OfTime(now) },
                transaction);
        }

        transaction.Commit();
    }

    /// <summary>Refuses a file that this program must not touch; changes nothing.</summary>
    /// <exception cref="StoreException">The file belongs to another program or to a newer version of this one.</exception>
    public static void RequireOurs(SqliteConnection connection, string path) => ReadVersion(connection, path);

    // 0 for an empty file.
    private static int ReadVersion(SqliteConnection connection, string path, SqliteTransaction? transaction = null)
    {
        long tables = connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_schema", transaction: transaction);
        if (tables == 0) return 0;
        if (connection.ExecuteScalar<long>("PRAGMA application_id", transaction: transaction) != ApplicationId)
            throw new StoreException($"{path} is a database of another program. Name another file; this one was left as it is.");
        int version = connection.ExecuteScalar<int>("SELECT MAX(version) FROM schema_version", transaction: transaction);
        return version <= CurrentVersion
            ? version
            : throw new StoreException($"{path} was written by a newer StrategySim (schema {version}; this program knows schemas up to {CurrentVersion}). Update StrategySim, or name another file; this one was left as it is.");
    }

    private static IReadOnlyList<string> ReadScripts()
    {
        Assembly assembly = typeof(SqliteMigrations).Assembly;
        string[] names = [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        return [.. names.Select((name, index) =>
        {
            // Numbers without gaps: a script that was forgotten or named wrongly must not pass in silence.
            if (!name.StartsWith($"{ResourcePrefix}{index + 1:0000}_", StringComparison.Ordinal))
                throw new InvalidOperationException($"Expected migration {index + 1:0000}; found {name}.");
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        })];
    }
}
