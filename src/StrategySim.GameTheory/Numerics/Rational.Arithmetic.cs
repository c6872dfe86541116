using System.Numerics;
using System.Runtime.CompilerServices;

namespace StrategySim.GameTheory.Numerics;

/// <content>Sums, products and their kin, on words where they fit.</content>
public readonly partial struct Rational
{
    /// <summary>The sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rational operator +(Rational left, Rational right) =>
        // Whole numbers are what the inner loops add; they alone are worth a copy of the code at every call.
        AreWholeWords(left, right) && TryAdd(left._numerator, right._numerator, out long sum) ? new Rational(sum, 1) : Add(left, right);

    private static Rational Add(Rational left, Rational right)
    {
        if (left._large is null && right._large is null)
        {
            long d1 = left._denominatorLessOne + 1, d2 = right._denominatorLessOne + 1;
            if (d1 == d2)
            {
                if (TryAdd(left._numerator, right._numerator, out long sum))
                {
                    if (d1 == 1) return new Rational(sum, 1);
                    long g = Gcd(Math.Abs(sum), d1);
                    return new Rational(sum / g, d1 / g);
                }
            }
            else
            {
                long g = d1 == 1 || d2 == 1 ? 1 : Gcd(d1, d2);
                long e1 = g == 1 ? d1 : d1 / g, e2 = g == 1 ? d2 : d2 / g;
                if (TryMultiply(left._numerator, e2, out long a) && TryMultiply(right._numerator, e1, out long b) && TryAdd(a, b, out long t))
                {
                    // gcd(t, e1·d2) = gcd(t, g): with g = 1 nothing is left to reduce.
                    if (g != 1)
                    {
                        long h = Gcd(Math.Abs(t), g);
                        t /= h;
                        d2 /= h;
                    }

                    if (TryMultiply(e1, d2, out long d)) return new Rational(t, d);
                }
            }
        }

        // Whole numbers have no common divisor to look for.
        if (left.IsInteger && right.IsInteger) return Normal(left.Numerator + right.Numerator, BigInteger.One);
        return Create(
            (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator),
            left.Denominator * right.Denominator);
    }

    /// <summary>The difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rational operator -(Rational left, Rational right) =>
        AreWholeWords(left, right) && TryAdd(left._numerator, -right._numerator, out long difference) ? new Rational(difference, 1) : Add(left, -right);

    /// <summary>The negative.</summary>
    public static Rational operator -(Rational value) =>
        value._large is null
            ? new Rational(-value._numerator, value._denominatorLessOne + 1)
            : Normal(-value._large.Numerator, value._large.Denominator);

    /// <summary>The product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rational operator *(Rational left, Rational right) =>
        AreWholeWords(left, right) && TryMultiply(left._numerator, right._numerator, out long product) ? new Rational(product, 1) : Multiply(left, right);

    private static Rational Multiply(Rational left, Rational right)
    {
        if (left._large is null && right._large is null)
        {
            long n1 = left._numerator, n2 = right._numerator;
            long d1 = left._denominatorLessOne + 1, d2 = right._denominatorLessOne + 1;
            if (d2 != 1)
            {
                long g = Gcd(Math.Abs(n1), d2);
                n1 /= g;
                d2 /= g;
            }

            if (d1 != 1)
            {
                long g = Gcd(Math.Abs(n2), d1);
                n2 /= g;
                d1 /= g;
            }

            if (TryMultiply(n1, n2, out long n) && TryMultiply(d1, d2, out long d)) return new Rational(n, d);
        }

        if (left.IsInteger && right.IsInteger) return Normal(left.Numerator * right.Numerator, BigInteger.One);
        return Create(left.Numerator * right.Numerator, left.Denominator * right.Denominator);
    }

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="right"/> is 0.</exception>
    public static Rational operator /(Rational left, Rational right) => left * right.Reciprocal();

    /// <summary>1/x.</summary>
    /// <exception cref="DivideByZeroException">The number is 0.</exception>
    public Rational Reciprocal()
    {
        if (IsZero) throw new DivideByZeroException("Division by zero.");
        if (_large is not null) return Create(_large.Denominator, _large.Numerator);
        long d = _denominatorLessOne + 1;
        return _numerator > 0 ? new Rational(d, _numerator) : new Rational(-d, -_numerator);
    }

    /// <summary>|x|.</summary>
    public Rational Abs() => Sign < 0 ? -this : this;

    /// <summary>The smaller of two numbers.</summary>
    public static Rational Min(Rational left, Rational right) => left <= right ? left : right;

    /// <summary>The larger of two numbers.</summary>
    public static Rational Max(Rational left, Rational right) => left >= right ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreWholeWords(in Rational left, in Rational right) =>
        left._large is null && right._large is null && (left._denominatorLessOne | right._denominatorLessOne) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAdd(long a, long b, out long sum)
    {
        sum = unchecked(a + b);
        return (((a ^ sum) & (b ^ sum)) >= 0) && sum != long.MinValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMultiply(long a, long b, out long product)
    {
        long high = Math.BigMul(a, b, out product);
        return high == product >> 63 && product != long.MinValue;
    }

    /// <summary>Greatest common divisor of a ≥ 0 and b &gt; 0 by Stein's binary algorithm, which needs no division.</summary>
    private static long Gcd(long a, long b)
    {
        if (a == 0) return b;
        if (a == 1 || b == 1) return 1;
        ulong u = (ulong)a, v = (ulong)b;
        int shift = BitOperations.TrailingZeroCount(u | v);
        u >>= BitOperations.TrailingZeroCount(u);
        do
        {
            v >>= BitOperations.TrailingZeroCount(v);
            if (u > v) (u, v) = (v, u);
            v -= u;
        }
        while (v != 0);
        return (long)(u << shift);
    }
}
