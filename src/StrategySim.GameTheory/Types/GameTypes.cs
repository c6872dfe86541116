using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Types;

/// <summary>Tells which game a table is.</summary>
/// <remarks>Every sign and order case stands in <c>Types/game-types.csv</c>, which a test derives anew and compares.</remarks>
public static class GameTypes
{
    /// <summary>The number of weak orders of four payoffs.</summary>
    public const int OrderCount = 75;

    private static readonly PlayerOrder[] OrderList = OrderTable.Build();
    private static readonly byte[] IndexByComparisons = OrderTable.ByComparisons(OrderList);
    private static readonly GameType[] Types = BuildTypes();

    /// <summary>The 75 weak orders of T, R, S, P by index.</summary>
    public static IReadOnlyList<PlayerOrder> Orders { get; } = Array.AsReadOnly(OrderList);

    /// <summary>The 5,625 types by code.</summary>
    public static IReadOnlyList<GameType> All { get; } = Array.AsReadOnly(Types);

    /// <summary>The type of a game, decided exactly; twelve comparisons and three look-ups, nothing is allocated.</summary>
    /// <param name="a">A's payoffs.</param>
    /// <param name="b">B's payoffs.</param>
    public static GameType Of(in HoldYieldPayoffs a, in HoldYieldPayoffs b) => Types[(OrderIndex(a) * OrderCount) + OrderIndex(b)];

    /// <summary>The order of one player's payoffs.</summary>
    public static PlayerOrder OrderOf(in HoldYieldPayoffs payoffs) => OrderList[OrderIndex(payoffs)];

    private static int OrderIndex(in HoldYieldPayoffs x)
    {
        Rational t = x.T, r = x.R, s = x.S, p = x.P;
        return IndexByComparisons[OrderTable.Code(
            Math.Sign(t.CompareTo(r)), Math.Sign(s.CompareTo(p)), Math.Sign(t.CompareTo(s)),
            Math.Sign(t.CompareTo(p)), Math.Sign(r.CompareTo(s)), Math.Sign(r.CompareTo(p)))];
    }

    private static GameType[] BuildTypes()
    {
        // 81 sign cases share their labels, so that equal Nash sets are one string.
        string[] labels = new string[81];
        var types = new GameType[OrderCount * OrderCount];
        foreach (PlayerOrder a in OrderList)
        {
            foreach (PlayerOrder b in OrderList)
            {
                int signs = (((((((a.SignG + 1) * 3) + a.SignH + 1) * 3) + b.SignG + 1) * 3) + b.SignH) + 1;
                string label = labels[signs] ??= NashSetLabel.Of(a.SignG, a.SignH, b.SignG, b.SignH);
                var type = new GameType(a, b, label);
                types[type.Code] = type;
            }
        }

        return types;
    }
}
