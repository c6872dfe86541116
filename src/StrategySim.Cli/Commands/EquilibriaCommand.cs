using System.CommandLine;
using System.Diagnostics;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;

namespace StrategySim.Cli.Commands;

/// <summary><c>equilibria FILE</c>: the Nash equilibria of one game.</summary>
internal static class EquilibriaCommand
{
    private static readonly string[] Columns =
        ["equilibrium", "component", "isolated", "index", "player", "strategy", "probability", "probabilityDecimal", "payoff", "payoffDecimal", "regret"];

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file")
        {
            Description = "A game: a .nfg file, or a JSON or YAML file with a game (formats table, named, concession, nfg) or a request { game, concept, method } or { game, cooperate }, which says what strategy yields; '-' for standard input.",
        };
        var method = new Option<string?>("--method")
        {
            Description = "How to solve it; by default what the request says, or 'all': every equilibrium, with a proof that none is missed.",
        };
        method.AcceptOnlyFromAmong([.. NashSolvers.Methods]);
        var command = new Command("equilibria", "Finds the Nash equilibria of a game, exactly.") { file, method };
        OutputOptions output = OutputOptions.AddTo(command, csv: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string named = parsed.GetRequiredValue(file);
            if (GameCatalog.All.Any(game => game.Id == named) && !File.Exists(named))
            {
                throw new InputException($"{named}: there is no such file; the named game is shown by 'strategysim games {named}', and a file with 'format: named' and 'id: {named}' asks for it.");
            }

            SourceText source = await SourceText.ReadAsync(named, terminal.In, cancellationToken);
            (EquilibriaQuestion question, IReadOnlyList<int>? yields) = GameFile.Read(source);
            if (parsed.GetValue(method) is { } asked) question = question with { Method = Require(asked, question.Game) };

            var watch = Stopwatch.StartNew();
            NashResult result = await Waiting.ForAsync(
                terminal,
                $"Solving the {question.Game}",
                () => NashSolvers.Solve(question.Game, question.Method, cancellationToken: cancellationToken),
                cancellationToken);
            TimeSpan elapsed = watch.Elapsed;
            switch (output.Choose(parsed, terminal))
            {
                case OutputFormat.Json:
                    await JsonOutput.WriteAsync(terminal, new EquilibriaResponse(NashSolution.From(question.Game, result), elapsed), cancellationToken);
                    break;
                case OutputFormat.Csv:
                    await CsvOutput.WriteAsync(terminal, new CsvTable(Columns, Rows(NashSolution.From(question.Game, result))), cancellationToken);
                    break;
                default:
                    Show(new Page(terminal.Out), question.Game, yields, result, elapsed);
                    break;
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string Require(string method, NormalFormGame game)
    {
        INashSolver solver = NashSolvers.Choose(game, method);
        return solver.Accepts(game) ? method : throw new InputException($"The solver '{method}' does not take the {game}. {solver.Limits}");
    }

    private static void Show(Page page, NormalFormGame game, IReadOnlyList<int>? yields, NashResult result, TimeSpan elapsed)
    {
        page.Title(game.Title.Length == 0 ? "Game" : game.Title, game.Shape);
        MatrixView.Write(page, game);
        GameTypeView.Write(page, game, yields);
        page.Heading("Nash equilibria", NashView.Summary(result));
        NashView.Write(page, game, result);
        NashView.WriteMethod(page, result, elapsed);
    }

    private static IEnumerable<object?[]> Rows(NashSolution solution) =>
        from equilibrium in solution.Equilibria
        from player in Enumerable.Range(0, solution.Game.Players.Count)
        from strategy in Enumerable.Range(0, solution.Game.Players[player].Strategies.Count)
        select (object?[])
        [
            equilibrium.Id, equilibrium.Component, equilibrium.Isolated, equilibrium.Index,
            solution.Game.Players[player].Id, solution.Game.Players[player].Strategies[strategy],
            equilibrium.Profile[player][strategy], equilibrium.Decimal[player][strategy],
            equilibrium.Payoffs[player], equilibrium.PayoffsDecimal[player], equilibrium.Regret,
        ];
}
