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
public readonly partial struct Rational : IEquatable<Rational>, IComparable<Rational>, IComparable
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CompareTo(Rational other) =>
        _large is null && other._large is null && _denominatorLessOne == other._denominatorLessOne
            ? _numerator.CompareTo(other._numerator)
            : CompareUnlike(other);

    private int CompareUnlike(Rational other)
    {
        if (_large is null && other._large is null)
        {
            long high1 = Math.BigMul(_numerator, other._denominatorLessOne + 1, out long low1);
            long high2 = Math.BigMul(other._numerator, _denominatorLessOne + 1, out long low2);
            return high1 != high2 ? high1.CompareTo(high2) : ((ulong)low1).CompareTo((ulong)low2);
        }

        return (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
    }

    /// <summary>Compares left·leftFactor with right·rightFactor: a comparison of quotients without reducing any.</summary>
    public static int CompareProducts(Rational left, long leftFactor, Rational right, long rightFactor)
    {
        if (left._large is null && right._large is null && left._denominatorLessOne == 0 && right._denominatorLessOne == 0)
        {
            long high1 = Math.BigMul(left._numerator, leftFactor, out long low1);
            long high2 = Math.BigMul(right._numerator, rightFactor, out long low2);
            return high1 != high2 ? high1.CompareTo(high2) : ((ulong)low1).CompareTo((ulong)low2);
        }

        return (left * leftFactor).CompareTo(right * rightFactor);
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
}
