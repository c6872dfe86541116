using System.CommandLine;
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
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Commands;

/// <summary><c>compare A B …</c>: outcomes of runs or scenarios side by side.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var sides = new Argument<string[]>("sides")
        {
            Description = "Two or more sides: ids of runs that are kept, or scenarios (files, or ids of those that ship with the program), which are played as far as their units are not kept. NAME=SIDE gives a side its name.",
            Arity = new ArgumentArity(1, ComparisonOptions.MaximumSides),
        };
        var baseline = new Option<string?>("--baseline") { Description = "The side from which differences are taken: its name, or the side as it was given; by default the first.", HelpName = "SIDE" };
        Option<string[]> outcome = Ids("--outcome", $"Outcomes to compare; by default {string.Join(", ", ComparisonOptions.DefaultOutcomes)}.");
        Option<string[]> actor = Ids("--actor", "Actors whose outcomes to compare; by default all.");
        Option<string[]> game = Ids("--game", "Games whose outcomes to compare; by default all.");
        Option<int?> replications = WholeNumberOption.Create("--replications", 1, ScenarioShape.MaximumReplications, "How often to play scenarios; by default as often as each says.");
        Option<ulong?> seed = WholeNumberOption.Create("--seed", 0UL, ulong.MaxValue, "The seed of scenarios that are played; by default what each says. Sides of one seed share their random numbers.");
        Option<int?> threads = WholeNumberOption.Create("--threads", 1, 1024, "Threads to play on; by default one for each core. Results do not depend on it.");
        Option<string?> data = DataFolder.Option();
        var command = new Command("compare", "Compares runs or scenarios: differences of outcomes with intervals, paired by common random numbers.")
        {
            sides, baseline, outcome, actor, game, replications, seed, threads, data,
        };
        OutputOptions output = OutputOptions.AddTo(command, csv: true, latex: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string storePath = Path.Combine(DataFolder.Require(parsed.GetValue(data)), StrategySimSettings.StoreFileName);
            using IHost host = RunHost.Build(storePath, parsed.GetValue(threads), parsed.GetValue(verbose));
            try
            {
                List<Side> named = await FindAsync(parsed.GetRequiredValue(sides), host, terminal, cancellationToken);
                var options = new ComparisonOptions
                {
                    Baseline = Baseline(parsed.GetValue(baseline), named), Outcomes = parsed.GetValue(outcome) ?? [], Actors = parsed.GetValue(actor) ?? [], Games = parsed.GetValue(game) ?? [],
                };
                IReadOnlyList<IComparisonSource> sources = await PlayAsync(named, parsed.GetValue(seed), parsed.GetValue(replications), host, terminal, cancellationToken);
                ComparisonResult comparison = await CompareAsync(sources, options, named, terminal, cancellationToken);
                await WriteAsync(comparison, output.Choose(parsed, terminal), terminal, cancellationToken);
                return ExitCodes.Done;
            }
            finally
            {
                // Also after a failure: the store must not be closed under a run that is just being put down.
                await host.StopAsync(CancellationToken.None);
            }
        });
        return command;
    }

    // Everything is read before anything is played: a fault in the last side should not wait for the first.
    private static async Task<List<Side>> FindAsync(string[] given, IHost host, Terminal terminal, CancellationToken cancellationToken)
    {
        RunService runs = host.Services.GetRequiredService<RunService>();
        var sides = new List<Side>();
        foreach (string text in given)
        {
            int equals = File.Exists(text) ? -1 : text.IndexOf('=', StringComparison.Ordinal);
            string what = text[(equals + 1)..];
            var side = new Side(text, what) { Name = equals > 0 ? text[..equals] : null };
            side.Run = (await runs.FindAsync(what, cancellationToken))?.Run;
            if (side.Run is null) side.Scenario = await ScenarioFile.ReadAsync(what, terminal.In, cancellationToken);
            sides.Add(side);
        }

        HashSet<string> twice = [.. sides.Where(side => side.Name is null).GroupBy(side => side.ScenarioId).Where(group => group.Count() > 1).Select(group => group.Key)];
        foreach (Side side in sides) side.Name ??= twice.Contains(side.ScenarioId) ? Path.GetFileNameWithoutExtension(side.What) : side.ScenarioId;
        return sides;
    }

    private static string? Baseline(string? given, List<Side> sides) =>
        given is null || sides.Exists(side => side.Name == given) ? given : sides.Find(side => side.What == given || side.Text == given)?.Name ?? given;

    private static async Task<IReadOnlyList<IComparisonSource>> PlayAsync(
        List<Side> sides, ulong? seed, int? replications, IHost host, Terminal terminal, CancellationToken cancellationToken)
    {
        IExperimentStore store = host.Services.GetRequiredService<IExperimentStore>();
        var session = new RunSession(host, terminal);
        var sources = new List<IComparisonSource>();
        foreach (Side side in sides)
        {
            // Runs that were played just now differ in their ids from one time to the next; what the user named does not.
            sources.Add(side.Run is { } kept
                ? new RunSource(side.Name!, kept, store)
                : new RunSource(side.Name!, await session.PlayAsync(new RunRequest(side.Scenario!, seed, replications), cancellationToken), store, $"scenario {side.What}"));
        }

        return sources;
    }

    private static async Task<ComparisonResult> CompareAsync(
        IReadOnlyList<IComparisonSource> sources, ComparisonOptions options, List<Side> sides, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            Func<CancellationToken, ComparisonResult> compare = await Comparison.ReadAsync(sources, options, cancellationToken);
            return await Waiting.ForAsync(terminal, "Comparing", () => compare(cancellationToken), cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            throw new FaultyInputException("The command line", [.. invalid.Faults.Select(fault => fault with { Pointer = Place(fault.Pointer, sides) })]);
        }
    }

    // Faults name places of a document; here these are arguments and options.
    private static string Place(string pointer, List<Side> sides) => pointer.Split('/') switch
    {
        [_, "sides", { } index] => sides[int.Parse(index)].Text,
        [_, "sides"] => "sides",
        [_, { } list, _] => "--" + list.TrimEnd('s'),
        _ => "--" + pointer.TrimStart('/'),
    };

    private static async Task WriteAsync(ComparisonResult comparison, OutputFormat format, Terminal terminal, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case OutputFormat.Json:
                await JsonOutput.WriteAsync(terminal, comparison, cancellationToken);
                break;
            case OutputFormat.Csv:
                await CsvOutput.WriteAsync(terminal, ComparisonTable.Of(comparison), cancellationToken);
                break;
            case OutputFormat.Latex:
                await terminal.RawOut.WriteAsync(System.Text.Encoding.UTF8.GetBytes(ComparisonLatex.Write(comparison)), cancellationToken);
                break;
            default:
                ComparisonView.Show(new Page(terminal.Out), comparison);
                break;
        }
    }

    private static Option<string[]> Ids(string name, string description) => new(name) { Description = description, HelpName = "ID", AllowMultipleArgumentsPerToken = false };

    private sealed class Side(string text, string what)
    {
        /// <summary>The argument.</summary>
        public string Text { get; } = text;

        /// <summary>The argument without a name before it.</summary>
        public string What { get; } = what;

        public string? Name { get; set; }

        public RunRecord? Run { get; set; }

        public Scenario? Scenario { get; set; }

        public string ScenarioId => Run?.ScenarioId ?? Scenario!.Id;
    }
}
