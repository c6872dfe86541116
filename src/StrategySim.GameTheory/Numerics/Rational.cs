using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace StrategySim.GameTheory.Numerics;

/// <summary>An exact rational number n/d in lowest terms, d &gt; 0.</summary>
/// <remarks>
/// A struct with a fast path: while numerator and denominator fit 64-bit words no memory is allocated.
/// Where a product overflows, the operation is redone on <see cref="BigInteger"/> and the result returns to
/// words as soon as it fits, so every value has one representation and equality is bitwise.
/// <c>default</c> is zero. Sums and products reduce by common divisors of the operands before they multiply:
/// Knuth, The Art of Computer Programming 2, 3rd ed., section 4.5.1.
/// </remarks>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>, IComparable
{
    // Stored less one, so that default(Rational) is 0/1.
    private readonly long _denominatorLessOne;
    private readonly long _numerator;
    private readonly Large? _large;

    private sealed class Large(BigInteger numerator, BigInteger denominator)
    {
        public readonly BigInteger Numerator = numerator;
        public readonly BigInteger Denominator = denominator;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Rational(long numerator, long denominator)
    {
        _numerator = numerator;
        _denominatorLessOne = denominator - 1;
    }

    private Rational(Large large) => _large = large;

    /// <summary>0.</summary>
    public static Rational Zero => default;

    /// <summary>1.</summary>
    public static Rational One => new(1, 1);

    /// <summary>1/2.</summary>
    public static Rational Half => new(1, 2);

    /// <summary>The numerator in lowest terms; carries the sign.</summary>
    public BigInteger Numerator => _large?.Numerator ?? _numerator;

    /// <summary>The denominator in lowest terms; at least 1.</summary>
    public BigInteger Denominator => _large?.Denominator ?? (_denominatorLessOne + 1);

    /// <summary>−1, 0 or 1.</summary>
    public int Sign
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _large is null ? Math.Sign(_numerator) : _large.Numerator.Sign;
    }

    /// <summary>Whether the number is 0.</summary>
    public bool IsZero => _large is null && _numerator == 0;

    /// <summary>Whether the denominator is 1.</summary>
    public bool IsInteger => _large is null ? _denominatorLessOne == 0 : _large.Denominator.IsOne;

    /// <summary>The fraction <paramref name="numerator"/>/<paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is 0.</exception>
    public static Rational Create(long numerator, long denominator)
    {
        if (denominator == 0) throw new DivideByZeroException($"The fraction {numerator}/0 has no value.");
        if (numerator == long.MinValue || denominator == long.MinValue) return Create((BigInteger)numerator, denominator);
        if (denominator < 0) (numerator, denominator) = (-numerator, -denominator);
        long g = Gcd(Math.Abs(numerator), denominator);
        return new Rational(numerator / g, denominator / g);
    }

    /// <summary>The fraction <paramref name="numerator"/>/<paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is 0.</exception>
    public static Rational Create(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException($"The fraction {numerator}/0 has no value.");
        if (denominator.Sign < 0) (numerator, denominator) = (-numerator, -denominator);
        BigInteger g = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (!g.IsOne) (numerator, denominator) = (numerator / g, denominator / g);
        return Normal(numerator, denominator);
    }

    // long.MinValue is left to the large form so that negation of a word never overflows.
    private static Rational Normal(BigInteger numerator, BigInteger denominator) =>
        denominator <= long.MaxValue && numerator <= long.MaxValue && numerator > long.MinValue
            ? new Rational((long)numerator, (long)denominator)
            : new Rational(new Large(numerator, denominator));

    /// <summary>The exact value of the shortest decimal that reads back as <paramref name="value"/>, so 0.1 is 1/10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a finite number.");
        return Parse(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>An integer as a rational.</summary>
    public static implicit operator Rational(int value) => new(value, 1);

    /// <summary>An integer as a rational.</summary>
    public static implicit operator Rational(long value) => value == long.MinValue ? Create((BigInteger)value, 1) : new(value, 1);

    /// <summary>An integer as a rational.</summary>
    public static explicit operator Rational(BigInteger value) => Normal(value, BigInteger.One);

    /// <summary>The nearest double (ties to even) over the normal range.</summary>
    public static explicit operator double(Rational value) => value.ToDouble();

    /// <summary>The sum.</summary>
    public static Rational operator +(Rational left, Rational right)
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

        return Create(
            (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator),
            left.Denominator * right.Denominator);
    }

    /// <summary>The difference.</summary>
    public static Rational operator -(Rational left, Rational right) => left + -right;

    /// <summary>The negative.</summary>
    public static Rational operator -(Rational value) =>
        value._large is null
            ? new Rational(-value._numerator, value._denominatorLessOne + 1)
            : Normal(-value._large.Numerator, value._large.Denominator);

    /// <summary>The product.</summary>
    public static Rational operator *(Rational left, Rational right)
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

    /// <summary>The nearest integer; halves go to the even one.</summary>
    public BigInteger RoundHalfEven()
    {
        BigInteger floor = BigInteger.DivRem(Numerator, Denominator, out BigInteger remainder);
        if (remainder.Sign < 0)
        {
            floor -= 1;
            remainder += Denominator;
        }

        int half = (remainder * 2).CompareTo(Denominator);
        return half > 0 || (half == 0 && !floor.IsEven) ? floor + 1 : floor;
    }

    /// <summary>The nearest multiple of <paramref name="quantum"/>; halves go to the even multiple.</summary>
    /// <param name="quantum">Greater than 0.</param>
    public Rational RoundTo(Rational quantum)
    {
        if (quantum.Sign <= 0) throw new ArgumentOutOfRangeException(nameof(quantum), quantum.ToString(), "Expected a quantum greater than 0.");
        if (_large is null && quantum._large is null && quantum._numerator == 1)
        {
            long m = quantum._denominatorLessOne + 1, d = _denominatorLessOne + 1;
            if (m % d == 0) return this;
            if (TryMultiply(_numerator, m, out long scaled))
            {
                long floor = Math.DivRem(scaled, d, out long remainder);
                if (remainder < 0)
                {
                    floor--;
                    remainder += d;
                }

                // remainder < d, so d − remainder does not overflow where 2·remainder could.
                int half = remainder.CompareTo(d - remainder);
                return Create(half > 0 || (half == 0 && (floor & 1) != 0) ? floor + 1 : floor, m);
            }
        }

        return (Rational)(this / quantum).RoundHalfEven() * quantum;
    }

    /// <inheritdoc/>
    public int CompareTo(Rational other)
    {
        if (_large is null && other._large is null)
        {
            if (_denominatorLessOne == other._denominatorLessOne) return _numerator.CompareTo(other._numerator);
            long high1 = Math.BigMul(_numerator, other._denominatorLessOne + 1, out long low1);
            long high2 = Math.BigMul(other._numerator, _denominatorLessOne + 1, out long low2);
            return high1 != high2 ? high1.CompareTo(high2) : ((ulong)low1).CompareTo((ulong)low2);
        }

        return (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
    }

    /// <summary>Compares this number with a quotient that need not be in lowest terms.</summary>
    /// <param name="numerator">The dividend.</param>
    /// <param name="denominator">The divisor, greater than 0.</param>
    public int CompareToQuotient(long numerator, long denominator)
    {
        if (_large is not null) return CompareTo(Create((BigInteger)numerator, denominator));
        long high1 = Math.BigMul(_numerator, denominator, out long low1);
        long high2 = Math.BigMul(numerator, _denominatorLessOne + 1, out long low2);
        return high1 != high2 ? high1.CompareTo(high2) : ((ulong)low1).CompareTo((ulong)low2);
    }

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rational other => CompareTo(other),
        _ => throw new ArgumentException($"Cannot compare a rational with a {obj.GetType().Name}; expected a rational.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(Rational other) =>
        _large is null
            ? other._large is null && _numerator == other._numerator && _denominatorLessOne == other._denominatorLessOne
            : other._large is not null && _large.Numerator == other._large.Numerator && _large.Denominator == other._large.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _large is null ? HashCode.Combine(_numerator, _denominatorLessOne) : HashCode.Combine(_large.Numerator, _large.Denominator);

    /// <summary>Equality.</summary>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <summary>Order.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>The nearest double, ties to even, over the normal range of doubles.</summary>
    public double ToDouble()
    {
        const long Exact = 1L << 53;
        if (_large is null)
        {
            long d = _denominatorLessOne + 1;
            // Both operands exact: IEEE division rounds once.
            if (_numerator is <= Exact and >= -Exact && d <= Exact) return (double)_numerator / d;
        }

        BigInteger numerator = BigInteger.Abs(Numerator), denominator = Denominator;
        // A quotient of 64 or 65 bits; the remainder becomes a sticky bit, so the conversion below rounds once.
        int shift = 65 - (int)((long)numerator.GetBitLength() - (long)denominator.GetBitLength());
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(numerator << shift, denominator, out BigInteger remainder)
            : BigInteger.DivRem(numerator, denominator << -shift, out remainder);
        if (quotient.GetBitLength() > 64)
        {
            int extra = (int)quotient.GetBitLength() - 64;
            if (!(quotient & ((BigInteger.One << extra) - 1)).IsZero) remainder = BigInteger.One;
            quotient >>= extra;
            shift -= extra;
        }

        ulong word = (ulong)quotient;
        if (!remainder.IsZero) word |= 1;
        double magnitude = Math.ScaleB((double)word, -shift);
        return Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>The nearest double to the product with a unit fraction 1/m: one rounding, and no reduction where both numbers are small.</summary>
    /// <param name="unit">1/m with m at least 1.</param>
    public double DividedToDouble(Rational unit)
    {
        const long Exact = 1L << 53;
        long m = unit._denominatorLessOne + 1;
        return _large is null && _denominatorLessOne == 0 && _numerator is <= Exact and >= -Exact && unit._large is null && unit._numerator == 1 && m <= Exact
            ? (double)_numerator / m
            : (this * unit).ToDouble();
    }

    /// <summary>"3/7", or "3" where the denominator is 1.</summary>
    public override string ToString() =>
        IsInteger
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>Longest text that <see cref="TryParse"/> reads, characters.</summary>
    public const int MaximumTextLength = 4096;

    /// <summary>Largest power of ten that <see cref="TryParse"/> reads, in absolute value.</summary>
    public const int MaximumExponent = 1000;

    /// <summary>Reads an integer, a decimal (also with an exponent) or a fraction of two of them, exactly.</summary>
    /// <exception cref="FormatException">The text is none of these, or its denominator is 0.</exception>
    public static Rational Parse(string text) =>
        TryParse(text, out Rational value)
            ? value
            : throw new FormatException($"'{Shorten(text)}' is not an exact number; expected an integer, a decimal or a fraction such as 3/7.");

    /// <summary>Reads an integer ("−2" with an ASCII hyphen), a decimal ("0.25", "1e-3") or a fraction of two of them ("3/7"), exactly.</summary>
    /// <param name="text">At most <see cref="MaximumTextLength"/> characters, exponents at most <see cref="MaximumExponent"/>; surrounding blanks are ignored.</param>
    /// <param name="value">The number, or 0.</param>
    /// <returns>Whether the text was such a number.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational value)
    {
        value = default;
        if (text is null || text.Length > MaximumTextLength) return false;
        ReadOnlySpan<char> span = text.AsSpan().Trim();
        int slash = span.IndexOf('/');
        if (slash < 0) return TryParseDecimal(span, out value);
        if (!TryParseDecimal(span[..slash].TrimEnd(), out Rational numerator) ||
            !TryParseDecimal(span[(slash + 1)..].TrimStart(), out Rational denominator) || denominator.IsZero)
        {
            return false;
        }

        value = numerator / denominator;
        return true;
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> span, out Rational value)
    {
        value = default;
        int exponent = 0;
        int e = span.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!int.TryParse(span[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) ||
                Math.Abs((long)exponent) > MaximumExponent)
            {
                return false;
            }

            span = span[..e];
        }

        bool negative = false;
        if (span.Length > 0 && span[0] is '+' or '-')
        {
            negative = span[0] == '-';
            span = span[1..];
        }

        int point = span.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? span : span[..point], fraction = point < 0 ? [] : span[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || !AllDigits(whole) || !AllDigits(fraction)) return false;
        exponent -= fraction.Length;
        if (exponent == 0 && whole.Length <= 18)
        {
            long small = long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture);
            value = negative ? -small : small;
            return true;
        }

        BigInteger digits = BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        if (negative) digits = -digits;
        value = exponent >= 0
            ? (Rational)(digits * BigInteger.Pow(10, exponent))
            : Create(digits, BigInteger.Pow(10, -exponent));
        return true;
    }

    private static bool AllDigits(ReadOnlySpan<char> span) => span.IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");

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
