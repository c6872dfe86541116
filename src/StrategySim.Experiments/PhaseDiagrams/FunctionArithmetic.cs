using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>Rational functions of the free name that hold around a sample point, with what bounds the piece on which they hold.</summary>
/// <remarks>
/// At a min or max the operand that is chosen at the sample is taken, and the difference of the operands becomes a guard: the choice
/// holds until the guard is 0. Divisors are guards as well, and poles: where one is 0 the payoffs are not defined.
/// </remarks>
internal sealed class FunctionArithmetic(Scenario scenario, string free, Rational sample, IReadOnlyDictionary<string, Rational> set) : WorldArithmetic<RationalFunction>(scenario, free, set)
{
    private readonly List<Polynomial> _guards = [], _poles = [];

    /// <summary>Polynomials, not 0 at the sample, that have a root wherever the functions cease to hold.</summary>
    public IReadOnlyList<Polynomial> Guards => _guards;

    /// <summary>Those of them at whose roots a divisor is 0.</summary>
    public IReadOnlyList<Polynomial> Poles => _poles;

    /// <inheritdoc/>
    protected override RationalFunction Free => RationalFunction.Variable;

    /// <inheritdoc/>
    public override RationalFunction Number(Rational value) => RationalFunction.Constant(value);

    /// <inheritdoc/>
    public override RationalFunction Negate(RationalFunction operand) => -operand;

    /// <inheritdoc/>
    public override RationalFunction Add(RationalFunction left, RationalFunction right) => left + right;

    /// <inheritdoc/>
    public override RationalFunction Subtract(RationalFunction left, RationalFunction right) => left - right;

    /// <inheritdoc/>
    public override RationalFunction Multiply(RationalFunction left, RationalFunction right) => left * right;

    /// <inheritdoc/>
    public override RationalFunction Divide(RationalFunction left, RationalFunction right)
    {
        RationalFunction quotient = left / right;
        Guard(right.Numerator);
        if (right.Numerator.Degree > 0) _poles.Add(right.Numerator);
        return quotient;
    }

    /// <inheritdoc/>
    public override RationalFunction Least(IReadOnlyList<RationalFunction> operands) => Choose(operands, -1);

    /// <inheritdoc/>
    public override RationalFunction Greatest(IReadOnlyList<RationalFunction> operands) => Choose(operands, 1);

    private RationalFunction Choose(IReadOnlyList<RationalFunction> operands, int sign)
    {
        RationalFunction best = operands[0];
        for (int i = 1; i < operands.Count; i++)
        {
            RationalFunction lead = operands[i] - best;
            if (lead.IsZero) continue;
            Guard(lead.Numerator);
            if (lead.At(sample).Sign == sign) best = operands[i];
        }

        return best;
    }

    private void Guard(Polynomial polynomial)
    {
        if (polynomial.SignAt(sample) == 0) throw new UnluckySampleException();
        if (polynomial.Degree > 0) _guards.Add(polynomial);
    }

    /// <summary>A guard is 0 at the sample itself; another sample tells which piece is meant.</summary>
    internal sealed class UnluckySampleException : Exception;
}
