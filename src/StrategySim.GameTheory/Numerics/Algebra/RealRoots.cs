using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Algebra;

/// <summary>Finds the real roots of a polynomial, each once, in order.</summary>
/// <remarks>
/// By Sturm's theorem: the number of roots in an interval is the loss of changes of sign along the sequence of remainders
/// of the polynomial and its derivative (Sturm 1829; von zur Gathen and Gerhard, Modern Computer Algebra, 3rd ed., section 4.6).
/// </remarks>
internal static class RealRoots
{
    /// <summary>The roots in a closed interval.</summary>
    /// <param name="polynomial">Not 0.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end, greater than the lower.</param>
    public static IReadOnlyList<RealAlgebraic> In(Polynomial polynomial, Rational low, Rational high)
    {
        var roots = new List<RealAlgebraic>();
        if (polynomial.Degree == 1)
        {
            Rational root = -polynomial[0] / polynomial[1];
            return low <= root && root <= high ? [new RealAlgebraic(root)] : [];
        }

        Polynomial p = polynomial.SquareFree();
        bool atLow = p.Degree > 0 && p.SignAt(low) == 0, atHigh = p.Degree > 0 && p.SignAt(high) == 0;
        if (atLow) p = Without(p, low);
        if (atHigh) p = Without(p, high);
        if (p.Degree > 0) Isolate(p, Sequence(p), low, high, roots);
        if (atLow) roots.Insert(0, new RealAlgebraic(low));
        if (atHigh) roots.Add(new RealAlgebraic(high));
        return roots;
    }

    /// <summary>All real roots of a polynomial that has none twice.</summary>
    public static IReadOnlyList<RealAlgebraic> All(Polynomial polynomial)
    {
        // Cauchy's bound: no root is larger than 1 plus the largest quotient by the leading coefficient.
        Rational bound = Rational.Zero;
        for (int i = 0; i < polynomial.Degree; i++) bound = Rational.Max(bound, (polynomial[i] / polynomial.Leading).Abs());
        bound += 2;
        return In(polynomial, -bound, bound);
    }

    private static Polynomial Without(Polynomial p, Rational root) => p.DivRem(Polynomial.Of(-root, Rational.One)).Quotient.MadePrimitive();

    private static List<Polynomial> Sequence(Polynomial p)
    {
        var sequence = new List<Polynomial> { p, p.Derivative().MadePrimitive() };
        while (sequence[^1].Degree > 0)
        {
            Polynomial remainder = sequence[^2].DivRem(sequence[^1]).Remainder;
            if (remainder.IsZero) break;
            sequence.Add((-remainder).MadePrimitive());
        }

        return sequence;
    }

    private static int Changes(List<Polynomial> sequence, Rational at)
    {
        int changes = 0, before = 0;
        foreach (Polynomial p in sequence)
        {
            int sign = p.SignAt(at);
            if (sign == 0) continue;
            if (before * sign < 0) changes++;
            before = sign;
        }

        return changes;
    }

    private static void Isolate(Polynomial p, List<Polynomial> sequence, Rational low, Rational high, List<RealAlgebraic> roots)
    {
        var waiting = new Stack<(Rational Low, int AtLow, Rational High, int AtHigh)>();
        waiting.Push((low, Changes(sequence, low), high, Changes(sequence, high)));
        while (waiting.TryPop(out (Rational Low, int AtLow, Rational High, int AtHigh) part))
        {
            switch (part.AtLow - part.AtHigh)
            {
                case 0:
                    continue;
                case 1:
                    roots.Add(Found(p, part.Low, part.High));
                    continue;
            }

            // A point that is no root itself; there are finitely many roots.
            Rational middle = default;
            for (int parts = 2; ; parts++)
            {
                middle = part.Low + ((part.High - part.Low) * Rational.Create(parts / 2, parts));
                if (p.SignAt(middle) != 0) break;
            }

            int changes = Changes(sequence, middle);
            waiting.Push((middle, changes, part.High, part.AtHigh));
            waiting.Push((part.Low, part.AtLow, middle, changes));
        }
    }

    // A rational root times the leading coefficient is whole, so in a narrow interval there is but one candidate.
    private static RealAlgebraic Found(Polynomial p, Rational low, Rational high)
    {
        var leading = (Rational)BigInteger.Abs(p.Primitive()[^1]);
        var root = new RealAlgebraic(p, low, high);
        while (!root.IsRational && (root.High - root.Low) * leading >= Rational.Half) root.Halve();
        if (root.IsRational) return root;
        Rational scaled = root.Low * leading;
        Rational candidate = (Rational)(BigInteger.DivRem(scaled.Numerator, scaled.Denominator, out BigInteger rest) + (rest.Sign < 0 ? 0 : 1)) / leading;
        return candidate > root.Low && candidate < root.High && p.SignAt(candidate) == 0 ? new RealAlgebraic(candidate) : root;
    }
}
