using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Play;

/// <summary>A public belief that an actor is firm, exact: a quotient of two whole numbers.</summary>
/// <remarks>Both numbers are counts on one fine scale, so that a belief is compared with a threshold by two products.</remarks>
/// <param name="Firm">Weight of having held, prior included; greater than 0.</param>
/// <param name="All">Weight in all, prior included; greater than <paramref name="Firm"/>.</param>
public readonly record struct Belief(long Firm, long All)
{
    /// <summary>The belief as a number in (0, 1).</summary>
    public Rational ToRational() => Rational.Create(Firm, All);

    /// <summary>The belief as a double.</summary>
    public double ToDouble() => ToRational().ToDouble();
}
