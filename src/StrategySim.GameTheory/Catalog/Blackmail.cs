using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Blackmail: one side holds whatever the other does, and the other would rather concede than clash.</summary>
public static class Blackmail
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "blackmail",
        Title: "Blackmail",
        Description:
            "One side has nothing to gain by conceding (P > S), so that pressing is dominant; the other loses " +
            "more by a clash than by conceding. The only equilibrium has the second side concede. In Snyder and " +
            "Diesing's terms the first side is a bully where a clash suits it better than mutual yielding (P > " +
            "R), and its bluff is called where it does not (R > P) yet a clash is still better than conceding. " +
            "Where both sides hold whatever the other does, blackmail is mutual and ends in confrontation.",
        Hold: "press the demand, or resist it",
        Yield: "compromise, or concede",
        Source: "Snyder and Diesing, Conflict among Nations (1977), chapter 2",
        Variants:
        [
            Asymmetric("bully", "Blackmail by A, bully: deadlock order against chicken order", Trsp(4, 2, 1, 3), Trsp(4, 3, 2, 1), HY(4, 2)),
            Asymmetric("called-bluff", "Blackmail by A, called bluff: prisoner's-dilemma order against chicken order",
                Trsp(4, 3, 1, 2), Trsp(4, 3, 2, 1), HY(4, 2)),
            Asymmetric("reverse", "Reverse blackmail, by B: chicken order against deadlock order", Trsp(4, 3, 2, 1), Trsp(4, 2, 1, 3), YH(2, 4)),
            Symmetric("mutual-called-bluff", "Mutual blackmail, called bluff: a prisoner's dilemma", Trsp(4, 3, 1, 2), HH(2, 2)),
            Symmetric("mutual-bully", "Mutual blackmail, bully: a deadlock", Trsp(4, 2, 1, 3), HH(3, 3)),
        ]);
}
