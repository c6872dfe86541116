using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Scenarios;

/// <summary>The canonical form: defaults filled in, numbers as exact strings, keys in ordinal order, the schema version inside.</summary>
internal static class CanonicalForm
{
    /// <summary>Compact, and text as it is: hashes are taken of the UTF-8 bytes.</summary>
    public static JsonSerializerOptions Options { get; } = new() { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The model as text, and its hash.</summary>
    public static (string Model, string Hash) Identify(Scenario scenario)
    {
        ReadOnlySpan<byte> model = Utf8(new Writer(prose: false).Document(scenario)).WrittenSpan;
        return (Encoding.UTF8.GetString(model), Hash(model));
    }

    /// <summary>The hash of the model less seed and replications.</summary>
    public static string PointId(Scenario scenario)
    {
        JsonObject model = new Writer(prose: false).Document(scenario);
        JsonObject run = model["run"]!.AsObject();
        run.Remove("replications");
        run.Remove("seed");
        return Hash(Utf8(model).WrittenSpan);
    }

    /// <summary>The document as text; without prose it is the model.</summary>
    public static string Text(Scenario scenario, bool includeProse) => Encoding.UTF8.GetString(Utf8(new Writer(includeProse).Document(scenario)).WrittenSpan);

    /// <summary>The same as a tree.</summary>
    public static JsonObject Write(Scenario scenario, bool includeProse) => JsonNode.Parse(Utf8(new Writer(includeProse).Document(scenario)).WrittenSpan)!.AsObject();

    private static string Hash(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private static ArrayBufferWriter<byte> Utf8(JsonObject document)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = Options.Encoder, Indented = false });
        WriteSorted(document, writer);
        writer.Flush();
        return text;
    }

    private static void WriteSorted(JsonNode? node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject map:
                KeyValuePair<string, JsonNode?>[] entries = [.. map];
                Array.Sort(entries, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
                writer.WriteStartObject();
                foreach ((string key, JsonNode? value) in entries)
                {
                    writer.WritePropertyName(key);
                    WriteSorted(value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonArray array:
                writer.WriteStartArray();
                foreach (JsonNode? item in array) WriteSorted(item, writer);
                writer.WriteEndArray();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private sealed class Writer(bool prose)
    {
        public JsonObject Document(Scenario scenario)
        {
            var document = new JsonObject
            {
                ["schema"] = ScenarioShape.SchemaId,
                ["status"] = scenario.Status,
                ["time"] = Time(scenario.Time),
                ["payoffs"] = new JsonObject
                {
                    ["comparableAcrossActors"] = scenario.Payoffs.ComparableAcrossActors,
                    ["acrossGames"] = scenario.Payoffs.SumAcrossGames ? "sum" : "separate",
                },
                ["actors"] = Map(scenario.Actors, a => Described(new JsonObject { ["name"] = prose ? a.Name : a.Id }, ("kind", a.Kind))),
                ["clubs"] = Map(scenario.Clubs, c => Described(new JsonObject { ["members"] = Ids(c.Members), ["active"] = c.Active }, ("title", c.Title))),
                ["parameters"] = Map(scenario.Parameters, Parameter),
                ["states"] = Map(scenario.States, State),
                ["games"] = Map(scenario.Games, Game),
                ["shocks"] = Map(scenario.Shocks, Shock),
                ["reputation"] = Reputation(scenario.Reputation),
                ["run"] = new JsonObject
                {
                    ["executionNoise"] = Text(scenario.Run.ExecutionNoise),
                    ["continuation"] = Text(scenario.Run.Continuation),
                    ["replications"] = scenario.Run.Replications,
                    ["seed"] = scenario.Run.Seed,
                    ["quantum"] = scenario.Run.Quantum.ToString(),
                },
            };
            if (!prose)
            {
                // What a scenario claims of itself changes nothing that is played.
                document.Remove("status");
                return document;
            }

            document["id"] = scenario.Id;
            Described(document, ("title", scenario.Title), ("description", scenario.Description));
            document["sources"] = Map(scenario.Sources, s => Described(new JsonObject { ["title"] = s.Title }, ("year", s.Year), ("publisher", s.Publisher), ("doi", s.Doi), ("url", s.Url)));
            return document;
        }

        private JsonObject Time(TimeSettings time) => Described(
            new JsonObject
            {
                ["horizon"] = time.Horizon,
                ["discountFactor"] = Map(time.DiscountFactors, d => Text(d)),
            },
            ("period", time.Period),
            ("start", time.Start));

        private JsonObject Parameter(Parameter parameter)
        {
            var node = new JsonObject { [parameter.Derived ? "derived" : "value"] = Text(parameter.Definition) };
            if (parameter.Range is { } range) node["range"] = new JsonArray(range.Low.ToString(), range.High.ToString());
            return Described(node, ("unit", parameter.Unit), ("source", parameter.Source), ("year", parameter.Year), ("assumption", parameter.Assumption), ("note", parameter.Note));
        }

        private JsonObject State(StateVariable state)
        {
            var node = new JsonObject();
            if (state.Path is not null)
            {
                node["path"] = new JsonArray([.. state.Path.Select(k => (JsonNode)new JsonArray(k.Round.ToString(CultureInfo.InvariantCulture), k.Value.ToString()))]);
            }
            else
            {
                node["initial"] = Text(state.Initial);
                node["drift"] = Text(state.Drift);
                if (state.HalfLife is not null) node["halfLife"] = Text(state.HalfLife);
            }

            if (state.Minimum is not null) node["min"] = Text(state.Minimum);
            if (state.Maximum is not null) node["max"] = Text(state.Maximum);
            return Described(node, ("unit", state.Unit), ("note", state.Note));
        }

        private JsonObject Game(GameSpecification game)
        {
            var players = new JsonObject();
            for (int i = 0; i < game.Seats.Count; i++) players[game.Seats[i]] = game.Players[i];
            var rules = new JsonObject();
            for (int i = 0; i < game.Players.Count; i++) rules[game.Players[i]] = Rule(game.Rules[i]);
            var node = new JsonObject
            {
                ["players"] = players,
                ["rules"] = rules,
            };
            // The order of moves of a threat game is that of its tree.
            if (game.Form != GameForm.Threat) node["moves"] = game.FirstMover is int first ? new JsonObject { ["first"] = game.Players[first] } : "simultaneous";
            switch (game.Form)
            {
                case GameForm.Named:
                    node["form"] = "named";
                    node["game"] = game.NamedGame;
                    node["variant"] = game.Variant;
                    node["actions"] = Ids(game.Strategies[0]);
                    node["cooperate"] = game.Strategies[0][1];
                    break;
                case GameForm.Concession:
                    node["form"] = "concession";
                    node["actions"] = Ids(game.Strategies[0]);
                    node["cooperate"] = game.Strategies[0][1];
                    var primitives = new JsonObject();
                    for (int i = 0; i < 2; i++) primitives[game.Players[i]] = Primitives(game.Primitives![i]);
                    node["primitives"] = primitives;
                    break;
                case GameForm.Threat:
                    node["form"] = "threat";
                    node["primitives"] = Primitives(game.Threat!);
                    break;
                default:
                    node["form"] = "table";
                    Table(game, node);
                    break;
            }

            return Described(node, ("title", game.Title), ("note", game.Note));
        }

        private static void Table(GameSpecification game, JsonObject node)
        {
            int players = game.Players.Count;
            var strategies = new JsonObject();
            for (int i = 0; i < players; i++) strategies[game.Players[i]] = Ids(game.Strategies[i]);
            node["strategies"] = strategies;
            if (game.Cooperate is not null)
            {
                var cooperate = new JsonObject();
                for (int i = 0; i < players; i++) cooperate[game.Players[i]] = game.Strategies[i][game.Cooperate[i]];
                node["cooperate"] = cooperate;
            }

            var payoffs = new JsonObject();
            for (int cell = 0; cell < game.Cells; cell++)
            {
                var row = new JsonObject();
                for (int i = 0; i < players; i++) row[game.Players[i]] = Text(game.Payoffs[(cell * players) + i]);
                payoffs[CellKey(game.Strategies, cell)] = row;
            }

            node["payoffs"] = payoffs;
        }

        private static JsonObject Primitives(ConcessionExpressions p) => new()
        {
            ["surplus"] = Text(p.Surplus),
            ["winnerShare"] = Text(p.WinnerShare),
            ["compromiseCost"] = Text(p.CompromiseCost),
            ["outsideOption"] = Text(p.OutsideOption),
            ["concessionCost"] = Text(p.ConcessionCost),
            ["clashDamage"] = Text(p.ClashDamage),
        };

        private static JsonObject Primitives(ThreatExpressions p) => new()
        {
            ["demand"] = Text(p.Demand),
            ["executionCost"] = Text(p.ExecutionCost),
            ["backDownCost"] = Text(p.BackDownCost),
            ["harm"] = Text(p.Harm),
            ["backDownGain"] = Text(p.BackDownGain),
        };

        private static JsonObject Rule(RuleReference rule)
        {
            var node = new JsonObject { ["use"] = rule.Id };
            IReadOnlyList<RuleParameter> parameters = RuleCatalog.Find(rule.Id)!.Parameters;
            foreach ((string name, string value) in rule.Parameters) node[name] = parameters.First(p => p.Name == name).IsStructured ? JsonNode.Parse(value) : value;
            if (rule.Else is not null) node["else"] = Rule(rule.Else);
            return node;
        }

        private JsonObject Shock(ShockSpecification shock)
        {
            var node = new JsonObject
            {
                ["target"] = shock.Target,
                ["size"] = shock.SizeKind switch
                {
                    ShockSizeKind.Exponential => new JsonObject { ["exponential"] = Text(shock.First) },
                    ShockSizeKind.Uniform => new JsonObject { ["uniform"] = new JsonArray(Text(shock.First), Text(shock.Second)) },
                    ShockSizeKind.Normal => new JsonObject { ["normal"] = new JsonArray(Text(shock.First), Text(shock.Second)) },
                    _ => Text(shock.First),
                },
            };
            if (shock.Rate is not null)
            {
                node["process"] = "poisson";
                node["rate"] = Text(shock.Rate);
            }
            else
            {
                node["process"] = "scheduled";
                node["rounds"] = new JsonArray([.. shock.Rounds.Select(r => (JsonNode)r)]);
            }

            if (shock.HalfLife is not null) node["halfLife"] = Text(shock.HalfLife);
            return Described(node, ("title", shock.Title), ("note", shock.Note));
        }

        private static JsonObject Reputation(ReputationSettings reputation) => new()
        {
            ["belief"] = "beta",
            ["prior"] = new JsonArray(Text(reputation.PriorFirm), Text(reputation.PriorYielding)),
            ["memory"] = Text(reputation.Memory),
            ["scope"] = reputation.Scope switch
            {
                ReputationScope.Off => "off",
                ReputationScope.General => "general",
                _ => "pair",
            },
            ["feedsBack"] = reputation.FeedbackCost is { } cost ? new JsonObject { ["cost"] = Text(cost) } : false,
        };

        private JsonObject Described(JsonObject node, params ReadOnlySpan<(string Name, string Value)> words)
        {
            if (!prose) return node;
            foreach ((string name, string value) in words)
            {
                if (value.Length > 0) node[name] = value;
            }

            return node;
        }

        private static JsonObject Map<T>(IReadOnlyDictionary<string, T> map, Func<T, JsonNode> write)
        {
            var node = new JsonObject();
            foreach ((string key, T value) in map) node[key] = write(value);
            return node;
        }

        private static JsonArray Ids(IEnumerable<string> ids) => new([.. ids.Select(id => (JsonNode)id)]);

        private static JsonNode Text(Expression expression) => expression.ToString();
    }

    /// <summary>The key of a cell: the strategies in the order of seats, joined by '/'.</summary>
    public static string CellKey(IReadOnlyList<IReadOnlyList<string>> strategies, int cell)
    {
        var names = new string[strategies.Count];
        for (int i = strategies.Count - 1; i >= 0; i--)
        {
            names[i] = strategies[i][cell % strategies[i].Count];
            cell /= strategies[i].Count;
        }

        return string.Join('/', names);
    }
}
