using StrategySim.Cli.CommandLine;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Inputs;

/// <summary>Scenarios that the user names: a file, standard input, or the id of one that ships with the program.</summary>
internal static class ScenarioInput
{
    /// <summary>Reads a scenario.</summary>
    /// <exception cref="InputException">There is no such file and no shipped scenario of that id.</exception>
    /// <exception cref="FaultyInputException">The document is not a valid scenario; lists every fault.</exception>
    public static async Task<Scenario> ReadAsync(string named, Stream standardInput, CancellationToken cancellationToken)
    {
        SourceText source = await SourceText.ReadAsync(ShippedConfigs.FindScenario(named), standardInput, cancellationToken);
        ScenarioReadResult read = ScenarioReader.Read(source.Text, FormatOf(source));
        return read.Scenario ?? throw new FaultyInputException(source.Name, read.Faults);
    }

    // JSON is recognised by its first character as well: standard input has no name to end in .json.
    private static DocumentFormat FormatOf(SourceText source) =>
        source.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || source.Text.AsSpan().TrimStart() is ['{', ..]
            ? DocumentFormat.Json
            : DocumentFormat.Yaml;
}
