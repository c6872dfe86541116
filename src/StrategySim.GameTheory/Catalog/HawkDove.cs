using static StrategySim.GameTheory.Catalog.Tables;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Hawk–Dove: chicken derived from the value of a resource and the cost of a fight.</summary>
public static class HawkDove
{
    /// <summary>The game, its tables and their equilibria.</summary>
    public static GameDefinition Definition { get; } = new(
        Id: "hawk-dove",
        Title: "Hawk–Dove",
        Description:
            "A resource of value V and a fight of cost C > V: T = V, R = V/2, S = 0, P = (V − C)/2. The mix " +
            "holds with probability V/C, which is also the evolutionarily stable share of hawks.",
        Hold: "hawk: fight",
        Yield: "dove: display and retreat",
        Source: "Maynard Smith and Price, \"The logic of animal conflict\", Nature 246 (1973) 15–18",
        Variants:
        [
            // V = 2, C = 3: the mix is V/C = 2/3; payoff (1 − 2/3)·V/2 = 1/3.
            Symmetric("classic", "Hawk–Dove, V = 2 and C = 3",
                Trsp(2, 1, 0, F(-1, 2)), HY(2, 0), Mixed(F(2, 3), F(2, 3), F(1, 3), F(1, 3)), YH(0, 2)),
        ]);
}
