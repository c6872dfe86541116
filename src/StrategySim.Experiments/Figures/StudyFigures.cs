using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Designs;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Figures;

/// <summary>A figure that a study can be drawn as.</summary>
public sealed class StudyFigure
{
    private readonly Func<StudyData, CancellationToken, Figure> _make;

    internal StudyFigure(string name, string title, IReadOnlyList<SweepOutcome> outcomes, Func<StudyData, CancellationToken, Figure> make)
    {
        Name = name;
        Title = title;
        Outcomes = outcomes;
        _make = make;
    }

    /// <summary>Names it among the figures of the study: lower case letters, digits and hyphens.</summary>
    public string Name { get; }

    /// <summary>What it shows, in words.</summary>
    public string Title { get; }

    /// <summary>The outcomes that have to be read for it.</summary>
    public IReadOnlyList<SweepOutcome> Outcomes { get; }

    /// <summary>Draws it.</summary>
    /// <param name="data">The study, with the figure's outcomes among those that were read.</param>
    /// <param name="options">Where data stands; null for the defaults.</param>
    /// <param name="cancellationToken">Polled between steps.</param>
    /// <exception cref="InvalidInputException">The outcomes do not allow it: units are missing that an analysis needs, or nothing varies.</exception>
    public FigureDocument Draw(StudyData data, FigureOptions? options = null, CancellationToken cancellationToken = default) => (_make(data, cancellationToken) with { Id = Name }).Draw(options);
}

/// <summary>Which figures a study has, by its design and its factors: outcomes over them, exact phases beside these, what matters, and how well it is known.</summary>
public static class StudyFigures
{
    // Colours and dashes tell five apart.
    private const int MostSeries = 5;

    // What does not stand in the list of a sweep of many outcomes.
    private const int MostOutcomes = 12;

    /// <summary>The figures of a sweep, in reading order. No outcome is read.</summary>
    /// <param name="sweep">The sweep; figures are of the outcomes that it names, or without any of exact phases only.</param>
    public static IReadOnlyList<StudyFigure> Of(Sweep sweep)
    {
        var figures = new List<StudyFigure>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<SweepOutcome> outcomes = [.. sweep.Outcomes.Take(MostOutcomes)];
        int[] varying = [.. sweep.Axes.Where(axis => Varies(sweep, axis)).Select(axis => axis[0])];
        string? game = outcomes.Select(outcome => outcome.Key.Game).FirstOrDefault(id => id != "*") ?? (sweep.Scenario.Games.Count == 1 ? sweep.Scenario.Games.Keys.First() : null);
        bool phases = game is not null && HasPhases(sweep, varying, game);
        if (phases && varying.Length == 1) Add("phase-diagram", $"Which game is played along {sweep.Factors[varying[0]].Name}, exactly, and what was simulated there", outcomes, (data, stop) => Strip(data, game!, stop));
        if (phases && varying.Length == 2) Add("phase-diagram", $"Which game is played over {Both(sweep, varying)}, exactly", [], (data, stop) => Regions(data, game!, stop));
        foreach (SweepOutcome outcome in outcomes)
        {
            string words = FigureAxis.Of(outcome.Key).Title;
            if (varying.Length == 1 && !phases) Add($"outcome-{outcome.Name}", $"{FigureText.Heading(words)} by {sweep.Factors[varying[0]].Name}", [outcome], (data, _) => Bars(data, outcome, varying[0]));
            if (varying.Length != 2) continue;
            if (sweep.Plan is GridDesign) Add($"map-{outcome.Name}", $"{FigureText.Heading(words)} over {Both(sweep, varying)}{(phases ? ", with the exact boundaries between games" : "")}", [outcome], (data, stop) => Map(data, outcome, varying, phases ? game : null, stop));
            else if (phases && IsNeverNegative(outcome.Key)) Add($"map-{outcome.Name}", $"{FigureText.Heading(words)} at the points of the design, over the exact phases", [outcome], (data, stop) => Circles(data, outcome, game!, stop));
        }

        IReadOnlyList<string> methods = SensitivityMethods.For(sweep);
        foreach (SweepOutcome outcome in outcomes)
        {
            string words = FigureAxis.Of(outcome.Key).Title;
            foreach (string method in methods) Add($"{method}-{outcome.Name}", $"What moves {words}: {Named(method)}", [outcome], (data, stop) => Indices(data, outcome, method, stop));
            if (sweep.Plan is CubeDesign { Parts: [SaltelliDesign { SecondOrder: true }, ..] })
                Add($"interactions-{outcome.Name}", $"What two factors do together to {words}: second-order Sobol indices", [outcome], (data, stop) => Pairs(data, outcome, stop));
            if (sweep.Replications.Maximum >= 4)
                Add($"convergence-{outcome.Name}", $"How {words} moved with replications, at the points where it is known least well", [outcome], (data, _) => Convergence(data, outcome));
        }

        if (sweep.Analysis?.Discovery is { } discovery && outcomes.FirstOrDefault(outcome => outcome.Name == discovery.Interesting.Outcome) is { } interesting)
            Add("discovery", $"Where {discovery.Interesting}: boxes of factors, coverage against density", [interesting], (data, _) => TradeOff(data, discovery));
        if (sweep.Comparison is { } slices)
            Add("comparison", $"{SweepPoints.Named(slices.Against)} against {SweepPoints.Named(slices.Baseline)}", SweepSlices.Outcomes(sweep), (data, stop) => ComparisonFigures.Of(SweepSlices.Compare(data, stop)));
        if (!EmpiricalGameSetup.Refusals(sweep).Any() && TryGame(sweep) is { Players.Count: 2 } setup)
            Add("empirical-game", $"Decision rules of {setup.Players[0].Actor} and {setup.Players[1].Actor} against each other, with the equilibria of the table of means", setup.Outcomes, (data, stop) => Game(data, setup, stop));
        return figures;

        void Add(string name, string title, IReadOnlyList<SweepOutcome> read, Func<StudyData, CancellationToken, Figure> make) => figures.Add(new StudyFigure(Distinct(name, names), title, read, make));
    }

    /// <summary>The outcomes that all figures of a sweep together read, those that it names among them.</summary>
    public static IReadOnlyList<SweepOutcome> Outcomes(Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return [.. sweep.Outcomes.Concat(Of(sweep).SelectMany(figure => figure.Outcomes)).DistinctBy(outcome => outcome.Name)];
    }

    /// <summary>Draws every figure that the outcomes allow, by name.</summary>
    /// <param name="data">The study, read with <see cref="Outcomes"/>.</param>
    /// <param name="options">Where data stands.</param>
    /// <param name="cancellationToken">Polled between steps.</param>
    /// <returns>The figures; without a document those that the outcomes do not allow, and why: nothing varies, or units are missing that an analysis needs.</returns>
    public static IReadOnlyList<(StudyFigure Figure, FigureDocument? Document, IReadOnlyList<Fault> Faults)> DrawAll(StudyData data, FigureOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. Of(data.Sweep).OrderBy(figure => figure.Name, StringComparer.Ordinal).Select(figure => Try(figure))];

        (StudyFigure Figure, FigureDocument? Document, IReadOnlyList<Fault> Faults) Try(StudyFigure figure)
        {
            try
            {
                return (figure, figure.Draw(data, options, cancellationToken), []);
            }
            catch (InvalidInputException invalid)
            {
                return (figure, null, invalid.Faults);
            }
        }
    }

    /// <summary>A name that may stand in an address, and that none of the others has.</summary>
    internal static string Distinct(string name, HashSet<string> others)
    {
        string id = IdOf(name), own = id;
        for (int number = 2; !others.Add(own); number++) own = $"{id}-{number}";
        return own;
    }

    private static bool Varies(Sweep sweep, IReadOnlyList<int> axis) => sweep.Factors[axis[0]].Source is not LevelSource { Count.IsOne: true };

    // One factor or two, each by itself, that the payoffs of the game depend on; the others stand still.
    private static bool HasPhases(Sweep sweep, int[] varying, string game)
    {
        if (varying.Length is not (1 or 2) || sweep.Factors.Any(factor => factor.Source is DerivedSource && factor.Place.Length > 0)) return false;
        if (sweep.Axes.Any(axis => axis.Count > 1 && Varies(sweep, axis))) return false;
        HashSet<string> read = PhaseQuestionReader.Reads(sweep.Scenario, sweep.Scenario.Games[game].Payoffs);
        return Array.TrueForAll(varying, factor => sweep.Factors[factor] switch
        {
            { IsNumeric: true, Target: ParameterPlace parameter } => read.Contains(parameter.Name),
            { IsNumeric: true, Target: InitialStatePlace state } => read.Contains(state.Name),
            _ => false,
        });
    }

    // A circle has an area for these only.
    private static bool IsNeverNegative(OutcomeKey key) => OutcomeCatalog.Find(key.Outcome).Unit is "share of rounds" or "count";

    private static string IdOf(string name) => string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-'));

    private static string Both(Sweep sweep, int[] factors) => $"{sweep.Factors[factors[0]].Name} and {sweep.Factors[factors[1]].Name}";

    private static string Named(string method) => method switch
    {
        SensitivityMethods.Sobol => "Sobol indices",
        SensitivityMethods.Shapley => "Shapley effects",
        SensitivityMethods.Morris => "Morris's measures",
        SensitivityMethods.Pawn => "PAWN",
        _ => "rank correlations",
    };

    private static string Subtitle(StudyData data)
    {
        int[] counts = [.. data.Points.Select(point => point.Samples.Select(sample => sample.Count).DefaultIfEmpty(0).Max()).DefaultIfEmpty(0)];
        (int least, int most) = (counts.Min(), counts.Max());
        string points = data.Points.Count == 1 ? "1 point" : $"{data.Points.Count} points", replications = most == 1 ? "1 replication" : $"{most} replications";
        return $"{data.Sweep.Title}; {points}, {(least < most ? $"{least} to " : "")}{replications}{(data.Points.Count == 1 ? "" : " each")}";
    }

    private static FigureAxis AxisOf(Sweep sweep, int factor)
    {
        AnalysisInput? input = StudyTable.InputsOf(sweep).FirstOrDefault(own => own.Factors.Contains(sweep.Factors[factor].Name));
        return new FigureAxis(input?.Name ?? sweep.Factors[factor].Name, input?.Unit ?? "");
    }

    private static IntervalValue? ValueAt(StudyData data, StudyPoint point, SweepOutcome outcome) =>
        point.Samples[StudyTable.IndexOf(data, outcome.Name)].ToEstimate() is { } estimate ? IntervalValue.Of(estimate) : null;

    private static SweepPhaseQuestion Ask(StudyData data, string game) =>
        SweepPhases.Ask(data.Sweep, [.. data.Points.Where(point => point.PointId is not null).Select(point => (point.Index, point.Values))], new SweepPhaseRequest(game));

    private static PhaseMapFigure Regions(StudyData data, string game, CancellationToken cancellationToken)
    {
        SweepPhaseQuestion question = Ask(data, game);
        return PhaseFigures.Map("phase-diagram", Solve(question, cancellationToken), x: AxisOf(data.Sweep, question.Factor), y: AxisOf(data.Sweep, question.By!.Value));
    }

    private static PhaseDiagram Solve(SweepPhaseQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return PhaseDiagramSolver.Solve(PhaseFigures.Smooth(question.Question), PhaseLimits.Default, cancellationToken);
        }
        catch (PhaseWorkException work)
        {
            throw new InvalidInputException([new Fault("/factor", work.Found, work.Expected, work.Message)]);
        }
    }

    private static PhaseStripFigure Strip(StudyData data, string game, CancellationToken cancellationToken)
    {
        SweepPhaseQuestion question = Ask(data, game);
        StripOutcome[] outcomes =
        [
            .. data.Outcomes
                .Select(outcome => new StripOutcome(FigureAxis.Of(outcome.Key), [.. data.Points
                    .Where(point => point.PointId is not null && ValueAt(data, point, outcome) is not null)
                    .Select(point => new StripOutcomeRow(point.Values[question.Factor].Number!.Value.ToDouble(), outcome.Key.Actor == "*" ? outcome.Key.Game : outcome.Key.Actor, ValueAt(data, point, outcome)!))]))
                .Where(outcome => outcome.Rows.Count > 0)
                .Take(MostSeries),
        ];
        return PhaseFigures.Along("phase-diagram", Solve(question, cancellationToken), outcomes, AxisOf(data.Sweep, question.Factor)) with { SeriesTitle = "of" };
    }

    private static ComparisonFigure Bars(StudyData data, SweepOutcome outcome, int factor) => new()
    {
        Id = "outcome",
        Title = $"{FigureText.Heading(FigureAxis.Of(outcome.Key).Title)} by {data.Sweep.Factors[factor].Name}",
        Subtitle = Subtitle(data),
        Panels =
        [
            new ComparisonPanel(
                FigureAxis.Of(outcome.Key),
                [
                    .. data.Points
                        .Where(point => ValueAt(data, point, outcome) is not null)
                        .DistinctBy(point => point.Values[factor].Text)
                        .Select(point => new ComparisonRow(point.Values[factor].Text, outcome.Name, ValueAt(data, point, outcome)!)),
                ],
                []),
        ],
    };

    // Whether factors are rules is seen at once; whether they make a game, only by going over the points.
    private static EmpiricalGameSetup? TryGame(Sweep sweep)
    {
        try
        {
            return EmpiricalGameSetup.Of(sweep);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static EmpiricalGameFigure Game(StudyData data, EmpiricalGameSetup setup, CancellationToken cancellationToken) => EmpiricalGameFigures.Of(
        EmpiricalGame.Of(setup.Players, setup.Observed(data), new EmpiricalGameOptions { Epsilon = setup.Epsilon, Seed = data.Sweep.Scenario.Run.Seed }, cancellationToken), data.Sweep.Title);

    private static HeatMapFigure Map(StudyData data, SweepOutcome outcome, int[] factors, string? game, CancellationToken cancellationToken)
    {
        SweepPhaseQuestion? question = game is null ? null : Ask(data, game);
        (int x, int y) = question is { By: int by } ? (question.Factor, by) : (factors[0], factors[1]);
        var map = new HeatMapFigure
        {
            Id = "map",
            Title = $"{FigureText.Heading(FigureAxis.Of(outcome.Key).Title)} over {data.Sweep.Factors[x].Name} and {data.Sweep.Factors[y].Name}",
            Subtitle = Subtitle(data),
            X = AxisOf(data.Sweep, x),
            Y = AxisOf(data.Sweep, y),
            Outcome = FigureAxis.Of(outcome.Key),
            Cells = [.. data.Points.Select(point => new HeatMapCell(Place(point.Values[x]), Place(point.Values[y]), ValueAt(data, point, outcome)))],
        };
        return question is null ? map : PhaseFigures.Over(map, Solve(question, cancellationToken));

        static AxisPlace Place(FactorValue value) => new(value.Text, value.Number?.ToDouble());
    }

    private static PhaseMapFigure Circles(StudyData data, SweepOutcome outcome, string game, CancellationToken cancellationToken)
    {
        SweepPhaseQuestion question = Ask(data, game);
        MapOutcome[] outcomes =
        [
            .. data.Points
                .Where(point => ValueAt(data, point, outcome) is not null)
                .Select(point => new MapOutcome(point.Values[question.Factor].Number!.Value.ToDouble(), point.Values[question.By!.Value].Number!.Value.ToDouble(), ValueAt(data, point, outcome)!)),
        ];
        return PhaseFigures.Map("map", Solve(question, cancellationToken), FigureAxis.Of(outcome.Key), outcomes, AxisOf(data.Sweep, question.Factor), AxisOf(data.Sweep, question.By!.Value)) with { Subtitle = Subtitle(data) };
    }

    private static Figure Indices(StudyData data, SweepOutcome outcome, string method, CancellationToken cancellationToken)
    {
        SensitivityResult result = SensitivityAnalysis.Of(data, outcome.Name, new SensitivityOptions { Method = method }, cancellationToken);
        FigureAxis of = FigureAxis.Of(outcome.Key);
        string title = $"What moves {of.Title}: {Named(method)}", subtitle = Subtitle(data), share = $"share of the variance of {of.Title}";
        if (result.Morris is { } morris)
        {
            return new MorrisFigure
            {
                Id = method,
                Title = title,
                Subtitle = subtitle,
                Outcome = of,
                Rows = [.. morris.Measures.Where(measure => measure.Sigma is not null).Select(measure => new MorrisRow(measure.Input, IntervalValue.Of(measure.MuStar), measure.Sigma!.Value))],
            };
        }

        (string axis, IEnumerable<IndexRow> rows) = method switch
        {
            SensitivityMethods.Sobol => (share, result.Sobol!.Indices.SelectMany(index => (IndexRow[])[new(index.Input, "first order", IntervalValue.Of(index.First)), new(index.Input, "total", IntervalValue.Of(index.Total))])),
            SensitivityMethods.Shapley => (share, result.Shapley!.Effects.Select(effect => new IndexRow(effect.Input, "Shapley effect", IntervalValue.Of(effect.Effect)))),
            SensitivityMethods.Pawn => ("distance between distributions, mean over groups", result.Pawn!.Indices.Select(index => new IndexRow(index.Input, "PAWN", new IntervalValue(index.Mean, index.Minimum, index.Maximum)))),
            _ => ("rank correlation", result.RankCorrelation!.Correlations.SelectMany(Correlations)),
        };
        return new IndexBarsFigure
        {
            Id = method,
            Title = title,
            Subtitle = subtitle,
            Intervals = method switch
            {
                SensitivityMethods.Pawn => "from the least to the largest distance over groups",
                SensitivityMethods.RankCorrelation => "",
                _ => "95 % intervals over independent scrambles",
            },
            Index = new FigureAxis(axis),
            Rows = [.. rows],
            Reference = result.Pawn is { Indices: { Count: > 0 } indices } ? new IndexReference(indices.Max(index => index.Inert), "an inert input exceeds this once in twenty times") : null,
        };
    }

    private static IEnumerable<IndexRow> Correlations(InputRankCorrelation correlation)
    {
        if (correlation.Spearman is double rank) yield return new IndexRow(correlation.Input, "rank", new IntervalValue(rank));
        if (correlation.Partial is double partial) yield return new IndexRow(correlation.Input, "partial", new IntervalValue(partial));
    }

    private static InteractionFigure Pairs(StudyData data, SweepOutcome outcome, CancellationToken cancellationToken)
    {
        SensitivityResult result = SensitivityAnalysis.Of(data, outcome.Name, new SensitivityOptions { Method = SensitivityMethods.Sobol }, cancellationToken);
        FigureAxis of = FigureAxis.Of(outcome.Key);
        return new InteractionFigure
        {
            Id = "interactions",
            Title = $"What two factors do together to {of.Title}",
            Subtitle = Subtitle(data),
            Index = new FigureAxis("second-order Sobol index"),
            Rows = [.. result.Sobol!.Pairs.Select(pair => new InteractionRow(pair.First, pair.Second, IntervalValue.Of(pair.Index)))],
        };
    }

    private static ConvergenceFigure Convergence(StudyData data, SweepOutcome outcome)
    {
        int own = StudyTable.IndexOf(data, outcome.Name);
        IEnumerable<StudyPoint> known = data.Points
            .Where(point => point.Samples[own].Count >= 2)
            .OrderByDescending(point => point.Samples[own].ToEstimate() is { Upper: { } upper, Mean: var mean } ? upper - mean : 0)
            .ThenBy(point => point.Index)
            .DistinctBy(point => point.PointId)
            .Take(MostSeries);
        FigureAxis of = FigureAxis.Of(outcome.Key);
        return new ConvergenceFigure
        {
            Id = "convergence",
            Title = $"How {of.Title} moved with replications",
            Subtitle = $"{data.Sweep.Title}; the points where it is known least well",
            Estimate = of,
            SeriesTitle = "point",
            AskedHalfWidth = data.Sweep.Replications.Outcome == outcome.Name ? data.Sweep.Replications.Rule?.Target : null,
            Rows =
            [
                .. known.SelectMany(point => ConvergenceAnalysis.OfPoint(point.Samples[own]).Steps
                    .Where(step => step.Value is not null)
                    .Select(step => new ConvergenceRow(Label(data.Sweep, point), (int)step.Size, new IntervalValue(step.Value!.Value, step.Lower, step.Upper)))),
            ],
        };
    }

    private static string Label(Sweep sweep, StudyPoint point) => $"{point.Index}: {sweep.Show(point.Values)}";

    private static TradeOffFigure TradeOff(StudyData data, DiscoveryRequest asked)
    {
        DiscoveryResult result = DiscoveryAnalysis.Of(data, asked.Interesting, asked.Options);
        return new TradeOffFigure
        {
            Id = "discovery",
            Title = $"Where {result.Condition}",
            Subtitle = Subtitle(data),
            Interest = result.Condition,
            Boxes = [.. result.Boxes.Select(box => new TradeOffBox(box.Step, box.Coverage, box.Density, box.Mass, box.Restrictions.Count))],
        };
    }
}
