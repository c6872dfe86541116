using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Stag hunt: the best outcome needs trust, the safe choice does not.</summary>
public static class StagHunt
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "stag-hunt",
        Title: "Stag hunt",
        Description:
            "R > T > P > S for both: mutual yielding (the stag) is best, but whoever yields alone goes hungry. " +
            "Payoff dominance and risk dominance may point to different equilibria.",
        Hold: "hunt the hare",
        Yield: "hunt the stag",
        Source: "Rousseau, Discourse on Inequality (1755), part 2; Skyrms, The Stag Hunt and the Evolution of Social Structure (2004), chapter 1",
        Variants:
        [
            // g = −1, h = −1: the mix is 1/2; payoff (1 + 4)/2 = 5/2.
            Symmetric("ordinal", "Stag hunt, ordinal ranks", Trsp(3, 4, 1, 2), HH(2, 2), Mixed(F(1, 2), F(1, 2), F(5, 2), F(5, 2)), YY(4, 4)),
            // g = −1, h = −3: the mix is 1/4; the hare pays 3 for certain. Stag pays more, hare is risk dominant, 9 against 1.
            Symmetric("safe-hare", "Stag hunt, a hare that is safe", Trsp(3, 4, 0, 3), HH(3, 3), Mixed(F(1, 4), F(1, 4), 3, 3), YY(4, 4)),
        ]);
}
