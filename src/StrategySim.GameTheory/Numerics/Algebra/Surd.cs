using System.Globalization;
using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Algebra;

/// <summary>An irrational root of a quadratic: (a + b√d)/c in lowest terms, c &gt; 0.</summary>
/// <param name="A">a.</param>
/// <param name="B">b; not 0.</param>
/// <param name="D">d, at least 2, without the squares of small primes.</param>
/// <param name="C">c.</param>
internal sealed record Surd(BigInteger A, BigInteger B, BigInteger D, BigInteger C)
{
    // Squares of larger primes stay under the root, which is no less exact.
    private const int LargestPrime = 10_000;

    /// <summary>Finds the form of a root.</summary>
    /// <remarks>
    /// A quadratic factor in whole numbers has a leading coefficient that divides that of the polynomial (Gauss), so with the
    /// polynomial's own leading coefficient ℓ, ℓ·(α + β) and ℓ·αβ are whole for the conjugate β, which is real as α is. Each real
    /// root is tried as β, and a factor found is checked by dividing.
    /// </remarks>
    /// <returns>Null where the number is rational or no root of a quadratic.</returns>
    public static Surd? Find(RealAlgebraic number)
    {
        if (number.Polynomial is not { } p) return null;
        if (p.Degree == 2) return OfQuadratic(p, number);
        var leading = (Rational)BigInteger.Abs(p.Primitive()[^1]);
        foreach (RealAlgebraic other in RealRoots.All(p))
        {
            if (other.IsRational || other.ComparedWith(number) == 0) continue;
            if (Factor(number, other, leading) is not { } factor || !p.DivRem(factor).Remainder.IsZero) continue;
            return OfQuadratic(factor.MadePrimitive(), number);
        }

        return null;
    }

    /// <summary>Such as <c>(1+1*sqrt(5))/2</c>.</summary>
    public override string ToString()
    {
        string sum = string.Create(CultureInfo.InvariantCulture, $"{A}{(B.Sign < 0 ? "-" : "+")}{BigInteger.Abs(B)}*sqrt({D})");
        return C.IsOne ? sum : string.Create(CultureInfo.InvariantCulture, $"({sum})/{C}");
    }

    // ℓx² − ℓ(α + β)x + ℓαβ, its two whole numbers read off narrow intervals; null where these hold none.
    private static Polynomial? Factor(RealAlgebraic alpha, RealAlgebraic beta, Rational leading)
    {
        while (true)
        {
            (Rational Low, Rational High) sum = (leading * (alpha.Low + beta.Low), leading * (alpha.High + beta.High));
            Rational[] corners = [alpha.Low * beta.Low, alpha.Low * beta.High, alpha.High * beta.Low, alpha.High * beta.High];
            (Rational Low, Rational High) product = (leading * corners.Min(), leading * corners.Max());
            if (sum.High - sum.Low < Rational.Half && product.High - product.Low < Rational.Half)
            {
                return Whole(sum) is { } s && Whole(product) is { } t ? Polynomial.Of(t, -s, leading) : null;
            }

            alpha.Halve();
            beta.Halve();
        }
    }

    private static Rational? Whole((Rational Low, Rational High) interval)
    {
        var nearest = (Rational)((interval.Low + interval.High) * Rational.Half).RoundHalfEven();
        return interval.Low <= nearest && nearest <= interval.High ? nearest : null;
    }

    private static Surd OfQuadratic(Polynomial quadratic, RealAlgebraic root)
    {
        BigInteger[] c = quadratic.Primitive();
        BigInteger a = -c[1], d = (c[1] * c[1]) - (4 * c[2] * c[0]), b = BigInteger.One, divisor = 2 * c[2];
        for (int prime = 2; prime <= LargestPrime && (BigInteger)prime * prime <= d; prime += prime == 2 ? 1 : 2)
        {
            BigInteger square = (BigInteger)prime * prime;
            while ((d % square).IsZero)
            {
                d /= square;
                b *= prime;
            }
        }

        // √d > 0: the larger root of the two takes the sign of the divisor. The vertex a/divisor lies between them.
        bool larger = root.ComparedWith(Rational.Create(a, divisor)) > 0;
        if (larger != divisor.Sign > 0) b = -b;
        BigInteger common = BigInteger.GreatestCommonDivisor(BigInteger.GreatestCommonDivisor(a, b), divisor);
        if (divisor.Sign < 0) common = -common;
        return new Surd(a / common, b / common, d, divisor / common);
    }
}
