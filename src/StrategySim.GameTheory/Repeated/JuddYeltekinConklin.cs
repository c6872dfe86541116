using System.Numerics;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>Outer and inner bounds of the set of equilibrium payoffs from its supporting lines in chosen directions.</summary>
/// <remarks>
/// <para>
/// Judd, Yeltekin and Conklin, Econometrica 71 (2003) 1239–1254. Outer: a set is held by its supporting lines; one step takes B of the
/// set and lays the lines around it. Inner: one step takes the hull of the points of B at which the lines touch, from the outer set
/// drawn in; where such a set supports itself, all of it are equilibrium payoffs. Both are made convex by public randomisation.
/// </para>
/// <para>In exact arithmetic, bounds of lines rounded up and touching points kept; so that both sets are certain, as no floating-point bound is.</para>
/// </remarks>
public static class JuddYeltekinConklin
{
    /// <summary>The id of the method.</summary>
    public const string Id = "judd-yeltekin-conklin";

    /// <summary>The fewest directions: those of the axes.</summary>
    public const int MinimumDirections = 4;

    /// <summary>The most directions.</summary>
    public const int MaximumDirections = 512;

    private const int GridBits = 60;
    private const int SettledBits = 40;

    /// <summary>Finds both bounds.</summary>
    /// <param name="game">The repeated game.</param>
    /// <param name="directions">How many directions, evenly around; a multiple of 4 in the range of the limits.</param>
    /// <param name="maximumIterations">The most steps of each bound.</param>
    /// <param name="cancellationToken">Polled in each step.</param>
    /// <returns>The proof is an enclosure where an inner set was found that supports itself.</returns>
    public static EquilibriumPayoffSet Solve(RepeatedGame game, int directions = 72, int maximumIterations = 10_000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, MinimumDirections);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(directions, MaximumDirections);
        if (directions % 4 != 0) throw new ArgumentOutOfRangeException(nameof(directions), directions, "Expected a multiple of 4, so that the directions of the axes are among them.");
        RationalPoint[] around = [.. Enumerable.Range(0, directions).Select(k => Direction(k, directions))];
        Rational widest = game.Feasible.Vertices.Max(v => Rational.Max(v.X.Abs(), v.Y.Abs())), scale = widest.IsZero ? Rational.One : widest;
        Rational step = scale * Rational.Create(1, BigInteger.One << GridBits), settled = scale * Rational.Create(1, BigInteger.One << SettledBits);

        ConvexPolygon outer = game.Feasible;
        var punishments = new RationalPoint(game.PureMinmax[0], game.PureMinmax[1]);
        int iterations = 0;
        for (bool still = false; !still && iterations < maximumIterations; iterations++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ConvexPolygon generated = PayoffSetOperators.Generated(game, outer, punishments);
            if (generated.IsEmpty) return new EquilibriumPayoffSet(game, Id, generated, generated, PayoffSetProof.FixedPoint, iterations + 1);
            ConvexPolygon next = outer;
            foreach (RationalPoint direction in around) next = next.Clip(direction, Up(generated.Support(direction), step));
            next = next.RoundedOutward(step);
            still = around.All(d => outer.Support(d) - next.Support(d) <= settled);
            outer = next;
            RationalPoint worst = PayoffSetOperators.Worst(outer);
            punishments = new RationalPoint(Rational.Max(worst.X, punishments.X), Rational.Max(worst.Y, punishments.Y));
        }

        ConvexPolygon inner = Inner(game, outer, around, step, maximumIterations, cancellationToken);
        return new EquilibriumPayoffSet(game, Id, inner, outer, inner.IsEmpty ? PayoffSetProof.OuterOnly : PayoffSetProof.Enclosed, iterations);
    }

    private static ConvexPolygon Inner(RepeatedGame game, ConvexPolygon outer, RationalPoint[] around, Rational step, int maximumIterations, CancellationToken cancellationToken)
    {
        RationalPoint middle = Rational.Create(1, outer.Vertices.Length) * outer.Vertices.Aggregate((a, b) => a + b);
        foreach (Rational share in (Rational[])[0, Rational.Create(1, 1000), Rational.Create(1, 100), Rational.Create(1, 20)])
        {
            ConvexPolygon set = Rounded(outer.Vertices.Select(v => v + (share * (middle - v))));
            for (int k = 0; k < maximumIterations && !set.IsEmpty; k++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ConvexPolygon generated = PayoffSetOperators.Generated(game, set, PayoffSetOperators.Worst(set));
                if (generated.Contains(set)) return set;
                ConvexPolygon next = Rounded(around.Select(d => generated.Vertices.DefaultIfEmpty(middle).MaxBy(d.Dot)));
                if (generated.IsEmpty || next.Equals(set)) break;
                set = next;
            }
        }

        return ConvexPolygon.Empty;

        ConvexPolygon Rounded(IEnumerable<RationalPoint> points) => ConvexPolygon.Hull(points.Select(p => new RationalPoint(p.X.RoundTo(step), p.Y.RoundTo(step))));
    }

    // Whole multiples of 1/1024, so that the four axes are exact; a direction need not have length one.
    private static RationalPoint Direction(int k, int count)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * k / count);
        return new RationalPoint(Rational.Create((long)Math.Round(1024 * cosine), 1024), Rational.Create((long)Math.Round(1024 * sine), 1024));
    }

    private static Rational Up(Rational value, Rational step) => value.RoundTo(step) + step;
}
