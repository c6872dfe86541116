using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads a decision rule of a match: an id, or a map with <c>rule</c>, <c>parameters</c> and, for rules that take one, <c>else</c>.</summary>
public static class MatchRuleReader
{
    /// <summary>The fields of the map.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["rule", "parameters", "else"];

    /// <summary>Reads a rule.</summary>
    /// <param name="node">The rule.</param>
    /// <param name="pointer">Its place.</param>
    /// <param name="game">The game it is to play; null where that is at fault.</param>
    /// <param name="seat">0 the row player, 1 the column player.</param>
    /// <param name="limits">Bounds on numbers.</param>
    /// <param name="faults">Receives every fault.</param>
    /// <returns>The rule, or null where there are faults.</returns>
    public static RuleReference? Read(DocumentNode node, string pointer, MatchGame? game, int seat, GameDocumentLimits limits, List<Fault> faults)
    {
        const string Expected = "a rule: its id, or a map with rule and parameters";
        if (node is ScalarNode { Kind: ScalarKind.Text } id) return Read(new RuleReader.Place(id, pointer, node, pointer, null, JsonPointer.Append(pointer, "parameters"), []), null);
        if (NodeReader.AsMap(node, pointer, Expected, faults) is not { } map) return null;
        NodeReader.KnownFields(map, pointer, Fields, faults);
        MapNode? parameters = map["parameters"] is { } given ? NodeReader.AsMap(given, JsonPointer.Append(pointer, "parameters"), "a map of the rule's parameters", faults) : null;
        if (parameters is null && map["parameters"] is not null) return null;
        string at = JsonPointer.Append(pointer, "rule");
        switch (map["rule"])
        {
            case ScalarNode { Kind: ScalarKind.Text } name:
                if (map["else"] is { } fallback && RuleCatalog.Find(name.Text) is { TakesElse: false })
                {
                    faults.Add(ShapeChecker.At(fallback, JsonPointer.Append(pointer, "else"), ShapeChecker.Show(fallback), "nothing", $"The rule '{name.Text}' always has an answer of its own."));
                    return null;
                }

                return Read(new RuleReader.Place(name, at, node, pointer, parameters, JsonPointer.Append(pointer, "parameters"), []), map["else"]);
            case null:
                NodeReader.Missing(map, pointer, "rule", "the id of a rule; see /rules", faults);
                return null;
            case { } other:
                faults.Add(ShapeChecker.At(other, at, ShapeChecker.Show(other), "the id of a rule; see /rules", "The value has the wrong kind."));
                return null;
        }

        RuleReference? Read(in RuleReader.Place place, DocumentNode? otherwise)
        {
            ScalarNode rule = place.Id;
            return new RuleReader(Number, faults).Read(place, Fallback, game?.Specification, seat);

            RuleReference? Fallback()
            {
                DocumentNode elseNode = otherwise ?? new ScalarNode(ScalarKind.Text, "myopic-best-reply", rule.Line, rule.Column);
                string below = JsonPointer.Append(pointer, "else");
                RuleReference? fallback = MatchRuleReader.Read(elseNode, below, game, seat, limits, faults);
                if (fallback?.Else is null) return fallback;
                faults.Add(ShapeChecker.At(elseNode, below, $"'{fallback.Id}'", "a rule that always has an answer", "A fallback cannot need a fallback."));
                return null;
            }
        }

        Rational? Number(ScalarNode scalar, string place) => NodeReader.Number(scalar, place, limits, faults);
    }
}
