using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Deadlock: both prefer a clash to mutual yielding.</summary>
public static class Deadlock
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "deadlock",
        Title: "Deadlock",
        Description:
            "T > P > R > S for both: holding is dominant, and mutual holding is better for both than mutual " +
            "yielding, so that there is nothing to agree on.",
        Hold: "refuse",
        Yield: "concede",
        Source: "Snyder and Diesing, Conflict among Nations (1977), chapter 2",
        Variants:
        [
            Symmetric("ordinal", "Deadlock, ordinal ranks", Trsp(4, 2, 1, 3), HH(3, 3)),
        ]);
}
