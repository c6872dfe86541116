using System.CommandLine;
using System.Diagnostics;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Commands;

/// <summary><c>sweep FILE</c>: plays a sweep and prints what came of it.</summary>
internal static class SweepCommand
{
    /// <summary>What sweeps are named by.</summary>
    public const string FileDescription = "A sweep: a YAML or JSON file, '-' for standard input, or the id of one that ships with the program.";

    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var file = new Argument<string>("file") { Description = FileDescription };
        Option<int?> replications = WholeNumberOption.Create("--replications", 1, ScenarioShape.MaximumReplications, "Units of each point; by default as the sweep says.");
        Option<ulong?> seed = WholeNumberOption.Create("--seed", 0UL, ulong.MaxValue, "The seed of all units, 0 included; by default the scenario's.");
        var command = new Command("sweep", "Plays one scenario at many points: every outcome of every point, with intervals, and the analyses and the comparison that the document asks for. Units that are kept are not played again: interrupted, the same command goes on from there.") { file, replications, seed };
        SweepOptions options = SweepOptions.AddTo(command, csv: true, figures: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var watch = Stopwatch.StartNew();
            string? figures = options.Figures(parsed);
            (Sweep sweep, string name) = await SweepFile.ReadAsync(parsed.GetRequiredValue(file), terminal.In, parsed.GetValue(replications), cancellationToken);
            return await options.RunAsync(parsed, terminal, verbose, async host =>
            {
                StudyProgress played = await new SweepSession(host, terminal).PlayAsync(sweep, name, parsed.GetValue(seed), cancellationToken);
                await SweepOutput.WriteAsync(host, played, options.Format(parsed, terminal), figures, terminal, options.StorePath(parsed), watch.Elapsed, cancellationToken);
            });
        });
        return command;
    }
}

/// <summary><c>extend ID</c>: gives a started sweep more to do, plays what is missing, and prints what came of it.</summary>
internal static class ExtendCommand
{
    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var id = new Argument<string>("id") { Description = "A started sweep, by the id that 'strategysim sweeps' lists." };
        Option<int?> replications = WholeNumberOption.Create("--replications", 1, ScenarioShape.MaximumReplications, "Units that each point shall have, those that it has included.");
        Option<int?> most = WholeNumberOption.Create("--max", 4, ScenarioShape.MaximumReplications, "Most units of a point, where they go on until an interval is narrow.");
        var halfWidth = new Option<Rational?>("--half-width")
        {
            Description = "The half-width that the interval shall have, where units go on until it is narrow.",
            HelpName = "W",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (Rational.TryParse(text, out Rational value) && value.Sign > 0) return value;
                result.AddError($"--half-width is '{text}'; expected an exact number greater than 0, such as 1/50.");
                return null;
            },
        };
        var design = new Option<string?>("--design") { Description = "A file with the same sweep and another design.", HelpName = "FILE" };
        var command = new Command("extend", "Gives a started sweep more replications or points, and plays only the units that are missing. Without any option it takes up a sweep that was cancelled or failed.") { id, replications, most, halfWidth, design };
        SweepOptions options = SweepOptions.AddTo(command, csv: true, figures: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var watch = Stopwatch.StartNew();
            string? figures = options.Figures(parsed);
            (Sweep Sweep, string Name)? other = parsed.GetValue(design) is { } file ? await SweepFile.ReadAsync(file, terminal.In, null, cancellationToken) : null;
            var extension = new StudyExtension(parsed.GetValue(replications), parsed.GetValue(most), parsed.GetValue(halfWidth)?.ToString(), other?.Sweep);
            return await options.RunAsync(parsed, terminal, verbose, async host =>
            {
                StudyProgress played = await new SweepSession(host, terminal).ExtendAsync(parsed.GetRequiredValue(id), extension, other?.Name ?? "The command line", cancellationToken);
                await SweepOutput.WriteAsync(host, played, options.Format(parsed, terminal), figures, terminal, options.StorePath(parsed), watch.Elapsed, cancellationToken);
            });
        });
        return command;
    }
}
