using StrategySim.Experiments.Figures;

namespace StrategySim.Experiments.Tests.Figures;

/// <summary>The smallest figure of each kind, in made numbers: what is approved line by line.</summary>
internal static class Specimens
{
    public static IReadOnlyList<Figure> All =>
    [
        Trajectories, HeatMap, Strip, Map, Bars, Interactions, Morris, Comparison, TradeOff, Convergence, EmpiricalGame, MatchMatrix, RankedScores,
    ];

    public static TrajectoryFigure Trajectories { get; } = new()
    {
        Id = "trajectories", Title = "Payoffs", Subtitle = "made",
        Panels =
        [
            new TrajectoryPanel("", new FigureAxis("payoff", "utility"),
                [new("A", 1, new(1, 0.5, 1.5)), new("A", 2, new(2, 1.5, 2.5)), new("B", 1, new(-0.0)), new("B", 2, new(0.1, 0, 0.2))]),
        ],
        Marks = [new(2, "embargo")],
    };

    public static HeatMapFigure HeatMap { get; } = new()
    {
        Id = "heat-map", Title = "Concessions", X = new FigureAxis("k", "utility"), Y = new FigureAxis("rule"), Outcome = new FigureAxis("rate", "share of rounds"),
        Cells =
        [
            new(AxisPlace.Of(0), AxisPlace.Of("grudger"), new(0.25, 0.2, 0.3)), new(AxisPlace.Of(1), AxisPlace.Of("grudger"), new(0.75, 0.6, 0.9)),
            new(AxisPlace.Of(3), AxisPlace.Of("grudger"), null),
        ],
    };

    public static PhaseStripFigure Strip { get; } = new()
    {
        Id = "phase-strip", Title = "Along s", Factor = new FigureAxis("s"), Range = (0, 3),
        Strips = [new PhaseStrip("game", [new(0, 1, "coordination"), new(1, 2, "blackmail"), new(2, 3, "chicken")])],
        Boundaries = [new(1, "1"), new(2, "2")],
        Outcomes = [new StripOutcome(new FigureAxis("rate", "share of rounds"), [new(0.5, "A", new(0.2, 0.1, 0.3)), new(1.5, "A", new(0.9, 0.8, 1))])],
    };

    public static PhaseMapFigure Map { get; } = new()
    {
        Id = "phase-map", Title = "Over s and k", X = new FigureAxis("s"), XRange = (0, 3), Y = new FigureAxis("k", "utility"), YRange = (0, 8),
        Regions = [new PhaseRegion("coordination", [(0, 0, 1), (8, 0, 1)]), new PhaseRegion("chicken", [(0, 1, 3), (8, 1, 3)])],
        Boundaries = [new FigureCurve("s = 1", [(1, 0), (1, 8)])],
        Outcome = new FigureAxis("rate", "share of rounds"),
        Outcomes = [new(0.5, 4, new(0.25)), new(2, 4, new(1, 0.9, 1.1))],
    };

    public static IndexBarsFigure Bars { get; } = new()
    {
        Id = "indices", Title = "What matters", Index = new FigureAxis("Sobol index", "share of variance"),
        Rows = [new("less", "first order", new(0.1, 0, 0.2)), new("less", "total", new(0.2, 0.1, 0.3)), new("more", "first order", new(0.6, 0.5, 0.7)), new("more", "total", new(0.8))],
        Reference = new IndexReference(0.05, "noise"),
    };

    public static InteractionFigure Interactions { get; } = new()
    {
        Id = "interactions", Title = "Pairs", Index = new FigureAxis("second-order index", "share of variance"),
        Rows = [new("a", "b", new(0.2, 0.1, 0.3)), new("c", "a", new(-0.01, -0.05, 0.03)), new("b", "c", new(0.1))],
    };

    public static MorrisFigure Morris { get; } = new()
    {
        Id = "morris", Title = "Screening", Outcome = new FigureAxis("payoff", "utility"), Rows = [new("a", new(2, 1.5, 2.5), 1), new("b", new(1), 0)],
    };

    public static ComparisonFigure Comparison { get; } = new()
    {
        Id = "comparison", Title = "With and without", DifferenceTitle = "with − without",
        Panels =
        [
            new(
                new FigureAxis("payoff", "utility"),
                [new("US", "without", new(1, 0.9, 1.1)), new("US", "with", new(2, 1.8, 2.2)), new("CN", "without", new(3)), new("CN", "with", new(3))],
                [new("US", "with", new(1, 0.9, 1.1), "p = 0.01"), new("CN", "with", new(0), "")]),
        ],
    };

    public static TradeOffFigure TradeOff { get; } = new()
    {
        Id = "prim", Title = "Boxes", Interest = "clashes", Boxes = [new("start", 1, 0.2, 1, 0), new("peel", 0.9, 0.5, 0.4, 1), new("paste", 0.95, 0.5, 0.42, 1)], Chosen = 2, ChosenLabel = "a > 1",
    };

    public static ConvergenceFigure Convergence { get; } = new()
    {
        Id = "convergence", Title = "Settling", Estimate = new FigureAxis("rate", "share of rounds"),
        Rows = [new("clash", 30, new(0.5, 0.4, 0.6)), new("clash", 60, new(0.45, 0.4, 0.5)), new("clash", 240, new(0.44, 0.42, 0.46))], AskedHalfWidth = 0.02,
    };

    public static EmpiricalGameFigure EmpiricalGame { get; } = new()
    {
        Id = "empirical-game", Title = "Rules", Players = ("A", "B"), Actors = ["A", "B"], Payoff = new FigureAxis("payoff", "utility"),
        Profiles = [new("hold", "hold", [new(-2, -2.1, -1.9), new(-2)]), new("hold", "yield", [new(4), new(1)]), new("yield", "hold", null), new("yield", "yield", [new(3), new(3)])],
        Equilibria = [new("pure", new Dictionary<string, double> { ["hold"] = 1 }, new Dictionary<string, double> { ["yield"] = 1 }), new("mixed", new Dictionary<string, double> { ["hold"] = 0.25, ["yield"] = 0.75 }, new Dictionary<string, double> { ["hold"] = 0.25, ["yield"] = 0.75 })],
    };

    public static MatchMatrixFigure MatchMatrix { get; } = new()
    {
        Id = "match-matrix", Title = "Payoffs of every match", RowTitle = "rule of A (row)", ColumnTitle = "rule of B (column)", Rows = ["bully", "grudger"], Columns = ["cooperator", "grudger", "bully"],
        Outcome = new FigureAxis("payoff", "utility per round"),
        Matrices =
        [
            new("payoff of A", [[new(4), new(-0.105, -0.2, -0.01), null], [new(3), new(3), new(0.5, 0.25, 0.75)]]),
            new("payoff of B", [[new(1), new(-2), null], [new(3), new(3), new(123.4)]]),
        ],
    };

    public static RankedScoresFigure RankedScores { get; } = new()
    {
        Id = "ranked-scores", Title = "How rules score against all others", Subtitle = "made", Ranks = "right: ranks", Score = new FigureAxis("mean payoff over matches", "utility per round"),
        Panels =
        [
            new("as A", [new("grudger", "1 (1–2)", new(2.5, 2.4, 2.6), [2, 2.25, 2.5, 2.75, 3]), new("bully", "2 (1–2)", new(2.25), [2.25, 2.25, 2.25, 2.25, 2.25])]),
            new("as B", [new("cooperator", "1", new(1), [1, 1, 1, 1, 1])]),
        ],
    };
}
