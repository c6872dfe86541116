using System.Text.Json;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Tests.Matches;

/// <summary>The known matches, and the games and rules that they speak of; see Conformance/README.md.</summary>
internal static class Conformance
{
    public static readonly string[] Outcomes = ["CC", "CD", "DC", "DD"];

    public static readonly string[] GameIds = ["ipd", "chicken", "called_bluff"];

    private static readonly JsonElement Games = Load("games.json");

    private static readonly Dictionary<string, MatchGame> Built = GameIds.ToDictionary(id => id, Build);

    public static JsonElement Load(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", name))).RootElement;

    public static MatchGame Game(string id) => Built[id];

    /// <summary>A rule of the library under the id of the files.</summary>
    public static RuleReference Rule(string id) => Reference(id.Replace('_', '-'));

    /// <summary>A rule with parameters; those not given have their defaults.</summary>
    public static RuleReference Reference(string id, params (string Name, string Value)[] parameters)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (RuleParameter parameter in RuleCatalog.Find(id)!.Parameters.Where(p => p.Default.Length > 0)) values[parameter.Name] = parameter.Default;
        foreach ((string name, string value) in parameters) values[name] = value;
        return new RuleReference(id, values);
    }

    public static Match Match(JsonElement pair, string game, MatchSettings settings) =>
        new(Game(game), Rule(pair.GetProperty("row").GetString()!), Rule(pair.GetProperty("col").GetString()!), settings);

    public static Rational[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(x => Rational.Parse(x.GetString()!))];

    private static MatchGame Build(string id)
    {
        JsonElement game = Games.GetProperty(id);
        IEnumerable<Rational> payoffs = Outcomes.SelectMany(o => new[] { "row", "col" }.Select(side => (Rational)game.GetProperty(side).GetProperty(o).GetInt32()));
        return new MatchGame(new NormalFormGame([new Player("row", ["C", "D"]), new Player("column", ["C", "D"])], payoffs, id), [0, 0]);
    }
}
