using System.Globalization;
using System.Numerics;
using System.Text;

namespace StrategySim.GameTheory.Numerics.Algebra;

/// <summary>A polynomial in one variable with exact rational coefficients; immutable.</summary>
internal sealed class Polynomial
{
    /// <summary>The highest degree that is calculated with: remainder sequences of higher ones have coefficients without end.</summary>
    public const int MaximumDegree = 64;

    /// <summary>The longest coefficient that is calculated with, bits.</summary>
    public const int MaximumBits = 1 << 16;

    private readonly Rational[] _coefficients;
    private BigInteger[]? _primitive;

    private Polynomial(Rational[] coefficients) => _coefficients = coefficients;

    /// <summary>0.</summary>
    public static Polynomial Zero { get; } = new([]);

    /// <summary>1.</summary>
    public static Polynomial One { get; } = new([Rational.One]);

    /// <summary>The variable.</summary>
    public static Polynomial Variable { get; } = new([Rational.Zero, Rational.One]);

    /// <summary>The degree; −1 for 0.</summary>
    public int Degree => _coefficients.Length - 1;

    /// <summary>Whether it is 0 everywhere.</summary>
    public bool IsZero => _coefficients.Length == 0;

    /// <summary>The coefficient of the highest power; not of 0.</summary>
    public Rational Leading => _coefficients[^1];

    /// <summary>The coefficient of a power.</summary>
    public Rational this[int power] => power < _coefficients.Length ? _coefficients[power] : Rational.Zero;

    /// <summary>A number as a polynomial.</summary>
    public static Polynomial Constant(Rational value) => value.IsZero ? Zero : new Polynomial([value]);

    /// <summary>The polynomial with these coefficients, that of the power 0 first.</summary>
    /// <exception cref="AlgebraLimitException">The degree or a coefficient is beyond what is calculated with.</exception>
    public static Polynomial Of(params Rational[] coefficients)
    {
        int length = coefficients.Length;
        while (length > 0 && coefficients[length - 1].IsZero) length--;
        if (length == 0) return Zero;
        if (length - 1 > MaximumDegree) throw new AlgebraLimitException($"a polynomial of degree {length - 1} arises", $"degrees up to {MaximumDegree}");
        foreach (Rational c in coefficients)
        {
            long bits = Math.Max(c.Numerator.GetBitLength(), c.Denominator.GetBitLength());
            if (bits > MaximumBits) throw new AlgebraLimitException($"numbers of {bits} bits arise", $"numbers of at most {MaximumBits} bits");
        }

        return new Polynomial(length == coefficients.Length ? coefficients : coefficients[..length]);
    }

    public static Polynomial operator +(Polynomial left, Polynomial right) => Combine(left, right, static (a, b) => a + b);

    public static Polynomial operator -(Polynomial left, Polynomial right) => Combine(left, right, static (a, b) => a - b);

    public static Polynomial operator -(Polynomial operand) => new([.. operand._coefficients.Select(c => -c)]);

    public static Polynomial operator *(Polynomial left, Polynomial right)
    {
        if (left.IsZero || right.IsZero) return Zero;
        var product = new Rational[left.Degree + right.Degree + 1];
        for (int i = 0; i <= left.Degree; i++)
        {
            for (int j = 0; j <= right.Degree; j++) product[i + j] += left._coefficients[i] * right._coefficients[j];
        }

        return Of(product);
    }

    /// <summary>The value at a point.</summary>
    public Rational At(Rational x)
    {
        Rational value = Rational.Zero;
        for (int i = Degree; i >= 0; i--) value = (value * x) + _coefficients[i];
        return value;
    }

    /// <summary>The sign at a point; on whole numbers throughout, so that nothing is reduced.</summary>
    public int SignAt(Rational x)
    {
        BigInteger[] c = Primitive();
        BigInteger n = x.Numerator, d = x.Denominator, value = BigInteger.Zero, power = BigInteger.One;
        for (int i = c.Length - 1; i >= 0; i--)
        {
            value = (value * n) + (c[i] * power);
            power *= d;
        }

        return value.Sign;
    }

    /// <summary>The derivative.</summary>
    public Polynomial Derivative() => Degree < 1 ? Zero : Of([.. Enumerable.Range(1, Degree).Select(i => _coefficients[i] * i)]);

    /// <summary>Quotient and remainder.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public (Polynomial Quotient, Polynomial Remainder) DivRem(Polynomial divisor)
    {
        if (divisor.IsZero) throw new DivideByZeroException();
        if (Degree < divisor.Degree) return (Zero, this);
        var rest = (Rational[])_coefficients.Clone();
        var quotient = new Rational[Degree - divisor.Degree + 1];
        for (int i = quotient.Length - 1; i >= 0; i--)
        {
            Rational factor = quotient[i] = rest[i + divisor.Degree] / divisor.Leading;
            if (factor.IsZero) continue;
            for (int j = 0; j <= divisor.Degree; j++) rest[i + j] -= factor * divisor._coefficients[j];
        }

        return (Of(quotient), Of(rest[..divisor.Degree]));
    }

    /// <summary>The greatest common divisor, with whole coefficients without a common divisor; 1 where there is none.</summary>
    public static Polynomial Gcd(Polynomial a, Polynomial b)
    {
        (a, b) = a.Degree >= b.Degree ? (a, b) : (b, a);
        // Made primitive at each step: the coefficients of the plain sequence grow exponentially.
        while (!b.IsZero) (a, b) = (b, a.DivRem(b).Remainder.MadePrimitive());
        return a.IsZero ? One : a.MadePrimitive();
    }

    /// <summary>The polynomial with the same roots, each once, in whole coefficients without a common divisor.</summary>
    public Polynomial SquareFree()
    {
        if (Degree < 1) return this;
        Polynomial common = Gcd(this, Derivative());
        return (common.Degree < 1 ? this : DivRem(common).Quotient).MadePrimitive();
    }

    /// <summary>A positive multiple in whole numbers without a common divisor; signs stay.</summary>
    public Polynomial MadePrimitive() => IsZero ? this : new Polynomial([.. Primitive().Select(c => (Rational)c)]);

    /// <summary>Coefficients of <see cref="MadePrimitive"/>, that of the power 0 first.</summary>
    public BigInteger[] Primitive()
    {
        if (_primitive is not null) return _primitive;
        BigInteger scale = BigInteger.One, common = BigInteger.Zero;
        foreach (Rational c in _coefficients) scale = scale / BigInteger.GreatestCommonDivisor(scale, c.Denominator) * c.Denominator;
        BigInteger[] whole = [.. _coefficients.Select(c => c.Numerator * (scale / c.Denominator))];
        foreach (BigInteger c in whole) common = BigInteger.GreatestCommonDivisor(common, c);
        if (!common.IsOne && !common.IsZero) whole = [.. whole.Select(c => c / common)];
        return _primitive = whole;
    }

    /// <summary>Bounds on the values over an interval, by Horner's scheme on intervals; as narrow as one likes where the interval is.</summary>
    public (Rational Low, Rational High) Over(Rational low, Rational high)
    {
        Rational least = Rational.Zero, most = Rational.Zero;
        for (int i = Degree; i >= 0; i--)
        {
            Rational a = least * low, b = least * high, c = most * low, d = most * high;
            least = Rational.Min(Rational.Min(a, b), Rational.Min(c, d)) + _coefficients[i];
            most = Rational.Max(Rational.Max(a, b), Rational.Max(c, d)) + _coefficients[i];
        }

        return (least, most);
    }

    /// <summary>Such as <c>3x^2 - x + 1</c>.</summary>
    public override string ToString()
    {
        if (IsZero) return "0";
        var text = new StringBuilder();
        for (int i = Degree; i >= 0; i--)
        {
            Rational c = _coefficients[i];
            if (c.IsZero) continue;
            text.Append(text.Length == 0 ? (c.Sign < 0 ? "-" : "") : c.Sign < 0 ? " - " : " + ");
            Rational size = c.Abs();
            if (i == 0 || size != Rational.One) text.Append(size.IsInteger || i == 0 ? size.ToString() : $"({size})");
            if (i > 0) text.Append('x');
            if (i > 1) text.Append('^').Append(i.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static Polynomial Combine(Polynomial left, Polynomial right, Func<Rational, Rational, Rational> combine)
    {
        var sum = new Rational[Math.Max(left._coefficients.Length, right._coefficients.Length)];
        for (int i = 0; i < sum.Length; i++) sum[i] = combine(left[i], right[i]);
        return Of(sum);
    }
}
