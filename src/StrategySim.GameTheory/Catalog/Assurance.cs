using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Assurance: each yields gladly if sure that the other does.</summary>
public static class Assurance
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "assurance",
        Title: "Assurance",
        Description:
            "Mutual yielding is best for both, but whoever yields alone fares worst, and mutual holding is the " +
            "second best: R > P > T > S. Trust decides between two strict equilibria.",
        Hold: "keep to oneself",
        Yield: "join the common scheme",
        Source: "Sen, \"Isolation, assurance and the social rate of discount\", Quarterly Journal of Economics 81 (1967) 112–124",
        Variants:
        [
            // g = −2 and h = −2 for both: each side of the mix is g/(g + h) = 1/2; payoff 4/2 + 1/2 = 5/2.
            Symmetric("ordinal", "Assurance, ordinal ranks", Trsp(2, 4, 1, 3), HH(3, 3), Mixed(F(1, 2), F(1, 2), F(5, 2), F(5, 2)), YY(4, 4)),
        ]);
}
