using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>The paths of the subgame-perfect equilibria in pure actions of a repeated game with perfect monitoring and without public randomisation.</summary>
/// <param name="Game">The repeated game.</param>
/// <param name="Proof">
/// <see cref="PayoffSetProof.FixedPoint"/>: the graph has every equilibrium path and no other; <see cref="PayoffSetProof.Enclosed"/>: its paths are
/// equilibrium paths, and there may be more; <see cref="PayoffSetProof.OuterOnly"/>: none is known.
/// </param>
/// <param name="Graph">The paths; empty where there are none, or none is known.</param>
/// <param name="Punishments">For each player, the path that is played after he left another; empty where there is none.</param>
/// <param name="Worst">What the punishments are worth to those punished: exact where the proof is; null where there are none.</param>
/// <param name="Bound">Payoffs that no equilibrium path is below; null where there is none.</param>
/// <param name="Possible">A set that holds all their payoffs: that of equilibria with public randomisation, or one around it.</param>
public sealed record EquilibriumPaths(
    RepeatedGame Game, PayoffSetProof Proof, PathGraph Graph, ImmutableArray<ActionPath> Punishments, RationalPoint? Worst, RationalPoint? Bound, ConvexPolygon Possible)
{
    /// <summary>Most nodes of the exact graph.</summary>
    private const int MaximumNodes = 4000;

    /// <summary>Most rounds of raising punishments.</summary>
    private const int MaximumRounds = 100;

    /// <summary>Grid lines to which requirements are rounded where the exact graph is too large.</summary>
    private const int GridLines = 64;

    /// <summary>Whether all equilibrium paths are known.</summary>
    public bool Exact => Proof == PayoffSetProof.FixedPoint;

    /// <summary>Whether no equilibrium path is worse for a player than his punishment.</summary>
    public bool WorstIsExact => Worst == Bound;

    /// <summary>Finds the paths.</summary>
    /// <param name="game">The repeated game.</param>
    /// <param name="cancellationToken">Polled throughout.</param>
    /// <remarks>
    /// Punishments start at the worst payoffs with public randomisation, which cannot be better, and rise to the worst path of the graph that
    /// they allow, until that is no better than they are: then its paths punish as hard as was assumed (Abreu 1988, proposition 5). Where the graph is
    /// too large, requirements are rounded up, which leaves fewer paths and the argument as it is.
    /// </remarks>
    public static EquilibriumPaths Solve(RepeatedGame game, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        ConvexPolygon possible = AbreuSannikov.FromAbove(game, int.MaxValue, cancellationToken).Outer;
        if (possible.IsEmpty) return None(PayoffSetProof.FixedPoint);
        RationalPoint bound = PayoffSetOperators.Worst(possible);
        for (int round = 0; round < MaximumRounds; round++)
        {
            if (PathGraph.Build(game, bound, bound, possible, null, MaximumNodes, cancellationToken) is not { } graph) break;
            if (graph.IsEmpty) return None(PayoffSetProof.FixedPoint);
            (ImmutableArray<ActionPath> paths, RationalPoint worst) = Punishing(graph);
            if (worst == bound) return new EquilibriumPaths(game, PayoffSetProof.FixedPoint, graph, paths, worst, bound, possible);
            bound = worst;
        }

        RationalPoint punishments = bound, least = PayoffSetOperators.Worst(game.Feasible);
        Rational step = Rational.Max(Extent(possible, 0), Extent(possible, 1)) / GridLines;
        for (int round = 0; round < MaximumRounds; round++)
        {
            if (PathGraph.Build(game, punishments, least, possible, step, int.MaxValue, cancellationToken) is not { IsEmpty: false } graph) break;
            (ImmutableArray<ActionPath> paths, RationalPoint worst) = Punishing(graph);
            if (worst.X <= punishments.X && worst.Y <= punishments.Y) return WithStage(new EquilibriumPaths(game, PayoffSetProof.Enclosed, graph, paths, worst, bound, possible));
            punishments = new RationalPoint(Rational.Max(worst.X, punishments.X), Rational.Max(worst.Y, punishments.Y));
        }

        return WithStage(None(PayoffSetProof.OuterOnly) with { Bound = bound, Possible = possible });

        EquilibriumPaths None(PayoffSetProof proof) => new(game, proof, PathGraph.None(game), [], null, null, ConvexPolygon.Empty);

        (ImmutableArray<ActionPath>, RationalPoint) Punishing(PathGraph graph)
        {
            ImmutableArray<ActionPath> paths = [graph.Worst(0), graph.Worst(1)];
            return (paths, new RationalPoint(paths[0].Payoffs(game)[0].X, paths[1].Payoffs(game)[0].Y));
        }
    }

    // An equilibrium of the stage game for ever is an equilibrium path too, and may be worse for a player.
    private static EquilibriumPaths WithStage(EquilibriumPaths found)
    {
        int[] stage = [.. Enumerable.Range(0, found.Game.Stage.ProfileCount).Where(a => found.Game.DeviationGains(a) is { X.Sign: <= 0, Y.Sign: <= 0 })];
        if (stage.Length == 0) return found;
        int row = stage.MinBy(a => found.Game.Payoffs(a).X), column = stage.MinBy(a => found.Game.Payoffs(a).Y);
        var worst = new RationalPoint(found.Game.Payoffs(row).X, found.Game.Payoffs(column).Y);
        ActionPath[] constant = [ActionPath.OfAnyLength([], [row]), ActionPath.OfAnyLength([], [column])];
        return found.Worst is not { } known
            ? found with { Punishments = [.. constant], Worst = worst }
            : found with
            {
                Punishments = [known.X < worst.X ? found.Punishments[0] : constant[0], known.Y < worst.Y ? found.Punishments[1] : constant[1]],
                Worst = new RationalPoint(Rational.Min(known.X, worst.X), Rational.Min(known.Y, worst.Y)),
            };
    }

    private static Rational Extent(ConvexPolygon set, int axis) => set.Vertices.Max(v => v[axis]) - set.Least(axis);
}
