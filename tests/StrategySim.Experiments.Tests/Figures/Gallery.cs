using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Discovery;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Sensitivity;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Tournaments;
using StrategySim.Experiments.Tournaments;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using static StrategySim.Experiments.Tests.PhaseDiagrams.ExactPhaseTests;

namespace StrategySim.Experiments.Tests.Figures;

/// <summary>A figure of every kind from units that are really played, in the sizes that people meet. Small samples: the figures are looked at, their findings are not reported.</summary>
internal static class Gallery
{
    private static readonly Lazy<IReadOnlyList<Figure>> Made = new(() =>
    [
        Trajectories(), QuantileTrajectories(), Swans(), Strip(), Map(), Over(), .. Sensitivity(), Screening(), .. Samples(), Comparison(), Convergence(), EmpiricalGame(), .. Tournament(),
    ]);

    public static IReadOnlyList<Figure> All => Made.Value;

    private static List<IReadOnlyList<RoundRecord>> Play(Scenario scenario, int replications)
    {
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        return [.. Enumerable.Range(0, replications).Select(replication => ScenarioText.Rounds(compiled, 1, replication))];
    }

    private static Scenario RareEarths => Shipped("us-china-rare-earths");

    private static TrajectoryFigure Trajectories()
    {
        List<IReadOnlyList<RoundRecord>> units = Play(RareEarths, 60);
        GameRound Game(RoundRecord round) => round.Games.Single(game => game.Game == "us-china");
        IEnumerable<TrajectoryRow> Rows(Func<SeatRound, double> value) => Game(units[0][0]).Seats.SelectMany((seat, i) =>
            TrajectoryFigure.Means(seat.Actor, units.Select(unit => (IReadOnlyList<double>)[.. unit.Select(round => value(Game(round).Seats[i]))])));
        return new TrajectoryFigure
        {
            Id = "trajectories",
            Title = "Payoffs and reputation in the game us-china",
            Subtitle = "us-china-rare-earths, seed 1, 60 replications",
            Intervals = "lines: means; bands: 95 % t-intervals",
            Rounds = new FigureAxis("round", "quarters since 2024-Q1"),
            Panels =
            [
                new TrajectoryPanel("Payoff", new FigureAxis("payoff", "utility per round"), [.. Rows(seat => seat.Value)]),
                new TrajectoryPanel("Reputation", new FigureAxis("belief that the actor is firm", "probability"), [.. Rows(seat => seat.FirmBelief!.Value)]),
            ],
            Marks = [new TrajectoryMark(26, "s = 1 without shocks"), new TrajectoryMark(51, "s = 2 without shocks")],
        };
    }

    private static TrajectoryFigure QuantileTrajectories()
    {
        List<IReadOnlyList<RoundRecord>> units = Play(RareEarths, 60);
        string[] games = [.. units[0][0].Games.Select(game => game.Game)];
        return new TrajectoryFigure
        {
            Id = "trajectories-by-game",
            Title = "Joint payoff of three games",
            Subtitle = "us-china-rare-earths, seed 1, 60 replications",
            Intervals = "lines: medians; bands: from the 5 % to the 95 % quantile",
            SeriesTitle = "game",
            Panels =
            [
                .. games.Index().Where(game => game.Item is "us-china" or "us-eu" or "china-eu").Select(game => new TrajectoryPanel(
                    game.Item, new FigureAxis("joint payoff", "utility"),
                    TrajectoryFigure.QuantileBand(game.Item, units.Select(unit => (IReadOnlyList<double>)[.. unit.Select(round => round.Games[game.Index].Seats.Sum(seat => seat.Value))])))),
            ],
        };
    }

    private static HeatMapFigure Swans()
    {
        var played = PlayedSweep.Play(
            """
            schema: strategysim/sweep/v1
            id: swans
            scenario: us-china-rare-earths
            factors:
              rate: { parameter: swan_rate, range: { from: 0, to: 1/5, steps: 4 } }
              size: { parameter: swan_size, list: [1/8, 1/4, 1/2, 1, 2] }
            design: { method: grid }
            outcomes: { cn: { measure: payoffMean, game: us-china, actor: CN } }
            replications: 12
            """, 12);
        return new HeatMapFigure
        {
            Id = "heat-map",
            Title = "What China earns against the United States, by rate and size of black swans",
            Subtitle = "us-china-rare-earths, seed 1, 12 replications a point",
            Intervals = "95 % t-intervals",
            X = new FigureAxis("mean size of a swan", "units of stress"),
            Y = new FigureAxis("rate of swans", "per quarter"),
            Outcome = played.Axis("cn"),
            // As categories: the sizes double from one to the next.
            Cells = [.. Enumerable.Range(0, played.Points.Count).Select(i => new HeatMapCell(AxisPlace.Of(played.Text(i, "size")), AxisPlace.Of(played.Number(i, "rate")), played.Value(i, "cn")))],
        };
    }

    private static PhaseStripFigure Strip()
    {
        var played = PlayedSweep.Play(
            """
            schema: strategysim/sweep/v1
            id: along-the-path
            scenario: coordination-to-chicken
            factors:
              s: { initialState: stress, range: { from: 0, to: 3, step: 1/8 } }
              noise: { at: /run/executionNoise, list: [1/20] }
            design: { method: grid }
            outcomes:
              us: { measure: payoffMean, game: us-china, actor: US }
              cn: { measure: payoffMean, game: us-china, actor: CN }
              conceding: { measure: concessionRate, game: us-china, actor: CN }
              clashes: { measure: clashRate, game: us-china, actor: CN }
            replications: 20
            """, 20);
        StripOutcome Outcome(FigureAxis axis, params (string Series, string Name)[] rows) =>
            new(axis, [.. rows.SelectMany(row => Enumerable.Range(0, played.Points.Count).Select(i => new StripOutcomeRow(played.Number(i, "s"), row.Series, played.Value(i, row.Name))))]);
        return PhaseFigures.Along("phase-strip", PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = Shipped("coordination-to-chicken") }),
            [
                Outcome(new FigureAxis("payoff", "utility per round"), ("US", "us"), ("CN", "cn")),
                Outcome(new FigureAxis("rate", "share of rounds"), ("CN concedes", "conceding"), ("clash", "clashes")),
            ]) with
        { Intervals = "dots: simulated with one slip in twenty decisions, 20 replications; 95 % t-intervals", SeriesTitle = "of" };
    }

    private static PhaseDiagram OverTwo => PhaseDiagramSolver.Solve(new PhaseQuestion
    {
        Scenario = Shipped("coordination-to-chicken"),
        Factor = new PhaseFactorQuestion("stress", 0, 3),
        By = new PhaseFactorQuestion("k_us", 0, 8),
        ByPoints = 33,
    });

    private static PlayedSweep Escalation { get; } = PlayedSweep.Play(
        """
        schema: strategysim/sweep/v1
        id: escalation
        scenario: coordination-to-chicken
        factors:
          s: { initialState: stress, range: { from: 0, to: 3, step: 1/6 } }
          k: { parameter: k_us, range: { from: 0, to: 8, step: 1/2 } }
          noise: { at: /run/executionNoise, list: [1/20] }
        design: { method: grid }
        outcomes: { conceding: { measure: concessionRate, game: us-china, actor: CN }, us: { measure: payoffMean, game: us-china, actor: US } }
        replications: 4
        """, 4);

    private static PhaseMapFigure Map() => PhaseFigures.Map(
        "phase-map", OverTwo, Escalation.Axis("conceding"),
        [.. Enumerable.Range(0, Escalation.Points.Count).Select(i => new MapOutcome(Escalation.Number(i, "s"), Escalation.Number(i, "k"), Escalation.Value(i, "conceding")))]) with
    { Intervals = "95 % t-intervals over 4 replications" };

    private static HeatMapFigure Over() => PhaseFigures.Over(
        new HeatMapFigure
        {
            Id = "heat-map-with-boundaries",
            Title = "Payoff of the United States, and the exact boundaries between games",
            Subtitle = "coordination-to-chicken, one slip in twenty decisions, 4 replications",
            X = new FigureAxis("stress"),
            Y = new FigureAxis("k_us", "utility"),
            Outcome = Escalation.Axis("us"),
            Cells = [.. Enumerable.Range(0, Escalation.Points.Count).Select(i => new HeatMapCell(AxisPlace.Of(Escalation.Number(i, "s")), AxisPlace.Of(Escalation.Number(i, "k")), Escalation.Value(i, "us")))],
        },
        OverTwo);

    private const string Factors =
        """
        schema: strategysim/sweep/v1
        id: factors
        scenario: us-china-rare-earths
        factors:
          swan_rate: { parameter: swan_rate, uniform: [0, 1/5] }
          swan_size: { parameter: swan_size, uniform: [1/8, 2] }
          exposure: { parameter: cn_exposure, uniform: [0, 1] }
          shoring: { parameter: d_us, uniform: [0, 2] }
        outcomes: { us: { measure: payoffMean, game: us-china, actor: US }, chicken: { measure: "share:chicken", game: us-china } }
        """;

    private static PlayedSweep Designed(string design, int replications = 1) => PlayedSweep.Play($"{Factors}\ndesign: {design}\nreplications: {replications}", replications);

    private static IEnumerable<Figure> Sensitivity()
    {
        PlayedSweep played = Designed("{ method: saltelli, rows: 16, randomisations: 4, secondOrder: true, seed: 1 }", replications: 2);
        SaltelliDesign[] designs = [.. ((CubeDesign)played.Sweep.Plan).Parts.Cast<SaltelliDesign>()];
        double[][] outputs = [.. Enumerable.Range(0, played.Points.Count).Select(i => played.Sample(i, "us"))];
        SobolIndices indices = SobolEstimator.Estimate(designs, [.. outputs.Chunk(outputs.Length / designs.Length)], SobolEstimand.ConditionalMean);
        string[] names = [.. played.Sweep.Factors.Select(factor => factor.Name)];
        yield return new IndexBarsFigure
        {
            Id = "sobol-indices",
            Title = "What moves the mean payoff of the United States",
            Subtitle = "us-china-rare-earths, game us-china; 4 scrambles of 16 rows, two replications a point",
            Intervals = "95 % t-intervals over scrambles",
            Index = new FigureAxis("Sobol index", "share of variance"),
            Rows = [.. names.SelectMany((name, i) => (IndexRow[])[new(name, "first order", IntervalValue.Of(indices.First[i])), new(name, "total", IntervalValue.Of(indices.Total[i]))])],
        };
        yield return new InteractionFigure
        {
            Id = "second-order-indices",
            Title = "Which pairs of factors act together on the payoff of the United States",
            Subtitle = "us-china-rare-earths, game us-china; 4 scrambles of 16 rows",
            Intervals = "95 % t-intervals over scrambles",
            Index = new FigureAxis("second-order index", "share of variance"),
            Rows = [.. indices.Second.Select(second => new InteractionRow(names[second.First], names[second.Second], IntervalValue.Of(second.Index)))],
        };
    }

    private static MorrisFigure Screening()
    {
        PlayedSweep played = Designed("{ method: morris, trajectories: 20, levels: 4, seed: 1 }");
        IReadOnlyList<MorrisMeasure> measures = MorrisMeasures.Of((IMorrisDesign)((CubeDesign)played.Sweep.Plan).Parts[0], [.. Enumerable.Range(0, played.Points.Count).Select(i => played.Sample(i, "us")[0])]);
        return new MorrisFigure
        {
            Id = "morris",
            Title = "Screening: elementary effects on the mean payoff of the United States",
            Subtitle = "us-china-rare-earths, game us-china; 20 trajectories on 4 levels",
            Intervals = "95 % t-intervals over trajectories",
            Outcome = played.Axis("us"),
            Rows = [.. measures.Select(m => new MorrisRow(played.Sweep.Factors[m.Factor].Name, IntervalValue.Of(m.MuStar), m.Sigma!.Value))],
        };
    }

    private static IEnumerable<Figure> Samples()
    {
        PlayedSweep played = Designed("{ method: latin-hypercube, points: 300, seed: 1 }");
        string[] names = [.. played.Sweep.Factors.Select(factor => factor.Name)];
        double[][] columns = [.. names.Select(name => Enumerable.Range(0, played.Points.Count).Select(i => played.Number(i, name)).ToArray())];
        double[] payoff = [.. Enumerable.Range(0, played.Points.Count).Select(i => played.Sample(i, "us")[0])];
        IReadOnlyList<PawnIndex> pawn = Pawn.Of([.. Enumerable.Range(0, payoff.Length).Select(i => columns.Select(column => column[i]).ToArray())], payoff);
        // A column that does not enter the model: the points' numbers, stirred.
        double inert = Pawn.Of([.. Enumerable.Range(0, payoff.Length).Select(i => (double[])[i * 137 % payoff.Length])], payoff)[0].Mean;
        yield return new IndexBarsFigure
        {
            Id = "pawn-indices",
            Title = "How far each factor moves the distribution of the payoff of the United States",
            Subtitle = "us-china-rare-earths, game us-china; PAWN over 300 points, ten conditioning intervals",
            Intervals = "bars: mean distance; lines: from the least to the largest",
            Index = new FigureAxis("Kolmogorov–Smirnov distance", "0 to 1"),
            Rows = [.. pawn.Select(p => new IndexRow(names[p.Input], "PAWN", new IntervalValue(p.Mean, p.Minimum, p.Maximum)))],
            Reference = new IndexReference(inert, "mean of an inert input"),
        };

        double[] chicken = [.. Enumerable.Range(0, played.Points.Count).Select(i => played.Sample(i, "chicken")[0])];
        IReadOnlyList<PrimBox> boxes = Prim.Trajectory([.. names.Select((name, i) => PrimInput.Numeric(name, columns[i]))], [.. chicken.Select(share => share > 0.5)]);
        int picked = boxes.Select((box, i) => (Score: box.Coverage + box.Density, i)).Max().i;
        yield return new TradeOffFigure
        {
            Id = "prim",
            Title = "Where chicken comes to prevail",
            Subtitle = "us-china-rare-earths; PRIM over 300 points",
            Interest = "chicken in more than half of the rounds",
            Boxes = [.. boxes.Select(box => new TradeOffBox(box.Step.ToString().ToLowerInvariant(), box.Coverage, box.Density, box.Mass, box.RestrictedDimensions))],
            Chosen = picked,
            ChosenLabel = string.Join(", ", boxes[picked].Restrictions.Select(r => r.Lower is { } low ? $"{r.Input} > {low:0.##}" : $"{r.Input} < {r.Upper:0.##}")),
        };
    }

    private static ComparisonFigure Comparison()
    {
        IReadOnlyList<OutcomeRow> Table(string rate, out double[][] samples, out string[] actors)
        {
            var played = PlayedSweep.Play(
                $$"""
                schema: strategysim/sweep/v1
                id: sides
                scenario: us-china-rare-earths
                factors: { rate: { parameter: swan_rate, list: [{{rate}}] } }
                design: { method: grid }
                outcomes:
                  us: { measure: payoffMean, game: us-china, actor: US }
                  cn: { measure: payoffMean, game: us-china, actor: CN }
                  us-eu: { measure: payoffMean, game: us-eu, actor: US }
                  eu: { measure: payoffMean, game: us-eu, actor: EU }
                replications: 40
                """, 40);
            string[] names = ["us", "cn", "us-eu", "eu"];
            actors = names;
            samples = [.. names.Select(name => played.Sample(0, name))];
            return [.. names.Select(name => played.Value(0, name) is var value ? new OutcomeRow(played.Key(name).Actor, played.Key(name).Game, "payoffMean", value.Value, value.Lower, value.Upper, null, 40) : null!)];
        }

        IReadOnlyList<OutcomeRow> calm = Table("0", out double[][] without, out _), stormy = Table("1/5", out double[][] with, out _);
        IReadOnlyList<ComparisonRow> left = ComparisonFigure.Of("no black swans", calm, "payoffMean"), right = ComparisonFigure.Of("a swan in five quarters", stormy, "payoffMean");
        return new ComparisonFigure
        {
            Id = "comparison",
            Title = "What black swans do to payoffs",
            Subtitle = "us-china-rare-earths, seed 1, 40 replications",
            Intervals = "95 % t-intervals",
            DifferenceTitle = "with − without swans, paired",
            Panels =
            [
                new ComparisonPanel(
                    new FigureAxis("mean payoff", "utility per round"),
                    [.. left, .. right],
                    [.. left.Select((row, i) => PairedComparison.Of(with[i], without[i]) is var paired ? new ComparisonDifference(row.Label, right[0].Side, IntervalValue.Of(paired.Difference), paired.CohenDz is { } d ? $"d = {FigureText.Show(d)}" : "") : null!)]),
            ],
        };
    }

    private static ConvergenceFigure Convergence()
    {
        var played = PlayedSweep.Play(
            """
            schema: strategysim/sweep/v1
            id: converging
            scenario: us-china-rare-earths
            factors: { rate: { parameter: swan_rate, list: [1/10] } }
            design: { method: grid }
            outcomes: { us-eu: { measure: payoffMean, game: us-eu, actor: US }, cn: { measure: payoffMean, game: us-china, actor: CN } }
            replications: 240
            """, 240);
        IEnumerable<ConvergenceRow> Rows(string series, string outcome) => new[] { 8, 15, 30, 60, 120, 240 }.Select(n =>
        {
            var mean = new MeanAccumulator();
            foreach (double value in played.Sample(0, outcome).Take(n)) mean.Add(value);
            return new ConvergenceRow(series, n, IntervalValue.Of(mean.ToEstimate()));
        });
        return new ConvergenceFigure
        {
            Id = "convergence",
            Title = "How mean payoffs settle as replications are added",
            Subtitle = "us-china-rare-earths, one black swan in ten quarters",
            Intervals = "95 % t-intervals",
            SeriesTitle = "mean payoff",
            Estimate = new FigureAxis("mean payoff", "utility per round"),
            Rows = [.. Rows("CN in us-china", "cn"), .. Rows("US in us-eu", "us-eu")],
            AskedHalfWidth = 0.05,
        };
    }

    private static IReadOnlyList<Figure> Tournament()
    {
        string[] rules = ["cooperator", "defector", "tit-for-tat", "tit-for-two-tats", "grudger", "gradual", "win-stay-lose-shift", "turn-taking", "bully", "gtft-1-3", "fictitious-play", "reputation-reader"];
        Tournament tournament = Contest.Of("called_bluff", rules) with { Noise = Rational.Create(1, 20), Repetitions = 40 };
        return TournamentFigures.All(TournamentPlayer.Play(TournamentPlan.Of(tournament), 2), "Called bluff");
    }

    private static EmpiricalGameFigure EmpiricalGame()
    {
        var played = PlayedSweep.Play(
            """
            schema: strategysim/sweep/v1
            id: rules
            scenario: chicken
            factors:
              us: { at: /games/cardinal/rules/US, oneOf: [defector, reputation-reader, tit-for-tat] }
              cn: { at: /games/cardinal/rules/CN, oneOf: [defector, reputation-reader, tit-for-tat] }
            design: { method: grid }
            outcomes: { payoff-us: { measure: payoffMean, game: cardinal, actor: US }, payoff-cn: { measure: payoffMean, game: cardinal, actor: CN } }
            replications: 100
            """, 100);
        string[] rules = ["defector", "reputation-reader", "tit-for-tat"];
        int At(string us, string cn) => Enumerable.Range(0, played.Points.Count).Single(i => played.Text(i, "us") == us && played.Text(i, "cn") == cn);
        List<Rational> payoffs = [];
        foreach (string us in rules)
        {
            foreach (string cn in rules) payoffs.AddRange(new[] { "payoff-us", "payoff-cn" }.Select(outcome => Rational.FromDouble(played.Value(At(us, cn), outcome).Value)));
        }

        NashResult nash = NashSolvers.Solve(new NormalFormGame([new Player("US", rules), new Player("CN", rules)], payoffs));
        Dictionary<string, double> Mix(NashEquilibrium e, int player) => rules.Select((rule, i) => (rule, Probability: e.Profile[player][i].ToDouble())).Where(p => p.Probability > 0).ToDictionary(p => p.rule, p => p.Probability);
        return new EmpiricalGameFigure
        {
            Id = "empirical-game",
            Title = "Decision rules against each other in chicken",
            Subtitle = "chicken, game cardinal, seed 1, 100 replications a profile",
            Intervals = "± half-width of the 95 % t-interval; marks: equilibria of the table of means",
            Players = ("US", "CN"),
            Actors = ["US", "CN"],
            Payoff = new FigureAxis("mean payoff", "utility per round"),
            Profiles = [.. rules.SelectMany(us => rules.Select(cn => new ProfilePayoffs(us, cn, [played.Value(At(us, cn), "payoff-us"), played.Value(At(us, cn), "payoff-cn")])))],
            Equilibria = [.. nash.Equilibria.Take(5).Select((e, i) => new ProfileEquilibrium($"{i + 1}: {(e.Pure ? "pure" : "mixed")}", Mix(e, 0), Mix(e, 1)))],
        };
    }
}
