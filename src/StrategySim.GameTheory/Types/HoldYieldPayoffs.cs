using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Types;

/// <summary>One player's four payoffs in a game of holding (H) or yielding (Y); payoff units.</summary>
/// <remarks>
/// The letters are those of Rapoport and Guyer, "A taxonomy of 2 × 2 games", General Systems 11 (1966), with
/// "cooperate" read as yield: the order of the four decides the player's kind of game.
/// Two differences decide the best replies: against a rival who holds with probability x, holding is best exactly
/// where (1 − x)·<see cref="G"/> − x·<see cref="H"/> ≥ 0.
/// </remarks>
/// <param name="T">I hold, the rival yields: my scheme wins.</param>
/// <param name="R">Both yield: compromise.</param>
/// <param name="S">I yield, the rival holds: I concede.</param>
/// <param name="P">Both hold: clash.</param>
public readonly record struct HoldYieldPayoffs(Rational T, Rational R, Rational S, Rational P)
{
    /// <summary>g = T − R, the gain from pressing a rival who yields; payoff units.</summary>
    public Rational G => T - R;

    /// <summary>h = S − P, what conceding saves against a clash; payoff units.</summary>
    public Rational H => S - P;

    /// <summary>The payoff of one outcome, seen by this player.</summary>
    /// <param name="holds">Whether this player holds.</param>
    /// <param name="rivalHolds">Whether the rival holds.</param>
    public Rational Of(bool holds, bool rivalHolds) => holds ? (rivalHolds ? P : T) : (rivalHolds ? S : R);

    /// <summary>"(T, R, S, P)" with the exact numbers.</summary>
    public override string ToString() => $"({T}, {R}, {S}, {P})";
}
