
namespace StrategySim.GameTheory.Numerics.Algebra;

/// <summary>A quotient of two polynomials in lowest terms; immutable.</summary>
internal sealed class RationalFunction
{
    private RationalFunction(Polynomial numerator, Polynomial denominator) => (Numerator, Denominator) = (numerator, denominator);

    public static RationalFunction Zero { get; } = Constant(Rational.Zero);

    public static RationalFunction Variable { get; } = new(Polynomial.Variable, Polynomial.One);

    /// <summary>Shares no root with the denominator.</summary>
    public Polynomial Numerator { get; }

    /// <summary>Not 0.</summary>
    public Polynomial Denominator { get; }

    /// <summary>Whether it is 0 wherever it is defined.</summary>
    public bool IsZero => Numerator.IsZero;

    public static RationalFunction Constant(Rational value) => new(Polynomial.Constant(value), Polynomial.One);

    public static RationalFunction operator +(RationalFunction left, RationalFunction right) => Sum(left, right, right.Numerator);

    public static RationalFunction operator -(RationalFunction left, RationalFunction right) => Sum(left, right, -right.Numerator);

    public static RationalFunction operator -(RationalFunction operand) => new(-operand.Numerator, operand.Denominator);

    public static RationalFunction operator *(RationalFunction left, RationalFunction right) =>
        Reduced(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0 everywhere.</exception>
    public static RationalFunction operator /(RationalFunction left, RationalFunction right) =>
        right.IsZero ? throw new DivideByZeroException() : Reduced(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>The value at a point where the denominator is not 0.</summary>
    public Rational At(Rational x) => Numerator.At(x) / Denominator.At(x);

    /// <summary>The sign at a point where the denominator is not 0.</summary>
    public int SignAt(RealAlgebraic x) => x.SignOf(Numerator) * x.SignOf(Denominator);

    /// <inheritdoc/>
    public override string ToString() => Denominator.Degree == 0 && Denominator.Leading == Rational.One ? $"{Numerator}" : $"({Numerator})/({Denominator})";

    private static RationalFunction Sum(RationalFunction left, RationalFunction right, Polynomial numerator) =>
        ReferenceEquals(left.Denominator, right.Denominator)
            ? Reduced(left.Numerator + numerator, left.Denominator)
            : Reduced((left.Numerator * right.Denominator) + (numerator * left.Denominator), left.Denominator * right.Denominator);

    private static RationalFunction Reduced(Polynomial numerator, Polynomial denominator)
    {
        if (numerator.IsZero) return new RationalFunction(Polynomial.Zero, Polynomial.One);
        if (denominator.Degree > 0 && numerator.Degree > 0)
        {
            Polynomial common = Polynomial.Gcd(numerator, denominator);
            if (common.Degree > 0) (numerator, denominator) = (numerator.DivRem(common).Quotient, denominator.DivRem(common).Quotient);
        }

        if (denominator.Degree > 0) return new RationalFunction(numerator, denominator);
        // One object for the denominator 1, which sums then see at a glance.
        return new RationalFunction(ReferenceEquals(denominator, Polynomial.One) ? numerator : numerator * Polynomial.Constant(denominator.Leading.Reciprocal()), Polynomial.One);
    }
}
