using System.Globalization;
using YamlDotNet.Serialization;

namespace StrategySim.Minerals.Tests.Scenarios;

/// <summary>A scenario of the repository as plain maps, lists and texts: enough to compare its figures with the catalogue.</summary>
internal sealed class ScenarioFile
{
    private readonly Dictionary<object, object> _root;

    private ScenarioFile(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        _root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(path));
    }

    public static IReadOnlyList<ScenarioFile> All { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"), "*.yaml").Order(StringComparer.Ordinal).Select(path => new ScenarioFile(path))];

    public string Name { get; }

    public static ScenarioFile Of(string name) => All.Single(file => file.Name == name);

    public override string ToString() => Name;

    /// <summary>The entries of a map at the top level; empty where the scenario has none.</summary>
    public IReadOnlyDictionary<string, Entry> Map(string key) =>
        _root.TryGetValue(key, out object? map) ? new Entry(map).Map : new Dictionary<string, Entry>();

    public string? Text(string key) => _root.TryGetValue(key, out object? text) ? text as string : null;

    internal readonly record struct Entry(object? Node)
    {
        public string? Text => Node as string;

        public IReadOnlyDictionary<string, Entry> Map => Node is Dictionary<object, object> map
            ? map.ToDictionary(pair => (string)pair.Key, pair => new Entry(pair.Value))
            : new Dictionary<string, Entry>();

        public IReadOnlyList<Entry> List => Node is List<object> list ? [.. list.Select(item => new Entry(item))] : [];

        public Entry? this[string key] => Map.TryGetValue(key, out Entry entry) ? entry : null;

        public decimal Number => decimal.Parse(Text!, CultureInfo.InvariantCulture);
    }
}
