using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Hosting;

/// <summary>A tournament that ships with the program.</summary>
/// <param name="Id">The name of its file without extension.</param>
/// <param name="Title">Its title.</param>
/// <param name="Yaml">Its document as its author wrote it, comments included.</param>
public sealed record ShippedTournament(string Id, string Title, string Yaml)
{
    /// <summary>Its document, on which what a request says itself takes the place of what stands there.</summary>
    /// <param name="own">What the request says.</param>
    public MapNode With(IEnumerable<MapEntry> own)
    {
        var map = (MapNode)DocumentParser.Parse(Yaml, DocumentFormat.Yaml).Root!;
        MapEntry[] given = [.. own];
        // A length of another kind takes the place of the shipped one.
        string[] lengths = ["rounds", "continuation", "discount"];
        bool length = given.Any(entry => lengths.Contains(entry.Key));
        return map with { Entries = [.. map.Entries.Where(entry => given.All(other => other.Key != entry.Key) && !(length && lengths.Contains(entry.Key))), .. given] };
    }
}

/// <summary>The tournaments in <c>tournaments/</c> of the configs folder; read once, when they are first asked for.</summary>
public sealed partial class ShippedTournaments
{
    private readonly Lazy<SortedDictionary<string, ShippedTournament>> _byId;

    /// <summary>Names the folder. A file that is no valid tournament is logged with every fault and left out.</summary>
    /// <param name="configsFolder">The configs folder; may be missing, and there are no shipped tournaments then.</param>
    /// <param name="logger">Receives what is wrong with files.</param>
    public ShippedTournaments(string configsFolder, ILogger logger) =>
        _byId = new Lazy<SortedDictionary<string, ShippedTournament>>(() => Read(Path.Combine(configsFolder, "tournaments"), logger));

    /// <summary>All of them, in order of their ids.</summary>
    public IReadOnlyCollection<ShippedTournament> All => _byId.Value.Values;

    /// <summary>The one of that id, or null.</summary>
    public ShippedTournament? Find(string id) => _byId.Value.GetValueOrDefault(id);

    private static SortedDictionary<string, ShippedTournament> Read(string folder, ILogger logger)
    {
        var byId = new SortedDictionary<string, ShippedTournament>(StringComparer.Ordinal);
        if (!Directory.Exists(folder)) return byId;
        foreach (string path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            string yaml = File.ReadAllText(path), id = Path.GetFileNameWithoutExtension(path);
            try
            {
                (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(yaml, DocumentFormat.Yaml);
                if (root is null) throw new InvalidInputException(faults);
                byId[id] = new ShippedTournament(id, TournamentRequestReader.Read(root, faults, new GameDocumentLimits()).Title, yaml);
            }
            catch (InvalidInputException invalid)
            {
                Log.Invalid(logger, path, string.Join(Environment.NewLine, invalid.Faults));
            }
        }

        return byId;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 15, Level = LogLevel.Error, Message = "The tournament file {Path} is left out; it is not valid:\n{Faults}")]
        public static partial void Invalid(ILogger logger, string path, string faults);
    }
}
