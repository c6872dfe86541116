using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Compromise: yielding is dominant, and mutual yielding is only second best.</summary>
public static class Compromise
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "compromise",
        Title: "Compromise",
        Description:
            "S > R > T > P: each fares best as the one who yields alone and yields whatever the other does; the " +
            "second-best outcome for both follows.",
        Hold: "keep to oneself",
        Yield: "give",
        Source: "Robinson and Goforth, The Topology of the 2 × 2 Games (2005); name: Bruns, Games 6 (2015) 495–520",
        Variants:
        [
            Symmetric("ordinal", "Compromise, ordinal ranks", Trsp(2, 3, 4, 1), YY(3, 3)),
        ]);
}
