using System.Text.Json.Nodes;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Scenarios;

/// <summary>What a scenario document may hold: one description for the check, the JSON schema and the documentation.</summary>
public static class ScenarioShape
{
    /// <summary>The schema that documents name.</summary>
    public const string SchemaId = "strategysim/scenario/v1";

    /// <summary>Most rounds of a unit.</summary>
    public const int MaximumHorizon = 10_000_000;

    /// <summary>Most replications of a run.</summary>
    public const int MaximumReplications = 1_000_000;

    /// <summary>Most cells of a payoff table in a scenario.</summary>
    public const int MaximumCells = 4096;

    /// <summary>Most shocks of a scenario; a unit keeps one bit for each.</summary>
    public const int MaximumShocks = 64;

    private static readonly IdShape Id = new("An id.", AllowHyphen: true);
    private static readonly IdShape Name = new("A name that can stand in expressions.", AllowHyphen: false);
    private static readonly TextShape Title = new("Name for people; outside the hash of the model.", 300);
    private static readonly TextShape Note = new("Anything for readers; outside the hash of the model.", 4000);
    private static readonly TextShape Unit = new("Unit, such as utility or 1/quarter; a pure number where left out.", 60);

    /// <summary>The shape of the whole document.</summary>
    public static RecordShape Document { get; } = new("A scenario: actors, what they know and want, the games between them, what moves, and how to run it.",
    [
        new("schema", new WordShape("The version of this format.", [SchemaId]), Required: true),
        new("id", Id with { Description = "The author's id for the scenario." }, Required: true),
        new("title", Title),
        new("description", new TextShape("What it is about; outside the hash of the model.", 8000)),
        new("status", new WordShape("What the scenario claims of itself: stylised (numbers chosen to show a mechanism), calibrated (key numbers from data) or historical (meant to reproduce events).", ["stylised", "calibrated", "historical"]), Required: true),
        new("time", Time(), Required: true),
        new("payoffs", new RecordShape("How payoffs may be added up.",
        [
            new("comparableAcrossActors", new BooleanShape("Whether utilities of different actors share a unit; joint surplus is reported only then."), Default: "false"),
            new("acrossGames", new WordShape("separate, or sum where an actor's payoffs of different games share a unit.", ["separate", "sum"]), Default: "separate"),
        ])),
        new("actors", new MapShape("States and blocs by id.", new AnyShape("A name, or a name and a kind.",
        [
            Title with { Description = "The actor's name." },
            new RecordShape("An actor.", [new("name", Title, Required: true), new("kind", new TextShape("What it is, such as state, bloc or producer.", 60))]),
        ]), Name, Minimum: 1, Maximum: 100), Required: true),
        new("clubs", new MapShape("Clubs by id. In expressions a club's id is 1 while it is active, and CLUB.ACTOR is 1 while it is active for a member.", new RecordShape("A club.",
        [
            new("title", Title),
            new("members", new ListShape("Actor ids.", Name, 0, 100), Required: true),
            new("active", new BooleanShape("Whether it is in force."), Default: "true"),
        ]), Name, Maximum: 100)),
        new("sources", new MapShape("Where figures are from, by id; outside the hash of the model.", new RecordShape("A source.",
        [
            new("title", Title, Required: true),
            new("year", new TextShape("Year of publication.", 40)),
            new("publisher", new TextShape("Publisher.", 200)),
            new("doi", new TextShape("Digital object identifier.", 200)),
            new("url", new TextShape("Address.", 500)),
        ]), Id)),
        new("parameters", new MapShape("Named numbers. Each says where it is from: source and year, assumption, or derived from others.", Parameter(), Name)),
        new("states", new MapShape("Numbers that move by themselves; shocks add to them.", State(), Name, Maximum: 100)),
        new("games", new MapShape("Stage games between actors, played every round, with the rules by which they are played.", Game(), Id, Minimum: 1, Maximum: 100), Required: true),
        new("shocks", new MapShape("Disturbances by id.", Shock(), Id, Maximum: MaximumShocks)),
        new("reputation", Reputation()),
        new("run", Run()),
    ]);

    /// <summary>The JSON schema of scenario documents, draft 2020-12.</summary>
    public static JsonObject ToJsonSchema() =>
        JsonSchemaWriter.Write(Document, "https://strategysim.org/schemas/scenario-v1.json", "StrategySim scenario");

    private static ExpressionShape Expression(string description) => new(description);

    private static RecordShape Time() => new("Rounds and their meaning.",
    [
        new("period", new TextShape("What one round stands for, such as quarter.", 40)),
        new("start", new TextShape("What round 1 stands for, such as 2024-Q1.", 40)),
        new("horizon", new IntegerShape("Rounds at most.", 1, MaximumHorizon), Required: true),
        new("discountFactor", new AnyShape("δ in [0, 1): one for all, or one by actor.",
        [
            Expression("δ of every actor, over parameters."),
            new MapShape("δ by actor id.", Expression("δ of the actor, over parameters."), Name, Minimum: 1),
        ]), Required: true),
    ]);

    private static RecordShape Parameter() => new("A named number with its unit and where it is from.",
    [
        new("value", Expression("An exact number such as 7, 0.99 or 4/7.")),
        new("derived", Expression("An expression over other parameters, states and clubs, instead of a value.")),
        new("unit", Unit),
        new("source", Id with { Description = "Id of the source of the figure." }),
        new("year", new TextShape("Year or years that the figure speaks of.", 40)),
        new("assumption", new TextShape("Why the number is assumed.", 1000)),
        new("range", new ListShape("Least and greatest sensible value; a shocked parameter stays within it.", Expression("A number."), 2, 2)),
        new("note", Note),
    ]);

    private static RecordShape State() => new("A number that moves: from an initial value by drift, bounds and half-life, or along a path of knots.",
    [
        new("initial", Expression("Value in round 1 before shocks, over parameters.")),
        new("drift", Expression("Added each round from the second on, over parameters."), Default: "0"),
        new("min", Expression("Lower bound, over parameters.")),
        new("max", Expression("Upper bound, over parameters.")),
        new("halfLife", Expression("Rounds in which the distance from the initial value halves; it does not return where left out.")),
        new("path", new ListShape("Knots [round, value] with rising rounds; linear between them, constant beyond them.", new ListShape("A knot: round and value.", Expression("A number."), 2, 2), 1, 10_000)),
        new("unit", Unit),
        new("note", Note),
    ]);

    private static ChoiceShape Game()
    {
        Field moves = new("moves", new AnyShape("Whether all move at once or one moves first and is seen.",
        [
            new WordShape("All at once.", ["simultaneous"]),
            new RecordShape("One moves first.", [new("first", Name with { Description = "Actor id of the first mover." }, Required: true)]),
        ]), Default: "simultaneous");
        Field[] always =
        [
            new("title", Title),
            new("players", new MapShape("The actor in each seat; seats in alphabetical order, the first is the row player.", Name with { Description = "Actor id." }, Name, Minimum: 1, Maximum: 20), Required: true),
            new("rules", new MapShape("The decision rule of each actor in this game.", Rule("A rule id, or a rule with parameters.", depth: 0), Name, Minimum: 1), Required: true),
            new("note", Note),
        ];
        Field[] common = [always[0], always[1], moves, .. always[2..]];
        Field actions = new("actions", new ListShape("Names of the two strategies: first holding, then yielding.", Id, 2, 2), Default: "[hold, yield]");
        Field yields = new("cooperate", Id with { Description = "The strategy that counts as cooperating: the second of the actions." }, Default: "the second action");
        RecordShape primitives = new("Primitives; an actor's own entries override the common ones.",
        [
            new("surplus", Expression("V, joint surplus of one integrated chain, payoff units.")),
            new("winnerShare", Expression("σ, share of V taken by the side whose scheme is used.")),
            new("compromiseCost", Expression("c, cost of a fuzzy compromise, payoff units.")),
            new("outsideOption", Expression("D, worth of going it alone, payoff units.")),
            new("concessionCost", Expression("ρ, cost of conceding, payoff units.")),
            new("clashDamage", Expression("κ, damage of a clash, payoff units.")),
        ]);
        return new("A stage game and how it is played.", "form",
        [
            ("named", new("A game of the catalogue.",
            [
                new("game", Id with { Description = "Id in the catalogue of games." }, Required: true),
                new("variant", Id with { Description = "Variant of the game; the first one where left out." }),
                actions, yields, .. common,
            ])),
            ("concession", new("Hold or yield, with T = σV, R = V/2 − c, S = (1 − σ)V − ρ and P = D − κ computed each round.",
            [
                new("primitives", new MapShape("Primitives: under 'common' for both, under an actor's id for that actor.", primitives, Name, Minimum: 1, Maximum: 3), Required: true),
                actions, yields, .. common,
            ])),
            ("table", new("A payoff table for any number of players and strategies.",
            [
                new("strategies", new MapShape("The strategies of each actor, in order.", new ListShape("Strategy ids.", Id, 1, 100), Name, Minimum: 1, Maximum: 20), Required: true),
                new("payoffs", new MapShape("Payoffs of every cell; a key is the strategies in the order of seats, joined by '/'.", new MapShape("Payoff of each actor, over parameters, states and clubs.", Expression("A payoff."), Name), null, Minimum: 1, Maximum: MaximumCells), Required: true),
                new("cooperate", new AnyShape("Which strategy counts as cooperating: one id for all, or one by actor. Rules that speak of cooperating need it.",
                [
                    Id,
                    new MapShape("By actor.", Id, Name, Minimum: 1),
                ])),
                .. common,
            ])),
            ("threat", new("A small tree each round: the first player demands or not; if so the second concedes or resists; if so the first executes the threat or backs down.",
            [
                new("primitives", new RecordShape("Payoffs, the first player's first: 0, 0 without a demand; d, −d conceded; −k, −h executed; −r, b backed down. The threat is credible where k < r, enough where h > d.",
                [
                    new("demand", Expression("d, what is demanded, payoff units; meant to be greater than 0."), Required: true),
                    new("executionCost", Expression("k, what executing costs the one who threatens, payoff units."), Required: true),
                    new("backDownCost", Expression("r, what backing down costs the one who threatens, payoff units."), Required: true),
                    new("harm", Expression("h, what an executed threat costs the target, payoff units."), Required: true),
                    new("backDownGain", Expression("b, what the target gains when the other backs down, payoff units."), Default: "0"),
                ]), Required: true),
                .. always,
            ])),
        ]);
    }

    private static AnyShape Rule(string description, int depth)
    {
        Field[] parameters = [.. RuleCatalog.All.SelectMany(r => r.Parameters).DistinctBy(p => p.Name).Select(Parameter)];
        Field use = new("use", Id with { Description = $"Rule id: {string.Join(", ", RuleCatalog.All.Select(r => r.Id))}." }, Required: true);
        Field[] fallback = depth == 0 ? [new("else", Rule("The rule used where this one has no answer.", depth: 1))] : [];
        return new(description, [Id with { Description = "A rule id." }, new RecordShape("A rule with parameters.", [use, .. parameters, .. fallback])]);
    }

    // Parameters of one name, of whatever rules, are one field: which rule takes what is checked by the rule.
    private static Field Parameter(RuleParameter parameter)
    {
        (string Id, RuleParameter Parameter)[] uses = [.. RuleCatalog.All.SelectMany(r => r.Parameters.Where(p => p.Name == parameter.Name).Select(p => (r.Id, p)))];
        string description = string.Join(' ', uses.Select(u => $"{u.Parameter.Description} (rule {u.Id}{(u.Parameter.Default.Length > 0 ? $"; default {u.Parameter.Default}" : "")})"));
        RuleParameterKind kind = uses.Max(u => u.Parameter.Kind);
        return new(parameter.Name, kind switch
        {
            RuleParameterKind.Lottery => new AnyShape(description, [new TextShape("A state.", 200), Lottery()]),
            RuleParameterKind.States or RuleParameterKind.SharedStates => new MapShape(description, MachineState(), null, Minimum: 1, Maximum: RuleReader.MaximumStates),
            RuleParameterKind.Outcomes => new ListShape(description, new TextShape("An outcome: the strategies of both players joined by '/'.", 200), 1, RuleReader.MaximumPath),
            // Selectors such as favours:US and outcomes such as hold/yield are no expressions.
            RuleParameterKind.Selector or RuleParameterKind.Name or RuleParameterKind.Outcome => new TextShape(description, 200),
            _ => Expression(description),
        });
    }

    private static MapShape Lottery() => new("A public lottery: states with their probabilities.", Expression("A probability, 0 to 1."), null, Minimum: 1);

    private static RecordShape MachineState() => new("A state of a machine.",
    [
        new("outcome", new TextShape("Shared machines: the outcome that is played in this state, ROW/COLUMN.", 200)),
        new("cooperate", Expression("Probability of cooperating in this state, 0 to 1.")),
        new("play", new AnyShape("What is played in this state, instead of cooperate.",
        [
            new TextShape("A strategy.", 64),
            new MapShape("Strategies with their probabilities.", Expression("A probability, 0 to 1."), null, Minimum: 1),
        ])),
        new("next", new AnyShape("The state that comes next.",
        [
            new TextShape("A state.", 64),
            new MapShape("A state after each outcome: CC, CD, DC, DD, its own letter first, or each OWN/RIVAL; * for all that are not named. Shared machines: a public lottery, states with their probabilities.", new TextShape("A state or a probability.", 200), null, Minimum: 1),
        ]), Required: true),
        new("ifRowDeparts", new AnyShape("Shared machines: what follows after the row player alone left the outcome.", [new TextShape("A state.", 64), Lottery()])),
        new("ifColumnDeparts", new AnyShape("Shared machines: what follows after the column player alone left the outcome.", [new TextShape("A state.", 64), Lottery()])),
    ]);

    private static ChoiceShape Shock()
    {
        Field[] common =
        [
            new("title", Title),
            new("target", Name with { Description = "The state or parameter it adds to." }, Required: true),
            new("size", new AnyShape("What each arrival adds.",
            [
                Expression("Always this number, over parameters."),
                new RecordShape("A distribution: exactly one of these.",
                [
                    new("exponential", Expression("Mean of an exponential size; negative for falls.")),
                    new("uniform", new ListShape("Least and greatest size.", Expression("A number."), 2, 2)),
                    new("normal", new ListShape("Mean and standard deviation.", Expression("A number."), 2, 2)),
                ]),
            ]), Required: true),
            new("halfLife", Expression("Rounds in which the effect halves; it lasts where left out.")),
            new("note", Note),
        ];
        return new("A disturbance.", "process",
        [
            ("poisson", new("Arrivals at random.", [new("rate", Expression("Expected arrivals a round, 0 to 100, over parameters and states."), Required: true), .. common])),
            ("scheduled", new("Arrivals in given rounds.", [new("rounds", new ListShape("Rounds, from 1.", new IntegerShape("A round.", 1, MaximumHorizon), 1, 10_000), Required: true), .. common])),
        ]);
    }

    private static RecordShape Reputation() => new("How public names are made: a Beta belief that an actor is firm.",
    [
        new("belief", new WordShape("The kind of belief.", ["beta"]), Default: "beta"),
        new("prior", new ListShape("α and β of the prior, each greater than 0.", Expression("A number."), 2, 2), Default: "[1, 1]"),
        new("memory", Expression("λ in (0, 1]: what a round weighs falls by λ each later round; 1 never forgets."), Default: "1"),
        new("scope", new WordShape("off; pair: each game has its own names; general: an actor has one name, made in all its games.", ["off", "pair", "general"]), Default: "pair"),
        new("feedsBack", new AnyShape("Whether carrying the chicken label makes conceding dearer.",
        [
            new BooleanShape("false: it does not."),
            new RecordShape("It does.", [new("cost", Expression("What the label adds to ρ, payoff units, over parameters."), Required: true)]),
        ]), Default: "false"),
    ]);

    private static RecordShape Run() => new("How the scenario is run.",
    [
        new("executionNoise", Expression("Probability in [0, 1) that an intended action slips to another one."), Default: "0"),
        new("continuation", Expression("Probability in [0, 1] of another round; 1 plays to the horizon."), Default: "1"),
        new("replications", new IntegerShape("Units of play.", 1, MaximumReplications), Default: "1"),
        new("seed", new IntegerShape("Seed of all random numbers; 0 is a seed like others.", 0, ulong.MaxValue), Default: "0"),
        new("quantum", Expression("State that feeds payoffs is rounded half-even to a multiple of this after each draw or decay."), Default: "1/1000000"),
    ]);
}
