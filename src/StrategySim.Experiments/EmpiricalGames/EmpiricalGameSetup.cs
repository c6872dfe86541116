using System.Text.Json;
using System.Text.Json.Nodes;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>A decision rule that a player of an empirical game may choose.</summary>
/// <param name="Name">What it is called in the result; no two of a player have the same name.</param>
/// <param name="Json">The rule as it stands in a scenario, as JSON: the word <c>"grudger"</c>, or a map such as <c>{"use":"equilibrium","else":"myopic-best-reply"}</c>.</param>
public sealed record EmpiricalRule(string Name, string Json)
{
    /// <summary>A rule without options, by its id.</summary>
    public static EmpiricalRule Of(string id) => new(id, JsonSerializer.Serialize(id));
}

/// <summary>A player of an empirical game: an actor who chooses a decision rule once, and plays by it.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Rules">The rules to choose from, at least one.</param>
public sealed record EmpiricalPlayer(string Actor, IReadOnlyList<EmpiricalRule> Rules);

/// <summary>An empirical game to be made of a scenario: who chooses among which rules, in which games, for which payoff.</summary>
/// <remarks>
/// A strategy of the empirical game is a decision rule, its payoff the mean of an outcome over replications of play. Profiles are numbered with the last player's
/// rule varying fastest, as in <c>NormalFormGame</c>. Everybody who is no player keeps the rules of the scenario.
/// </remarks>
public sealed record EmpiricalGameSetup
{
    /// <summary>Most profiles of an empirical game.</summary>
    public const int MaximumProfiles = 2_500;

    /// <summary>The outcomes that can be payoffs.</summary>
    public static IReadOnlyList<string> PayoffOutcomes { get; } = ["payoffMean", "payoffDiscounted", "payoffTotal"];

    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The game in which rules are chosen and payoffs are counted; null for all games at once: the rule holds in each that the actor plays, and payoffs are summed over them.</summary>
    public required string? Game { get; init; }

    /// <summary>The players, one or more, in the order of the result.</summary>
    public required IReadOnlyList<EmpiricalPlayer> Players { get; init; }

    /// <summary>Which outcome is the payoff: one of <see cref="PayoffOutcomes"/>.</summary>
    public string Outcome { get; init; } = "payoffMean";

    /// <summary>Number of profiles.</summary>
    public long ProfileCount => Players.Aggregate(1L, (product, player) => Math.Min(product * Math.Max(1, player.Rules.Count), long.MaxValue / 1_000_000));

    /// <summary>The payoff of each player among the outcomes of a unit.</summary>
    public IReadOnlyList<OutcomeKey> Payoffs => [.. Players.Select(player => new OutcomeKey(player.Actor, Game ?? "*", Outcome))];

    /// <summary>The rules of a profile, one index for each player.</summary>
    /// <param name="profile">0 to <see cref="ProfileCount"/> − 1.</param>
    public IReadOnlyList<int> RulesOf(int profile)
    {
        int[] rules = new int[Players.Count];
        for (int i = rules.Length - 1; i >= 0; i--)
        {
            rules[i] = profile % Players[i].Rules.Count;
            profile /= Players[i].Rules.Count;
        }

        return rules;
    }

    /// <summary>Every fault that can be seen without reading scenarios; pointers are of a document with <c>game</c>, <c>outcome</c> and <c>players</c>, a map from actors to lists of rules.</summary>
    public IReadOnlyList<Fault> Check()
    {
        var faults = new List<Fault>();
        if (Game is { } game && !Scenario.Games.ContainsKey(game))
            faults.Add(new Fault("/game", $"'{game}'", $"one of {string.Join(", ", Scenario.Games.Keys)}; or no game, for all of them", "The scenario has no such game."));
        if (Game is null && !Scenario.Payoffs.SumAcrossGames)
            faults.Add(new Fault("/game", null, $"one of {string.Join(", ", Scenario.Games.Keys)}", "The scenario does not sum payoffs across games (payoffs.acrossGames), so that one game has to be named."));
        if (!PayoffOutcomes.Contains(Outcome)) faults.Add(new Fault("/outcome", $"'{Outcome}'", $"one of {string.Join(", ", PayoffOutcomes)}", "This outcome is no payoff."));
        if (Players.Count == 0) faults.Add(new Fault("/players", "no player", "at least one actor with rules to choose from", "Nobody chooses."));
        foreach (EmpiricalPlayer player in Players) CheckPlayer(player, faults);
        if (ProfileCount > MaximumProfiles) faults.Add(new Fault("/players", $"{ProfileCount} profiles", $"at most {MaximumProfiles} profiles", "The players' rules make too many profiles."));
        return faults;
    }

    /// <summary>A sweep over some of the profiles: its points are the profiles, in their order.</summary>
    /// <param name="profiles">Their numbers, at least one, each 0 to <see cref="ProfileCount"/> − 1.</param>
    /// <param name="replications">Replications of each.</param>
    /// <returns>The sweep, and the same as a JSON document with its scenario inside.</returns>
    /// <exception cref="InvalidInputException">The setup has faults, a rule is none that fits, or two rules of a player are the same.</exception>
    public (Sweep Sweep, string Json) ToSweep(IReadOnlyList<int> profiles, int replications)
    {
        if (Check() is { Count: > 0 } faults) throw new InvalidInputException(faults);
        var factors = new JsonObject();
        var places = new List<(int Player, string Name)>();
        for (int i = 0; i < Players.Count; i++)
        {
            string actor = Players[i].Actor;
            string[] games = Game is { } one ? [one] : [.. Scenario.Games.Values.Where(game => game.Players.Contains(actor)).Select(game => game.Id)];
            for (int k = 0; k < games.Length; k++)
            {
                // Games are not named here: their ids may have letters that names of factors may not.
                string name = games.Length == 1 ? actor : $"{actor}_{k + 1}";
                while (factors.ContainsKey(name)) name += "_";
                factors[name] = new JsonObject { ["at"] = JsonPointer.Append(JsonPointer.Append("/games", games[k]), "rules") + JsonPointer.Append("", actor) };
                places.Add((i, name));
            }
        }

        var points = new JsonArray();
        foreach (int profile in profiles)
        {
            IReadOnlyList<int> rules = RulesOf(profile);
            var point = new JsonObject();
            foreach ((int player, string name) in places) point[name] = JsonNode.Parse(Players[player].Rules[rules[player]].Json);
            points.Add((JsonNode)point);
        }

        var outcomes = new JsonObject();
        for (int i = 0; i < Players.Count; i++)
        {
            var outcome = new JsonObject { ["measure"] = Outcome, ["actor"] = Players[i].Actor };
            if (Game is not null) outcome["game"] = Game;
            outcomes[$"payoff-{i + 1}"] = outcome;
        }

        var document = new JsonObject
        {
            ["schema"] = SweepShape.SchemaId,
            ["id"] = "empirical-game",
            ["title"] = $"Decision rules of {string.Join(", ", Players.Select(player => player.Actor))} in {Game ?? "all games"} of {Scenario.Id}",
            ["scenario"] = JsonNode.Parse(Scenario.ToCanonicalJson()),
            ["factors"] = factors,
            ["design"] = new JsonObject { ["method"] = "list", ["points"] = points },
            ["outcomes"] = outcomes,
            ["replications"] = replications,
        };
        string json = document.ToJsonString();
        return (SweepReader.Read(json, DocumentFormat.Json, _ => null).Require(), json);
    }

    /// <summary>The point ids of all profiles, in their order: units stored under them are observations, whatever they were played for.</summary>
    /// <exception cref="InvalidInputException">As for <see cref="ToSweep"/>.</exception>
    public IReadOnlyList<string> PointIds()
    {
        Sweep sweep = ToSweep([.. Enumerable.Range(0, checked((int)Math.Min(ProfileCount, MaximumProfiles + 1)))], 1).Sweep;
        var ids = new List<string>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int profile = 0; profile < sweep.Count; profile++)
        {
            string id = sweep.At(profile)!.PointId;
            if (seen.TryGetValue(id, out int earlier)) throw new InvalidInputException([Same(earlier, profile)]);
            seen[id] = profile;
            ids.Add(id);
        }

        return ids;
    }

    private Fault Same(int earlier, int profile)
    {
        IReadOnlyList<int> a = RulesOf(earlier), b = RulesOf(profile);
        int player = Enumerable.Range(0, a.Count).First(i => a[i] != b[i]);
        EmpiricalPlayer who = Players[player];
        return new Fault(
            JsonPointer.Append(JsonPointer.Append("/players", who.Actor), b[player]), $"'{who.Rules[b[player]].Name}', which is '{who.Rules[a[player]].Name}'", "rules that differ", "Two rules of one player are the same.");
    }

    private void CheckPlayer(EmpiricalPlayer player, List<Fault> faults)
    {
        string pointer = JsonPointer.Append("/players", player.Actor);
        string[] actors = [.. Scenario.Games.Values.Where(game => Game is null || game.Id == Game).SelectMany(game => game.Players).Distinct()];
        if ((Game is null || Scenario.Games.ContainsKey(Game)) && !actors.Contains(player.Actor))
            faults.Add(new Fault(pointer, $"'{player.Actor}'", $"one of {string.Join(", ", actors)}", "This actor does not play there."));
        if (Players.Count(other => other.Actor == player.Actor) > 1) faults.Add(new Fault(pointer, $"'{player.Actor}' a second time", "actors that differ", "An actor is one player."));
        if (player.Rules.Count == 0) faults.Add(new Fault(pointer, "no rule", "at least one rule to choose from", "The player has nothing to choose from."));
        foreach (IGrouping<string, EmpiricalRule> same in player.Rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1))
            faults.Add(new Fault(pointer, $"'{same.Key}' {same.Count()} times", "rules that differ in their names", "Two rules of one player have one name."));
    }
}
