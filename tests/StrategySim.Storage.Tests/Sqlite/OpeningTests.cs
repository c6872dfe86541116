using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;
using StrategySim.Storage.Sqlite;
using StrategySim.Testing.Files;
using StrategySim.Testing.Time;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFileThatIsNotThere_IsMade_WithItsFolders()
    {
        string path = _folder.File("some/where/experiments.db");
        using (SqliteExperimentStore store = Open(path)) Assert.Matches(@"^SQLite 3\.\d+.* \(experiments\.db\)$", store.Description);
        Assert.True(File.Exists(path));
        Assert.Equal(["experiments.db"], Directory.GetFiles(_folder.File("some/where")).Select(Path.GetFileName));
    }

    [Fact]
    public void AnEmptyFile_IsTakenAsNew()
    {
        File.WriteAllBytes(_folder.File("empty.db"), []);
        using SqliteExperimentStore store = Open(_folder.File("empty.db"));
        Assert.NotNull(store.Description);
    }

    [Fact]
    public void AFileOfText_IsRefused_AndLeftAsItIs()
    {
        string path = _folder.File("notes.txt");
        string text = string.Concat(Enumerable.Repeat("Dear diary, this is not a database. ", 100));
        File.WriteAllText(path, text);

        string message = RefusalOf(path);
        Assert.Equal($"{path} is not an SQLite database. Name another file; this one was left as it is.", message);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void ADatabaseOfAnotherProgram_IsRefused_AndLeftAsItIs()
    {
        string path = _folder.File("other.db");
        Execute(path, "CREATE TABLE customer (name TEXT); INSERT INTO customer VALUES ('Ada');");
        byte[] before = File.ReadAllBytes(path);

        Assert.Contains("is a database of another program", RefusalOf(path));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void AFileOfANewerProgram_IsRefused_WithBothVersions()
    {
        string path = _folder.File("newer.db");
        Open(path).Dispose();
        Execute(path, "INSERT INTO schema_version VALUES (99, '2040-01-01T00:00:00.0000000Z');");
        byte[] before = File.ReadAllBytes(path);

        Assert.Contains("was written by a newer StrategySim (schema 99; this program knows schemas up to 5)", RefusalOf(path));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void AFolder_IsRefused()
    {
        Assert.Contains("cannot be opened: expected a file", RefusalOf(_folder.Path));
    }

    [Fact]
    public void AFolderThatCannotBeMade_IsRefused()
    {
        File.WriteAllText(_folder.File("file"), "");
        Assert.Contains("cannot be created", RefusalOf(_folder.File("file/experiments.db")));
    }

    [Fact]
    public void AFileThatCannotBeWritten_IsRefused()
    {
        string path = _folder.File("readonly.db");
        Execute(path, "PRAGMA application_id = 0x5353494D; CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL); INSERT INTO schema_version VALUES (1, '');");
        // A file format for writing above 2 makes SQLite open a file for reading only (https://sqlite.org/fileformat.html, 1.3.3):
        // unlike file permissions it binds a superuser too.
        using (FileStream file = File.OpenWrite(path))
        {
            file.Position = 18;
            file.WriteByte(3);
        }

        Assert.Equal($"{path} cannot be written: the file, its folder or its disk is read-only for this user.", RefusalOf(path));
    }

    [Fact]
    public void OpeningTwiceAtTheSameTime_GivesOneSchema()
    {
        string path = _folder.File("experiments.db");
        SqliteExperimentStore[] stores = [.. Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => Open(path))];
        foreach (SqliteExperimentStore store in stores) store.Dispose();
        Assert.Equal([1L, 2L, 3L, 4L, 5L], Query<long>(path, "SELECT version FROM schema_version ORDER BY version"));
    }

    private static SqliteExperimentStore Open(string path) => SqliteExperimentStore.Open(path, new ManualTimeProvider());

    private static string RefusalOf(string path) => Assert.Throws<StoreException>(() => Open(path)).Message;

    internal static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Execute(sql);
    }

    internal static IReadOnlyList<T> Query<T>(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        return [.. connection.Query<T>(sql)];
    }
}
