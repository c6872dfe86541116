using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Sqlite;

/// <summary>Says in words what an SQLite error means for the one who named the file.</summary>
internal static class SqliteFaults
{
    // Primary result codes: https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StoreException Explain(string path, SqliteException exception) => new(
        exception.SqliteErrorCode switch
        {
            Busy or Locked => $"{path} is being written by another process that does not let go of it.",
            ReadOnly => $"{path} cannot be written: the file, its folder or its disk is read-only for this user.",
            Corrupt => $"{path} is damaged. Restore it from a copy, or name another file. ({exception.Message})",
            Full => $"The disk that holds {path} is full.",
            CannotOpen => $"{path} cannot be opened: expected a file, in a folder that this user may write to.",
            NotADatabase => $"{path} is not an SQLite database. Name another file; this one was left as it is.",
            _ => $"{path}: {exception.Message}",
        },
        exception);
}
