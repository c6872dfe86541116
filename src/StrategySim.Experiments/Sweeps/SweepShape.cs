using System.Text.Json.Nodes;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Sweeps;

/// <summary>What a sweep document may hold: one description for the check, the JSON schema and the documentation.</summary>
public static class SweepShape
{
    /// <summary>The schema that documents name.</summary>
    public const string SchemaId = "strategysim/sweep/v1";

    /// <summary>Most factors of a sweep.</summary>
    public const int MaximumFactors = 100;

    /// <summary>Most points of a design.</summary>
    public const int MaximumPoints = 1_000_000;

    /// <summary>Most units of a sweep, all replications of all points.</summary>
    public const long MaximumUnits = 100_000_000;

    /// <summary>Most items of one list of values.</summary>
    public const int MaximumItems = 100_000;

    internal const string Grid = "grid", List = "list", MonteCarlo = "monte-carlo", LatinHypercube = "latin-hypercube", Sobol = "sobol", Morris = "morris", Saltelli = "saltelli", Shapley = "shapley";

    /// <summary>The word for boxes that are made as dense as they can be.</summary>
    public const string Density = "density";

    /// <summary>The word for an outcome of which the least is best.</summary>
    public const string Lowest = "lowest";

    /// <summary>What a step of PRIM makes greatest, by the words of a sweep document; the first is the default.</summary>
    public static IReadOnlyList<string> Objectives { get; } = ["gain-per-mass", Density];

    /// <summary>Which outcome is best, by the words of a sweep document; the first is the default.</summary>
    public static IReadOnlyList<string> Best { get; } = ["highest", Lowest];

    /// <summary>The designs by their words.</summary>
    internal static IReadOnlyList<string> Methods { get; } = [Grid, List, MonteCarlo, LatinHypercube, Sobol, Morris, Saltelli, Shapley];

    /// <summary>The word for the type of the game, in what a phase diagram shows.</summary>
    public const string GameTypeAspect = "gameType";

    /// <summary>The word for the risk-dominant equilibrium, in what a phase diagram shows.</summary>
    public const string RiskDominanceAspect = "riskDominance";

    /// <summary>What a phase diagram shows, by the words of a sweep document.</summary>
    public static IReadOnlyList<string> DiagramAspects { get; } = [GameTypeAspect, RiskDominanceAspect];

    /// <summary>The fields of a factor that say where its values are from.</summary>
    internal static IReadOnlyList<string> Sources { get; } = ["list", "range", "uniform", "loguniform", "normal", "triangular", "integers", "oneOf", "derived"];

    /// <summary>The fields of a factor that say where it is put.</summary>
    internal static IReadOnlyList<string> Places { get; } = ["parameter", "initialState", "at"];

    private static readonly IdShape Id = new("An id.", AllowHyphen: true);
    private static readonly IdShape Name = new("A name that can stand in expressions.", AllowHyphen: false);
    private static readonly ExpressionShape Number = new("An exact number such as 3, 0.25 or 3/2.");

    /// <summary>The shape of the whole document.</summary>
    public static RecordShape Document { get; } = new("A sweep: one scenario, what is varied in it, and by which design.",
    [
        new("schema", new WordShape("The version of this format.", [SchemaId]), Required: true),
        new("id", Id with { Description = "The author's id for the sweep." }, Required: true),
        new("title", new TextShape("Name for people.", 300)),
        new("description", new TextShape("What it is for.", 8000)),
        new("scenario", new AnyShape("The scenario that is varied: the id of one that ships with the program or is kept, or a scenario document.",
        [
            new TextShape("The id of a scenario.", 64),
            ScenarioShape.Document,
        ]), Required: true),
        new("factors", new MapShape("What is varied, by name. Points do not depend on the order in which factors stand.", Factor(), Name, Minimum: 1, Maximum: MaximumFactors), Required: true),
        new("together", new ListShape("Groups of factors that move together. A group is one dimension of the design: its factors take the same place in their lists, or the same quantile of their distributions.", new ListShape("Names of factors.", Name, 2, MaximumFactors), 1, MaximumFactors / 2)),
        new("constraints", new ListShape("Comparisons over factors, such as k <= 2*s + 1; points at which one does not hold are dropped and counted.", new TextShape("Two expressions over factors with numbers and one of <, <=, >=, >, =, != between them.", 2000), 1, 100)),
        new("design", Design(), Required: true),
        new("outcomes", new MapShape("The outcomes that the sweep is about, by name.", new RecordShape("An outcome.",
        [
            new("measure", new TextShape("What is measured, such as payoffMean, concessionRate or share:chicken.", 64), Required: true),
            new("game", Id with { Description = "Id of the game; left out where the outcome is taken over all games." }),
            new("actor", Name with { Description = "Id of the actor; left out where the outcome belongs to the game as a whole." }),
        ]), Id, Maximum: 1000)),
        new("replications", new AnyShape("Units of each point; as many as the scenario asks for where left out.",
        [
            new IntegerShape("Always this number.", 1, ScenarioShape.MaximumReplications),
            new RecordShape("Until an interval is narrow enough.",
            [
                new("initial", new IntegerShape("Replications at the first decision: 30, 60, 120, … or the maximum.", 4, ScenarioShape.MaximumReplications), Default: "30"),
                new("until", new RecordShape("What has to be known how well.",
                [
                    new("outcome", Id with { Description = "Name of one of the outcomes." }, Required: true),
                    new("halfWidth", new ExpressionShape("Largest half-width of its 95 % interval, in the unit of the outcome; greater than 0."), Required: true),
                ]), Required: true),
                new("max", new IntegerShape("Most replications of a point.", 4, ScenarioShape.MaximumReplications), Required: true),
            ]),
        ])),
        new("analysis", Analysis()),
        new("compare", new RecordShape("Two slices of the sweep to be put side by side: the points that have exactly these values, or lie in these bands. A factor that a design samples has no point with an exact value: give a band.",
        [
            new("baseline", Slice("What is compared with: values or bands of factors, by name.") with { Minimum = 1 }, Required: true),
            new("against", Slice("What is compared: values or bands of factors, by name.") with { Minimum = 1 }, Required: true),
        ])),
    ]);

    /// <summary>The JSON schema of sweep documents, draft 2020-12.</summary>
    public static JsonObject ToJsonSchema() =>
        JsonSchemaWriter.Write(Document, "https://strategysim.org/schemas/sweep-v1.json", "StrategySim sweep");

    private static MapShape Slice(string description) => new(description, new ValueShape("A number, what may stand at the place, or for numbers a band { from, to }, ends included, of which one may be left out."), Name);

    private static RecordShape Analysis() => new("What is to be made of the outcomes.",
    [
        new("sensitivity", new ListShape("What the factors do to outcomes.", new RecordShape("A sensitivity analysis.",
        [
            new("outcome", Id with { Description = "Name of one of the outcomes." }, Required: true),
            new("method", new WordShape("The method; every one that suits the design where left out.", SensitivityMethods.All)),
            new("estimand", new WordShape("Of Sobol indices, whose variance is apportioned: that of the mean over replications, or of a single replication.", SensitivityMethods.Estimands), Default: SensitivityMethods.ConditionalMean),
            new("intervals", new IntegerShape("Conditioning intervals of PAWN.", 2, 1000), Default: "10"),
        ]), 1, 100)),
        new("discovery", new RecordShape("Scenario discovery: boxes of factors in which an outcome of interest is dense.",
        [
            new("method", new WordShape("The method.", ["prim"]), Default: "prim"),
            new("interesting", new TextShape("What makes a point one of interest, such as concession > 0.5: the name of an outcome, one of <, <=, >=, >, and a number.", 200), Required: true),
            new("peel", Number with { Description = "Share of the box that a cut takes, greater than 0 and below 1." }, Default: "0.05"),
            new("paste", Number with { Description = "Share of the box that is given back at a time, greater than 0 and below 1." }, Default: "0.05"),
            new("mass", Number with { Description = "Least share of all points that a box may hold, 0 to below 1." }, Default: "0.05"),
            new("objective", new WordShape("What each step makes greatest: the gain in density per point cut off, or the density.", Objectives), Default: Objectives[0]),
        ])),
        new("robustness", new RecordShape("Which choice is best over all other factors.",
        [
            new("choice", new ListShape("The factors that are chosen.", Name, 1, MaximumFactors), Required: true),
            new("outcome", Id with { Description = "Name of one of the outcomes." }, Required: true),
            new("best", new WordShape("Whether the highest or the lowest outcome is best.", Best), Default: Best[0]),
            new("quantile", Number with { Description = "The quantile of the points at which choices are compared, from the bad end, 0 to 1." }, Default: "0.1"),
            new("threshold", Number with { Description = "What is good enough, in the unit of the outcome." }),
        ])),
        new("empiricalGame", new RecordShape("The game in which actors choose among the decision rules of the sweep; all factors are rules.",
        [
            new("payoff", new WordShape("The outcome that is the payoff.", EmpiricalGameShape.Payoffs), Default: EmpiricalGameShape.DefaultPayoff),
            new("epsilon", Number with { Description = "The regret up to which a profile counts as borne out in a resample, at least 0, in the unit of the payoff; a hundredth of the widest range of mean payoffs where left out." }),
        ])),
        new("phaseDiagram", new RecordShape("The exact phase diagram over one factor or two, with the outcome of the points over it. Every other factor that varies is held at the value that the scenario has without the sweep.",
        [
            new("x", Name with { Description = "The factor along which phases lie: one that sets a state or a parameter to several numbers." }, Required: true),
            new("y", Name with { Description = "The second factor, of the same kind; left out for a diagram along one factor." }),
            new("game", Id with { Description = "Id of a game of two players who hold or yield; that of the overlay, else the only such game, where left out." }),
            new("exact", new ListShape("Which changes are shown: those of the type of the game, and those of the risk-dominant equilibrium; both where left out.", new WordShape("A kind of change.", DiagramAspects), 1, 2)),
            new("overlay", Id with { Description = "Name of one of the outcomes, shown at the points of the sweep." }),
        ])),
    ]);

    private static ListShape Numbers(string description, int count) => new(description, Number, count, count);

    private static RecordShape Factor() => new("What is varied: a place (parameter, initialState or at), and its values (list, range, uniform, loguniform, normal, triangular, integers, oneOf or derived). The design list gives the values itself; a factor without a place serves those derived from it.",
    [
        new("parameter", Name with { Description = "A parameter of the scenario that is not derived." }),
        new("initialState", Name with { Description = "A state of the scenario: its value in round 1. The path of a state that has one is replaced by this constant." }),
        new("at", new TextShape("JSON pointer to any place of the scenario document, such as /games/us-china/rules/CN or /clubs/MSP/active.", 500)),
        new("list", new ListShape("Numbers.", Number, 1, MaximumItems)),
        new("range", new RecordShape("Equally spaced numbers.",
        [
            new("from", Number with { Description = "The first number." }, Required: true),
            new("to", Number with { Description = "The last number, above the first; with a step that does not lead there, the numbers end before it." }, Required: true),
            new("steps", new IntegerShape("Equal steps from first to last; n steps give n + 1 numbers.", 1, 1_000_000_000_000)),
            new("step", Number with { Description = "Length of a step, greater than 0, instead of their number." }),
        ])),
        new("uniform", Numbers("Least and greatest number, equally likely between.", 2)),
        new("loguniform", Numbers("Least and greatest number, both greater than 0; the logarithm is uniform.", 2)),
        new("normal", Numbers("Mean and standard deviation.", 2)),
        new("bounds", Numbers("With normal: least and greatest number; the distribution is cut there.", 2)),
        new("triangular", Numbers("Least, likeliest and greatest number.", 3)),
        new("integers", new ListShape("Least and greatest whole number; all between are equally likely.", new IntegerShape("A whole number.", -1_000_000_000_000_000, 1_000_000_000_000_000), 2, 2)),
        new("oneOf", new ListShape("Anything that may stand at the place: words, true and false, maps.", new ValueShape("A value for the place."), 1, 1000)),
        new("derived", new ExpressionShape("An expression over other factors with numbers.")),
        new("note", new TextShape("Anything for readers.", 4000)),
    ]);

    private static ChoiceShape Design()
    {
        Field seed = new("seed", new IntegerShape("Seed of the design; that of play is the scenario's.", 0, ulong.MaxValue), Default: "0");
        return new("How points are chosen.", "method",
        [
            (Grid, new("Every combination of the values; factors have lists, ranges, integers or options.", [])),
            (List, new("The points one by one.",
            [
                new("points", new ListShape("The points.", new MapShape("The value of each factor.", new ValueShape("A number, or what may stand at the place."), Name), 1, MaximumItems), Required: true),
            ])),
            (MonteCarlo, new("Independent points.", [Points(MaximumPoints), seed])),
            (LatinHypercube, new("Of n equal cells of each factor every one holds exactly one point.", [Points(MaximumPoints), seed])),
            (Sobol, new("The first points of Sobol's low-discrepancy sequence.",
            [
                new("points", new IntegerShape("Points, a power of two.", 1, MaximumPoints), Required: true),
                new("scramble", new BooleanShape("Whether the points are scrambled (Owen); the plain sequence has no seed."), Default: "true"),
                seed,
            ])),
            (Morris, new("Morris's trajectories, each of which moves every factor once.",
            [
                new("trajectories", new AnyShape("How many, or all for every step on the grid of levels.",
                [
                    new IntegerShape("Trajectories drawn.", 1, MaximumPoints),
                    new WordShape("The whole grid, which has no seed.", ["all"]),
                ]), Required: true),
                new("levels", new IntegerShape("Levels of each factor, an even number.", 2, 1000), Default: "4"),
                seed,
            ])),
            (Saltelli, new("Saltelli's crossed points for Sobol indices, over independently scrambled Sobol points.",
            [
                new("rows", new IntegerShape("Rows N of each randomisation, a power of two; a row is d + 2 points, or 2d + 2 with second order.", 1, MaximumPoints), Required: true),
                new("randomisations", new IntegerShape("Independent scrambles, for intervals.", 2, 1000), Default: "8"),
                new("secondOrder", new BooleanShape("Whether the points for second-order indices are made as well."), Default: "false"),
                seed,
            ])),
            (Shapley, new("Points for Shapley effects, which add up for constrained factors too: for sets of factors, draws of these given draws of the others.",
            [
                new("permutations", new AnyShape("Orders in which factors join.",
                [
                    new IntegerShape("How many random ones.", 1, MaximumPoints),
                    new WordShape("All of them, by way of every set of factors; at most 12 factors.", ["all"]),
                ]), Required: true),
                new("variance", new IntegerShape("Points of each randomisation for the variance.", 2, MaximumPoints), Required: true),
                new("outer", new IntegerShape("Draws of the other factors for each set.", 1, MaximumPoints), Default: "1"),
                new("inner", new IntegerShape("Draws of the set given each of these.", 2, 1000), Default: "3"),
                new("randomisations", new IntegerShape("Independent designs, for intervals.", 2, 1000), Default: "8"),
                seed,
            ])),
        ]);

        static Field Points(int maximum) => new("points", new IntegerShape("Points.", 1, maximum), Required: true);
    }
}
