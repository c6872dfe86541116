using System.Globalization;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>The whole Nash set of a two-player game of constant sum: the two players' optimal strategies in any combination.</summary>
/// <remarks>
/// The simplex method finds one optimal pair: in floating point for large games, made exact from its basis, and exactly where
/// that fails and in small games. The optimal strategies of one player are then those that are in equilibrium with the other's
/// optimal strategy: a face of the best-reply polytope, whose vertices are listed by reverse search. Dantzig, "A proof of the
/// equivalence of the programming problem and the game problem", in Activity Analysis of Production and Allocation (1951);
/// Bohnenblust, Karlin and Shapley, "Solutions of discrete, two-person games", Contributions to the Theory of Games I (1950).
/// </remarks>
public sealed class ZeroSumSolver : INashSolver
{
    /// <inheritdoc/>
    public string Id => "zero-sum";

    /// <inheritdoc/>
    public string Name => "Linear programming for games of constant sum";

    /// <inheritdoc/>
    public string Source =>
        "Dantzig, in Activity Analysis of Production and Allocation (1951) 330–335; Bohnenblust, Karlin and Shapley, Contributions to the Theory of Games I (1950) 51–72";

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } =
        new(true, true, "The value and all optimal strategies of both players, as the vertices of two polytopes, exactly.");

    /// <inheritdoc/>
    public string Limits =>
        "Two players whose payoffs have the same sum in every profile; hundreds of strategies each. Where optimal strategies are many, bounded " +
        "by the most bases that the polytopes of optimal strategies can have, each of as many entries as it has inequalities and dimensions.";

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.PlayerCount != 2) return false;
        Rational sum = game.PayoffAt(0, 0) + game.PayoffAt(0, 1);
        for (int profile = 1; profile < game.ProfileCount; profile++)
        {
            if (game.PayoffAt(profile, 0) + game.PayoffAt(profile, 1) != sum) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (!Accepts(game)) throw new ArgumentException($"The solver '{Id}' was given the {game}. {Limits}", nameof(game));
        limits.CheckResult(game, 1);
        MixedStrategyProfile[] found = [];
        return limits.Run(All, Part, cancellationToken);

        NashResult All(CancellationToken stop)
        {
            OptimalBasis basis = OptimalBasis.Of(game, stop);
            found = [basis.Pair];
            MixedStrategy[] xs = OptimalFace.Vertices(game, 0, basis, limits, stop);
            MixedStrategy[] ys = OptimalFace.Vertices(game, 1, basis, limits, stop);
            limits.CheckResult(game, xs.LongLength * ys.LongLength);
            Rational value = NashCertificate.Require(game, basis.Pair, Id)[0];
            string because = string.Create(
                CultureInfo.InvariantCulture,
                $"the first player's value is {Shorten(value)}, and the equilibria are all pairs of optimal strategies, whose polytopes have {xs.Length:N0} and {ys.Length:N0} vertices");
            return NashResultBuilder.Build(game, Id, because, [new NashSubset([.. xs], [.. ys])], perturbed: null, stop);
        }

        NashResult Part(string because) => NashResultBuilder.BuildPart(
            game,
            Id,
            found.Length == 0 ? $"{because} before an optimal pair was found" : $"{because} before the other optimal strategies were known; the pair here has the value of the game",
            found,
            cancellationToken);
    }

    // The payoffs of the equilibria give it in full.
    private static string Shorten(Rational value) => value.ToString() is { Length: <= 40 } text ? text : string.Create(CultureInfo.InvariantCulture, $"about {value.ToDouble():R}");
}
