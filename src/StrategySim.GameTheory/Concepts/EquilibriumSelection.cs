using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A pure equilibrium of a 2 × 2 game as a candidate for selection.</summary>
/// <param name="Profile">The profile's number in the game.</param>
/// <param name="Payoffs">What each player gets; payoff units.</param>
/// <param name="Strict">Whether whoever deviates alone loses.</param>
/// <param name="NashProduct">The product of what the two players lose by deviating alone; product of their payoff units; null unless the game has two strict equilibria and this is one of them.</param>
/// <param name="PayoffDominant">Whether it pays both players more than every other pure equilibrium.</param>
/// <param name="RiskDominant">Whether its Nash product is the larger one; null where there are not two strict equilibria, or where the products tie.</param>
public sealed record SelectionCandidate(int Profile, ImmutableArray<Rational> Payoffs, bool Strict, Rational? NashProduct, bool PayoffDominant, bool? RiskDominant);

/// <summary>Payoff dominance and risk dominance in 2 × 2 games, exact.</summary>
public static class EquilibriumSelection
{
    private static readonly OutcomeSet[] Outcomes = [OutcomeSet.HH, OutcomeSet.HY, OutcomeSet.YH, OutcomeSet.YY];

    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "selection",
        "Payoff and risk dominance",
        "Harsanyi and Selten, A General Theory of Equilibrium Selection in Games (1988), sections 3.6 and 3.9",
        true,
        "The pure equilibria of a 2 × 2 game, which of them is payoff-dominant, and which of two strict ones is risk-dominant by their Nash products.",
        "Constant. Larger games would need the tracing procedure for risk dominance and are refused; p-dominant speaks of those.",
        "two players with two strategies each",
        game => game.IsTwoByTwo,
        []);

    /// <summary>The pure equilibria, in the order of their profiles.</summary>
    /// <exception cref="ArgumentException">The game is not 2 × 2.</exception>
    public static ImmutableArray<SelectionCandidate> Of(NormalFormGame game)
    {
        Concept.Require(game);
        game.TryGetHoldYield(out HoldYieldPayoffs? a, out HoldYieldPayoffs? b);
        (HoldYieldPayoffs row, HoldYieldPayoffs column) = (a!.Value, b!.Value);
        OutcomeSet pure = TwoByTwo.PureEquilibria(row, column), strict = TwoByTwo.StrictEquilibria(row, column), best = TwoByTwo.PayoffDominance(row, column);
        RiskComparison? risk = TwoByTwo.RiskDominance(row, column);
        // The outcomes stand in the order of the profiles.
        return
        [
            .. Enumerable.Range(0, 4).Where(profile => pure.Includes(Outcomes[profile])).Select(profile => new SelectionCandidate(
                profile,
                [game.PayoffAt(profile, 0), game.PayoffAt(profile, 1)],
                strict.Includes(Outcomes[profile]),
                risk is not { } weighed ? null : weighed.First == Outcomes[profile] ? weighed.FirstProduct : weighed.Second == Outcomes[profile] ? weighed.SecondProduct : null,
                best == Outcomes[profile],
                risk is { } compared && compared.FirstProduct != compared.SecondProduct ? compared.Dominant == Outcomes[profile] : null)),
        ];
    }
}
