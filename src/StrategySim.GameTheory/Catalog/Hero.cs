using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Hero: whoever yields alone does best, and somebody must.</summary>
public static class Hero
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "hero",
        Title: "Hero",
        Description:
            "S > T > R > P for both: as in coordination one should hold and one yield, but each would rather be " +
            "the one who yields. No conflict of the chicken kind: the trouble is who makes the sacrifice that " +
            "pays.",
        Hold: "keep to one's plan",
        Yield: "change the plan for both",
        Source: "Rapoport, \"Exploiter, Leader, Hero, and Martyr: the four archetypes of the 2 × 2 game\", Behavioral Science 12 (1967) 81–84",
        Variants:
        [
            // g = 1, h = 3: the mix is 1/4; payoff 1/4 + 3·3/4 = 5/2.
            Symmetric("ordinal", "Hero, ordinal ranks", Trsp(3, 2, 4, 1), HY(3, 4), Mixed(F(1, 4), F(1, 4), F(5, 2), F(5, 2)), YH(4, 3)),
        ]);
}
