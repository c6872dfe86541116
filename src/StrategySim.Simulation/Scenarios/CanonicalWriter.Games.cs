using System.Text.Json;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Scenarios;

/// <summary>Games and the rules by which they are played.</summary>
internal readonly partial struct CanonicalWriter
{
    private void Game(GameSpecification game)
    {
        int[] players = Order(game.Players);
        bool holdYield = game.Form is GameForm.Named or GameForm.Concession;
        json.WriteStartObject();
        if (holdYield)
        {
            Ids("actions", game.Strategies[0]);
            json.WriteString("cooperate", game.Strategies[0][1]);
        }
        else if (game.Cooperate is { } cooperate)
        {
            json.WriteStartObject("cooperate");
            foreach (int i in players) json.WriteString(game.Players[i], game.Strategies[i][cooperate[i]]);
            json.WriteEndObject();
        }

        json.WriteString("form", game.Form switch
        {
            GameForm.Named => "named",
            GameForm.Concession => "concession",
            GameForm.Threat => "threat",
            _ => "table",
        });
        if (game.Form == GameForm.Named) json.WriteString("game", game.NamedGame);
        // The order of moves of a threat game is that of its tree.
        if (game.Form != GameForm.Threat) Moves(game);
        Words("note", game.Note);
        if (game.Form == GameForm.Table) Payoffs(game, players);
        json.WriteStartObject("players");
        foreach (int seat in Order(game.Seats)) json.WriteString(game.Seats[seat], game.Players[seat]);
        json.WriteEndObject();
        Primitives(game, players);
        json.WriteStartObject("rules");
        foreach (int i in players)
        {
            json.WritePropertyName(game.Players[i]);
            Rule(game.Rules[i]);
        }

        json.WriteEndObject();
        if (game.Form == GameForm.Table)
        {
            json.WriteStartObject("strategies");
            foreach (int i in players) Ids(game.Players[i], game.Strategies[i]);
            json.WriteEndObject();
        }

        Words("title", game.Title);
        if (game.Form == GameForm.Named) json.WriteString("variant", game.Variant);
        json.WriteEndObject();
    }

    private void Moves(GameSpecification game)
    {
        if (game.FirstMover is not int first)
        {
            json.WriteString("moves", "simultaneous");
            return;
        }

        json.WriteStartObject("moves");
        json.WriteString("first", game.Players[first]);
        json.WriteEndObject();
    }

    private void Payoffs(GameSpecification game, int[] players)
    {
        string[] keys = new string[game.Cells];
        for (int cell = 0; cell < keys.Length; cell++) keys[cell] = CanonicalForm.CellKey(game.Strategies, cell);
        json.WriteStartObject("payoffs");
        foreach (int cell in Order(keys))
        {
            json.WriteStartObject(keys[cell]);
            foreach (int i in players) Text(game.Players[i], game.Payoffs[(cell * players.Length) + i]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Primitives(GameSpecification game, int[] players)
    {
        if (game.Primitives is null && game.Threat is null) return;
        json.WriteStartObject("primitives");
        if (game.Primitives is { } primitives)
        {
            foreach (int i in players) Primitives(game.Players[i], primitives[i]);
        }
        else if (game.Threat is { } threat)
        {
            Text("backDownCost", threat.BackDownCost);
            Text("backDownGain", threat.BackDownGain);
            Text("demand", threat.Demand);
            Text("executionCost", threat.ExecutionCost);
            Text("harm", threat.Harm);
        }

        json.WriteEndObject();
    }

    private void Primitives(string player, ConcessionExpressions primitives)
    {
        json.WriteStartObject(player);
        Text("clashDamage", primitives.ClashDamage);
        Text("compromiseCost", primitives.CompromiseCost);
        Text("concessionCost", primitives.ConcessionCost);
        Text("outsideOption", primitives.OutsideOption);
        Text("surplus", primitives.Surplus);
        Text("winnerShare", primitives.WinnerShare);
        json.WriteEndObject();
    }

    private void Rule(RuleReference rule)
    {
        const string Use = "use", Else = "else";
        List<string> keys = [.. rule.Parameters.Keys, Use];
        if (rule.Else is not null) keys.Add(Else);
        keys.Sort(string.CompareOrdinal);
        IReadOnlyList<RuleParameter> parameters = RuleCatalog.Find(rule.Id)!.Parameters;
        json.WriteStartObject();
        foreach (string key in keys)
        {
            json.WritePropertyName(key);
            if (key == Use) json.WriteStringValue(rule.Id);
            else if (key == Else) Rule(rule.Else!);
            else if (parameters.First(parameter => parameter.Name == key).IsStructured) Sorted(rule.Parameters[key]);
            else json.WriteStringValue(rule.Parameters[key]);
        }

        json.WriteEndObject();
    }

    // The text of a structured parameter: its maps are in the order in which their author wrote them.
    private void Sorted(string text)
    {
        using var value = JsonDocument.Parse(text);
        Sorted(value.RootElement);
    }

    private void Sorted(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty property in value.EnumerateObject().OrderBy(static property => property.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(property.Name);
                    Sorted(property.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray()) Sorted(item);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static int[] Order(IReadOnlyList<string> keys)
    {
        string[] sorted = [.. keys];
        int[] order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(sorted, order, StringComparer.Ordinal);
        return order;
    }
}
