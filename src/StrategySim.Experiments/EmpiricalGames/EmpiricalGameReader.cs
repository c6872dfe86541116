using System.Globalization;
using System.Numerics;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>What reading a document gave: the sweep that plays the game, or every fault.</summary>
/// <param name="Sweep">A sweep over all profiles of rules; <see cref="EmpiricalGameSetup.Of"/> reads it back as the game. Null where there are faults.</param>
/// <param name="Seed">The seed that takes the place of the scenario's; null for that one.</param>
/// <param name="Faults">Every fault, in the order of the text; empty where the document is valid.</param>
public sealed record EmpiricalGameReadResult(Sweep? Sweep, ulong? Seed, IReadOnlyList<Fault> Faults);

/// <summary>Reads documents that ask for an empirical game (<see cref="EmpiricalGameShape"/>), and makes of each the sweep that plays it.</summary>
/// <remarks>
/// An empirical game is a sweep whose factors are decision rules: units are known by their points, so what any earlier sweep or run observed of a profile counts,
/// and extending the sweep tops every profile up.
/// </remarks>
public static class EmpiricalGameReader
{
    private const int LongestId = 64;

    /// <summary>Reads a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="scenarios">Finds the scenario of an id; null where there is none.</param>
    /// <param name="faults">Faults found so far.</param>
    public static EmpiricalGameReadResult Read(DocumentNode root, Func<string, ScenarioDocument?> scenarios, IReadOnlyList<Fault>? faults = null)
    {
        List<Fault> all = [.. faults ?? []];
        ShapeChecker.Check(root, EmpiricalGameShape.Document, "", all);
        if (root is not MapNode map) return new EmpiricalGameReadResult(null, null, all);
        if (map["epsilon"] is { } epsilon && !all.Exists(fault => fault.Pointer == "/epsilon") && FactorValue.Constant(epsilon) is not { Sign: >= 0 })
            all.Add(ShapeChecker.At(epsilon, "/epsilon", ShapeChecker.Show(epsilon), "an exact number of at least 0, such as 0.05 or 1/20", "This cannot be the regret up to which a profile is borne out."));
        SweepReadResult? read = ScenarioOf(map, scenarios, all) is { } named ? new Builder(map, named.Document, named.Scenario, all).Build(scenarios) : null;
        if (read is not null) all.AddRange(read.Faults);
        return all.Count == 0 && read?.Sweep is { } sweep
            ? new EmpiricalGameReadResult(sweep, map["seed"] is ScalarNode seed ? ulong.Parse(seed.Text, CultureInfo.InvariantCulture) : null, [])
            : new EmpiricalGameReadResult(null, null, SweepReader.InOrder(all));
    }

    private static (DocumentNode Document, Scenario Scenario)? ScenarioOf(MapNode map, Func<string, ScenarioDocument?> scenarios, List<Fault> faults)
    {
        DocumentNode? document = null;
        switch (map["scenario"])
        {
            case ScalarNode { Kind: not ScalarKind.Null } id when scenarios(id.Text) is { } found:
                (document, IReadOnlyList<Fault> unread) = DocumentParser.Parse(found.Text, found.Format);
                ScenarioReadResult? read = document is null ? null : ScenarioReader.Read(document, unread);
                if (read?.Scenario is { } scenario) return (document!, scenario);
                // Its faults are none of this document.
                faults.Add(ShapeChecker.At(id, "/scenario", ShapeChecker.Show(id), "a valid scenario", $"The scenario is not valid: {(read?.Faults ?? unread)[0]}"));
                return null;
            case ScalarNode { Kind: not ScalarKind.Null } id:
                faults.Add(ShapeChecker.At(id, "/scenario", ShapeChecker.Show(id), "the id of a scenario that ships with the program or is kept, a scenario document, or, in the terminal, a file beside this one", "There is no such scenario."));
                return null;
            case MapNode inline:
                ScenarioReadResult own = ScenarioReader.Read(inline);
                // The shape of the whole document has reported some of them.
                faults.AddRange(own.Faults.Select(fault => fault with { Pointer = "/scenario" + fault.Pointer }));
                return own.Scenario is { } valid ? (inline, valid) : null;
            default:
                return null;
        }
    }

    /// <summary>Checks candidates against their scenario, and writes the sweep.</summary>
    private sealed class Builder(MapNode root, DocumentNode document, Scenario scenario, List<Fault> faults)
    {
        private readonly MapEntry[] _candidates = [.. ((root["candidates"] as MapNode)?.Entries ?? []).Where(entry => entry.Value is ListNode)];

        public SweepReadResult? Build(Func<string, ScenarioDocument?> scenarios)
        {
            IReadOnlyList<GameSpecification>? games = Games();
            if (games is not null) CheckCandidates(games);
            CheckSize();
            return faults.Count == 0 ? SweepReader.Read(Write(games!), scenarios) : null;
        }

        // The games in which rules are chosen; null with a fault.
        private IReadOnlyList<GameSpecification>? Games()
        {
            string known = string.Join(", ", scenario.Games.Keys);
            if (root["game"] is ScalarNode { Kind: not ScalarKind.Null } id)
            {
                if (scenario.Games.TryGetValue(id.Text, out GameSpecification? game)) return [game];
                faults.Add(ShapeChecker.At(id, "/game", ShapeChecker.Show(id), $"one of {known}", "The scenario has no such game."));
                return null;
            }

            if (root["game"] is not null) return null;
            if (scenario.Games.Count == 1 || scenario.Payoffs.SumAcrossGames) return [.. scenario.Games.Values];
            faults.Add(ShapeChecker.At(root, "/game", null, $"one of {known}", "The scenario has several games and does not sum payoffs across them (payoffs.acrossGames), so that one has to be named."));
            return null;
        }

        private void CheckCandidates(IReadOnlyList<GameSpecification> games)
        {
            string[] actors = [.. games.SelectMany(game => game.Players).Distinct()];
            foreach (MapEntry entry in _candidates)
            {
                string pointer = JsonPointer.Append("/candidates", entry.Key);
                if (!actors.Contains(entry.Key))
                {
                    faults.Add(new Fault(pointer, $"'{entry.Key}'", $"one of {string.Join(", ", actors)}", games.Count == 1 ? $"This actor does not play the game '{games[0].Id}'." : "This actor plays none of the games.", entry.Line, entry.Column));
                    continue;
                }

                CheckRules(entry, pointer, [.. games.Where(game => game.Players.Contains(entry.Key))]);
            }
        }

        private void CheckRules(MapEntry entry, string pointer, IReadOnlyList<GameSpecification> games)
        {
            IReadOnlyList<DocumentNode> rules = ((ListNode)entry.Value).Items;
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < rules.Count; i++)
            {
                string at = JsonPointer.Append(pointer, i);
                if (rules[i] is ScalarNode { Kind: ScalarKind.Null }) continue;
                DocumentNode put = games.Aggregate(document, (whole, game) => DocumentEdit.Set(whole, ["games", game.Id, "rules", entry.Key], rules[i]));
                ScenarioReadResult read = ScenarioReader.Read(put);
                // A rule that fits none of several games is at fault in each.
                faults.AddRange(read.Faults.Select(fault => fault with { Pointer = at + Inside(fault.Pointer, games, entry.Key), Line = fault.Line ?? rules[i].Line, Column = fault.Column ?? rules[i].Column }));
                if (read.Scenario is not { } with) continue;
                if (seen.TryGetValue(with.PointId, out int earlier))
                    faults.Add(ShapeChecker.At(rules[i], at, $"{ShapeChecker.Show(rules[i])}, the same as the candidate {earlier}", "rules that differ", "Two rules of one player are the same."));
                else
                    seen[with.PointId] = i;
            }
        }

        private static string Inside(string pointer, IReadOnlyList<GameSpecification> games, string actor)
        {
            foreach (GameSpecification game in games)
            {
                string place = Place(game, actor);
                if (pointer.StartsWith(place + "/", StringComparison.Ordinal)) return pointer[place.Length..];
            }

            return "";
        }

        private void CheckSize()
        {
            if (root["candidates"] is not MapNode map || _candidates.Length == 0) return;
            var profiles = _candidates.Aggregate(BigInteger.One, (product, entry) => product * Math.Max(1, ((ListNode)entry.Value).Items.Count));
            if (profiles == 1)
                faults.Add(ShapeChecker.At(map, "/candidates", "one rule for everybody", "at least two rules for at least one actor", "Nobody has anything to choose."));
            if (profiles > EmpiricalGameShape.MaximumProfiles)
                faults.Add(ShapeChecker.At(map, "/candidates", string.Create(CultureInfo.InvariantCulture, $"{profiles} profiles"), $"at most {EmpiricalGameShape.MaximumProfiles} profiles", "The candidates make too many profiles, which are all played."));
        }

        private MapNode Write(IReadOnlyList<GameSpecification> games)
        {
            List<MapEntry> factors = [], outcomes = [];
            List<DocumentNode> together = [];
            string measure = (root["payoff"] as ScalarNode)?.Text ?? EmpiricalGameShape.DefaultPayoff;
            foreach (MapEntry entry in _candidates)
            {
                GameSpecification[] own = [.. games.Where(game => game.Players.Contains(entry.Key))];
                string[] names = own.Length == 1 ? [entry.Key] : [.. own.Select((_, k) => $"{entry.Key}_{k + 1}")];
                for (int k = 0; k < own.Length; k++) factors.Add(Entry(names[k], Map(Entry("at", Text(Place(own[k], entry.Key))), Entry("oneOf", entry.Value))));
                if (own.Length > 1) together.Add(new ListNode([.. names.Select(Text)], 1, 1));
                MapNode outcome = Map(Entry("measure", Text(measure)), Entry("actor", Text(entry.Key)));
                outcomes.Add(Entry($"payoff-{outcomes.Count + 1}", games.Count == 1 ? DocumentEdit.With(outcome, "game", Text(games[0].Id)) : outcome));
            }

            string where = games.Count == 1 ? games[0].Id : "all-games";
            MapNode analysis = Map(Entry("payoff", Text(measure)));
            if (root["epsilon"] is { } epsilon) analysis = DocumentEdit.With(analysis, "epsilon", epsilon);
            MapNode sweep = Map(
                Entry("schema", Text(SweepShape.SchemaId)),
                Entry("id", Text($"rules-in-{where}" is var id && id.Length <= LongestId ? id : id[..LongestId])),
                Entry("title", Text($"Decision rules of {string.Join(", ", _candidates.Select(entry => entry.Key))} in {(games.Count == 1 ? $"the game {where}" : "all games")} of {scenario.Id}")),
                Entry("scenario", root["scenario"]!),
                Entry("factors", new MapNode(factors, 1, 1)),
                Entry("design", Map(Entry("method", Text(SweepShape.Grid)))),
                Entry("outcomes", new MapNode(outcomes, 1, 1)),
                Entry("analysis", Map(Entry("empiricalGame", analysis))));
            if (together.Count > 0) sweep = DocumentEdit.With(sweep, "together", new ListNode(together, 1, 1));
            return root["replications"] is { } replications ? DocumentEdit.With(sweep, "replications", replications) : sweep;
        }

        private static string Place(GameSpecification game, string actor) => EmpiricalGameSetup.PlaceOf(game.Id, actor);

        private static MapNode Map(params MapEntry[] entries) => new(entries, 1, 1);

        private static MapEntry Entry(string key, DocumentNode value) => new(key, value, 1, 1);

        private static DocumentNode Text(string text) => new ScalarNode(ScalarKind.Text, text, 1, 1);
    }
}
