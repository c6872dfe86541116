using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Prisoner's dilemma: holding is dominant, and both would be better off yielding.</summary>
public static class PrisonersDilemma
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "prisoners-dilemma",
        Title: "Prisoner's dilemma",
        Description:
            "T > R > P > S for both: each holds whatever the other does, though mutual yielding is better for " +
            "both than mutual holding.",
        Hold: "defect",
        Yield: "cooperate",
        Source: "Rapoport and Chammah, Prisoner's Dilemma (1965); cardinal payoffs: Axelrod, The Evolution of Cooperation (1984), chapter 1",
        Variants:
        [
            Symmetric("ordinal", "Prisoner's dilemma, ordinal ranks", Trsp(4, 3, 1, 2), HH(2, 2)),
            Symmetric("axelrod", "Prisoner's dilemma, the payoffs of Axelrod's tournaments", Trsp(5, 3, 0, 1), HH(1, 1)),
        ]);
}
