using System.CommandLine;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Terminals;
using StrategySim.GameTheory.Equilibria;

namespace StrategySim.Cli.Commands;

/// <summary><c>equilibria FILE</c>: the Nash equilibria of games.</summary>
internal static class EquilibriaCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Games: .nfg or .efg files, or JSON or YAML files with a game (formats table, named, concession, nfg, and the trees tree, threat, efg) or a request { game, concept, method, label } or { game, cooperate }, which says what strategy yields; patterns such as 'games/*.nfg'; " +
                "'-' for standard input. A file of several lines with a JSON document on each is as many games.",
            Arity = ArgumentArity.OneOrMore,
        };
        var method = new Option<string?>("--method")
        {
            Description = "How to solve it; by default what the request says, or 'all': every equilibrium, with a proof that none is missed.",
        };
        method.AcceptOnlyFromAmong([.. NashSolvers.Methods]);
        var label = new Option<int?>("--label") { Description = "With --method lemke-howson: the label at which to start, from 0; a strategy, the first player's counted first." };
        var seconds = new Option<double?>("--seconds") { Description = "How long each solve may work; then it ends with what it has, and says that it is not complete. Without an end by default." };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } value && value is not (>= 0.001 and <= 1e6)) result.AddError("--seconds: expected 0.001 to 1000000.");
        });
        var command = new Command("equilibria", "Finds the Nash equilibria of games, exactly, or answers for another solution concept.") { files, method, label, seconds };
        ConceptOptions concepts = ConceptOptions.AddTo(command);
        OutputOptions output = OutputOptions.AddTo(command, csv: true, latex: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyList<string> named = GameSources.Expand(parsed.GetRequiredValue(files));
            (string? asked, int? start, double? budget) = (parsed.GetValue(method), parsed.GetValue(label), parsed.GetValue(seconds));
            var answers = new GameAnswers(terminal, output.Choose(parsed, terminal), budget is { } limit ? TimeSpan.FromSeconds(limit) : null);
            foreach (string file in named)
            {
                await answers.AddAsync(file, named.Count > 1, source => concepts.Apply(parsed, GameFile.Read(source), source.Name).With(asked, start, source.Name), cancellationToken);
            }

            return await answers.EndAsync(cancellationToken);
        });
        return command;
    }
}
