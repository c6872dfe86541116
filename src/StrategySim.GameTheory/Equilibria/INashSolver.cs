using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>What a solver promises of its result on every game that it accepts.</summary>
/// <param name="Exact">Whether every number is exact.</param>
/// <param name="Complete">Whether it finds the whole Nash set.</param>
/// <param name="Says">The promise in words.</param>
public sealed record SolverGuarantees(bool Exact, bool Complete, string Says);

/// <summary>A way to find Nash equilibria of a game in strategic form; pure and without state.</summary>
public interface INashSolver
{
    /// <summary>The id that requests name, in kebab case.</summary>
    string Id { get; }

    /// <summary>The name for people.</summary>
    string Name { get; }

    /// <summary>Where the method comes from: paper, page or theorem.</summary>
    string Source { get; }

    /// <summary>What it promises.</summary>
    SolverGuarantees Guarantees { get; }

    /// <summary>What bounds its work, in words.</summary>
    string Limits { get; }

    /// <summary>Whether it takes a game of this shape; size is bounded by the limits, not here.</summary>
    bool Accepts(NormalFormGame game);

    /// <summary>Finds the equilibria; each comes with its certificate.</summary>
    /// <param name="game">A game that <see cref="Accepts"/> takes.</param>
    /// <param name="limits">How much work may be spent.</param>
    /// <param name="cancellationToken">Polled about once a millisecond of work.</param>
    /// <returns>
    /// Equilibria in descending order of their profiles; where <see cref="SolverLimits.Budget"/> is used up first, those certified so far,
    /// and the result says that it is not complete.
    /// </returns>
    /// <exception cref="ArgumentException">The game is not accepted.</exception>
    /// <exception cref="GameTooLargeException">The work would exceed the limits; names the estimate.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken);
}

/// <summary>How far a solve has come.</summary>
/// <param name="Done">How many are done.</param>
/// <param name="AtMost">How many there can be at most; there are usually fewer.</param>
/// <param name="Unit">What is counted, such as "bases".</param>
public readonly record struct SolverProgress(long Done, long AtMost, string Unit);

/// <summary>How much work a solver may spend on one game.</summary>
public sealed record SolverLimits
{
    /// <summary>The limits that hold where none are given.</summary>
    public static SolverLimits Default { get; } = new();

    /// <summary>
    /// The most steps of vertex enumeration for each player: pairs of a support and a tied set times max(m, n); 11×11 takes
    /// 7,759,741.
    /// </summary>
    public long MaximumSteps { get; init; } = 20_000_000;

    /// <summary>
    /// The most entries that reverse search may recompute: the most bases that two polytopes of the game's size can have, times m·n;
    /// 18×18 takes 4,049,416,800.
    /// </summary>
    public long MaximumEntries { get; init; } = 10_000_000_000;

    /// <summary>
    /// The most entries of payoff tables that branch and prune over three or more players may look at, in all cells together, before it ends
    /// with what it has; a second of one core goes through about 50 million.
    /// </summary>
    public long MaximumCellEntries { get; init; } = 600_000_000;

    /// <summary>How many threads one solve may use; at least 1, by default one for each core.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>When to end with what has been found; never, where none is given.</summary>
    public SolverBudget Budget { get; init; } = SolverBudget.Unbounded;

    /// <summary>Told now and then, on any thread, how far a long solve has come; null for nobody.</summary>
    public IProgress<SolverProgress>? Progress { get; init; }

    /// <summary>The most probabilities that one result may list: equilibria times the strategies of all players.</summary>
    public long MaximumProbabilities { get; init; } = 1_000_000;

    /// <summary>The most maximal Nash subsets that one result may list.</summary>
    public int MaximumNashSubsets { get; init; } = 10_000;

    /// <summary>Works until the work is done, the budget is used up or the caller cancels.</summary>
    /// <param name="whole">The work; polls its token, which ends with the budget as well as with the caller.</param>
    /// <param name="part">What there is when the budget is used up first; told why it is not complete.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    internal NashResult Run(Func<CancellationToken, NashResult> whole, Func<string, NashResult> part, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Budget.Ended);
        try
        {
            return whole(either.Token);
        }
        catch (OperationCanceledException) when (Budget.IsUsedUp && !cancellationToken.IsCancellationRequested)
        {
            return part(Budget.UsedUp);
        }
    }

    /// <summary>How many equilibria of the game one result may list.</summary>
    internal int MaximumEquilibria(NormalFormGame game) => (int)Math.Min(int.MaxValue, MaximumProbabilities / game.Players.Sum(player => (long)player.Strategies.Length));

    /// <summary>Refuses a result that would list too many probabilities.</summary>
    /// <param name="game">The game.</param>
    /// <param name="equilibria">How many equilibria the result would list.</param>
    internal void CheckResult(NormalFormGame game, long equilibria)
    {
        long probabilities = equilibria * game.Players.Sum(player => (long)player.Strategies.Length);
        if (probabilities > MaximumProbabilities)
        {
            throw new GameTooLargeException(
                $"The list of {equilibria:N0} equilibria of the {game}", "probabilities", probabilities, MaximumProbabilities);
        }
    }
}
