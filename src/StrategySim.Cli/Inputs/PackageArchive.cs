using StrategySim.Cli.CommandLine;

namespace StrategySim.Cli.Inputs;

/// <summary>The files of packages.</summary>
internal static class PackageArchive
{
    /// <summary>Opens a package.</summary>
    /// <exception cref="InputException">There is no such file, or it may not be read.</exception>
    public static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{file}: there is no such file.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException(Directory.Exists(file) ? $"{file}: this is a folder; expected a package." : $"{file}: the file may not be read.");
        }
        catch (IOException error)
        {
            throw new InputException($"{file}: the file cannot be read: {error.Message}");
        }
        catch (ArgumentException)
        {
            throw new InputException($"'{file}' cannot be the name of a file.");
        }
    }

    /// <summary>Writes a package beside its place first, so that a file of its name is always a whole one.</summary>
    /// <param name="file">Its full path.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="InputException">The file is there already, or cannot be made.</exception>
    public static async Task<T> WriteAsync<T>(string file, Func<Stream, Task<T>> write)
    {
        if (File.Exists(file) || Directory.Exists(file)) throw new InputException($"{file} is there already; name another file (--output FILE) or remove it.");
        string partial = file + ".part";
        try
        {
            T result;
            await using (FileStream stream = Create(partial)) result = await write(stream);
            File.Move(partial, file);
            return result;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static FileStream Create(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{file}: the file cannot be written: {error.Message}");
        }
    }
}
