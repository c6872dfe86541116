using System.CommandLine;
using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Commands;

/// <summary><c>plan FILE</c>: every fault of a sweep, or its points, its units and how long it should take.</summary>
internal static class PlanCommand
{
    private const int MostPoints = 100_000;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A sweep: a YAML or JSON file, '-' for standard input, or the id of one that ships with the program." };
        Option<int?> points = WholeNumberOption.Create("--points", 0, MostPoints, "List the first N points.");
        var command = new Command("plan", "Lists every fault of a sweep with its place, or says how many points and units it makes and how long that should take. Runs nothing but a trial of a second.") { file, points };
        OutputOptions output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool json = output.Choose(parsed, terminal) == OutputFormat.Json;
            SweepValidation validation;
            try
            {
                (Sweep sweep, string name) = await SweepFile.ReadAsync(parsed.GetRequiredValue(file), terminal.In, null, cancellationToken);
                validation = Plan(sweep, name, parsed.GetValue(points) ?? 0, cancellationToken);
            }
            catch (FaultyInputException faulty) when (json)
            {
                // The faults are what was asked for: as a document on standard output, and for people on standard error.
                Problem problem = faulty.Malformed ? ProblemKinds.Malformed(faulty.Faults[0].Detail, faulty.Faults.Select(ProblemFault.From)) : ProblemKinds.Invalid(faulty.Faults);
                await JsonOutput.WriteAsync(terminal, problem, cancellationToken);
                throw;
            }

            if (json) await JsonOutput.WriteAsync(terminal, validation, cancellationToken);
            else PlanView.Show(new Page(terminal.Out), validation);
            return ExitCodes.Done;
        });
        return command;
    }

    private static SweepValidation Plan(Sweep sweep, string name, int firstPoints, CancellationToken cancellationToken)
    {
        try
        {
            return SweepValidation.Of(sweep, SweepPlanner.Plan(sweep, TimeProvider.System, null, cancellationToken).Require(), firstPoints, cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            throw new FaultyInputException(name, invalid.Faults);
        }
    }
}
