using System.Text.Json;
using StrategySim.Experiments.Tournaments;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Tests.Tournaments;

/// <summary>Games, entries and known matches of the tests of tournaments; see Conformance/README.md of the tests of simulation.</summary>
internal static class Contest
{
    private static readonly string[] Outcomes = ["CC", "CD", "DC", "DD"];

    public static JsonElement Load(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", name))).RootElement;

    /// <summary>ipd, chicken or called_bluff, in which the two roles have other payoffs.</summary>
    public static MatchGame Game(string id)
    {
        JsonElement game = Load("games.json").GetProperty(id);
        IEnumerable<Rational> payoffs = Outcomes.SelectMany(o => new[] { "row", "col" }.Select(side => (Rational)game.GetProperty(side).GetProperty(o).GetInt32()));
        return new MatchGame(new NormalFormGame([new Player("row", ["C", "D"]), new Player("column", ["C", "D"])], payoffs, id), [0, 0]);
    }

    public static TournamentEntry Entry(string id, params (string Name, string Value)[] parameters)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (RuleParameter parameter in RuleCatalog.Find(id)!.Parameters.Where(p => p.Default.Length > 0)) values[parameter.Name] = parameter.Default;
        foreach ((string name, string value) in parameters) values[name] = value;
        return new TournamentEntry(id, new RuleReference(id, values));
    }

    public static Tournament Of(string game, params string[] rules) => new() { Game = Game(game), Entries = [.. rules.Select(id => Entry(id))] };

    public static TournamentResult Play(Tournament tournament, int threads = 2) =>
        TournamentPlayer.Play(TournamentPlan.Of(tournament, TestContext.Current.CancellationToken), threads, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The match of two entries by their names, the row player's first.</summary>
    public static TournamentCell Cell(this TournamentResult result, string row, string column) =>
        result.Cells.Single(cell => result.Tournament.Entries[cell.Row].Name == row && result.Tournament.Entries[cell.Column].Name == column);

    /// <summary>The standing of an entry by its name.</summary>
    public static TournamentStanding Of(this IReadOnlyList<TournamentStanding> ranking, TournamentResult result, string name) =>
        ranking.Single(standing => result.Tournament.Entries[standing.Entry].Name == name);
}
