using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Hosting;

/// <summary>A scenario that ships with the program.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Yaml">Its document as its author wrote it, comments included.</param>
/// <param name="FileName">The name of its file.</param>
public sealed record ShippedScenario(Scenario Scenario, string Yaml, string FileName);

/// <summary>The scenarios in <c>scenarios/</c> of the configs folder, by their authors' ids; read once, when the host starts.</summary>
public sealed partial class ShippedScenarios
{
    private readonly SortedDictionary<string, ShippedScenario> _byId = new(StringComparer.Ordinal);

    /// <summary>Reads the folder; a file that is no valid scenario is logged with every fault and left out.</summary>
    /// <param name="configsFolder">The configs folder; may be missing, and there are no shipped scenarios then.</param>
    /// <param name="logger">Receives what is wrong with files.</param>
    public ShippedScenarios(string configsFolder, ILogger logger)
    {
        string folder = Path.Combine(configsFolder, "scenarios");
        if (!Directory.Exists(folder))
        {
            Log.NoFolder(logger, folder);
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            string yaml = File.ReadAllText(path), name = Path.GetFileName(path);
            ScenarioReadResult read = ScenarioReader.Read(yaml, DocumentFormat.Yaml);
            if (read.Scenario is not { } scenario) Log.Invalid(logger, path, string.Join(Environment.NewLine, read.Faults));
            else if (!_byId.TryAdd(scenario.Id, new ShippedScenario(scenario, yaml, name))) Log.Twice(logger, path, scenario.Id);
        }
    }

    /// <summary>All shipped scenarios, in order of their ids.</summary>
    public IReadOnlyCollection<ShippedScenario> All => _byId.Values;

    /// <summary>The shipped scenario of that id, or null.</summary>
    public ShippedScenario? Find(string id) => _byId.GetValueOrDefault(id);

    private static partial class Log
    {
        [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "There are no shipped scenarios: the folder {Folder} does not exist.")]
        public static partial void NoFolder(ILogger logger, string folder);

        [LoggerMessage(EventId = 11, Level = LogLevel.Error, Message = "The scenario file {Path} is left out; it is not valid:\n{Faults}")]
        public static partial void Invalid(ILogger logger, string path, string faults);

        [LoggerMessage(EventId = 12, Level = LogLevel.Error, Message = "The scenario file {Path} is left out; another file has the same id {Id}.")]
        public static partial void Twice(ILogger logger, string path, string id);
    }
}
