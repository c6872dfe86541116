using System.CommandLine;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;

namespace StrategySim.Cli.Commands;

/// <summary><c>equilibria FILE</c>: the Nash equilibria of one game.</summary>
internal static class EquilibriaCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A game." };
        var method = new Option<string>("--method") { Description = "How to solve it.", DefaultValueFactory = _ => NashSolvers.AllMethod };
        method.AcceptOnlyFromAmong([.. NashSolvers.Methods]);
        var command = new Command("equilibria", "Finds the Nash equilibria of a game, exactly.") { file, method };
        OutputOptions output = OutputOptions.AddTo(command, csv: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            SourceText source = await SourceText.ReadAsync(parsed.GetRequiredValue(file), terminal.In, cancellationToken);
            NormalFormGame game = GameInput.Read(source);
            NashResult result = NashSolvers.Solve(game, parsed.GetRequiredValue(method), null, cancellationToken);
            var page = new Page(terminal.Out);
            page.Title(game.Title, game.Shape);
            MatrixView.Write(page, game);
            GameTypeView.Write(page, game);
            page.Heading("Nash equilibria", NashView.Summary(result));
            NashView.Write(page, game, result);
            return ExitCodes.Done;
        });
        return command;
    }
}
