using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using StrategySim.Api.Hosting;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Commands;

/// <summary><c>run FILE</c>: plays a scenario and prints what came of it.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var file = new Argument<string>("file") { Description = "A scenario: a YAML or JSON file, '-' for standard input, or the id of one that ships with the program." };
        Option<int?> replications = WholeNumberOption.Create("--replications", 1, ScenarioShape.MaximumReplications, "How often to play it; by default as often as the scenario says.");
        Option<ulong?> seed = WholeNumberOption.Create("--seed", 0UL, ulong.MaxValue, "The seed of all draws, 0 included; by default the scenario's.");
        Option<int?> threads = WholeNumberOption.Create("--threads", 1, 1024, "Threads to play on; by default one for each core. Results do not depend on it.");
        Option<string?> data = DataFolder.Option();
        var equilibria = new Option<bool>("--equilibria") { Description = "Also give the equilibria of the stage games of replication 0, phase by phase." };
        Option<string?> figures = FigureFolder.Option();
        var command = new Command("run", "Plays a scenario: payoffs with intervals, and the game types passed through.") { file, replications, seed, threads, data, equilibria, figures };
        WatchOptions watching = WatchOptions.AddTo(command);
        OutputOptions output = OutputOptions.AddTo(command, csv: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var watch = Stopwatch.StartNew();
            OutputFormat format = output.Choose(parsed, terminal);
            FigureFolder.Require(parsed.GetValue(figures));
            WatchRequest? watched = watching.Read(parsed, parsed.GetValue(replications), format, terminal);
            Scenario scenario = await ScenarioFile.ReadAsync(parsed.GetRequiredValue(file), terminal.In, cancellationToken);
            string storePath = Path.Combine(DataFolder.Require(parsed.GetValue(data)), StrategySimSettings.StoreFileName);
            using IHost host = RunHost.Build(storePath, parsed.GetValue(threads), parsed.GetValue(verbose));
            try
            {
                return await PlayAsync();
            }
            finally
            {
                // Also after a failure: the store must not be closed under a run that is just being put down.
                await host.StopAsync(CancellationToken.None);
            }

            async Task<int> PlayAsync()
            {
                var session = new RunSession(host, terminal);
                var request = new RunRequest(scenario, parsed.GetValue(seed), parsed.GetValue(replications));
                RunRecord? played = watched is null
                    ? await session.PlayAsync(request, cancellationToken)
                    : await session.ShowAsync(Watched(request, watched), ViewOf(terminal, format, request, watched), watched.Keyboard, cancellationToken);
                if (played is not { } run) return ExitCodes.Interrupted;
                RunResults results = host.Services.GetRequiredService<RunResults>();
                if (parsed.GetValue(figures) is { } folder)
                {
                    RunFigures drawing = host.Services.GetRequiredService<RunFigures>();
                    IReadOnlyList<FigureDocument> drawn = await Waiting.ForAsync(
                        terminal, "Drawing", () => drawing.DrawAsync(run, RunFigures.Of(scenario), FigureFolder.Inside, cancellationToken), cancellationToken);
                    await FigureFolder.WriteAsync(folder, drawn, cancellationToken);
                }

                IReadOnlyList<OutcomeRow> rows = await results.SummariseAsync(run, cancellationToken);
                if (format == OutputFormat.Csv)
                {
                    await CsvOutput.WriteAsync(terminal, StageGames.Table(RunReport.Payoffs(run, rows)), cancellationToken);
                    return ExitCodes.Done;
                }

                CompiledScenario compiled = results.Compile(run);
                // Plays replication 0 once more for every shock.
                IReadOnlyList<GameTypeHistory> histories = await Waiting.ForAsync(
                    terminal, "Finding the causes of changes in replication 0", () => GameTypeHistory.Of(compiled, run.Seed, 0, run.Interventions, cancellationToken), cancellationToken);
                bool solve = parsed.GetValue(equilibria);
                if (format == OutputFormat.Json)
                {
                    var report = RunReport.Of(run, rows, histories, solve, watch.Elapsed, cancellationToken);
                    if (watched is null) await JsonOutput.WriteAsync(terminal, report, cancellationToken);
                    else JsonOutput.WriteLine(terminal, report);
                    return ExitCodes.Done;
                }

                var page = new Page(terminal.Out);
                // Where the rounds were shown, the title stands above them.
                if (watched is null) RunView.WriteTitle(page, scenario, run);
                else terminal.Out.WriteLine();
                Show(page, scenario, rows, histories, solve, cancellationToken);
                RunView.WriteEnd(page, run, storePath, watch.Elapsed);
                return ExitCodes.Done;
            }
        });
        return command;
    }

    // One replication is what can be watched; who wants more says so.
    private static RunRequest Watched(RunRequest request, WatchRequest watched) => request with
    {
        Replications = request.Replications ?? 1,
        Execution = RunExecution.Actors,
        RoundsPerSecond = watched.RoundsPerSecond,
        StartPaused = watched.StartPaused,
    };

    private static IRoundView ViewOf(Terminal terminal, OutputFormat format, RunRequest request, WatchRequest watched)
    {
        if (format == OutputFormat.Json) return new JsonRounds(terminal);
        int asked = request.Scenario.Run.Replications;
        string left = request.Replications is null && asked > 1 ? $"One of the {Numbers.Count(asked)} replications that the scenario asks for is watched; --replications N watches N of them." : "";
        return terminal.OutIsTerminal
            ? new RoundTable(new Page(terminal.Out), request.Scenario, left, watched.Keyboard is null ? "" : WatchedRun.Help)
            : new RoundLines(terminal.Out, request.Scenario, left);
    }

    private static void Show(
        Page page, Scenario scenario, IReadOnlyList<OutcomeRow> rows, IReadOnlyList<GameTypeHistory> histories, bool equilibria, CancellationToken cancellationToken)
    {
        RunView.WritePayoffs(page, scenario, rows);
        RunView.WriteConduct(page, scenario, rows);
        RunView.WriteThreats(page, scenario, rows);
        RunView.WriteGameTypes(page, scenario, rows);
        PhaseView.Write(page, histories, 0);
        if (equilibria) PhaseView.WriteEquilibria(page, histories, 0, cancellationToken);
    }
}
