using System.CommandLine;
using System.Diagnostics;
using StrategySim.Api.Concepts;
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

/// <summary><c>equilibria FILE</c>: the Nash equilibria of one game, or what another solution concept says of it.</summary>
internal static class EquilibriaCommand
{
    private static readonly string[] Columns =
        ["equilibrium", "component", "isolated", "index", "player", "strategy", "probability", "probabilityDecimal", "payoff", "payoffDecimal", "regret"];

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file")
        {
            Description = "A game: a .nfg or .efg file, or a JSON or YAML file with a game (formats table, named, concession, nfg, and the trees tree, threat, efg) or a request { game, concept, method } or { game, cooperate }, which says what strategy yields; '-' for standard input.",
        };
        var method = new Option<string?>("--method")
        {
            Description = "How to solve it; by default what the request says, or 'all': every equilibrium of a two-player game, the pure ones of a larger one.",
        };
        method.AcceptOnlyFromAmong([.. NashSolvers.Methods]);
        var command = new Command("equilibria", "Finds the Nash equilibria of a game, exactly, or answers for another solution concept.") { file, method };
        ConceptOptions concepts = ConceptOptions.AddTo(command);
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
            question = concepts.Apply(parsed, question, source.Name);
            if (question.Answer is { } work)
            {
                if (parsed.GetValue(method) is not null) throw new InputException($"--method is for Nash equilibria; the concept '{question.Concept}' is not found by a solver of one's choice.");
                return await AnswerAsync(terminal, question, work, yields, output.Choose(parsed, terminal), cancellationToken);
            }

            if (parsed.GetValue(method) is { } asked) question = question with { Method = Require(asked, question.Game) };

            var watch = Stopwatch.StartNew();
            NashResult result = await Waiting.ForAsync(
                terminal,
                $"Solving the {question.Subject}",
                () => NashSolvers.Solve(question.Game, question.Method, cancellationToken: cancellationToken),
                cancellationToken);
            TreeBehaviour? tree = question.BehaviourOf(result, SolverLimits.Default, cancellationToken);
            TimeSpan elapsed = watch.Elapsed;
            switch (output.Choose(parsed, terminal))
            {
                case OutputFormat.Json:
                    await JsonOutput.WriteAsync(terminal, new EquilibriaResponse(NashSolution.From(question.Game, result) with { Tree = tree }, elapsed), cancellationToken);
                    break;
                case OutputFormat.Csv:
                    await CsvOutput.WriteAsync(terminal, new CsvTable(Columns, Rows(NashSolution.From(question.Game, result))), cancellationToken);
                    break;
                default:
                    Show(new Page(terminal.Out), question.Game, yields, result, tree, elapsed);
                    break;
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<int> AnswerAsync(
        Terminal terminal, EquilibriaQuestion question, Func<CancellationToken, ConceptAnswer> work, IReadOnlyList<int>? yields, OutputFormat format, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        ConceptAnswer answer = await Waiting.ForAsync(terminal, $"Solving the {question.Subject} for {question.Concept}", () => work(cancellationToken), cancellationToken);
        TimeSpan elapsed = watch.Elapsed;
        switch (format)
        {
            case OutputFormat.Json:
                await JsonOutput.WriteAsync(terminal, answer.After(elapsed), cancellationToken);
                break;
            case OutputFormat.Csv:
                await CsvOutput.WriteAsync(terminal, answer.Tables[0].ToCsv(), cancellationToken);
                break;
            default:
                var page = new Page(terminal.Out);
                page.Title(answer.Game.Title.Length == 0 ? "Game" : answer.Game.Title, answer.Game.Shape);
                if (question.Tree is null)
                {
                    MatrixView.Write(page, question.Game);
                    GameTypeView.Write(page, question.Game, yields);
                }

                ConceptView.Write(page, answer, elapsed);
                break;
        }

        return ExitCodes.Done;
    }

    private static string Require(string method, NormalFormGame game)
    {
        INashSolver solver = NashSolvers.Choose(game, method);
        return solver.Accepts(game) ? method : throw new InputException($"The solver '{method}' does not take the {game}. {solver.Limits}");
    }

    private static void Show(Page page, NormalFormGame game, IReadOnlyList<int>? yields, NashResult result, TreeBehaviour? tree, TimeSpan elapsed)
    {
        page.Title(game.Title.Length == 0 ? "Game" : game.Title, game.Shape);
        MatrixView.Write(page, game);
        GameTypeView.Write(page, game, yields);
        page.Heading("Nash equilibria", NashView.Summary(result));
        NashView.Write(page, game, result);
        if (tree is not null) TreeView.Write(page, tree);
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
