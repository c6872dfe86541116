using System.CommandLine;
using System.Diagnostics;
using StrategySim.Api.Contracts;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Commands;

/// <summary><c>phase FILE</c>: which game is played where, over one factor or two of a scenario or of a sweep.</summary>
internal static class PhaseCommand
{
    private static readonly PhaseLimits Limits = PhaseLimits.Default;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A scenario or a sweep: a YAML or JSON file, '-' for standard input, or the id of one that ships with the program. Of a sweep, factors that set a state or a parameter to several numbers are the axes." };
        var game = new Option<string?>("--game") { Description = "The game; by default the only one.", HelpName = "ID" };
        var factor = new Option<string?>("--factor") { Description = "A state or parameter, or a factor of the sweep; by default the state that follows a path, or the factors of the sweep where there are no more than two.", HelpName = "NAME" };
        Option<(Rational, Rational)?> range = Range("--range", "The factor's range; by default what the scenario says.");
        var by = new Option<string?>("--by") { Description = "A second factor.", HelpName = "NAME" };
        Option<(Rational, Rational)?> byRange = Range("--by-range", "The second factor's range; by default what the scenario says.");
        Option<int?> byPoints = WholeNumberOption.Create("--by-points", 2, Limits.MaximumPoints, $"Values of the second factor; by default {PhaseLimits.DefaultPoints}. More are added where the list of phases changes.");
        Option<Rational?> width = Number("--width", "How closely what has no closed form is enclosed.");
        var at = new Option<string[]>("--at") { Description = "A value for another state or parameter, or of another factor of the sweep, which may also be an option such as a rule; may be given several times.", HelpName = "NAME=VALUE" };
        Option<string?> figures = FigureFolder.Option();
        var command = new Command("phase", "Tells which game is played where along one factor or two, exactly.") { file, game, factor, range, by, byRange, byPoints, width, at, figures };
        command.Validators.Add(result =>
        {
            if (result.GetValue(by) is null && result.GetResult(byRange) is { Implicit: false }) result.AddError("--by-range is of a second factor; name it with --by.");
            if (result.GetValue(by) is null && result.GetResult(byPoints) is { Implicit: false }) result.AddError("--by-points is of a second factor; name it with --by.");
        });
        OutputOptions output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            FigureFolder.Require(parsed.GetValue(figures));
            string named = parsed.GetRequiredValue(file);
            // What comes on standard input can be read once only, and has to say first what it is.
            using var input = new MemoryStream();
            if (named == SourceText.StandardInput) await terminal.In.CopyToAsync(input, cancellationToken);
            input.Position = 0;
            bool isSweep = await SweepFile.IsSweepAsync(named, input, cancellationToken);
            input.Position = 0;
            PhaseQuestion question = isSweep ? await OfSweepAsync() : await OfScenarioAsync();
            var watch = Stopwatch.StartNew();
            PhaseDiagram diagram = await SolveAsync(question, terminal, cancellationToken);
            TimeSpan elapsed = watch.Elapsed;
            if (parsed.GetValue(figures) is { } folder) await DrawAsync(folder, question, diagram, terminal, cancellationToken);
            if (output.Choose(parsed, terminal) == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, PhaseDiagramResponse.From(diagram, elapsed), cancellationToken);
            else PhaseDiagramView.Write(new Page(terminal.Out), diagram, elapsed);
            return ExitCodes.Done;

            async Task<PhaseQuestion> OfSweepAsync()
            {
                if (parsed.GetValue(range) is not null || parsed.GetValue(byRange) is not null || parsed.GetValue(byPoints) is not null)
                    throw new InputException("--range, --by-range and --by-points are of scenarios; the ranges of a sweep are those of its factors.");
                (Sweep sweep, string name) = await SweepFile.ReadAsync(named, input, null, cancellationToken);
                return OfSweep(sweep, name, new SweepPhaseRequest(parsed.GetValue(game) ?? GameOf(sweep), parsed.GetValue(factor), parsed.GetValue(by), parsed.GetValue(width)), parsed.GetValue(at) ?? [], cancellationToken);
            }

            async Task<PhaseQuestion> OfScenarioAsync() => new()
            {
                Scenario = await ScenarioFile.ReadAsync(named, input, cancellationToken),
                Game = parsed.GetValue(game),
                Factor = Factor(parsed.GetValue(factor), parsed.GetValue(range)),
                By = parsed.GetValue(by) is { } second ? Factor(second, parsed.GetValue(byRange)) : null,
                ByPoints = parsed.GetValue(byPoints),
                Width = parsed.GetValue(width),
                At = Held(parsed.GetValue(at) ?? []),
            };
        });
        return command;
    }

    private static async Task<PhaseDiagram> SolveAsync(PhaseQuestion question, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            return await Waiting.ForAsync(terminal, "Finding the phases", () => PhaseDiagramSolver.Solve(question, Limits, cancellationToken), cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            throw new FaultyInputException("The command line", [.. invalid.Faults.Select(fault => fault with { Pointer = Option(fault.Pointer) })]);
        }
        catch (PhaseWorkException work)
        {
            throw new InputException(work.Message);
        }
    }

    // Boundaries between few values of a second factor would be drawn with corners.
    private static async Task DrawAsync(string folder, PhaseQuestion question, PhaseDiagram diagram, Terminal terminal, CancellationToken cancellationToken)
    {
        const string Id = "phase-diagram";
        Figure figure = diagram.By is null
            ? PhaseFigures.Along(Id, diagram)
            : PhaseFigures.Map(Id, await SolveAsync(PhaseFigures.Smooth(question), terminal, cancellationToken));
        try
        {
            await FigureFolder.WriteAsync(folder, [figure.Draw(FigureFolder.Inside)], cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            Failure.Say(terminal, $"the figure is left out: {string.Join(' ', invalid.Faults.Select(fault => $"{fault.Found}; expected {fault.Expected}. {fault.Detail}"))}");
        }
    }

    private static PhaseQuestion OfSweep(Sweep sweep, string name, SweepPhaseRequest asked, string[] at, CancellationToken cancellationToken)
    {
        try
        {
            (int Factor, string Text, Rational? Number)[] held = Held(sweep, at, name);
            var points = new List<(long Index, IReadOnlyList<FactorValue> Values)>();
            for (long index = 0; index < sweep.Count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
                if (sweep.Keeps(values) && Array.TrueForAll(held, own => own.Number is { } number ? values[own.Factor].Number == number : values[own.Factor].Text == own.Text)) points.Add((index, values));
            }

            return SweepPhases.Ask(sweep, points, asked).Question;
        }
        catch (InvalidInputException invalid)
        {
            throw new FaultyInputException(name, [.. invalid.Faults.Select(fault => fault with { Pointer = OptionOfSweep(fault.Pointer) })]);
        }
    }

    private static string OptionOfSweep(string pointer) => pointer switch
    {
        "/factor" => "--factor",
        "/by" => "--by",
        "/points" => "--at",
        _ when pointer.StartsWith("/values/", StringComparison.Ordinal) => "--at",
        _ => pointer,
    };

    // The game that the sweep is about, where it is about one.
    private static string? GameOf(Sweep sweep) => sweep.Outcomes.Select(outcome => outcome.Key.Game).Where(id => id != "*").Distinct().ToArray() is [var only] ? only : null;

    // Faults name places of the question; here these are options.
    private static string Option(string pointer) => pointer switch
    {
        "/factor/name" => "--factor",
        "/factor/range" => "--range",
        "/by/name" or "/by" => "--by",
        "/by/range" => "--by-range",
        "/by/points" => "--by-points",
        _ when pointer.StartsWith("/at/", StringComparison.Ordinal) => $"--at {pointer[4..]}",
        _ => $"--{pointer.TrimStart('/')}",
    };

    private static PhaseFactorQuestion? Factor(string? name, (Rational Low, Rational High)? range) =>
        name is null && range is null ? null : new PhaseFactorQuestion(name, range?.Low, range?.High);

    // Options of a factor are compared as they are written, numbers as numbers.
    private static (int Factor, string Text, Rational? Number)[] Held(Sweep sweep, string[] given, string name)
    {
        List<Fault> faults = [];
        var held = new List<(int Factor, string, Rational?)>();
        foreach (string text in given)
        {
            string[] parts = text.Split('=', 2);
            int factor = parts.Length == 2 ? FactorFilter.IndexOf(sweep, parts[0]) : -1;
            Rational? number = parts.Length == 2 && Rational.TryParse(parts[1], out Rational read) ? read : null;
            if (parts.Length < 2) faults.Add(new Fault("--at", $"'{text}'", "a factor and a value, such as k=4", "This holds nothing."));
            else if (factor < 0) faults.Add(new Fault("--at", $"'{parts[0]}'", $"one of {string.Join(", ", sweep.Factors.Select(own => own.Name))}", "The sweep has no such factor."));
            else if (sweep.Factors[factor].IsNumeric && number is null) faults.Add(new Fault("--at", $"'{parts[1]}'", "an exact number such as 1/2 or 0.25", $"The values of the factor '{parts[0]}' are numbers."));
            else if (held.Exists(own => own.Factor == factor)) faults.Add(new Fault("--at", $"'{parts[0]}' a second time", "each factor once", "A factor is held at one value."));
            else held.Add((factor, parts[1], sweep.Factors[factor].IsNumeric ? number : null));
        }

        return faults.Count == 0 ? [.. held] : throw new FaultyInputException(name, faults);
    }

    private static Dictionary<string, Rational> Held(string[] given)
    {
        var held = new Dictionary<string, Rational>(StringComparer.Ordinal);
        foreach (string text in given)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !Rational.TryParse(text[(equals + 1)..], out Rational value)) throw new InputException($"--at is '{text}'; expected a name and an exact number, such as stress=5/2.");
            if (!held.TryAdd(text[..equals], value)) throw new InputException($"--at names '{text[..equals]}' twice; expected each name once.");
        }

        return held;
    }

    private static Option<(Rational, Rational)?> Range(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "A:B",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text.Split(':') is [var low, var high] && Rational.TryParse(low, out Rational from) && Rational.TryParse(high, out Rational to)) return (from, to);
            result.AddError($"{name} is '{text}'; expected two exact numbers, such as 0:3 or 1/2:5/2.");
            return null;
        },
    };

    private static Option<Rational?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "W",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Rational.TryParse(text, out Rational value)) return value;
            result.AddError($"{name} is '{text}'; expected an exact number, such as 1/1000.");
            return null;
        },
    };
}
