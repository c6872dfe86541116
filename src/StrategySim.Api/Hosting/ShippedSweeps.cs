using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;

namespace StrategySim.Api.Hosting;

/// <summary>A sweep that ships with the program.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Yaml">Its document as its author wrote it, comments included.</param>
/// <param name="FileName">The name of its file.</param>
public sealed record ShippedSweep(Sweep Sweep, string Yaml, string FileName);

/// <summary>The sweeps in <c>sweeps/</c> of the configs folder, by their authors' ids; read once, when they are first asked for.</summary>
public sealed partial class ShippedSweeps
{
    private readonly Lazy<SortedDictionary<string, ShippedSweep>> _byId;

    /// <summary>Names the folder. A file that is no valid sweep, or that varies a scenario that does not ship, is logged with every fault and left out.</summary>
    /// <param name="configsFolder">The configs folder; may be missing, and there are no shipped sweeps then.</param>
    /// <param name="scenarios">The scenarios that they may name.</param>
    /// <param name="logger">Receives what is wrong with files.</param>
    public ShippedSweeps(string configsFolder, ShippedScenarios scenarios, ILogger logger) =>
        _byId = new Lazy<SortedDictionary<string, ShippedSweep>>(() => Read(Path.Combine(configsFolder, "sweeps"), scenarios, logger));

    /// <summary>All shipped sweeps, in order of their ids.</summary>
    public IReadOnlyCollection<ShippedSweep> All => _byId.Value.Values;

    /// <summary>The shipped sweep of that id, or null.</summary>
    public ShippedSweep? Find(string id) => _byId.Value.GetValueOrDefault(id);

    private static SortedDictionary<string, ShippedSweep> Read(string folder, ShippedScenarios scenarios, ILogger logger)
    {
        var byId = new SortedDictionary<string, ShippedSweep>(StringComparer.Ordinal);
        if (!Directory.Exists(folder)) return byId;
        foreach (string path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            string yaml = File.ReadAllText(path), name = Path.GetFileName(path);
            SweepReadResult read = SweepReader.Read(yaml, DocumentFormat.Yaml, id => scenarios.Find(id) is { } shipped ? new ScenarioDocument(shipped.Yaml, DocumentFormat.Yaml) : null);
            if (read.Sweep is not { } sweep) Log.Invalid(logger, path, string.Join(Environment.NewLine, read.Faults));
            else if (!byId.TryAdd(sweep.Id, new ShippedSweep(sweep, yaml, name))) Log.Twice(logger, path, sweep.Id);
        }

        return byId;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 13, Level = LogLevel.Error, Message = "The sweep file {Path} is left out; it is not valid:\n{Faults}")]
        public static partial void Invalid(ILogger logger, string path, string faults);

        [LoggerMessage(EventId = 14, Level = LogLevel.Error, Message = "The sweep file {Path} is left out; another file has the same id {Id}.")]
        public static partial void Twice(ILogger logger, string path, string id);
    }
}
