using System.Runtime.CompilerServices;

namespace StrategySim.Testing;

/// <summary>Finds files of the repository from a test, wherever it was built.</summary>
public static class Repository
{
    /// <summary>The folder that holds StrategySim.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Compares text with an approved file, or writes it where STRATEGYSIM_APPROVE is 1.</summary>
    /// <param name="actual">The text.</param>
    /// <param name="path">The approved file.</param>
    /// <returns>The approved text, for an assertion.</returns>
    public static string Approved(string actual, string path)
    {
        if (Environment.GetEnvironmentVariable("STRATEGYSIM_APPROVE") == "1")
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        return File.Exists(path) ? File.ReadAllText(path) : $"There is no approved file {path}; set STRATEGYSIM_APPROVE=1 to write it.";
    }

    private static string Find([CallerFilePath] string here = "")
    {
        // A deterministic build may map source paths; then the binaries' own folder leads up to the root.
        foreach (string start in new[] { System.IO.Path.GetDirectoryName(here) ?? "", AppContext.BaseDirectory })
        {
            for (DirectoryInfo? folder = new(start.Length == 0 ? "." : start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "StrategySim.sln"))) return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("StrategySim.sln was not found above the test binaries.");
    }
}
