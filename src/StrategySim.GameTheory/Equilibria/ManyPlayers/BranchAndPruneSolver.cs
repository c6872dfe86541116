using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>All equilibria of games with three or more players, with a proof that none is missed.</summary>
public sealed class BranchAndPruneSolver : INashSolver
{
    private const int MostStrategies = 64;

    /// <inheritdoc/>
    public string Id => "branch-and-prune";

    /// <inheritdoc/>
    public string Name => "Branch and prune with Newton's test, all equilibria of several players";

    /// <inheritdoc/>
    public string Source =>
        "Supports and conditional dominance: Porter, Nudelman and Shoham, \"Simple search methods for finding a Nash equilibrium\", Games and Economic Behavior 63 (2008) 642–662. "
        + "Proof: Neumaier, Interval Methods for Systems of Equations (1990), chapter 5. "
        + "Index: Gül, Pearce and Stacchetti, \"A bound on the proportion of pure strategy equilibria in generic games\", Mathematics of Operations Research 18 (1993) 548–552; "
        + "of components: Ritzberger, \"The theory of normal form games from the differentiable viewpoint\", International Journal of Game Theory 23 (1994) 207–236";

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } = new(
        false,
        false,
        "Every equilibrium of a regular game, proven complete: rational ones exactly, quadratic ones also in closed form, others within 1e-30; each component with its index. Sets of equilibria where at most two players mix are given exactly; supports whose equilibria are not isolated otherwise, or not settled within the limit, are named as open.");

    /// <inheritdoc/>
    public string Limits => $"Any number of players with at most {MostStrategies} strategies each; a search that reaches the limit on table entries ends with what it has.";

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.Players.All(player => player.Strategies.Length <= MostStrategies);
    }

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(limits);
        if (!Accepts(game)) throw new ArgumentException($"The solver '{Id}' does not take the {game}. {Limits}", nameof(game));
        int[] bystanders = Bystanders.Of(game, cancellationToken);
        if (bystanders.Length > 0)
        {
            NashResult others = NashSolvers.Solve(Bystanders.Without(game, bystanders), NashSolvers.AllMethod, limits, cancellationToken);
            return Bystanders.Lift(game, bystanders, others, Id, limits);
        }

        var payoffs = new PayoffTables(game, cancellationToken);
        EquilibriumSearch search = EquilibriumSearch.Of(payoffs, limits, cancellationToken);
        limits.CheckResult(game, search.Equilibria.Count);
        bool complete = search.OpenCount == 0 && search.Untried == 0;
        string because = complete
            ? "every support was searched, and each solution of its indifference equations is proven to be the only one in its cell"
                + (search.Sets.Any(set => set.Dimension > 0) ? ", or lies in a set that is listed as a whole" : "")
            : (!search.Exhausted ? "some supports have equilibria that are not isolated or not regular, or nearly so"
                : limits.Budget.IsUsedUp ? limits.Budget.UsedUp
                : $"the search ended at {limits.MaximumCellEntries:N0} table entries")
            + (search.OpenCount > 0 ? $"; open: {ManyPlayersResult.Name(game, search.Open, search.OpenCount)}" : "")
            + (search.Untried > 0 ? $"; {search.Untried:N0} families of supports were not begun, of which all pure equilibria are listed" : "");
        List<ProvenZero> points = search.Equilibria;
        if (search.Untried > 0) points = [.. points, .. Pure(game, limits, cancellationToken)];
        if (!complete && points.Count == 0 && search.Sets.Count == 0 && !limits.Budget.IsUsedUp && LogitPathSolver.Accept(game) && LogitPathSolver.Find(game, payoffs, cancellationToken) is { } one)
        {
            points = [one];
            because += "; the equilibrium listed is the end of the logit branch";
        }

        return ManyPlayersResult.Build(game, Id, points, search.Sets, [.. search.Open], because, complete, limits, cancellationToken);
    }
    /// <summary>The pure equilibria: those that a search which ended early has, and those that it has not come to.</summary>
    private static IEnumerable<ProvenZero> Pure(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken) =>
        NashSolvers.Solve(game, "pure", limits with { Budget = SolverBudget.Unbounded }, cancellationToken).Equilibria
            .Select(equilibrium => new ProvenZero(ZeroKind.Equilibrium, [], equilibrium.Profile, Rational.Zero, equilibrium.Index));
}
