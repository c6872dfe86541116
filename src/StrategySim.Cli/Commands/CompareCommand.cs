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
using StrategySim.Experiments.Figures;
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
            Description = "Two or more sides: ids of runs that are kept, or scenarios (files, or ids of those that ship with the program), which are played as far as their units are not kept; or points of a sweep, SWEEP@12 by index and 'SWEEP@k=3,s>=1' by values and bands of factors, SWEEP being the id of a started sweep, or a sweep (file, or id of one that ships), of which missing units are played. NAME=SIDE gives a side its name.",
            Arity = new ArgumentArity(1, ComparisonOptions.MaximumSides),
        };
        var baseline = new Option<string?>("--baseline") { Description = "The side from which differences are taken: its name, or the side as it was given; by default the first.", HelpName = "SIDE" };
        Option<string[]> outcome = Ids("--outcome", $"Outcomes to compare; by default {string.Join(", ", ComparisonOptions.DefaultOutcomes)}.");
        Option<string[]> actor = Ids("--actor", "Actors whose outcomes to compare; by default all.");
        Option<string[]> game = Ids("--game", "Games whose outcomes to compare; by default all.");
        Option<int?> replications = WholeNumberOption.Create("--replications", 1, ScenarioShape.MaximumReplications, "How often to play scenarios and points of sweeps; by default as often as each says.");
        Option<ulong?> seed = WholeNumberOption.Create("--seed", 0UL, ulong.MaxValue, "The seed of scenarios and sweeps that are played; by default what each says. Sides of one seed share their random numbers.");
        Option<int?> threads = WholeNumberOption.Create("--threads", 1, 1024, "Threads to play on; by default one for each core. Results do not depend on it.");
        Option<string?> data = DataFolder.Option();
        Option<string?> figures = FigureFolder.Option();
        var command = new Command("compare", "Compares runs, scenarios, points or slices of sweeps: differences of outcomes with intervals, paired by common random numbers.")
        {
            sides, baseline, outcome, actor, game, replications, seed, threads, data, figures,
        };
        OutputOptions output = OutputOptions.AddTo(command, csv: true, latex: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            FigureFolder.Require(parsed.GetValue(figures));
            string storePath = Path.Combine(DataFolder.Require(parsed.GetValue(data)), StrategySimSettings.StoreFileName);
            using IHost host = RunHost.Build(storePath, parsed.GetValue(threads), parsed.GetValue(verbose));
            try
            {
                List<ComparedArgument> named = await FindAsync(parsed.GetRequiredValue(sides), parsed.GetValue(replications), host, terminal, cancellationToken);
                var options = new ComparisonOptions
                {
                    Baseline = Baseline(parsed.GetValue(baseline), named), Outcomes = parsed.GetValue(outcome) ?? [], Actors = parsed.GetValue(actor) ?? [], Games = parsed.GetValue(game) ?? [],
                };
                IExperimentStore store = host.Services.GetRequiredService<IExperimentStore>();
                Refuse(Comparison.Check([.. named.Select(side => (side.Name!, side.Outcomes(store)))], options), named);
                IReadOnlyList<IComparisonSource> sources = await PlayAsync(named, parsed.GetValue(seed), parsed.GetValue(replications), host, terminal, cancellationToken);
                ComparisonResult comparison = await CompareAsync(sources, options, named, terminal, cancellationToken);
                if (parsed.GetValue(figures) is { } folder) await DrawAsync(comparison, folder, terminal, cancellationToken);
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

    // Everything is read before anything is played, and the faults of all sides are said together.
    private static async Task<List<ComparedArgument>> FindAsync(string[] given, int? replications, IHost host, Terminal terminal, CancellationToken cancellationToken)
    {
        var sides = new List<ComparedArgument>();
        var errors = new List<Exception>();
        foreach (string text in given)
        {
            try
            {
                sides.Add(await ComparedArgument.FindAsync(text, replications, host, terminal, cancellationToken));
            }
            catch (Exception error) when (error is InputException or FaultyInputException)
            {
                errors.Add(error);
            }
        }

        if (errors.Count > 0) throw new AggregateException(errors);
        ComparedArgument.NameRest(sides);
        return sides;
    }

    private static string? Baseline(string? given, List<ComparedArgument> sides) =>
        given is null || sides.Exists(side => side.Name == given) ? given : sides.Find(side => side.What == given || side.Text == given)?.Name ?? given;

    private static async Task<IReadOnlyList<IComparisonSource>> PlayAsync(
        List<ComparedArgument> sides, ulong? seed, int? replications, IHost host, Terminal terminal, CancellationToken cancellationToken)
    {
        var sources = new List<IComparisonSource>();
        foreach (ComparedArgument side in sides) sources.Add(await side.OpenAsync(seed, replications, host, terminal, cancellationToken));
        return sources;
    }

    private static async Task<ComparisonResult> CompareAsync(
        IReadOnlyList<IComparisonSource> sources, ComparisonOptions options, List<ComparedArgument> sides, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            Func<CancellationToken, ComparisonResult> compare = await Comparison.ReadAsync(sources, options, cancellationToken);
            return await Waiting.ForAsync(terminal, "Comparing", () => compare(cancellationToken), cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            Refuse(invalid.Faults, sides);
            throw;
        }
    }

    private static void Refuse(IReadOnlyList<Fault> faults, List<ComparedArgument> sides)
    {
        if (faults.Count > 0) throw new FaultyInputException("The command line", [.. faults.Select(fault => fault with { Pointer = Place(fault.Pointer, sides) })]);
    }

    private static async Task DrawAsync(ComparisonResult comparison, string folder, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            await FigureFolder.WriteAsync(folder, [ComparisonFigures.Of(comparison).Draw(FigureFolder.Inside)], cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            Failure.Say(terminal, $"the figure is left out: {string.Join(' ', invalid.Faults.Select(fault => $"{fault.Found}; expected {fault.Expected}. {fault.Detail}"))}");
        }
    }

    // Faults name places of a document; here these are arguments and options.
    private static string Place(string pointer, List<ComparedArgument> sides) => pointer.Split('/') switch
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
}
