using System.CommandLine;
using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Commands;

/// <summary><c>validate FILE</c>: every fault of a scenario, or what it is and what it costs.</summary>
internal static class ValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A scenario: a YAML or JSON file, '-' for standard input, or the id of one that ships with the program." };
        var command = new Command("validate", "Lists every fault of a scenario with its place, or its hashes and its cost.") { file };
        OutputOptions output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool json = output.Choose(parsed, terminal) == OutputFormat.Json;
            Scenario scenario;
            try
            {
                scenario = await ScenarioFile.ReadAsync(parsed.GetRequiredValue(file), terminal.In, cancellationToken);
            }
            catch (FaultyInputException faulty) when (json)
            {
                // The faults are what was asked for: as a document on standard output, and for people on standard error.
                Problem problem = faulty.Malformed ? ProblemKinds.Malformed(faulty.Faults[0].Detail, faulty.Faults.Select(ProblemFault.From)) : ProblemKinds.Invalid(faulty.Faults);
                await JsonOutput.WriteAsync(terminal, problem, cancellationToken);
                throw;
            }

            var validation = ScenarioValidation.Of(scenario);
            if (json) await JsonOutput.WriteAsync(terminal, validation, cancellationToken);
            else Show(new Page(terminal.Out), scenario, validation);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Page page, Scenario scenario, ScenarioValidation validation)
    {
        ScenarioCost cost = validation.Cost;
        page.Title(scenario.Title, $"{scenario.Id}, {scenario.Status}");
        page.Say("The scenario is valid.", Page.Good);
        page.Blank();
        int assumptions = scenario.Parameters.Values.Count(p => p.Assumption.Length > 0), derived = scenario.Parameters.Values.Count(p => p.Derived);
        page.Facts(
        [
            ("actors", string.Join(", ", scenario.Actors.Values.Select(actor => $"{actor.Name} ({actor.Id})"))),
            ("games", string.Join(", ", scenario.Games.Keys)),
            ("parameters", $"{scenario.Parameters.Count}: {scenario.Parameters.Values.Count(p => p.Source.Length > 0)} with a source, {assumptions} assumed, {derived} derived"),
            ("cost", $"{Numbers.Count(cost.Units)} units of {Numbers.Count(cost.RoundsPerUnit)} rounds and {cost.Games} {(cost.Games == 1 ? "game" : "games")}: {Numbers.Count(cost.GameRounds)} game-rounds at most"),
            ("hash", validation.Hash),
            ("point id", validation.PointId),
        ]);
    }
}
