using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Types;

/// <summary>A closed rectangle of profiles: A plays its first strategy with probability p, B with probability q.</summary>
internal readonly record struct NashRectangle(Rational PLow, Rational PHigh, Rational QLow, Rational QHigh)
{
    public bool Contains(in NashRectangle other) =>
        PLow <= other.PLow && other.PHigh <= PHigh && QLow <= other.QLow && other.QHigh <= QHigh;

    public bool Touches(in NashRectangle other) =>
        PLow <= other.PHigh && other.PLow <= PHigh && QLow <= other.QHigh && other.QLow <= QHigh;

    /// <summary>0 for a point, 1 for a segment, 2 for the whole square.</summary>
    public int Dimension => (PLow == PHigh ? 0 : 1) + (QLow == QHigh ? 0 : 1);
}

/// <summary>The complete Nash set of a 2 × 2 game as the union of its maximal rectangles.</summary>
/// <remarks>
/// A player's advantage of the first strategy over the second is affine in the rival's probability x of its first
/// strategy: a(x) = (1 − x)·u − x·v. So the graph of the best reply is the union of three closed rectangles: first
/// strategy where a ≥ 0, second where a ≤ 0, anything where a = 0. The Nash set is the union of the nine
/// intersections of A's rectangles with B's; those that lie in another are dropped, and what stays are exactly the
/// maximal Nash subsets. No case distinction is needed, so ties take the same path as generic games.
/// </remarks>
internal static class NashRectangles
{
    /// <summary>The maximal rectangles of the Nash set; never empty, at most three.</summary>
    /// <param name="uA">A's advantage of its first strategy where B plays its second; g for holding.</param>
    /// <param name="vA">A's disadvantage of its first strategy where B plays its first; h for holding.</param>
    /// <param name="uB">As <paramref name="uA"/>, for B against A.</param>
    /// <param name="vB">As <paramref name="vA"/>, for B against A.</param>
    public static List<NashRectangle> Of(Rational uA, Rational vA, Rational uB, Rational vB)
    {
        var found = new List<NashRectangle>(3);
        foreach ((Rational pLow, Rational pHigh, Rational qFrom, Rational qTo) in Graph(uA, vA))
        {
            foreach ((Rational qLow, Rational qHigh, Rational pFrom, Rational pTo) in Graph(uB, vB))
            {
                var both = new NashRectangle(
                    Rational.Max(pLow, pFrom), Rational.Min(pHigh, pTo), Rational.Max(qLow, qFrom), Rational.Min(qHigh, qTo));
                if (both.PLow > both.PHigh || both.QLow > both.QHigh || found.Exists(r => r.Contains(both))) continue;
                found.RemoveAll(r => both.Contains(r));
                found.Add(both);
            }
        }

        return found;
    }

    /// <summary>The graph of one player's best reply: own probabilities × the rival's probabilities.</summary>
    private static IEnumerable<(Rational OwnLow, Rational OwnHigh, Rational RivalLow, Rational RivalHigh)> Graph(Rational u, Rational v)
    {
        // a(0) = u and a(1) = −v; the two closed intervals where a ≥ 0 and a ≤ 0 meet where a = 0.
        (Rational Low, Rational High)? plus = NonNegative(u, -v), minus = NonNegative(-u, v);
        if (plus is var (low, high)) yield return (Rational.One, Rational.One, low, high);
        if (minus is var (low2, high2)) yield return (Rational.Zero, Rational.Zero, low2, high2);
        if (plus is var (a, b) && minus is var (c, d) && Rational.Max(a, c) <= Rational.Min(b, d))
        {
            yield return (Rational.Zero, Rational.One, Rational.Max(a, c), Rational.Min(b, d));
        }
    }

    /// <summary>Where on [0, 1] the affine function with these values at the ends is at least 0; null where nowhere.</summary>
    private static (Rational Low, Rational High)? NonNegative(Rational atZero, Rational atOne)
    {
        if (atZero.Sign < 0 && atOne.Sign < 0) return null;
        if (atZero.Sign >= 0 && atOne.Sign >= 0) return (Rational.Zero, Rational.One);
        Rational root = atZero / (atZero - atOne);
        return atZero.Sign >= 0 ? (Rational.Zero, root) : (root, Rational.One);
    }
}
