using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>Ransom for a hostage: Selten, A simple model of kidnapping (1976).</summary>
public static class Hostage
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "hostage",
        "Ransom for a hostage",
        "A kidnapper demands D and a family offers C of at most D. An offer below the demand is answered by irrational aggression, the hostage's death, with probability a·(1 - C/D); otherwise the kidnapper takes the offer. The family values the hostage's life at w. The largest demand that is met in full is a·w/(1 + a).",
        "subgame-perfect",
        "a single demand and offer",
        "Selten, A simple model of kidnapping (1976), in: Models of Strategic Rationality (1988)",
        [
            StrategicModel.Fraction("a", "Proneness to aggression: the probability that an offer of nothing is answered by the hostage's death.", Rational.Half),
            new("w", "What the hostage's life is worth to the family, in the units of the ransom.", "a number greater than 0", 100, x => x.Sign > 0),
        ],
        values =>
        {
            // The family's −(1 − α)C − αw is concave in C with the slope a·w/D − 1 − a at C = D: it pays in full as long as that is not negative.
            Rational demand = values["a"] * values["w"] / (1 + values["a"]);
            return new ModelSolution(
                [
                    new("demand", "The kidnapper's demand.", demand),
                    new("offer", "The family's offer.", demand),
                    new("death", "The probability of the hostage's death.", Rational.Zero),
                    new("loss", "What the family loses.", demand),
                    new("loss-at-half", "What the family would expect to lose by an offer of half the demand.", Loss(Rational.Half)),
                    new("loss-at-nothing", "What the family would expect to lose by an offer of nothing.", Loss(Rational.Zero)),
                ], []);

            Rational Loss(Rational share)
            {
                Rational death = values["a"] * (1 - share);
                return ((1 - death) * share * demand) + (death * values["w"]);
            }
        });
}
