using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.Tournaments;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Documents;

/// <summary>Reads the rules of a tournament: a list, or one of two words for those of the library.</summary>
/// <param name="game">The game; null where it is at fault.</param>
/// <param name="limits">Bounds on numbers.</param>
/// <param name="faults">Receives every fault.</param>
internal sealed class TournamentRulesReader(MatchGame? game, GameDocumentLimits limits, List<Fault> faults)
{
    /// <summary>Every rule of the library that fits both roles and needs no parameter, or those of them that are machines.</summary>
    public const string All = "all", Machines = "machines";

    private const int LongestName = 60;
    private const string Expected = $"a list of rules, or '{All}' or '{Machines}' for those of the library that fit";

    private readonly List<(DocumentNode Node, string Pointer)> _places = [];

    /// <summary>Where an entry stands.</summary>
    public (DocumentNode Node, string Pointer) Place(int entry) => _places[entry];

    /// <summary>Reads the field <c>rules</c>.</summary>
    public IReadOnlyList<TournamentEntry> Read(MapNode map)
    {
        switch (map["rules"])
        {
            case ListNode { Items.Count: > 0 } list:
                return Named([.. list.Items.Select((node, i) => Entry(node, JsonPointer.Append("/rules", i)))]);
            case ScalarNode { Kind: ScalarKind.Text, Text: All or Machines } word:
                return Library(word);
            case null:
                NodeReader.Missing(map, "", "rules", Expected, faults);
                return [];
            case { } node:
                faults.Add(ShapeChecker.At(node, "/rules", ShapeChecker.Show(node), Expected, "These are no rules."));
                return [];
        }
    }

    private List<TournamentEntry> Library(ScalarNode word)
    {
        if (game is null) return [];
        var entries = new List<TournamentEntry>();
        foreach (DecisionRule rule in RuleCatalog.All.Where(rule => !rule.TakesElse && rule.Parameters.All(parameter => !parameter.Required)))
        {
            var reference = new RuleReference(rule.Id, new SortedDictionary<string, string>(rule.Parameters.Where(p => p.Default.Length > 0).ToDictionary(p => p.Name, p => p.Default), StringComparer.Ordinal));
            if (word.Text == Machines && rule.Traits.Memory == RuleMemory.Learning) continue;
            if (rule.Refuses(game.Specification, 0, reference) is not null || rule.Refuses(game.Specification, 1, reference) is not null) continue;
            entries.Add(new TournamentEntry(rule.Id, reference));
            _places.Add((word, "/rules"));
        }

        return entries;
    }

    private (DocumentNode Node, string Pointer, string? Name, TournamentEntry? Entry) Entry(DocumentNode node, string pointer)
    {
        string? name = null;
        (bool row, bool column) = (true, true);
        DocumentNode bare = node;
        if (node is MapNode map)
        {
            bare = map with { Entries = [.. map.Entries.Where(entry => !TournamentRequestReader.RuleFields.Contains(entry.Key))] };
            if (map["name"] is { } called) name = NodeReader.Id(called, JsonPointer.Append(pointer, "name"), faults);
            (row, column) = Role(map, pointer);
        }

        // In both roles a rule has the same parameters; whether it fits has to be asked of each.
        int before = faults.Count;
        RuleReference? rule = MatchRuleReader.Read(bare, pointer, game, row ? 0 : 1, limits, faults);
        if (rule is not null && row && column && faults.Count == before) rule = MatchRuleReader.Read(bare, pointer, game, 1, limits, faults);
        return (node, pointer, name, rule is null ? null : new TournamentEntry(name ?? rule.Id, rule, row, column));
    }

    private (bool Row, bool Column) Role(MapNode map, string pointer)
    {
        IReadOnlyList<string> players = game?.Specification.Players ?? [];
        string? role = NodeReader.Word(map, pointer, "role", ["row", "column", "both", .. players.Except(["row", "column", "both"])], required: false, faults);
        if (role is null or "both") return (true, true);
        bool row = role == "row" || (role != "column" && players[0] == role);
        return (row, !row);
    }

    private List<TournamentEntry> Named(List<(DocumentNode Node, string Pointer, string? Name, TournamentEntry? Entry)> read)
    {
        var entries = new List<TournamentEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        HashSet<string> several = [.. read.Where(one => one.Entry is not null && one.Name is null).GroupBy(one => one.Entry!.Rule.Id).Where(same => same.Count() > 1).Select(same => same.Key)];
        foreach ((DocumentNode node, string pointer, string? name, TournamentEntry? entry) in read)
        {
            if (entry is null) continue;
            if (!known.TryAdd(entry.Rule.Text, pointer))
            {
                faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), "rules that differ", $"This rule, with the same parameters, stands at {known[entry.Rule.Text]} already; the two would play the same matches."));
                continue;
            }

            string called = name is null && several.Contains(entry.Rule.Id) ? WithParameters(entry.Rule) : entry.Name;
            if (!names.Add(called) || called.Length > LongestName)
            {
                faults.Add(ShapeChecker.At(node, name is null ? pointer : JsonPointer.Append(pointer, "name"), $"'{called}'", $"names that differ, of at most {LongestName} characters: \"name\": \"…\"", "The results call each rule by its name."));
            }

            entries.Add(entry with { Name = called });
            _places.Add((node, pointer));
        }

        return entries;
    }

    private static string WithParameters(RuleReference rule)
    {
        IEnumerable<string> own = RuleCatalog.Find(rule.Id)!.Parameters.Where(p => rule.Parameters.TryGetValue(p.Name, out string? value) && value != p.Default).Select(p => $"{p.Name} {rule.Parameters[p.Name]}");
        string all = string.Join(", ", own);
        return all.Length == 0 ? rule.Id : $"{rule.Id} ({all})";
    }
}
