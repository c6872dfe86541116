using System.Diagnostics;
using System.Globalization;
using System.Text;
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

/// <summary>Solves games one after another and writes each answer as it comes; of several, one that is at fault does not keep the others.</summary>
/// <param name="terminal">Where to write.</param>
/// <param name="format">What to write.</param>
/// <param name="budget">How long each solve may work; null without an end.</param>
internal sealed class GameAnswers(Terminal terminal, OutputFormat format, TimeSpan? budget)
{
    private static readonly string[] Columns =
        ["equilibrium", "component", "isolated", "index", "player", "strategy", "probability", "probabilityDecimal", "payoff", "payoffDecimal", "regret"];

    private readonly List<object?[]> _rows = [];
    private IReadOnlyList<string> _columns = Columns;
    private bool _several;
    private int _exitCode = ExitCodes.Done;

    /// <summary>Solves the games of a file.</summary>
    /// <param name="file">The file, or "-".</param>
    /// <param name="amongOthers">Whether other files are asked for too.</param>
    /// <param name="read">Reads a question.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task AddAsync(string file, bool amongOthers, Func<SourceText, GameQuestion> read, CancellationToken cancellationToken)
    {
        _several |= amongOthers;
        try
        {
            if (GameCatalog.All.Any(game => game.Id == file) && !File.Exists(file))
            {
                throw new InputException($"{file}: there is no such file; the named game is shown by 'strategysim games {file}', and a file with 'format: named' and 'id: {file}' asks for it.");
            }

            foreach (SourceText source in await GameSources.ReadAsync(file, terminal, cancellationToken))
            {
                _several |= source.IsLine;
                await AddAsync(source, read, cancellationToken);
            }
        }
        catch (InputException missing) when (_several)
        {
            _exitCode = Failure.Report(missing, terminal, trace: false);
        }
    }

    /// <summary>Writes what can only be written once every answer is there.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        if (format == OutputFormat.Csv) await CsvOutput.WriteAsync(terminal, new CsvTable(_several ? ["source", "line", .. _columns] : _columns, _rows), cancellationToken);
        return _exitCode;
    }

    private async Task AddAsync(SourceText source, Func<SourceText, GameQuestion> read, CancellationToken cancellationToken)
    {
        try
        {
            GameQuestion question = read(source);
            EquilibriaQuestion asked = question.Equilibria;
            using CancellationTokenSource? ended = budget is { } span ? new CancellationTokenSource(span, TimeProvider.System) : null;
            if (asked.Answer is { } work)
            {
                await AnswerAsync(source, question, work, ended, cancellationToken);
                return;
            }

            SolverLimits limits = ended is null ? SolverLimits.Default : new SolverLimits { Budget = new SolverBudget(ended.Token, Budget) };
            var watch = Stopwatch.StartNew();
            NashResult result = await Waiting.ForAsync(terminal, $"Solving the {asked.Subject}", () => asked.Solver.Solve(asked.Game, limits, cancellationToken), cancellationToken);
            TreeBehaviour? tree = asked.BehaviourOf(result, SolverLimits.Default, cancellationToken);
            await WriteAsync(source, question, result, tree, watch.Elapsed, cancellationToken);
        }
        catch (Exception error) when (_several && error is FaultyInputException or InputException or GameTooLargeException)
        {
            _exitCode = Failure.Report(error, terminal, trace: false);
            if (format != OutputFormat.Json) return;
            ProblemFault[] faults = error is FaultyInputException { Faults: var list } ? [.. list.Select(ProblemFault.From)] : [new ProblemFault("", null, "a game that can be solved", error.Message)];
            JsonOutput.WriteLine(terminal, new GameAnswer(source.Name, LineOf(source), null, faults));
        }
    }

    private string Budget => string.Create(CultureInfo.InvariantCulture, $"{budget!.Value.TotalSeconds:0.###} s");

    /// <summary>Answers for another concept than Nash equilibrium.</summary>
    private async Task AnswerAsync(
        SourceText source, GameQuestion question, Func<CancellationToken, ConceptAnswer> work, CancellationTokenSource? ended, CancellationToken cancellationToken)
    {
        EquilibriaQuestion asked = question.Equilibria;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended?.Token ?? CancellationToken.None, cancellationToken);
        var watch = Stopwatch.StartNew();
        ConceptAnswer answer;
        try
        {
            answer = await Waiting.ForAsync(terminal, $"Solving the {asked.Subject} for {asked.Concept}", () => work(either.Token), cancellationToken);
        }
        catch (OperationCanceledException) when (ended is { IsCancellationRequested: true } && !cancellationToken.IsCancellationRequested)
        {
            throw new InputException($"{source.Name}: the budget of {Budget} was used up before the {asked.Subject} was solved for {asked.Concept}, which has no part of an answer.");
        }

        TimeSpan elapsed = watch.Elapsed;
        ConceptTable main = answer.Tables[0];
        switch (format)
        {
            case OutputFormat.Json when _several:
                JsonOutput.WriteLine(terminal, new GameAnswer(source.Name, LineOf(source), answer.After(elapsed), null));
                break;
            case OutputFormat.Json:
                await JsonOutput.WriteAsync(terminal, answer.After(elapsed), cancellationToken);
                break;
            case OutputFormat.Csv:
                if (_rows.Count > 0 && !_columns.SequenceEqual(main.Columns)) throw new InputException($"{source.Name}: rows of the concept '{asked.Concept}' do not fit under those written so far; ask for one concept at a time.");
                _columns = main.Columns;
                _rows.AddRange(main.Rows.Select(row => _several ? (object?[])[source.Name, LineOf(source), .. row] : row));
                break;
            case OutputFormat.Latex:
                await terminal.RawOut.WriteAsync(Encoding.UTF8.GetBytes(ConceptLatex.Write(asked.Tree is null ? asked.Game : null, answer) + (_several ? "\n" : "")), cancellationToken);
                break;
            default:
                var page = new Page(terminal.Out);
                page.Title(answer.Game.Title.Length == 0 ? "Game" : answer.Game.Title, answer.Game.Shape);
                if (asked.Tree is null)
                {
                    MatrixView.Write(page, asked.Game);
                    GameTypeView.Write(page, asked.Game, question.Yields);
                }

                ConceptView.Write(page, answer, elapsed);
                break;
        }
    }

    private async Task WriteAsync(SourceText source, GameQuestion question, NashResult result, TreeBehaviour? tree, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        NormalFormGame game = question.Equilibria.Game;
        switch (format)
        {
            case OutputFormat.Json when _several:
                JsonOutput.WriteLine(terminal, new GameAnswer(source.Name, LineOf(source), new EquilibriaResponse(NashSolution.From(game, result) with { Tree = tree }, elapsed), null));
                break;
            case OutputFormat.Json:
                await JsonOutput.WriteAsync(terminal, new EquilibriaResponse(NashSolution.From(game, result) with { Tree = tree }, elapsed), cancellationToken);
                break;
            case OutputFormat.Csv:
                _rows.AddRange(Rows(NashSolution.From(game, result)).Select(row => _several ? (object?[])[source.Name, LineOf(source), .. row] : row));
                break;
            case OutputFormat.Latex:
                await terminal.RawOut.WriteAsync(Encoding.UTF8.GetBytes(NashLatex.Write(game, result) + (_several ? "\n" : "")), cancellationToken);
                break;
            default:
                Show(new Page(terminal.Out), game, question.Yields, result, tree, elapsed);
                break;
        }
    }

    private static int? LineOf(SourceText source) => source.IsLine ? source.FirstLine : null;

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
