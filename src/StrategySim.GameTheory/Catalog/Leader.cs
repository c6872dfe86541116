using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Leader: agreement on either scheme is best, and each wants to lead.</summary>
public static class Leader
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "leader",
        Title: "Leader",
        Description:
            "T > S > R > P for both: the order of symmetric coordination, named for the one who takes the lead " +
            "and gains most, to the follower's good as well.",
        Hold: "lead",
        Yield: "follow",
        Source: "Rapoport, \"Exploiter, Leader, Hero, and Martyr: the four archetypes of the 2 × 2 game\", Behavioral Science 12 (1967) 81–84",
        Variants:
        [
            // g = 2, h = 2: the mix is 1/2; payoff (1 + 4)/2 = 5/2.
            Symmetric("ordinal", "Leader, ordinal ranks", Trsp(4, 2, 3, 1), HY(4, 3), Mixed(F(1, 2), F(1, 2), F(5, 2), F(5, 2)), YH(3, 4)),
        ]);
}
