using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Coordination with conflict over whose scheme is used.</summary>
public static class Coordination
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "coordination",
        Title: "Coordination",
        Description:
            "T > S > max(R, P) for both: agreeing on either scheme beats both compromise and clash, but each " +
            "side prefers its own scheme. Two strict equilibria, which the sides rank in opposite ways, and one " +
            "in mixed strategies that is worse for both. Not a question of cooperating or not: mutual yielding " +
            "is no common optimum here.",
        Hold: "hold out for one's own scheme",
        Yield: "accept the other's scheme, or a fuzzy compromise",
        Source: "Luce and Raiffa, Games and Decisions (1957), section 5.3 (battle of the sexes); " +
            "Rapoport, Behavioral Science 12 (1967) 81–84 (leader)",
        Variants:
        [
            // g = 2, h = 2: the mix is 1/2; payoff (1 + 4)/2 = 5/2.
            Symmetric("symmetric", "Coordination, symmetric (leader)",
                Trsp(4, 2, 3, 1), HY(4, 3), Mixed(F(1, 2), F(1, 2), F(5, 2), F(5, 2)), YH(3, 4)),
            // g = 3, h = 2: the mix is 3/5; payoff 3·2/5 = 6/5. Written as hold or yield, the row "Opera" is A's holding.
            Symmetric("battle-of-the-sexes", "Coordination, textbook battle of the sexes",
                Trsp(3, 0, 2, 0), HY(3, 2), Mixed(F(3, 5), F(3, 5), F(6, 5), F(6, 5)), YH(2, 3)),
            // A: g = 3, h = 2; B: g = 2, h = 2. p = 2/4, q = 3/5; A expects 5·2/5 + 3/5, B expects 3/2. (H,Y) is risk dominant, 6 against 4.
            Asymmetric("asymmetric", "Coordination, A's scheme pays more",
                Trsp(5, 2, 3, 1), Trsp(3, 1, 2, 0), HY(5, 2), Mixed(F(1, 2), F(3, 5), F(13, 5), F(3, 2)), YH(3, 3)),
        ]);
}
