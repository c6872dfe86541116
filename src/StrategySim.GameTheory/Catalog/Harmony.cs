using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Harmony: yielding is dominant and what is good for one is good for the other.</summary>
public static class Harmony
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "harmony",
        Title: "Harmony",
        Description:
            "R > S > T > P: mutual yielding is best for both, and each prefers to yield whatever the other " +
            "does.",
        Hold: "keep to oneself",
        Yield: "join the common scheme",
        Source: "Robinson and Goforth, The Topology of the 2 × 2 Games (2005); " +
            "Keohane, After Hegemony (1984), chapter 4, on harmony as against cooperation",
        Variants:
        [
            Symmetric("ordinal", "Harmony, ordinal ranks", Trsp(2, 4, 3, 1), YY(4, 4)),
        ]);
}
