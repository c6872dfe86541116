using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Matching pennies: one side wants to do as the other does, the other does not.</summary>
public static class MatchingPennies
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "matching-pennies",
        Title: "Matching pennies",
        Description:
            "Zero-sum: A wins where the two choices are alike, B where they differ. No pure equilibrium. " +
            "Holding and yielding are mere names of two sides of a coin here.",
        Hold: "heads",
        Yield: "tails",
        Source: "von Neumann and Morgenstern, Theory of Games and Economic Behavior (1944), chapter III",
        Variants:
        [
            Asymmetric("zero-sum", "Matching pennies, stake 1", Trsp(-1, 1, -1, 1), Trsp(1, -1, 1, -1), Mixed(F(1, 2), F(1, 2), 0, 0)),
        ]);
}
