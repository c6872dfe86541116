using StrategySim.Cli.CommandLine;

namespace StrategySim.Cli.Running;

/// <summary>The folder in which the store is kept.</summary>
internal static class DataFolder
{
    /// <summary>Makes sure that the folder is there and can be written.</summary>
    /// <param name="folder">The folder that was named, or the user's own.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="InputException">It cannot be made, or is a file.</exception>
    public static string Require(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string why = File.Exists(folder) ? "this is a file" : error.Message.TrimEnd('.');
            throw new InputException($"{folder}: {why}; expected a folder that data can be kept in (--data DIR).");
        }
    }
}
