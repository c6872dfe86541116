using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>Payoffs of two types in a population whose members all meet each other.</summary>
/// <param name="AA">What an A earns against an A.</param>
/// <param name="AB">What an A earns against a B.</param>
/// <param name="BA">What a B earns against an A.</param>
/// <param name="BB">What a B earns against a B.</param>
public readonly record struct TwoTypePayoffs(Rational AA, Rational AB, Rational BA, Rational BB)
{
    /// <summary>What an A and a B earn on average over the other members; nobody meets himself.</summary>
    /// <param name="countOfA">How many play A, from 1 to one less than all.</param>
    /// <param name="size">How many members there are, at least 2.</param>
    public (Rational A, Rational B) At(int countOfA, int size)
    {
        Rational others = Rational.Create(1, size - 1);
        return (
            others * (((countOfA - 1) * AA) + ((size - countOfA) * AB)),
            others * ((countOfA * BA) + ((size - countOfA - 1) * BB)));
    }
}
