using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Pure coordination: doing alike is all that matters.</summary>
public static class PureCoordination
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "pure-coordination",
        Title: "Pure coordination",
        Description:
            "R = P > T = S for both: any convention serves as long as both follow it; neither equilibrium " +
            "dominates the other.",
        Hold: "one convention",
        Yield: "the other convention",
        Source: "Schelling, The Strategy of Conflict (1960), chapter 4; Lewis, Convention (1969)",
        Variants:
        [
            Symmetric("symmetric", "Pure coordination, 1 for doing alike",
                Trsp(0, 1, 0, 1), HH(1, 1), Mixed(F(1, 2), F(1, 2), F(1, 2), F(1, 2)), YY(1, 1)),
        ]);
}
