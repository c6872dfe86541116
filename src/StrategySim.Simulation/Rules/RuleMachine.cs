using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules;

/// <summary>A decision rule as an automaton: what it plays in each state, and where each round takes it.</summary>
/// <remarks>
/// A machine speaks in letters, not in strategies of a game: a rule of cooperating knows 0 (C, the cooperating strategy) and 1 (D, anything else)
/// on both sides; a rule for any table takes the strategies themselves for letters. <see cref="SeatMachine"/> ties the letters to a seat.
/// States are whole numbers. A finite machine is laid out as a table (<see cref="FiniteMachine"/>); a counting one has as many states as
/// rounds reach. Scenarios, simulated matches and exact matches all play this one description.
/// </remarks>
public abstract class RuleMachine
{
    /// <summary>A machine with its ways of playing.</summary>
    /// <param name="ownLetters">Letters that its own moves are told in, at least 1.</param>
    /// <param name="rivalLetters">Letters that the rival's moves are told in, at least 1.</param>
    /// <param name="behaviours">Distributions over its own letters, each summing to 1; a state plays one of them.</param>
    protected RuleMachine(int ownLetters, int rivalLetters, IReadOnlyList<IReadOnlyList<Rational>> behaviours)
    {
        foreach (IReadOnlyList<Rational> behaviour in behaviours)
        {
            if (behaviour.Count != ownLetters || behaviour.Any(p => p.Sign < 0) || behaviour.Aggregate(Rational.Zero, (sum, p) => sum + p) != Rational.One)
            {
                throw new ArgumentException($"({string.Join(", ", behaviour)}) is no distribution over {ownLetters} letters.", nameof(behaviours));
            }
        }

        (OwnLetters, RivalLetters, Behaviours) = (ownLetters, rivalLetters, behaviours);
        PureLetters = [.. behaviours.Select(b => b.ToList().FindIndex(p => p == Rational.One))];
    }

    /// <summary>Letters that its own moves are told in.</summary>
    public int OwnLetters { get; }

    /// <summary>Letters that the rival's moves are told in.</summary>
    public int RivalLetters { get; }

    /// <summary>Its ways of playing: distributions over its own letters.</summary>
    public IReadOnlyList<IReadOnlyList<Rational>> Behaviours { get; }

    /// <summary>The state before round one.</summary>
    public abstract long Start { get; }

    /// <summary>Whether it never draws, and looks at no public draw.</summary>
    public bool IsDeterministic => !DrawsPublicly && PureLetters.All(letter => letter >= 0);

    /// <summary>Whether some state of it has a public lottery.</summary>
    public virtual bool DrawsPublicly => false;

    /// <summary>The letter that each way of playing is certain of; −1 where it mixes.</summary>
    internal int[] PureLetters { get; }

    /// <summary>The way of playing in a state: an index into <see cref="Behaviours"/>.</summary>
    public abstract int Behaviour(long state);

    /// <summary>The state after a round.</summary>
    /// <param name="state">The state in which the round was played.</param>
    /// <param name="own">The letter of its own executed move.</param>
    /// <param name="rival">The letter of the rival's move as it was perceived.</param>
    public abstract long Next(long state, int own, int rival);

    /// <summary>The public lottery by which it leaves a state before the next round is played; null for a state in which it plays.</summary>
    /// <remarks>
    /// Before each round one number, uniform on [0, 1), is drawn that both players see: the public randomisation of repeated games. A machine
    /// takes the first prize whose <see cref="PublicPrize.Below"/> exceeds it, so two machines with the same lottery take the same prize.
    /// </remarks>
    public virtual IReadOnlyList<PublicPrize>? Lottery(long state) => null;

    /// <summary>C and D with certainty, in this order: the ways of playing of a deterministic rule of cooperating.</summary>
    internal static IReadOnlyList<IReadOnlyList<Rational>> CooperateOrNot { get; } = [[Rational.One, Rational.Zero], [Rational.Zero, Rational.One]];

    /// <summary>Cooperating with a probability, as a distribution over C and D.</summary>
    internal static IReadOnlyList<Rational> Cooperating(Rational probability) => [probability, Rational.One - probability];
}

/// <summary>A prize of a public lottery.</summary>
/// <param name="Below">It is won by draws below this and not below the prize before: cumulative probabilities, ascending, the last one 1.</param>
/// <param name="State">The state to go on from; it has no lottery of its own.</param>
public readonly record struct PublicPrize(Rational Below, long State);
