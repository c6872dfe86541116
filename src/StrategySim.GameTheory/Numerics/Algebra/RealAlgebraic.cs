using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Algebra;

/// <summary>A real root of a polynomial with rational coefficients: a rational number, or a polynomial and an interval in which it has just this root.</summary>
/// <remarks>
/// Comparisons and signs are exact. The interval is narrowed in place as they need it, which changes nothing that can be seen but
/// the interval; so an instance belongs to one thread.
/// </remarks>
internal sealed class RealAlgebraic
{
    private Polynomial? _polynomial;
    private int _signAtLow;
    private Surd? _surd;
    private bool _surdSought;

    /// <summary>A rational number.</summary>
    public RealAlgebraic(Rational value) => Low = High = value;

    /// <summary>A root in an open interval.</summary>
    /// <param name="polynomial">Without a root twice; not 0 at the ends.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end; there is exactly one root between.</param>
    public RealAlgebraic(Polynomial polynomial, Rational low, Rational high)
    {
        (_polynomial, Low, High) = (polynomial, low, high);
        _signAtLow = polynomial.SignAt(low);
    }

    /// <summary>Lower end of the interval; the number itself where it is rational.</summary>
    public Rational Low { get; private set; }

    /// <summary>Upper end of the interval; the number itself where it is rational.</summary>
    public Rational High { get; private set; }

    /// <summary>Whether it is known to be rational; a root that <see cref="RealRoots"/> found is where it says so, and is not where it does not.</summary>
    public bool IsRational => _polynomial is null;

    /// <summary>The polynomial whose root it is; null where it is rational.</summary>
    public Polynomial? Polynomial => _polynomial;

    /// <summary>(a + b√d)/c where it is a root of a quadratic with rational coefficients and not rational; null otherwise.</summary>
    public Surd? Surd
    {
        get
        {
            if (_surdSought) return _surd;
            _surdSought = true;
            return _surd = Algebra.Surd.Find(this);
        }
    }

    /// <summary>Halves the interval, or finds the number to be rational.</summary>
    public void Halve()
    {
        if (_polynomial is null) return;
        Rational middle = (Low + High) * Rational.Half;
        int sign = _polynomial.SignAt(middle);
        if (sign == 0)
        {
            _polynomial = null;
            Low = High = middle;
        }
        else if (sign == _signAtLow) Low = middle;
        else High = middle;
    }

    /// <summary>Narrows the interval to a width.</summary>
    public void NarrowTo(Rational width)
    {
        while (High - Low > width) Halve();
    }

    /// <summary>The sign of another polynomial at this number; exact.</summary>
    public int SignOf(Polynomial other)
    {
        if (other.Degree <= 0) return other.IsZero ? 0 : other.Leading.Sign;
        if (_polynomial is null) return other.SignAt(Low);
        Polynomial common = Polynomial.Gcd(_polynomial, other);
        // The ends are no roots of the polynomial, so none of its divisors'; and its one root in between is simple.
        if (common.Degree > 0 && common.SignAt(Low) != common.SignAt(High)) return 0;
        while (true)
        {
            (Rational least, Rational most) = other.Over(Low, High);
            if (least.Sign > 0) return 1;
            if (most.Sign < 0) return -1;
            Halve();
            if (_polynomial is null) return other.SignAt(Low);
        }
    }

    /// <summary>Compares with a rational number; exact.</summary>
    public int ComparedWith(Rational other)
    {
        if (_polynomial is null) return Low.CompareTo(other);
        if (other <= Low) return 1;
        if (other >= High) return -1;
        int sign = _polynomial.SignAt(other);
        return sign == 0 ? 0 : sign == _signAtLow ? 1 : -1;
    }

    /// <summary>Compares with another number; exact.</summary>
    public int ComparedWith(RealAlgebraic other)
    {
        if (ReferenceEquals(this, other)) return 0;
        if (other._polynomial is null) return ComparedWith(other.Low);
        if (_polynomial is null) return -other.ComparedWith(Low);
        if (Separated(other) is int apart) return apart;
        Polynomial common = Polynomial.Gcd(_polynomial, other._polynomial);
        if (common.Degree > 0 && common.SignAt(Rational.Max(Low, other.Low)) != common.SignAt(Rational.Min(High, other.High))) return 0;
        while (true)
        {
            Halve();
            other.Halve();
            if (_polynomial is null || other._polynomial is null) return ComparedWith(other);
            if (Separated(other) is int now) return now;
        }
    }

    /// <summary>The nearest double, or one of the two nearest.</summary>
    public double ToDouble()
    {
        // Two ends round to different doubles for ever only where the number is a midpoint of two, which is rational.
        for (int i = 0; i < 1200 && Low.ToDouble() != High.ToDouble(); i++) Halve();
        return ((Low + High) * Rational.Half).ToDouble();
    }

    /// <summary>The simplest rational number strictly between two numbers: that of least denominator, and of least numerator among those.</summary>
    /// <param name="lower">The lower one.</param>
    /// <param name="upper">The upper one, greater.</param>
    public static Rational Between(RealAlgebraic lower, RealAlgebraic upper)
    {
        while (lower.High >= upper.Low)
        {
            lower.Halve();
            upper.Halve();
        }

        return Simplest(lower.High, upper.Low);
    }

    /// <summary>The simplest rational number strictly between two.</summary>
    public static Rational Simplest(Rational low, Rational high)
    {
        if (low.Sign < 0 && high.Sign > 0) return Rational.Zero;
        if (high.Sign <= 0) return -Simplest(-high, -low);
        // 0 ≤ low < high: the whole parts of the continued fraction, as long as they agree.
        BigInteger whole = BigInteger.Divide(low.Numerator, low.Denominator);
        var next = (Rational)(whole + 1);
        if (next < high) return next;
        Rational rest = low - (Rational)whole, room = high - (Rational)whole;
        // low and high lie in [whole, whole + 1]: turned over, their order turns.
        return (Rational)whole + (rest.IsZero ? LeastUnitFractionBelow(room) : Simplest(room.Reciprocal(), rest.Reciprocal()).Reciprocal());
    }

    /// <inheritdoc/>
    public override string ToString() => IsRational ? Low.ToString() : Surd?.ToString() ?? $"root of {_polynomial} in [{Low}, {High}]";

    private static Rational LeastUnitFractionBelow(Rational room)
    {
        Rational turned = room.Reciprocal();
        return ((Rational)(BigInteger.Divide(turned.Numerator, turned.Denominator) + 1)).Reciprocal();
    }

    private int? Separated(RealAlgebraic other) => High <= other.Low ? -1 : other.High <= Low ? 1 : null;
}
