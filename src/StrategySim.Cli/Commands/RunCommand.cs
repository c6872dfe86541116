using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Api.Hosting;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
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
        var command = new Command("run", "Plays a scenario: payoffs with intervals, and the game types passed through.") { file, replications, seed, threads, data, equilibria };
        OutputOptions output = OutputOptions.AddTo(command, csv: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var watch = Stopwatch.StartNew();
            Scenario scenario = await ScenarioFile.ReadAsync(parsed.GetRequiredValue(file), terminal.In, cancellationToken);
            string storePath = Path.Combine(DataFolder.Require(parsed.GetValue(data)), StrategySimSettings.StoreFileName);
            using IHost host = RunHost.Build(storePath, parsed.GetValue(threads), parsed.GetValue(verbose));
            RunRecord run = await new RunSession(host, terminal).PlayAsync(new RunRequest(scenario, parsed.GetValue(seed), parsed.GetValue(replications)), cancellationToken);
            RunResults results = host.Services.GetRequiredService<RunResults>();
            IReadOnlyList<OutcomeRow> rows = await results.SummariseAsync(run, cancellationToken);
            OutputFormat format = output.Choose(parsed, terminal);
            if (format == OutputFormat.Csv)
            {
                await CsvOutput.WriteAsync(terminal, StageGames.Table(RunReport.Payoffs(run, rows)), cancellationToken);
                return ExitCodes.Done;
            }

            CompiledScenario compiled = results.Compile(run);
            // Plays replication 0 once more for every shock.
            IReadOnlyList<GameTypeHistory> histories = await Waiting.ForAsync(
                terminal, "Finding the causes of changes in replication 0", () => GameTypeHistory.Of(compiled, run.Seed, 0, run.Interventions, cancellationToken), cancellationToken);
            await host.StopAsync(cancellationToken);
            bool solve = parsed.GetValue(equilibria);
            if (format == OutputFormat.Json)
            {
                await JsonOutput.WriteAsync(terminal, RunReport.Of(run, rows, histories, solve, watch.Elapsed, cancellationToken), cancellationToken);
                return ExitCodes.Done;
            }

            var page = new Page(terminal.Out);
            Show(page, scenario, run, rows, histories, solve, cancellationToken);
            RunView.WriteEnd(page, run, storePath, watch.Elapsed);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(
        Page page, Scenario scenario, RunRecord run, IReadOnlyList<OutcomeRow> rows, IReadOnlyList<GameTypeHistory> histories, bool equilibria, CancellationToken cancellationToken)
    {
        RunView.WriteTitle(page, scenario, run);
        RunView.WritePayoffs(page, scenario, rows);
        RunView.WriteConduct(page, scenario, rows);
        RunView.WriteGameTypes(page, scenario, rows);
        PhaseView.Write(page, histories, 0);
        if (equilibria) PhaseView.WriteEquilibria(page, histories, 0, cancellationToken);
    }
}
