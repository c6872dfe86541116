using System.Text.Json.Nodes;
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

    internal const string Grid = "grid", List = "list", MonteCarlo = "monte-carlo", LatinHypercube = "latin-hypercube", Sobol = "sobol", Morris = "morris", Saltelli = "saltelli";

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
    ]);

    /// <summary>The JSON schema of sweep documents, draft 2020-12.</summary>
    public static JsonObject ToJsonSchema() =>
        JsonSchemaWriter.Write(Document, "https://strategysim.org/schemas/sweep-v1.json", "StrategySim sweep");

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
        ]);

        static Field Points(int maximum) => new("points", new IntegerShape("Points.", 1, maximum), Required: true);
    }
}
