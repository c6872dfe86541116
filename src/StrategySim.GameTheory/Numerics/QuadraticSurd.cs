using System.Globalization;
using System.Numerics;

namespace StrategySim.GameTheory.Numerics;

/// <summary>An exact number a + b·√d, with a and b rational and d a whole number that is no square; rational where b is 0.</summary>
/// <remarks>Numbers with one d form a field. Operations on two irrational numbers expect the same d.</remarks>
internal readonly record struct QuadraticSurd
{
    private QuadraticSurd(Rational rational, Rational coefficient, BigInteger radicand) =>
        (RationalPart, Coefficient, Radicand) = (rational, coefficient, coefficient.IsZero ? BigInteger.Zero : radicand);

    /// <summary>a.</summary>
    public Rational RationalPart { get; }

    /// <summary>b.</summary>
    public Rational Coefficient { get; }

    /// <summary>d; 0 for a rational number.</summary>
    public BigInteger Radicand { get; }

    /// <summary>Whether b is 0.</summary>
    public bool IsRational => Coefficient.IsZero;

    /// <summary>A rational number.</summary>
    public static implicit operator QuadraticSurd(Rational value) => new(value, Rational.Zero, BigInteger.Zero);

    /// <summary>The real roots of a·x² + b·x + c, ascending; both of a double root; one where a is 0; none where a and b are 0.</summary>
    public static IReadOnlyList<QuadraticSurd> Roots(Rational a, Rational b, Rational c)
    {
        if (a.IsZero) return b.IsZero ? [] : [-c / b];
        Rational discriminant = (b * b) - (4 * a * c);
        if (discriminant.Sign < 0) return [];
        // √(n/m) = √(n·m)/m.
        (BigInteger outside, BigInteger inside) = Extract(discriminant.Numerator * discriminant.Denominator);
        Rational middle = -b / (2 * a), half = (Rational)outside / ((Rational)discriminant.Denominator * 2 * a.Abs());
        return inside.IsOne
            ? [middle - half, middle + half]
            : [new QuadraticSurd(middle, -half, inside), new QuadraticSurd(middle, half, inside)];
    }

    /// <summary>The sum.</summary>
    public static QuadraticSurd operator +(QuadraticSurd x, QuadraticSurd y) =>
        new(x.RationalPart + y.RationalPart, x.Coefficient + y.Coefficient, Common(x, y));

    /// <summary>The difference.</summary>
    public static QuadraticSurd operator -(QuadraticSurd x, QuadraticSurd y) =>
        new(x.RationalPart - y.RationalPart, x.Coefficient - y.Coefficient, Common(x, y));

    /// <summary>The negative.</summary>
    public static QuadraticSurd operator -(QuadraticSurd x) => new(-x.RationalPart, -x.Coefficient, x.Radicand);

    /// <summary>The product.</summary>
    public static QuadraticSurd operator *(QuadraticSurd x, QuadraticSurd y)
    {
        BigInteger d = Common(x, y);
        return new(
            (x.RationalPart * y.RationalPart) + (x.Coefficient * y.Coefficient * (Rational)d),
            (x.RationalPart * y.Coefficient) + (x.Coefficient * y.RationalPart),
            d);
    }

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="y"/> is 0.</exception>
    public static QuadraticSurd operator /(QuadraticSurd x, QuadraticSurd y)
    {
        // The norm of a number other than 0 is not 0, since d is no square.
        Rational norm = (y.RationalPart * y.RationalPart) - (y.Coefficient * y.Coefficient * (Rational)y.Radicand);
        return x * new QuadraticSurd(y.RationalPart / norm, -y.Coefficient / norm, y.Radicand);
    }

    /// <summary>Whether the number is 0.</summary>
    public bool IsZero => RationalPart.IsZero && Coefficient.IsZero;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign
    {
        get
        {
            int a = RationalPart.Sign, b = Coefficient.Sign;
            if (a == 0 || b == 0 || a == b) return a == 0 ? b : a;
            // Opposite signs: the larger square decides.
            int order = (RationalPart * RationalPart).CompareTo(Coefficient * Coefficient * (Rational)Radicand);
            return order > 0 ? a : b;
        }
    }

    /// <summary>The number times 2^bits, rounded down within one unit for each of its two parts.</summary>
    public BigInteger Scaled(int bits)
    {
        BigInteger whole = Floor(RationalPart * (Rational)(BigInteger.One << bits));
        if (IsRational) return whole;
        // b·√d·2^bits = ± √(b²·d·4^bits).
        Rational square = Coefficient * Coefficient * (Rational)(Radicand << (2 * bits));
        return whole + (Coefficient.Sign * Root(square.Numerator / square.Denominator));
    }

    /// <summary>"3/7", "√2", "(3-√5)/4".</summary>
    public override string ToString()
    {
        if (IsRational) return RationalPart.ToString();
        BigInteger denominator = RationalPart.Denominator / BigInteger.GreatestCommonDivisor(RationalPart.Denominator, Coefficient.Denominator) * Coefficient.Denominator;
        BigInteger a = (RationalPart * (Rational)denominator).Numerator, b = (Coefficient * (Rational)denominator).Numerator;
        string root = string.Create(CultureInfo.InvariantCulture, $"{(BigInteger.Abs(b).IsOne ? "" : BigInteger.Abs(b))}√{Radicand}");
        string sum = a.IsZero ? (b.Sign < 0 ? "-" : "") + root
            : string.Create(CultureInfo.InvariantCulture, $"{a}{(b.Sign < 0 ? '-' : '+')}{root}");
        return denominator.IsOne ? sum : string.Create(CultureInfo.InvariantCulture, $"{(a.IsZero ? sum : $"({sum})")}/{denominator}");
    }

    /// <summary>The whole part of the square root of a whole number of at least 0.</summary>
    internal static BigInteger Root(BigInteger square)
    {
        if (square.IsZero) return square;
        // Newton from above falls until it is the floor.
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>n = outside²·inside; squares of primes beyond a thousand may stay inside, unless n is a square.</summary>
    private static (BigInteger Outside, BigInteger Inside) Extract(BigInteger n)
    {
        BigInteger root = Root(n);
        if (root * root == n) return (root, BigInteger.One);
        BigInteger outside = BigInteger.One;
        for (int prime = 2; prime < 1000; prime += prime == 2 ? 1 : 2)
        {
            BigInteger square = prime * prime;
            while (true)
            {
                BigInteger quotient = BigInteger.DivRem(n, square, out BigInteger remainder);
                if (!remainder.IsZero) break;
                n = quotient;
                outside *= prime;
            }
        }

        return (outside, n);
    }

    private static BigInteger Floor(Rational value)
    {
        BigInteger floor = BigInteger.DivRem(value.Numerator, value.Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? floor - 1 : floor;
    }

    private static BigInteger Common(QuadraticSurd x, QuadraticSurd y) =>
        x.IsRational ? y.Radicand
        : y.IsRational || x.Radicand == y.Radicand ? x.Radicand
        : throw new InvalidOperationException($"√{x.Radicand} and √{y.Radicand} meet; expected one radicand.");
}
