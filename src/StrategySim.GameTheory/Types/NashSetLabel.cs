using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Types;

/// <summary>Writes the type of a Nash set: which vertices, joined how, whatever the exact mixes.</summary>
/// <remarks>
/// A vertex is written with one letter a player: H, Y, or m for an interior mix; a lone interior point is
/// <c>mixed</c>. An en dash joins the ends of a segment, a plus sign parts components. Components come by their greatest
/// profile, descending (H before m before Y), and <c>mixed</c> comes last; a chain of segments starts at a pure end, at
/// the greater one where both are pure. The type depends on nothing but the signs of g and h of both players, because these decide on
/// which side of each edge of the square a best reply changes.
/// </remarks>
internal static class NashSetLabel
{
    public static string Of(int signGA, int signHA, int signGB, int signHB)
    {
        List<NashRectangle> pieces = NashRectangles.Of(signGA, signHA, signGB, signHB);
        if (pieces.Exists(r => r.Dimension == 2)) return "whole square";
        var labels = new List<(int Rank, Rational P, Rational Q, string Text)>();
        while (pieces.Count > 0)
        {
            List<(Rational P, Rational Q)> chain = TakeChain(pieces);
            (Rational p, Rational q) = chain.Max();
            string text = string.Join('–', chain.Select(v => $"{Letter(v.P)}{Letter(v.Q)}"));
            bool lone = string.Equals(text, "mm", StringComparison.Ordinal);
            labels.Add((lone ? 1 : 0, p, q, lone ? "mixed" : text));
        }

        return string.Join(" + ", labels.OrderBy(l => l.Rank).ThenByDescending(l => l.P).ThenByDescending(l => l.Q).Select(l => l.Text));
    }

    /// <summary>Removes one component and lists its vertices in order along it.</summary>
    /// <remarks>Components here are points or chains of segments that meet end to end: a best-reply graph never branches.</remarks>
    private static List<(Rational P, Rational Q)> TakeChain(List<NashRectangle> pieces)
    {
        NashRectangle first = pieces[0];
        pieces.RemoveAt(0);
        var chain = new List<(Rational P, Rational Q)> { (first.PHigh, first.QHigh) };
        if (first.Dimension == 1) chain.Add((first.PLow, first.QLow));
        for (int i = pieces.FindIndex(Joins); i >= 0; i = pieces.FindIndex(Joins))
        {
            (Rational, Rational) high = (pieces[i].PHigh, pieces[i].QHigh), low = (pieces[i].PLow, pieces[i].QLow);
            pieces.RemoveAt(i);
            if (chain[^1] == high) chain.Add(low);
            else if (chain[^1] == low) chain.Add(high);
            else chain.Insert(0, chain[0] == high ? low : high);
        }

        bool startPure = IsPure(chain[0]), endPure = IsPure(chain[^1]);
        if (startPure == endPure ? chain[0].CompareTo(chain[^1]) < 0 : endPure) chain.Reverse();
        return chain;

        bool Joins(NashRectangle r) =>
            chain[0] == (r.PHigh, r.QHigh) || chain[0] == (r.PLow, r.QLow) ||
            chain[^1] == (r.PHigh, r.QHigh) || chain[^1] == (r.PLow, r.QLow);
    }

    private static bool IsPure((Rational P, Rational Q) vertex) => vertex.P.IsInteger && vertex.Q.IsInteger;

    private static char Letter(Rational probability) => probability.IsZero ? 'Y' : probability == Rational.One ? 'H' : 'm';
}
