using System.Collections.Immutable;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>What perfectly patient players can sustain: the feasible payoffs that give everybody at least what the others cannot take from him.</summary>
/// <param name="Feasible">The convex hull of the payoffs of pure profiles.</param>
/// <param name="PureMinmax">For each player, min over the other's actions of the best reply's payoff.</param>
/// <param name="MixedMinmax">For each player, the same with mixed actions of the other: the value of the zero-sum game over his payoffs.</param>
/// <param name="Region">The feasible payoffs of at least the mixed minmax for both; those strictly above it are sustained from some discount factor on.</param>
public sealed record FolkTheorem(ConvexPolygon Feasible, ImmutableArray<Rational> PureMinmax, ImmutableArray<Rational> MixedMinmax, ConvexPolygon Region)
{
    /// <summary>Finds the region.</summary>
    /// <param name="game">The repeated game; its discount factor plays no part.</param>
    /// <param name="cancellationToken">Stops the linear programs.</param>
    /// <remarks>Fudenberg and Maskin, Econometrica 54 (1986) 533–554, theorem 1; with two players no condition on the dimension is needed.</remarks>
    public static FolkTheorem Of(RepeatedGame game, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        ImmutableArray<Rational> mixed = [Mixed(game.Stage, 0, cancellationToken), Mixed(game.Stage, 1, cancellationToken)];
        return new FolkTheorem(game.Feasible, game.PureMinmax, mixed, game.Feasible.AtLeast(0, mixed[0]).AtLeast(1, mixed[1]));
    }

    private static Rational Mixed(NormalFormGame stage, int player, CancellationToken cancellationToken)
    {
        IEnumerable<Rational> payoffs = Enumerable.Range(0, stage.ProfileCount).SelectMany(a =>
        {
            Rational own = stage.PayoffAt(a, player);
            return player == 0 ? (Rational[])[own, -own] : [-own, own];
        });
        var against = new NormalFormGame(stage.Players, payoffs);
        return NashSolvers.Solve(against, "zero-sum", cancellationToken: cancellationToken).Equilibria[0].Payoffs[player];
    }
}
