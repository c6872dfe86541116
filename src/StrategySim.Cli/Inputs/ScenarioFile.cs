using StrategySim.Cli.CommandLine;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Inputs;

/// <summary>Scenarios that the user names: a file, standard input, or the id of one that ships with the program.</summary>
internal static class ScenarioFile
{
    /// <summary>Reads a scenario.</summary>
    /// <exception cref="InputException">There is no such file and no shipped scenario of that id.</exception>
    /// <exception cref="FaultyInputException">The document is not a valid scenario; lists every fault.</exception>
    public static async Task<Scenario> ReadAsync(string named, Stream standardInput, CancellationToken cancellationToken)
    {
        SourceText source = await SourceText.ReadAsync(ShippedConfigs.FindScenario(named), standardInput, cancellationToken);
        if (source.Format == SourceFormat.Nfg) throw new InputException($"{source.Name}: this is a game, not a scenario; 'strategysim equilibria' finds its equilibria.");
        DocumentFormat format = source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml;
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(source.Text, format);
        if (root is null) throw new FaultyInputException(source.Name, faults, malformed: true);
        ScenarioReadResult read = ScenarioReader.Read(root, faults);
        return read.Scenario ?? throw new FaultyInputException(source.Name, read.Faults);
    }
}
