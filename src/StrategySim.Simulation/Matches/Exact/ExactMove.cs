using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Exact;

/// <summary>Distributions of what is executed and of what is perceived, exact.</summary>
internal static class ExactMove
{
    /// <summary>Each way of playing of a machine after slips: with probability e a move becomes another one, each as likely.</summary>
    public static Rational[][] Executed(RuleMachine machine, Rational noise) => [.. machine.Behaviours.Select(behaviour => Blurred(behaviour, noise))];

    /// <summary>What each of n moves is taken for: a row for the move, a column for what it is taken for.</summary>
    public static Rational[][] Perceived(int moves, Rational noise) =>
        [.. Enumerable.Range(0, moves).Select(move => Blurred([.. Enumerable.Range(0, moves).Select(m => m == move ? Rational.One : Rational.Zero)], noise))];

    private static Rational[] Blurred(IReadOnlyList<Rational> distribution, Rational noise)
    {
        int others = distribution.Count - 1;
        if (others == 0 || noise.IsZero) return [.. distribution];
        Rational each = noise / others;
        // p(1 − e) + (1 − p) e/(n − 1).
        return [.. distribution.Select(p => (p * (Rational.One - noise)) + ((Rational.One - p) * each))];
    }
}
