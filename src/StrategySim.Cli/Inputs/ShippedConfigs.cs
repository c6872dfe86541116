using StrategySim.Api.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Inputs;

/// <summary>The configs that ship beside the binaries.</summary>
internal static class ShippedConfigs
{
    private static readonly string Folder = StrategySimSettings.ShippedConfigsFolder;

    /// <summary>The scenarios, in order of their ids.</summary>
    public static IReadOnlyList<Scenario> Scenarios() =>
        [.. Files().Select(file => ScenarioReader.Read(File.ReadAllText(file), DocumentFormat.Yaml).Require()).OrderBy(scenario => scenario.Id, StringComparer.Ordinal)];

    /// <summary>The file that a name means: itself where there is such a file, otherwise a shipped scenario by its id.</summary>
    /// <param name="named">A path, <c>-</c>, or an id.</param>
    /// <exception cref="InputException">There is neither; lists the ids.</exception>
    public static string FindScenario(string named)
    {
        if (named == SourceText.StandardInput || File.Exists(named) || Directory.Exists(named)) return named;
        string[] files = Files();
        string? shipped = files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == named);
        // The path that documentation shows works from any folder.
        shipped ??= files.FirstOrDefault(file => Path.GetRelativePath(AppContext.BaseDirectory, file) == Path.Combine(named.Split('/')));
        return shipped ?? throw new InputException(
            $"{named}: there is no such file, and no scenario of that id ships with the program; its ids are {string.Join(", ", files.Select(Path.GetFileNameWithoutExtension))}.");
    }

    private static string[] Files() => [.. Directory.EnumerateFiles(Path.Combine(Folder, "scenarios"), "*.yaml").Order(StringComparer.Ordinal)];
}
