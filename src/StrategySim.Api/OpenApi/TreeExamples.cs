using System.Text.Json.Nodes;

namespace StrategySim.Api.OpenApi;

/// <summary>Games in trees for the examples of <c>POST /equilibria</c>.</summary>
internal static class TreeExamples
{
    /// <summary>Executing would cost the exporter more than backing down: the threat is not credible, yet conceding to it is a Nash equilibrium.</summary>
    public static JsonObject ExportThreat => Parse("""
        { "format": "threat", "title": "An exporter's threat", "players": ["Exporter", "Buyer"],
          "primitives": { "demand": 2, "executionCost": 3, "backDownCost": 1, "harm": 4, "backDownGain": 1 } }
        """);

    /// <summary>An incumbent whose costs only it knows: chance, two information sets, and one that the entrant cannot tell apart.</summary>
    public static JsonObject Entry => Parse("""
        { "format": "tree", "title": "Entry when only the incumbent knows its costs", "players": ["Entrant", "Incumbent"],
          "outcomes": { "stay out": [0, 2] },
          "root": { "chance": {
            "1/3": { "player": "Entrant", "infoset": "entry", "actions": { "out": { "outcome": "stay out" },
              "in": { "player": "Incumbent", "infoset": "low costs", "actions": { "fight": [-1, 1], "share": [1, 0] } } } },
            "2/3": { "player": "Entrant", "infoset": "entry", "actions": { "out": { "outcome": "stay out" },
              "in": { "player": "Incumbent", "infoset": "high costs", "actions": { "fight": [-1, -1], "share": [1, 1] } } } } } } }
        """);

    /// <summary>Selten, International Journal of Game Theory 4 (1975), figure 1.</summary>
    public static JsonObject Horse => new()
    {
        ["format"] = "efg",
        ["text"] = """
            EFG 2 R "Selten's horse" { "1" "2" "3" }
            p "" 1 1 "" { "R" "L" } 0
            p "" 2 1 "" { "R" "L" } 0
            t "" 1 "" { 1, 1, 1 }
            p "" 3 1 "" { "R" "L" } 0
            t "" 2 "" { 4, 4, 0 }
            t "" 3 "" { 0, 0, 1 }
            p "" 3 1 "" { "R" "L" } 0
            t "" 4 "" { 3, 2, 2 }
            t "" 5 "" { 0, 0, 0 }
            """.ReplaceLineEndings("\n"),
    };

    /// <summary>Kuhn, "A simplified two-person poker", Contributions to the Theory of Games I (1950) 97–103.</summary>
    public static JsonObject Poker()
    {
        var deals = new JsonObject();
        var hands = new JsonObject();
        foreach (int first in (int[])[1, 2, 3])
        {
            foreach (int second in (int[])[1, 2, 3])
            {
                if (first == second) continue;
                deals[$"{first}{second}"] = "1/6";
                hands[$"{first}{second}"] = Hand(first, second);
            }
        }

        return new JsonObject
        {
            ["format"] = "tree",
            ["title"] = "Kuhn poker",
            ["players"] = new JsonArray("1", "2"),
            ["root"] = new JsonObject { ["chance"] = deals, ["actions"] = hands },
        };
    }

    /// <summary>A question for a concept.</summary>
    public static JsonObject Ask(JsonObject game, string concept) => new() { ["game"] = game, ["concept"] = concept };

    private static JsonObject Hand(int first, int second)
    {
        int sign = first > second ? 1 : -1;
        return Move("1", $"{first}", "check", "bet",
            Move("2", $"{second} after check", "check", "bet", Pay(sign), Move("1", $"{first} after bet", "fold", "call", Pay(-1), Pay(2 * sign))),
            Move("2", $"{second} after bet", "fold", "call", Pay(1), Pay(2 * sign)));
    }

    private static JsonObject Move(string player, string infoset, string left, string right, JsonNode afterLeft, JsonNode afterRight) =>
        new() { ["player"] = player, ["infoset"] = infoset, ["actions"] = new JsonObject { [left] = afterLeft, [right] = afterRight } };

    private static JsonArray Pay(int payoff) => [payoff, -payoff];

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
