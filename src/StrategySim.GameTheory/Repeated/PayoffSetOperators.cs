using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>Operators on sets of continuation payoffs whose largest fixed point is the set of subgame-perfect equilibrium payoffs.</summary>
internal static class PayoffSetOperators
{
    /// <summary>The continuations in a set that keep both players to a profile: Q(a, W, u).</summary>
    /// <param name="game">The repeated game.</param>
    /// <param name="profile">The profile a.</param>
    /// <param name="continuations">The set W.</param>
    /// <param name="punishments">The payoffs u of the worst continuations.</param>
    public static ConvexPolygon Enforcing(RepeatedGame game, int profile, ConvexPolygon continuations, RationalPoint punishments)
    {
        RationalPoint least = game.LeastContinuation(profile, punishments);
        return continuations.AtLeast(0, least.X).AtLeast(1, least.Y);
    }

    /// <summary>
    /// B(W): the payoffs that some profile and a continuation in W give without a profitable deviation, made convex by public
    /// randomisation. A set W ⊆ B(W) holds equilibrium payoffs only.
    /// </summary>
    /// <remarks>Abreu, Pearce and Stacchetti, Econometrica 58 (1990) 1041–1063, theorems 1 and 2, with perfect monitoring.</remarks>
    public static ConvexPolygon Generated(RepeatedGame game, ConvexPolygon continuations, RationalPoint punishments) =>
        ConvexPolygon.Hull(Enumerable.Range(0, game.Stage.ProfileCount)
            .SelectMany(a => Enforcing(game, a, continuations, punishments).Vertices.Select(w => game.Average(a, w))));

    /// <summary>
    /// R(W, u): like B, but a profile that may be repeated for ever gives its own payoffs only, and any other one only those of
    /// continuations at which some player is just kept from deviating; at most four points a profile.
    /// </summary>
    /// <remarks>Abreu and Sannikov, Theoretical Economics 9 (2014) 313–338, section 4.</remarks>
    public static ConvexPolygon Reduced(RepeatedGame game, ConvexPolygon continuations, RationalPoint punishments, CancellationToken cancellationToken)
    {
        var points = new List<RationalPoint>();
        for (int a = 0; a < game.Stage.ProfileCount; a++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RationalPoint least = game.LeastContinuation(a, punishments), own = game.Payoffs(a);
            if (own.X >= least.X && own.Y >= least.Y) points.Add(own);
            else
            {
                ConvexPolygon enforcing = continuations.AtLeast(0, least.X).AtLeast(1, least.Y);
                points.AddRange(enforcing.Vertices.Where(w => w.X == least.X || w.Y == least.Y).Select(w => game.Average(a, w)));
            }
        }

        return ConvexPolygon.Hull(points);
    }

    /// <summary>
    /// Whether a set supports itself without public randomisation: W ⊆ ∪ (1 − δ)u(a) + δ·Q(a, W, u), the union itself and not its hull, with the
    /// punishments that W offers. Each of its points is then an equilibrium payoff without lotteries.
    /// </summary>
    /// <remarks>Image after image is cut out of the set. Images are closed, so that what is left of a lower dimension than the set is in them too.</remarks>
    public static bool IsSelfGeneratingWithoutLotteries(RepeatedGame game, ConvexPolygon set)
    {
        RationalPoint worst = Worst(set);
        IEnumerable<ConvexPolygon> images = Enumerable.Range(0, game.Stage.ProfileCount)
            .Select(a => ConvexPolygon.Hull(Enforcing(game, a, set, worst).Vertices.Select(w => game.Average(a, w))))
            .Where(image => !image.IsEmpty);
        if (set.Dimension < 2) return CoverSegment(set, [.. images.Where(set.Contains)]);
        ConvexPolygon[] left = [set];
        foreach (ConvexPolygon image in images.Where(image => image.Dimension == 2)) left = [.. left.SelectMany(piece => Without(piece, image)).Where(piece => piece.Dimension == 2)];
        return left.Length == 0;
    }

    // Parts of a segment, or of a point, laid end to end along an axis on which it has its length.
    private static bool CoverSegment(ConvexPolygon segment, IReadOnlyCollection<ConvexPolygon> parts)
    {
        int axis = segment.Vertices[0].X != segment.Vertices[^1].X ? 0 : 1;
        if (parts.Count == 0 || parts.Min(part => part.Least(axis)) > segment.Least(axis)) return false;
        Rational reached = segment.Least(axis);
        foreach (ConvexPolygon part in parts.OrderBy(part => part.Least(axis)).TakeWhile(part => part.Least(axis) <= reached)) reached = Rational.Max(reached, part.Vertices.Max(v => v[axis]));
        return reached >= segment.Vertices.Max(v => v[axis]);
    }

    // Edge after edge, what lies outside of it is split off.
    private static IEnumerable<ConvexPolygon> Without(ConvexPolygon piece, ConvexPolygon image)
    {
        for (int i = 0; i < image.Vertices.Length && !piece.IsEmpty; i++)
        {
            RationalPoint from = image.Vertices[i], along = image.Vertices[(i + 1) % image.Vertices.Length] - from, outward = new(along.Y, -along.X);
            Rational edge = outward.Dot(from);
            ConvexPolygon outside = piece.Clip(new RationalPoint(-outward.X, -outward.Y), -edge);
            if (!outside.IsEmpty) yield return outside;
            piece = piece.Clip(outward, edge);
        }
    }

    /// <summary>The least payoffs in a set: the punishments that it offers.</summary>
    public static RationalPoint Worst(ConvexPolygon set) => new(set.Least(0), set.Least(1));

    /// <summary>Whether a set supports itself: W ⊆ B(W) with the punishments that W itself offers, so that all of it are equilibrium payoffs.</summary>
    public static bool IsSelfGenerating(RepeatedGame game, ConvexPolygon set) => set.IsEmpty || Generated(game, set, Worst(set)).Contains(set);
}
