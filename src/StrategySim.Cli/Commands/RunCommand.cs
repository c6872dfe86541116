using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
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
        var data = new Option<string?>("--data") { Description = "The folder in which results are kept.", HelpName = "DIR" };
        var equilibria = new Option<bool>("--equilibria") { Description = "Also print the equilibria of the stage games, phase by phase." };
        var command = new Command("run", "Plays a scenario: payoffs with intervals, and the game types passed through.") { file, replications, seed, threads, data, equilibria };
        OutputOptions output = OutputOptions.AddTo(command, csv: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Scenario scenario = await ScenarioInput.ReadAsync(parsed.GetRequiredValue(file), terminal.In, cancellationToken);
            var watch = Stopwatch.StartNew();
            string folder = DataFolder.Require(parsed.GetValue(data)!);
            string storePath = Path.Combine(folder, "experiments.db");
            using IHost host = RunHost.Build(storePath, parsed.GetValue(threads), parsed.GetValue(verbose));
            RunRecord run = await new RunSession(host, terminal).PlayAsync(new RunRequest(scenario, parsed.GetValue(seed), parsed.GetValue(replications)), cancellationToken);
            RunResults results = host.Services.GetRequiredService<RunResults>();
            IReadOnlyList<OutcomeRow> rows = await results.SummariseAsync(run, cancellationToken);
            CompiledScenario compiled = results.Compile(run);
            IReadOnlyList<GameTypeHistory> histories = await Task.Run(() => GameTypeHistory.Of(compiled, run.Seed, 0, cancellationToken), cancellationToken);
            await host.StopAsync(cancellationToken);

            var page = new Page(terminal.Out);
            RunView.WriteTitle(page, scenario, run);
            RunView.WritePayoffs(page, scenario, rows);
            RunView.WriteConduct(page, scenario, rows);
            RunView.WriteGameTypes(page, scenario, rows);
            PhaseView.Write(page, histories, 0);
            if (parsed.GetValue(equilibria)) PhaseView.WriteEquilibria(page, histories, 0, cancellationToken);
            RunView.WriteEnd(page, run, storePath, watch.Elapsed);
            return ExitCodes.Done;
        });
        return command;
    }
}
