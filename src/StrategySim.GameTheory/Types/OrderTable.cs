namespace StrategySim.GameTheory.Types;

/// <summary>The 75 weak orders of four payoffs (the fourth ordered Bell number), built once.</summary>
internal static class OrderTable
{
    /// <summary>Every outcome of six three-way comparisons, base 3.</summary>
    public const int ComparisonCodes = 729;

    public static PlayerOrder[] Build() =>
        WeakOrders()
            .OrderByDescending(levels => levels.Max())
            .ThenBy(levels => PlayerOrder.Write(levels), StringComparer.Ordinal)
            .Select((levels, index) => new PlayerOrder(index, levels))
            .ToArray();

    /// <summary>From the code of six comparisons to the index of the order; 255 where comparisons contradict each other.</summary>
    public static byte[] ByComparisons(IReadOnlyList<PlayerOrder> orders)
    {
        byte[] table = new byte[ComparisonCodes];
        Array.Fill(table, byte.MaxValue);
        foreach (PlayerOrder order in orders)
        {
            ReadOnlySpan<int> l = order.Levels;
            int code = Code(Cmp(l, 0, 2), Cmp(l, 1, 3), Cmp(l, 0, 1), Cmp(l, 0, 3), Cmp(l, 2, 1), Cmp(l, 2, 3));
            table[code] = (byte)order.Index;
        }

        return table;

        static int Cmp(ReadOnlySpan<int> levels, int i, int j) => Math.Sign(levels[i] - levels[j]);
    }

    /// <summary>The code of the signs of T−R, S−P, T−S, T−P, R−S, R−P.</summary>
    public static int Code(int tr, int sp, int ts, int tp, int rs, int rp) =>
        (((((((((tr * 3) + sp) * 3) + ts) * 3) + tp) * 3) + rs) * 3) + rp + 364;

    public static IEnumerable<int[]> StrictOrders() => WeakOrders().Where(levels => levels.Max() == 3);

    /// <summary>Every way to give T, S, R, P levels 0, 1, … without a gap.</summary>
    private static IEnumerable<int[]> WeakOrders()
    {
        for (int code = 0; code < 256; code++)
        {
            int[] levels = [code & 3, (code >> 2) & 3, (code >> 4) & 3, code >> 6];
            int top = levels.Max();
            if (levels.Distinct().Count() == top + 1) yield return levels;
        }
    }
}
