using System.CommandLine;
using StrategySim.Api.Hosting;
using StrategySim.Cli.CommandLine;

namespace StrategySim.Cli.Running;

/// <summary>The folder in which the store is kept: the one that was named, or the user's own.</summary>
internal static class DataFolder
{
    /// <summary>The option that names it.</summary>
    public static Option<string?> Option() => new("--data")
    {
        Description = "The folder in which results are kept; by default the user's own data folder.",
        HelpName = "DIR",
    };

    /// <summary>Makes sure that the folder is there.</summary>
    /// <param name="named">The folder that was named; null for the user's own.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="InputException">It cannot be made, or is a file.</exception>
    public static string Require(string? named)
    {
        string folder = named ?? StrategySimSettings.UserDataFolder;
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
