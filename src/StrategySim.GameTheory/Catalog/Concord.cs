using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Concord: yielding is dominant and best for both.</summary>
public static class Concord
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "concord",
        Title: "Concord",
        Description:
            "R > T > S > P: mutual yielding is best for both and yielding is best whatever the other does; a " +
            "temptation is there (T is second best) but never wins.",
        Hold: "keep to oneself",
        Yield: "join the common scheme",
        Source: "Robinson and Goforth, The Topology of the 2 × 2 Games (2005); name: Bruns, Games 6 (2015) 495–520",
        Variants:
        [
            Symmetric("ordinal", "Concord, ordinal ranks", Trsp(3, 4, 2, 1), YY(4, 4)),
        ]);
}
