using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Peace: yielding is dominant, and pressing a yielding rival is worst.</summary>
public static class Peace
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "peace",
        Title: "Peace",
        Description:
            "R > S > P > T: mutual yielding is best for both, each prefers to yield whatever the other does, " +
            "and least of all wants to win alone.",
        Hold: "keep to oneself",
        Yield: "join the common scheme",
        Source: "Robinson and Goforth, The Topology of the 2 × 2 Games (2005); name: Bruns, Games 6 (2015) 495–520",
        Variants:
        [
            Symmetric("ordinal", "Peace, ordinal ranks", Trsp(1, 4, 3, 2), YY(4, 4)),
        ]);
}
