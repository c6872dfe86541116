using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StrategySim.Storage.Sqlite;

/// <summary>A prepared statement, bound and read through the library beneath Microsoft.Data.Sqlite.</summary>
/// <remarks>
/// For statements that run once a unit or a point: with the parameters and readers of that layer a row costs half as much again, and some hundreds of
/// bytes of garbage. Not safe for several threads. Whatever is shown of a row is valid until the next step.
/// </remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares a statement.</summary>
    /// <exception cref="SqliteException">The text is not SQL, or names what is not there.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Require(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Sets a parameter, from 1.</summary>
    public void Bind(int parameter, long value) => Require(raw.sqlite3_bind_int64(_statement, parameter, value));

    /// <inheritdoc cref="Bind(int, long)"/>
    public void Bind(int parameter, long? value) => Require(value is { } given ? raw.sqlite3_bind_int64(_statement, parameter, given) : raw.sqlite3_bind_null(_statement, parameter));

    /// <inheritdoc cref="Bind(int, long)"/>
    public void Bind(int parameter, string? value) => Require(value is null ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_text(_statement, parameter, value));

    /// <inheritdoc cref="Bind(int, long)"/>
    public void Bind(int parameter, ReadOnlySpan<byte> value) => Require(raw.sqlite3_bind_blob(_statement, parameter, value));

    /// <summary>Goes to the next row; where there is none, the statement is ready to run again.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Step()
    {
        int result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        // Before anything is thrown: a statement that is not reset would hold the transaction open.
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE) Require(result);
        return false;
    }

    /// <summary>Leaves the rows that were not read.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>Rows that the last insertion, update or deletion changed.</summary>
    public int Changes() => raw.sqlite3_changes(_database);

    /// <summary>The row id of the last insertion.</summary>
    public long LastRowId() => raw.sqlite3_last_insert_rowid(_database);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int Int32(int column) => raw.sqlite3_column_int(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Require(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
