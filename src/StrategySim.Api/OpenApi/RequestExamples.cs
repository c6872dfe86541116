using System.Reflection;
using System.Text.Json.Nodes;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.GameTheory.Concession;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.OpenApi;

/// <summary>The named examples of every body; a test posts each of them.</summary>
/// <remarks>Shipped scenarios are shown as their authors wrote them, so the OpenAPI document follows the configs.</remarks>
internal sealed class RequestExamples
{
    /// <summary>The start of the keys of examples that are shipped files; the approved OpenAPI document names the file in place of its text.</summary>
    public const string ShippedPrefix = "shipped-";

    /// <summary>The shipped scenario that runs of the execution actors are shown with; the examples of interventions are for it.</summary>
    public const string Path = "coordination-to-chicken";

    public RequestExamples(IReadOnlyCollection<ShippedScenario> shipped)
    {
        BodyExample[] yaml = [.. shipped.Select(s => new BodyExample(ShippedPrefix + s.Scenario.Id, s.Scenario.Title, RequestBody.Yaml, JsonValue.Create(s.Yaml)))];
        Scenarios = [Embedded("chicken-scenario", "Chicken for twenty rounds, a small scenario of one's own"), .. yaml];
        Runs =
        [
            .. shipped.Select(s => Json($"by-id-{s.Scenario.Id}", $"{s.Scenario.Title}, by id", new JsonObject { ["scenario"] = s.Scenario.Id })),
            .. shipped.Where(s => s.Scenario.Id == Path).SelectMany(s => new[]
            {
                Json("actors-paced", $"{s.Scenario.Title}, round by round, four rounds a second", Actors(s.Scenario.Id, "roundsPerSecond", 4)),
                Json("actors-paused", $"{s.Scenario.Title}, round by round, paused before the first round", Actors(s.Scenario.Id, "startPaused", true)),
            }),
            Embedded("run-with-seed", "A scenario of one's own, with seed and replications"),
            .. yaml,
        ];

        static JsonObject Actors(string scenario, string field, JsonNode value) => new() { ["scenario"] = scenario, ["execution"] = "actors", [field] = value };
    }

    /// <summary>Bodies of <c>POST /equilibria</c>.</summary>
    public IReadOnlyList<BodyExample> Equilibria { get; } =
    [
        Json("coordination", "Coordination, symmetric (a named game)", Ask(Named("coordination", "symmetric"))),
        Json("blackmail", "Blackmail by the bully (a named game)", Ask(Named("blackmail", "bully"))),
        Json("chicken", "Chicken with a costly clash (a payoff table)", Ask(new JsonObject
        {
            ["format"] = "table",
            ["players"] = new JsonArray(Player("US", "hold", "yield"), Player("CN", "hold", "yield")),
            ["payoffs"] = new JsonArray(
                new JsonArray(new JsonArray("-2", "-2"), new JsonArray("4", "1")),
                new JsonArray(new JsonArray("1", "4"), new JsonArray("3", "3"))),
        })),
        Json("path-blackmail", "The path at s = 3/2: blackmail (primitives)", Ask(PathPoint(Rational.Create(3, 2)))),
        Json("path-threshold", "The path at s = 1: a threshold, with a segment of equilibria (primitives)", Ask(PathPoint(Rational.One))),
        Json("nfg", "Chicken from a Gambit .nfg file", Ask(new JsonObject
        {
            ["format"] = "nfg",
            ["text"] = "NFG 1 R \"Chicken\" { \"A\" \"B\" }\n\n{ { \"H\" \"Y\" }\n{ \"H\" \"Y\" }\n}\n\"\"\n\n-2 -2\n1 4\n4 1\n3 3\n",
        })),
        Json("three-players", "Three states, join or stay out: every equilibrium, with proof", Ask(new JsonObject
        {
            ["format"] = "table",
            ["title"] = "A club that pays once two have joined",
            ["players"] = new JsonArray(Player("US", "join", "stay"), Player("EU", "join", "stay"), Player("JP", "join", "stay")),
            ["payoffs"] = JsonNode.Parse("[[[[3,3,3],[2,2,0]],[[2,0,2],[-1,0,0]]],[[[0,2,2],[0,-1,0]],[[0,0,-1],[0,0,0]]]]"),
        })),
        Json("correlated", "Chicken: the best correlated equilibrium, and all payoffs that correlation can give", AskFor("correlated", Named("chicken", "ordinal"), new JsonObject { ["objective"] = "welfare" })),
        Json("stackelberg", "Blackmail by the bully: what commitment is worth to the one who makes the threat", AskFor("stackelberg", Named("blackmail", "bully"), new JsonObject { ["leader"] = "A" })),
        Json("nash-bargaining", "Chicken: the Nash bargaining solution from a clash", AskFor("nash-bargaining", Named("chicken", "ordinal"), new JsonObject { ["disagreement"] = new JsonArray("1", "1") })),
        Json("rationalizable", "The path at s = 3/2: what is rationalizable, in order of elimination", AskFor("rationalizable", PathPoint(Rational.Create(3, 2)))),
        Json("logit-fit", "Matching pennies: the λ under which observed play is most likely", AskFor("logit", Named("matching-pennies", null), new JsonObject { ["frequencies"] = JsonNode.Parse("[[60, 40], [45, 55]]"), ["to"] = "10" })),
        Json("one-path", "Coordination: the equilibrium at the end of one Lemke–Howson path", Ask(Named("coordination", "symmetric"), "lemke-howson", label: 3)),
        Json("threat", "An exporter's threat: which Nash equilibria are credible? (primitives of the threat game)", Ask(TreeExamples.ExportThreat)),
        Json("threat-subgame-perfect", "The same, subgame-perfect equilibria only", TreeExamples.Ask(TreeExamples.ExportThreat, "subgame-perfect")),
        Json("tree", "Entry deterrence, a tree with a chance move", TreeExamples.Ask(TreeExamples.Entry, "subgame-perfect")),
        Json("efg", "Selten's horse from a Gambit .efg file", Ask(TreeExamples.Horse)),
        Json("sequence-form", "Poker with three cards (Kuhn 1950): the value is −1/18", TreeExamples.Ask(TreeExamples.Poker(), "sequence-form")),
        Json("pure-only", "Matching pennies, asking for pure equilibria: there are none", Ask(Named("matching-pennies", null), "pure")),
    ];

    /// <summary>Bodies of <c>POST /equilibria:batch</c>.</summary>
    public IReadOnlyList<BodyExample> EquilibriaLines { get; } =
    [
        new(
            "two-games-and-a-fault",
            "Two games, and between them a line that cannot be answered",
            JsonLines.MediaType,
            JsonValue.Create(
                """
                {"game":{"format":"named","id":"chicken"}}
                {"game":{"format":"named","id":"chess"}}
                {"game":{"format":"table","payoffs":[[[3,3],[0,5]],[[5,0],[1,1]]]},"method":"lemke-howson","label":1}

                """)),
    ];

    /// <summary>Bodies of <c>POST /games:classify</c>.</summary>
    public IReadOnlyList<BodyExample> Classify { get; } =
    [
        Json("coordination", "Coordination, asymmetric", new JsonObject { ["game"] = Named("coordination", "asymmetric") }),
        Json("blackmail", "Blackmail, called bluff", new JsonObject { ["game"] = Named("blackmail", "called-bluff") }),
        Json("chicken", "Chicken in which a clash hurts one side more", new JsonObject { ["game"] = Named("chicken", "asymmetric") }),
        Json("path-blackmail", "The path at s = 3/2: blackmail", new JsonObject { ["game"] = PathPoint(Rational.Create(3, 2)) }),
        Json("cooperate-first", "A table whose first strategy cooperates", new JsonObject
        {
            ["game"] = new JsonObject
            {
                ["format"] = "table",
                ["players"] = new JsonArray(Player("US", "open", "closed"), Player("JP", "join", "stay")),
                ["payoffs"] = JsonNode.Parse("[[[3,3],[1,0]],[[2,1],[0,0]]]"),
            },
            ["cooperate"] = new JsonObject { ["US"] = "open", ["JP"] = "join" },
        }),
    ];

    /// <summary>Bodies of <c>POST /scenarios</c> and <c>POST /scenarios:validate</c>.</summary>
    public IReadOnlyList<BodyExample> Scenarios { get; }

    /// <summary>Bodies of <c>POST /runs/{id}:step</c>.</summary>
    public IReadOnlyList<BodyExample> Steps { get; } = [Json("five-rounds", "Five rounds", new JsonObject { ["rounds"] = 5 }), Json("one-round", "One round", new JsonObject())];

    /// <summary>Bodies of <c>POST /runs/{id}:intervene</c>, for runs of the scenario coordination-to-chicken.</summary>
    public IReadOnlyList<BodyExample> Interventions { get; } =
    [
        Json("set-state", "Set a state in the next round", new JsonObject { ["address"] = "/states/stress", ["value"] = "3/2" }),
        Json("force-action", "Make an actor play a strategy in the next round", new JsonObject { ["address"] = "/games/us-china/actions/CN", ["action"] = "hold" }),
        Json("set-parameter-later", "Set a parameter in a later round", new JsonObject { ["address"] = "/parameters/k_us", ["value"] = 2, ["round"] = 45, ["replication"] = 0 }),
    ];

    /// <summary>Bodies of <c>POST /phase-diagrams</c>.</summary>
    public IReadOnlyList<BodyExample> PhaseDiagrams { get; } =
    [
        Json("path", "The path in stress: its thresholds are exactly 1 and 2", new JsonObject { ["scenario"] = Path }),
        Json("path-by-damage", "Stress, for several damages of counter-controls: where is blackmail absorbing?", new JsonObject
        {
            ["scenario"] = Path,
            ["factor"] = new JsonObject { ["name"] = "stress", ["range"] = new JsonArray(0, 3) },
            ["by"] = new JsonObject { ["name"] = "k_us", ["range"] = new JsonArray(1, 8), ["points"] = 8 },
            ["width"] = "1/100",
        }),
        Json("damage-at-a-stress", "The damage of counter-controls, at a stress of 5/2", new JsonObject
        {
            ["scenario"] = Path,
            ["factor"] = new JsonObject { ["name"] = "k_us" },
            ["at"] = new JsonObject { ["stress"] = "5/2" },
        }),
        Json("one-game-of-several", "One game of the rare-earth scenario", new JsonObject { ["scenario"] = "us-china-rare-earths", ["game"] = "china-eu" }),
    ];

    /// <summary>Bodies of <c>POST /runs</c>.</summary>
    public IReadOnlyList<BodyExample> Runs { get; }

    private static BodyExample Json(string id, string summary, JsonNode value) => new(id, summary, RequestBody.Json, value);

    private static BodyExample Embedded(string name, string summary)
    {
        Assembly assembly = typeof(RequestExamples).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"StrategySim.Api.OpenApi.Examples.{name}.json")
            ?? throw new InvalidOperationException($"The example {name}.json is not embedded.");
        return Json(name, summary, JsonNode.Parse(stream)!);
    }

    private static JsonObject Ask(JsonObject game, string method = "all", int? label = null)
    {
        var question = new JsonObject { ["game"] = game, ["concept"] = "nash", ["method"] = method };
        if (label is { } start) question["label"] = start;
        return question;
    }

    private static JsonObject AskFor(string concept, JsonObject game, JsonObject? parameters = null)
    {
        var question = new JsonObject { ["game"] = game, ["concept"] = concept };
        if (parameters is not null) question["parameters"] = parameters;
        return question;
    }

    private static JsonObject Named(string id, string? variant)
    {
        var game = new JsonObject { ["format"] = "named", ["id"] = id };
        if (variant is not null) game["variant"] = variant;
        return game;
    }

    private static JsonObject Player(string id, params string[] strategies) =>
        new() { ["id"] = id, ["strategies"] = new JsonArray([.. strategies.Select(strategy => (JsonNode)strategy)]) };

    private static JsonObject PathPoint(Rational s)
    {
        ConcessionPrimitives at = EscalationPath.Default.At(s);
        return new JsonObject
        {
            ["format"] = "concession",
            ["players"] = new JsonArray("US", "CN"),
            ["primitives"] = new JsonObject
            {
                ["common"] = new JsonObject { ["surplus"] = at.V.ToString(), ["winnerShare"] = at.Sigma.ToString(), ["compromiseCost"] = at.C.ToString() },
                ["US"] = Side(at.A),
                ["CN"] = Side(at.B),
            },
        };

        static JsonObject Side(ConcessionSide side) =>
            new() { ["outsideOption"] = side.D.ToString(), ["concessionCost"] = side.Rho.ToString(), ["clashDamage"] = side.Kappa.ToString() };
    }
}
