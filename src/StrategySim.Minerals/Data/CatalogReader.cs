using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Data;

/// <summary>Reads the catalogue from its JSON files, strictly: unknown members, sources and codes are faults.</summary>
internal static class CatalogReader
{
    private const string MineralFolder = "Data/minerals/";

    /// <summary>Reads the files embedded in this assembly.</summary>
    public static CatalogData ReadEmbedded()
    {
        Assembly assembly = typeof(CatalogReader).Assembly;
        return Read(assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".json", StringComparison.Ordinal))
            .ToFrozenDictionary(name => name, name => Text(assembly, name)));
    }

    /// <summary>Reads the catalogue from texts.</summary>
    /// <param name="files">File name, such as <c>Data/sources.json</c>, to its JSON text.</param>
    /// <exception cref="InvalidDataException">A file is missing, malformed, or names something unknown; says which and where.</exception>
    public static CatalogData Read(IReadOnlyDictionary<string, string> files)
    {
        var plain = Options();
        var sources = Unique(File<ImmutableArray<Source>>(files, "Data/sources.json", plain), source => source.Id, "source");
        var options = Options(new SourceConverter(sources.ToFrozenDictionary(source => source.Id)));
        var data = new CatalogData
        {
            Sources = sources,
            Countries = Unique(File<ImmutableArray<Country>>(files, "Data/countries.json", options), country => country.Code, "country"),
            Minerals = Unique(
                [.. files.Keys.Where(name => name.StartsWith(MineralFolder, StringComparison.Ordinal)).Select(name => Mineral(files, name, options))],
                mineral => mineral.Id,
                "mineral"),
            Events = [.. File<ImmutableArray<DatedEvent>>(files, "Data/events.json", options).OrderBy(dated => dated.From, StringComparer.Ordinal)],
            Conflicts = Unique(File<ImmutableArray<KnownConflict>>(files, "Data/conflicts.json", options), conflict => conflict.Id, "conflict"),
            LeadTimes = File<ImmutableArray<LeadTime>>(files, "Data/lead-times.json", options),
            ReportedFigures = File<ImmutableArray<ReportedFigure>>(files, "Data/reported-figures.json", options),
            AssumedReliance = Unique(
                File<ImmutableArray<RelianceAssumption>>(files, "Data/assumed-reliance.json", options),
                assumed => $"{assumed.Mineral}/{assumed.Importer}",
                "assumed reliance"),
        };
        CodeCheck.Run(data);
        return data;
    }

    private static Mineral Mineral(IReadOnlyDictionary<string, string> files, string name, JsonSerializerOptions options)
    {
        Mineral mineral = File<MineralFile>(files, name, options).ToMineral();
        return name == $"{MineralFolder}{mineral.Id}.json"
            ? mineral
            : throw new InvalidDataException($"{name} holds the mineral '{mineral.Id}'; file and id must agree.");
    }

    private static T File<T>(IReadOnlyDictionary<string, string> files, string name, JsonSerializerOptions options)
    {
        if (!files.TryGetValue(name, out string? text))
            throw new InvalidDataException($"{name} is missing.");
        try
        {
            return JsonSerializer.Deserialize<T>(text, options) ?? throw new InvalidDataException($"{name} is null.");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{name}: {fault.Message}", fault);
        }
    }

    private static ImmutableArray<T> Unique<T>(ImmutableArray<T> items, Func<T, string> id, string kind)
    {
        string? twice = items.GroupBy(id).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? [.. items.OrderBy(id, StringComparer.Ordinal)]
            : throw new InvalidDataException($"The {kind} '{twice}' is given twice.");
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static JsonSerializerOptions Options(params JsonConverter[] converters)
    {
        // Strict: no unknown or repeated members, no missing ones, no null where the record forbids it.
        var options = new JsonSerializerOptions(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        foreach (JsonConverter converter in converters)
            options.Converters.Add(converter);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }

    /// <summary>Turns a source id into the source.</summary>
    private sealed class SourceConverter(FrozenDictionary<string, Source> known) : JsonConverter<Source>
    {
        public override Source Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string id = reader.GetString()!;
            return known.TryGetValue(id, out Source? source) ? source : throw new JsonException($"There is no source '{id}'.");
        }

        public override void Write(Utf8JsonWriter writer, Source value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
    }
}
