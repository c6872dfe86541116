using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Chicken: each wants the other to swerve, and a clash is worst for both.</summary>
public static class Chicken
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "chicken",
        Title: "Chicken",
        Description:
            "T > R > S > P for both: conceding is worse than mutual yielding, but better than a clash. Two " +
            "strict equilibria, in each of which one side concedes and carries the name of chicken, and one in " +
            "mixed strategies with a risk of clash.",
        Hold: "drive on",
        Yield: "swerve",
        Source: "Rapoport and Chammah, \"The game of Chicken\", American Behavioral Scientist 10 (1966) 10–28; " +
            "Snyder and Diesing, Conflict among Nations (1977), chapter 2",
        Variants:
        [
            // g = 1, h = 1: the mix is 1/2; payoff (2 + 3)/2 = 5/2.
            Symmetric("ordinal", "Chicken, ordinal ranks", Trsp(4, 3, 2, 1), HY(4, 2), Mixed(F(1, 2), F(1, 2), F(5, 2), F(5, 2)), YH(2, 4)),
            // g = 1, h = 3: the mix is 1/4; payoff 1/4 + 3·3/4 = 5/2.
            Symmetric("cardinal", "Chicken, symmetric with a costly clash",
                Trsp(4, 3, 1, -2), HY(4, 1), Mixed(F(1, 4), F(1, 4), F(5, 2), F(5, 2)), YH(1, 4)),
            // A: g = 1, h = 2; B: g = 1, h = 6. p = 1/7, q = 1/3; A expects 1/3 + 3·2/3, B expects 1/7 + 3·6/7.
            Asymmetric("asymmetric", "Chicken, a clash hurts B more",
                Trsp(4, 3, 1, -1), Trsp(4, 3, 1, -5), HY(4, 1), Mixed(F(1, 7), F(1, 3), F(7, 3), F(19, 7)), YH(1, 4)),
        ]);
}
