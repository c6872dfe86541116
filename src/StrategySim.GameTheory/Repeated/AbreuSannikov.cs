using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>The set of equilibrium payoffs by the algorithm of Abreu and Sannikov, in exact arithmetic.</summary>
/// <remarks>
/// <para>
/// From the feasible payoffs down: W ← R(W, u), u ← the worst payoffs in W. Each W holds the set, and their limit is the set
/// (Abreu and Sannikov, Theoretical Economics 9 (2014) 313–338, theorem 2). Where W comes to rest, it is the set.
/// </para>
/// <para>
/// Where it does not, its numbers grow without end; from <see cref="ExactBits"/> on each W is rounded outward to a grid, which keeps it
/// above the set. What it tends to is then read off: the simplest numbers near the vertices where the set is rational, else the set under
/// punishments that are a little too mild. That what was read off supports itself is checked exactly, so that the answer is an
/// enclosure: certain payoffs inside, no others outside.
/// </para>
/// </remarks>
public static class AbreuSannikov
{
    /// <summary>The id of the method.</summary>
    public const string Id = "abreu-sannikov";

    /// <summary>Where numbers of more bits arise, sets are rounded outward.</summary>
    private const int ExactBits = 1024;

    /// <summary>Bits of the grid, counted from the largest payoff.</summary>
    private const int GridBits = 112;

    /// <summary>Bits to which two sets in turn agree when rounding stops.</summary>
    private const int SettledBits = 96;

    /// <summary>Bits to which vertices are read off.</summary>
    private const int ReadingBits = 80;

    /// <summary>Finds the set.</summary>
    /// <param name="game">The repeated game.</param>
    /// <param name="maximumIterations">The most applications of the operator; the outer set is returned as it then stands.</param>
    /// <param name="cancellationToken">Polled within each application.</param>
    public static EquilibriumPayoffSet Solve(RepeatedGame game, int maximumIterations = 100_000, CancellationToken cancellationToken = default)
    {
        EquilibriumPayoffSet found = FromAbove(game, maximumIterations, cancellationToken);
        if (found.Exact) return found;
        ConvexPolygon inner = Inside(game, found.Outer, Scale(game.Feasible), cancellationToken);
        return inner.IsEmpty ? found : found with { Inner = inner, Proof = PayoffSetProof.Enclosed };
    }

    /// <summary>The iteration from above alone: no set inside is looked for.</summary>
    internal static EquilibriumPayoffSet FromAbove(RepeatedGame game, int maximumIterations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(game);
        ConvexPolygon outer = game.Feasible;
        var punishments = new RationalPoint(game.PureMinmax[0], game.PureMinmax[1]);
        Rational scale = Scale(game.Feasible), step = scale * PowerOfTwo(-GridBits), settled = scale * PowerOfTwo(-SettledBits);
        bool rounding = false, still = false;
        int iterations = 0;
        while (!still && iterations < maximumIterations)
        {
            ConvexPolygon next = PayoffSetOperators.Reduced(game, outer, punishments, cancellationToken);
            iterations++;
            if (next.IsEmpty) return new EquilibriumPayoffSet(game, Id, next, next, PayoffSetProof.FixedPoint, iterations);
            rounding = rounding || Bits(next) > ExactBits;
            if (rounding) next = next.RoundedOutward(step);
            RationalPoint worst = PayoffSetOperators.Worst(next);
            worst = new RationalPoint(Rational.Max(worst.X, punishments.X), Rational.Max(worst.Y, punishments.Y));
            if (!rounding && next.Equals(outer) && worst == punishments) return new EquilibriumPayoffSet(game, Id, next, next, PayoffSetProof.FixedPoint, iterations);
            still = rounding && Near(outer, next, settled) && Near(next, outer, settled);
            (outer, punishments) = (next, worst);
        }

        return new EquilibriumPayoffSet(game, Id, ConvexPolygon.Empty, outer, PayoffSetProof.OuterOnly, iterations);
    }

    // A set inside that supports itself: the simplest numbers near the vertices where these do, as where the set is rational.
    private static ConvexPolygon Inside(RepeatedGame game, ConvexPolygon outer, Rational scale, CancellationToken cancellationToken)
    {
        Rational near = scale * PowerOfTwo(-ReadingBits);
        ConvexPolygon read = ConvexPolygon.Hull(outer.Vertices.Select(v => new RationalPoint(Simplest(v.X, near), Simplest(v.Y, near))));
        if (PayoffSetOperators.IsSelfGenerating(game, read)) return read;
        foreach (int bits in (int[])[40, 30, 20, 12])
        {
            ConvexPolygon drawn = DrawnIn(game, outer, scale, bits, cancellationToken);
            if (!drawn.IsEmpty && PayoffSetOperators.IsSelfGenerating(game, drawn)) return drawn;
        }

        return ConvexPolygon.Empty;
    }

    // The set under punishments that are a little too mild, drawn in at each step by much less than that: at rest each vertex has room
    // on all sides, more than the rounding takes, and the set's own worst payoffs lie below the punishments that it was made with.
    private static ConvexPolygon DrawnIn(RepeatedGame game, ConvexPolygon outer, Rational scale, int bits, CancellationToken cancellationToken)
    {
        Rational milder = scale * PowerOfTwo(-bits), share = PowerOfTwo(-bits * 3 / 2), step = scale * PowerOfTwo(-GridBits), settled = scale * share * PowerOfTwo(-8);
        RationalPoint punishments = PayoffSetOperators.Worst(outer) + new RationalPoint(milder, milder);
        ConvexPolygon set = outer;
        while (true)
        {
            ConvexPolygon whole = PayoffSetOperators.Reduced(game, set, punishments, cancellationToken);
            if (whole.IsEmpty) return whole;
            RationalPoint middle = Rational.Create(1, whole.Vertices.Length) * whole.Vertices.Aggregate((a, b) => a + b);
            ConvexPolygon next = ConvexPolygon.Hull(whole.Vertices.Select(v => v + (share * (middle - v))).Select(v => new RationalPoint(v.X.RoundTo(step), v.Y.RoundTo(step))));
            if (Near(set, next, settled) && Near(next, set, settled)) return next;
            set = next;
        }
    }

    private static Rational Simplest(Rational value, Rational near) => RealAlgebraic.Simplest(value - near, value + near);

    private static bool Near(ConvexPolygon from, ConvexPolygon to, Rational distance) =>
        from.Vertices.All(a => to.Vertices.Any(b => (a.X - b.X).Abs() <= distance && (a.Y - b.Y).Abs() <= distance));

    private static long Bits(ConvexPolygon set) => set.Vertices.Max(v => Math.Max(
        Math.Max(v.X.Numerator.GetBitLength(), v.X.Denominator.GetBitLength()),
        Math.Max(v.Y.Numerator.GetBitLength(), v.Y.Denominator.GetBitLength())));

    private static Rational Scale(ConvexPolygon set)
    {
        Rational widest = set.Vertices.Max(v => Rational.Max(v.X.Abs(), v.Y.Abs()));
        return widest.IsZero ? Rational.One : widest;
    }

    private static Rational PowerOfTwo(int exponent) => Rational.Create(System.Numerics.BigInteger.One, System.Numerics.BigInteger.One << -exponent);
}
