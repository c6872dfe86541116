using StrategySim.GameTheory.Equilibria.LargeGames;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>The one door to the solvers.</summary>
public static class NashSolvers
{
    /// <summary>The method that picks the most complete solver for the game.</summary>
    public const string AllMethod = "all";

    /// <summary>The method that can be told at which label to start.</summary>
    public const string LabelMethod = "lemke-howson";

    /// <summary>The most table entries that <see cref="SolveOneOfMany"/> looks at in a game of three or more players: about a tenth of a second.</summary>
    public const long ManyGamesEntries = 5_000_000;

    /// <summary>The method ids that <see cref="Solve"/> takes: <c>all</c>, then the solvers'.</summary>
    public static IReadOnlyList<string> Methods { get; } = [AllMethod, .. SolverCatalog.All.Select(solver => solver.Id)];

    private static INashSolver BranchAndPrune { get; } = SolverCatalog.Get("branch-and-prune");

    private static INashSolver ExtremePoints { get; } = SolverCatalog.Get("extreme-points");

    private static INashSolver Pure { get; } = SolverCatalog.Get("pure");

    private static INashSolver TwoByTwo { get; } = SolverCatalog.Get("two-by-two");

    private static INashSolver ZeroSum { get; } = SolverCatalog.Get("zero-sum");

    /// <summary>Finds Nash equilibria.</summary>
    /// <param name="game">The game.</param>
    /// <param name="method">
    /// A solver's id, or <c>all</c>: every equilibrium, by the solver made for the kind of game; where the search over several players does not end
    /// within the limits, the result says what is open.
    /// </param>
    /// <param name="limits">How much work may be spent; by default <see cref="SolverLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The method is unknown or does not take this game.</exception>
    /// <exception cref="GameTooLargeException">The game is too large for the method; names the estimate.</exception>
    public static NashResult Solve(
        NormalFormGame game, string method = AllMethod, SolverLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        INashSolver solver = Choose(game, method);
        if (!solver.Accepts(game))
        {
            throw new ArgumentException($"The solver '{solver.Id}' does not take the {game}. {solver.Limits}", nameof(method));
        }

        return solver.Solve(game, limits ?? SolverLimits.Default, cancellationToken);
    }

    /// <summary>Every equilibrium of one of many games, or the pure ones where that would take too much work, and the result says so.</summary>
    /// <param name="game">The game.</param>
    /// <param name="limits">How much work may be spent; on several players at most <see cref="ManyGamesEntries"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="GameTooLargeException">Even the pure equilibria are too many to list.</exception>
    public static NashResult SolveOneOfMany(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            return Solve(game, AllMethod, limits with { MaximumCellEntries = Math.Min(limits.MaximumCellEntries, ManyGamesEntries) }, cancellationToken);
        }
        catch (GameTooLargeException tooLarge)
        {
            NashResult pure = Pure.Solve(game, limits, cancellationToken);
            return pure with { CompleteBecause = $"{pure.CompleteBecause}, because {tooLarge.Message}" };
        }
    }

    /// <summary>The methods that take a game.</summary>
    public static IEnumerable<string> MethodsFor(NormalFormGame game) => Methods.Where(method => Choose(game, method).Accepts(game));

    /// <summary>The solver that a method stands for on this game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="method">A solver's id, or <c>all</c>.</param>
    /// <param name="label">The label at which <see cref="LabelMethod"/> starts, from 0: a strategy, the first player's counted first; null for its own choice.</param>
    /// <exception cref="ArgumentException">The method is unknown, or starts at no label.</exception>
    public static INashSolver Choose(NormalFormGame game, string method, int? label = null)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (label is not null)
        {
            return string.Equals(method, LabelMethod, StringComparison.Ordinal)
                ? new LemkeHowsonSolver(label)
                : throw new ArgumentException($"The method '{method}' starts at no label; expected {LabelMethod}.", nameof(method));
        }

        if (string.Equals(method, AllMethod, StringComparison.Ordinal))
        {
            return game.IsTwoByTwo ? TwoByTwo
                : game.PlayerCount != 2 ? (BranchAndPrune.Accepts(game) ? BranchAndPrune : Pure)
                : ZeroSum.Accepts(game) ? ZeroSum : ExtremePoints;
        }

        return Methods.Contains(method, StringComparer.Ordinal)
            ? SolverCatalog.Get(method)
            : throw new ArgumentException($"'{method}' is not a method; expected one of {string.Join(", ", Methods)}.", nameof(method));
    }
}
