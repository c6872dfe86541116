using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>The risk of punishment from which on a victim complies: Ellsberg, The theory and practice of blackmail (1959).</summary>
public static class CriticalRisk
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "critical-risk",
        "Critical risk of a threat",
        "A victim of a threat complies, or refuses and is punished with some probability. He complies where he takes the probability to be at least the critical risk, at which both are worth the same.",
        "best reply to a belief",
        "a single threat; a decision of the victim, not an equilibrium",
        "Ellsberg, The theory and practice of blackmail (1959), RAND P-3883 (1968)",
        [
            StrategicModel.Any("comply", "Payoff of complying.", -20),
            StrategicModel.Any("refuse-punished", "Payoff of refusing and being punished.", -100),
            StrategicModel.Any("refuse-unpunished", "Payoff of refusing and not being punished.", 0),
        ],
        values =>
        {
            (Rational comply, Rational punished, Rational unpunished) = (values["comply"], values["refuse-punished"], values["refuse-unpunished"]);
            if (!(punished < comply && comply < unpunished)) throw new InvalidGameException([new GameFault("/parameters/comply", comply.ToString(), $"a number between refuse-punished, {punished}, and refuse-unpunished, {unpunished}; otherwise no risk decides")]);
            return new ModelSolution(
                [
                    new("critical-risk", "The probability of punishment from which on the victim complies.", (unpunished - comply) / (unpunished - punished)),
                    new("refusing", "What refusing is worth to the victim at the critical risk; the same as complying.", comply),
                ], []);
        });
}
