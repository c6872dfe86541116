using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>Alternating offers without end: Rubinstein, Econometrica 50 (1982) 97–109.</summary>
public static class AlternatingOffers
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "alternating-offers",
        "Alternating offers",
        "Two players share a pie of size 1. The first proposes a division; if the second refuses, he proposes in the next round, and so on without end. A share x agreed on in round t is worth δ^(t-1)·x to a player with discount factor δ. In the only equilibrium the first offer is accepted.",
        "subgame-perfect",
        "a bargaining game of offers without end, played once",
        "Rubinstein, Econometrica 50 (1982) 97-109",
        [StrategicModel.Fraction("delta1", "Discount factor of the player who offers first.", Rational.Create(9, 10)), StrategicModel.Fraction("delta2", "Discount factor of the other.", Rational.Create(9, 10))],
        values =>
        {
            // Each offers what the other is worth, discounted, as proposer: x = 1 − δ₂y, y = 1 − δ₁x.
            Rational first = (1 - values["delta2"]) / (1 - (values["delta1"] * values["delta2"]));
            return new ModelSolution(
                [
                    new("first", "Share of the player who offers first.", first),
                    new("second", "Share of the other.", 1 - first),
                    new("if-second-offers", "Share of the second player in rounds in which he offers.", (1 - values["delta1"]) / (1 - (values["delta1"] * values["delta2"]))),
                    new("second-refusing", "What the second player expects who refuses the first offer and makes his own; the same as his share.", 1 - first),
                    new("first-refusing", "What the first player expects who refuses an offer and makes his own; the same as what he would be offered.", values["delta1"] * first),
                ], []);
        });
}
