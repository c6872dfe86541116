using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Figures;

/// <summary>A figure that a run can be drawn as.</summary>
public sealed class RunFigure
{
    private readonly Func<RunRecord, Scenario, IReadOnlyList<OutcomeRow>, Figure>? _ofOutcomes;
    private readonly Func<RunRecord, Scenario, RunPaths, Figure>? _ofRounds;

    internal RunFigure(string name, string title, Func<RunRecord, Scenario, IReadOnlyList<OutcomeRow>, Figure> make) => (Name, Title, _ofOutcomes) = (name, title, make);

    internal RunFigure(string name, string title, Func<RunRecord, Scenario, RunPaths, Figure> make) => (Name, Title, _ofRounds) = (name, title, make);

    /// <summary>Names it among the figures of the run: lower case letters, digits and hyphens.</summary>
    public string Name { get; }

    /// <summary>What it shows, in words.</summary>
    public string Title { get; }

    internal bool IsOfRounds => _ofRounds is not null;

    internal Figure Make(RunRecord run, Scenario scenario, IReadOnlyList<OutcomeRow> rows) => _ofOutcomes!(run, scenario, rows) with { Id = Name };

    internal Figure Make(RunRecord run, Scenario scenario, RunPaths paths) => _ofRounds!(run, scenario, paths) with { Id = Name };
}

/// <summary>Draws runs: mean payoffs, and payoffs, reputations, game types and states round by round.</summary>
/// <param name="store">Has the units.</param>
/// <param name="results">Reads the outcomes.</param>
public sealed class RunFigures(IExperimentStore store, RunResults results)
{
    // Units that are played again for a figure, rounds that are played for it in all, rounds on its axis, and views above each other.
    private const int MostUnits = 200, MostRounds = 500_000, MostPlaces = 500, MostViews = 6;

    /// <summary>The figures of a run of a scenario, in reading order.</summary>
    public static IReadOnlyList<RunFigure> Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var figures = new List<RunFigure> { new(StudyFigures.Distinct("outcomes", names), "Mean payoffs of every actor in every game", Outcomes) };
        foreach (GameSpecification game in scenario.Games.Values)
        {
            bool reputation = game.Cooperate is not null;
            figures.Add(new RunFigure(StudyFigures.Distinct($"payoffs-{game.Id}", names), $"{game.Title}: payoffs{(reputation ? " and reputations" : "")}, round by round", (run, own, paths) => Payoffs(run, own, paths, game)));
            if (game.HasGameType) figures.Add(new RunFigure(StudyFigures.Distinct($"game-types-{game.Id}", names), $"{game.Title}: which game it is, round by round", (run, own, paths) => GameTypes(run, own, paths, game)));
        }

        if (scenario.States.Count > 0) figures.Add(new RunFigure(StudyFigures.Distinct("states", names), "States, round by round", States));
        return figures;
    }

    /// <summary>Draws figures of a run.</summary>
    /// <param name="run">The run, with its units stored.</param>
    /// <param name="figures">The figures, of <see cref="Of"/>.</param>
    /// <param name="options">Where data stands; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    /// <exception cref="IntegrityException">A unit played again is not the stored one.</exception>
    public async Task<IReadOnlyList<FigureDocument>> DrawAsync(RunRecord run, IReadOnlyList<RunFigure> figures, FigureOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        CompiledScenario compiled = results.Compile(run);
        IReadOnlyList<OutcomeRow> rows = figures.Any(figure => !figure.IsOfRounds) ? await results.SummariseAsync(run, cancellationToken) : [];
        RunPaths? paths = figures.Any(figure => figure.IsOfRounds) ? await PathsAsync(run, compiled, cancellationToken) : null;
        return [.. figures.Select(figure => (figure.IsOfRounds ? figure.Make(run, compiled.Scenario, paths!) : figure.Make(run, compiled.Scenario, rows)).Draw(options))];
    }

    private async Task<RunPaths> PathsAsync(RunRecord run, CompiledScenario compiled, CancellationToken cancellationToken)
    {
        int horizon = compiled.Scenario.Time.Horizon, units = Math.Clamp(MostRounds / horizon, 1, MostUnits);
        var stored = new List<(int Replication, UnitSummary Summary)>();
        await foreach ((int Replication, UnitSummary Summary) unit in store.ReadUnitsAsync(run, cancellationToken))
        {
            stored.Add(unit);
            if (stored.Count == units) break;
        }

        // A thread of its own: this is all computing.
        return await Task.Factory.StartNew(
            () => RunPaths.Play(compiled, run, stored, Step(compiled.Scenario), cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static int Step(Scenario scenario) => (scenario.Time.Horizon + MostPlaces - 1) / MostPlaces;

    private static ComparisonFigure Outcomes(RunRecord run, Scenario scenario, IReadOnlyList<OutcomeRow> rows) => new()
    {
        Id = "outcomes",
        Title = "Mean payoffs",
        Subtitle = $"{run.ScenarioTitle}, seed {run.Seed}, {Replications(run.Replications)}",
        Intervals = run.Replications > 1 ? "95 % t-intervals" : "",
        Panels = [new ComparisonPanel(FigureAxis.Of(new("*", "*", "payoffMean")), ComparisonFigure.Of("mean", rows, "payoffMean"), [])],
    };

    private static TrajectoryFigure Payoffs(RunRecord run, Scenario scenario, RunPaths paths, GameSpecification game)
    {
        TrajectoryRow[] beliefs = [.. game.Players.SelectMany(actor => paths.Belief(game.Id, actor))];
        return Frame(run, scenario, paths) with
        {
            Title = $"{game.Title}: payoffs{(beliefs.Length > 0 ? " and reputations" : "")}",
            Intervals = paths.Units > 1 ? "lines: means; bands: 95 % t-intervals" : "",
            SeriesTitle = "actor",
            Panels =
            [
                new TrajectoryPanel(beliefs.Length > 0 ? "Payoff" : "", new FigureAxis("payoff in the round"), [.. game.Players.SelectMany(actor => paths.Payoff(game.Id, actor))]),
                .. beliefs.Length > 0 ? [new TrajectoryPanel("Reputation", new FigureAxis("belief that the actor is firm", "probability"), beliefs)] : Array.Empty<TrajectoryPanel>(),
            ],
        };
    }

    private static TrajectoryFigure GameTypes(RunRecord run, Scenario scenario, RunPaths paths, GameSpecification game) => Frame(run, scenario, paths) with
    {
        Title = $"{game.Title}: which game it is",
        Intervals = paths.Units > 1 ? "bands: 95 % Wilson intervals" : "",
        SeriesTitle = "family of game",
        Panels = [new TrajectoryPanel("", new FigureAxis(paths.Units > 1 ? "share of replications" : "1 where it is this game"), paths.Families(game.Id))],
    };

    private static TrajectoryFigure States(RunRecord run, Scenario scenario, RunPaths paths) => Frame(run, scenario, paths) with
    {
        Title = scenario.States.Count > MostViews ? $"The first {MostViews} of {scenario.States.Count} states" : "States",
        Intervals = paths.Units > 1 ? "lines: medians; bands: from the 5 % to the 95 % quantile" : "",
        SeriesTitle = "state",
        Panels = [.. scenario.States.Values.Take(MostViews).Select(state => new TrajectoryPanel(scenario.States.Count > 1 ? state.Name : "", new FigureAxis(state.Name, state.Unit), paths.State(state.Name)))],
    };

    private static TrajectoryFigure Frame(RunRecord run, Scenario scenario, RunPaths paths)
    {
        int step = Step(scenario);
        string which = paths.Units < run.Replications ? $"the first {paths.Units} of {Replications(run.Replications)}" : Replications(run.Replications);
        string ended = scenario.Run.Continuation.ToString() == "1" ? "" : ", in each round those still played";
        string thinned = step > 1 ? $"; every {step}th round" : "";
        string start = scenario.Time.Start.Length > 0 ? $" since {scenario.Time.Start}" : "";
        return new TrajectoryFigure
        {
            Id = "rounds",
            Title = "Rounds",
            Subtitle = $"{run.ScenarioTitle}, seed {run.Seed}, {which}{ended}{thinned}",
            Rounds = new FigureAxis("round", scenario.Time.Period.Length > 0 ? $"{scenario.Time.Period}s{start}" : ""),
            Panels = [],
        };
    }

    private static string Replications(int count) => count == 1 ? "1 replication" : $"{count} replications";
}
