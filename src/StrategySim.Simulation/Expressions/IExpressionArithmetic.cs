using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Expressions;

/// <summary>What the signs of an expression mean: numbers, functions of a variable, intervals, or anything else that can be calculated with.</summary>
/// <typeparam name="T">What is calculated with.</typeparam>
public interface IExpressionArithmetic<T>
{
    /// <summary>A number that stands in the expression.</summary>
    T Number(Rational value);

    /// <summary>The meaning of a name.</summary>
    T Name(string id);

    /// <summary>−x.</summary>
    T Negate(T operand);

    /// <summary>left + right.</summary>
    T Add(T left, T right);

    /// <summary>left − right.</summary>
    T Subtract(T left, T right);

    /// <summary>left · right.</summary>
    T Multiply(T left, T right);

    /// <summary>left / right.</summary>
    T Divide(T left, T right);

    /// <summary>The least of at least one.</summary>
    T Least(IReadOnlyList<T> operands);

    /// <summary>The greatest of at least one.</summary>
    T Greatest(IReadOnlyList<T> operands);
}
