using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Commands;

/// <summary><c>sensitivity ID|FILE</c>: what the factors of a sweep do to an outcome.</summary>
internal static class SensitivityCommand
{
    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var sweep = new Argument<string>("sweep") { Description = "A started sweep, by the id that 'strategysim sweeps' lists; or a sweep as for 'strategysim sweep', whose missing units are played first." };
        var outcome = new Option<string?>("--outcome") { Description = "The outcome: a name that the sweep gives it, or game/actor/measure; by default the only one that it names.", HelpName = "NAME" };
        var method = new Option<string?>("--method") { Description = $"One method only: {string.Join(", ", SensitivityMethods.All)}; by default every one that suits the design.", HelpName = "METHOD" };
        var estimand = new Option<string?>("--estimand") { Description = $"Of Sobol indices, what the variance of is apportioned: {string.Join(" or ", SensitivityMethods.Estimands)}.", HelpName = "WHAT" };
        Option<int?> intervals = WholeNumberOption.Create("--intervals", 2, 1000, $"Conditioning intervals of PAWN for a number; by default {SensitivityAnalysis.DefaultIntervals}.");
        var command = new Command("sensitivity", "Tells what the factors of a sweep do to an outcome: Sobol indices, Shapley effects, Morris's measures, PAWN, rank correlations, as the design allows.") { sweep, outcome, method, estimand, intervals };
        SweepOptions options = SweepOptions.AddTo(command, csv: false);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, terminal, verbose, async host =>
        {
            StudyProgress progress = await FindAsync(host, parsed.GetRequiredValue(sweep), terminal, cancellationToken);
            var asked = new SensitivityOptions { Method = parsed.GetValue(method), Estimand = parsed.GetValue(estimand), Intervals = parsed.GetValue(intervals) };
            SensitivityResult result = await AnalyseAsync(host, progress, parsed.GetValue(outcome), asked, terminal, cancellationToken);
            if (options.Format(parsed, terminal) == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, result, cancellationToken);
            else SensitivityView.Write(new Page(terminal.Out), progress, result);
        }));
        return command;
    }

    private static async Task<StudyProgress> FindAsync(IHost host, string named, Terminal terminal, CancellationToken cancellationToken)
    {
        var session = new SweepSession(host, terminal);
        bool isId = named.Length == 32 && named.All(char.IsAsciiHexDigitLower) && !SweepFile.Exists(named);
        if (isId) return await session.FindAsync(named, cancellationToken);
        (Sweep sweep, string name) = await SweepFile.ReadAsync(named, terminal.In, null, cancellationToken);
        return await session.PlayAsync(sweep, name, null, cancellationToken);
    }

    private static async Task<SensitivityResult> AnalyseAsync(
        IHost host, StudyProgress progress, string? named, SensitivityOptions asked, Terminal terminal, CancellationToken cancellationToken)
    {
        StudyResults results = host.Services.GetRequiredService<StudyResults>();
        Sweep sweep = results.Read(progress.Study);
        string known = string.Join(", ", sweep.Outcomes.Select(own => own.Name).DefaultIfEmpty("game/actor/measure"));
        SweepOutcome outcome = named is null
            ? sweep.Outcomes.Count == 1 ? sweep.Outcomes[0] : throw new InputException($"The sweep '{sweep.Id}' names {(sweep.Outcomes.Count == 0 ? "no outcome" : "several outcomes")}; say which with --outcome: {known}.")
            : SweepOutcomes.Find(sweep, named) ?? throw new InputException($"--outcome is '{named}'; expected {known}, or game/actor/measure.");
        StudyData data = await results.LoadAsync(progress.Study, [outcome], cancellationToken);
        try
        {
            return await Waiting.ForAsync(terminal, "Analysing", () => SensitivityAnalysis.Of(data, outcome.Name, asked, cancellationToken), cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            throw new FaultyInputException($"The sweep '{sweep.Id}'", [.. invalid.Faults.Select(fault => fault with { Pointer = Option(fault.Pointer), Line = null, Column = null })]);
        }
    }

    // What a request names is an option here; anything else is a place in the sweep.
    private static string Option(string pointer) =>
        JsonPointer.Split(pointer) is [("method" or "estimand" or "intervals" or "outcome") and var name] ? $"--{name}" : pointer;
}
