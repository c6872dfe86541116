using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Commands;

/// <summary><c>empirical FILE</c>: the game that actors play by choosing decision rules, from simulated payoffs.</summary>
internal static class EmpiricalCommand
{
    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var file = new Argument<string>("file") { Description = "A YAML or JSON file with 'scenario' and 'candidates' (a list of rules for each actor that chooses), '-' for standard input; or a sweep whose factors are decision rules, by file or by the id of one that ships with the program, such as rules-in-chicken." };
        Option<int?> replications = WholeNumberOption.Create("--replications", 2, ScenarioShape.MaximumReplications, "Replications of every profile; by default as the file says. More than before tops up what is kept.");
        Option<ulong?> seed = WholeNumberOption.Create("--seed", 0UL, ulong.MaxValue, "The seed of all units, 0 included; by default what the file or its scenario says.");
        var payoff = new Option<string?>("--payoff") { Description = $"The outcome that is the payoff: {string.Join(", ", EmpiricalGameShape.Payoffs)}; by default as the file says.", HelpName = "OUTCOME" };
        var epsilon = new Option<string?>("--epsilon") { Description = "The regret up to which a profile counts as borne out, an exact number in the unit of the payoff; by default as the file says, else a hundredth of the widest range of mean payoffs.", HelpName = "E" };
        var command = new Command("empirical", "Solves the game of choosing a decision rule: plays every combination of rules, and finds the equilibria of the mean payoffs, with their regret and how far replications bear them out. Units that are kept are not played again.")
        {
            file, replications, seed, payoff, epsilon,
        };
        SweepOptions options = SweepOptions.AddTo(command, csv: true, figures: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var watch = Stopwatch.StartNew();
            string? figures = options.Figures(parsed);
            double? asked = Epsilon(parsed.GetValue(epsilon));
            (Sweep sweep, ulong? ownSeed, string name) = await SweepFile.ReadEmpiricalGameAsync(parsed.GetRequiredValue(file), terminal.In, parsed.GetValue(replications), cancellationToken);
            EmpiricalGameSetup setup = Setup(sweep, parsed.GetValue(payoff), name);
            return await options.RunAsync(parsed, terminal, verbose, async host =>
            {
                StudyProgress played = await new SweepSession(host, terminal).PlayAsync(sweep, name, parsed.GetValue(seed) ?? ownSeed, cancellationToken);
                var analysis = new EmpiricalGameOptions { Epsilon = asked ?? setup.Epsilon, Seed = played.Study.Seed };
                PlayedEmpiricalGame game = await Waiting.ForAsync(
                    terminal, "Solving", () => EmpiricalGames.SolveAsync(host.Services.GetRequiredService<StudyResults>(), played, setup, analysis, cancellationToken), cancellationToken);
                if (game.Result is not { } result) throw new InputException($"{name}: {string.Join(' ', game.Missing)}");
                if (figures is not null) await DrawAsync(terminal, figures, result, played.Study.SweepTitle, cancellationToken);
                await WriteAsync(terminal, options.Format(parsed, terminal), EmpiricalGameReport.Of(played, sweep, setup, result, watch.Elapsed), options.StorePath(parsed), cancellationToken);
            });
        });
        return command;
    }

    private static async Task DrawAsync(Terminal terminal, string folder, EmpiricalGameResult result, string title, CancellationToken cancellationToken)
    {
        try
        {
            await FigureFolder.WriteAsync(folder, [EmpiricalGameFigures.Of(result, title).Draw(FigureFolder.Inside)], cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            Failure.Say(terminal, $"the figure is left out: {string.Join(' ', invalid.Faults.Select(fault => fault.Detail))}");
        }
    }

    private static async Task WriteAsync(Terminal terminal, OutputFormat format, EmpiricalGameReport report, string storePath, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case OutputFormat.Json:
                await JsonOutput.WriteAsync(terminal, report, cancellationToken);
                break;
            case OutputFormat.Csv:
                await CsvOutput.WriteAsync(terminal, EmpiricalGames.Table(report.Result), cancellationToken);
                break;
            default:
                EmpiricalGameView.Write(new Page(terminal.Out), report, storePath);
                break;
        }
    }

    private static EmpiricalGameSetup Setup(Sweep sweep, string? payoff, string name)
    {
        try
        {
            return EmpiricalGameSetup.Of(sweep, payoff);
        }
        catch (InvalidInputException invalid)
        {
            throw new FaultyInputException(name, [.. invalid.Faults.Select(fault => fault.Pointer == "/payoff" ? fault with { Pointer = "--payoff" } : fault)]);
        }
    }

    private static double? Epsilon(string? text)
    {
        if (text is null) return null;
        return Rational.TryParse(text, out Rational number) && number.Sign >= 0 && number.ToDouble() is var value && double.IsFinite(value)
            ? value
            : throw new InputException($"--epsilon is '{text}'; expected an exact number of at least 0, such as 0.05 or 1/20.");
    }
}
