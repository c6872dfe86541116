using System.Numerics;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>Takes from a cell what cannot hold an equilibrium, by comparing two strategies of one player at a time.</summary>
/// <remarks>
/// A strategy that earns less than another throughout the cell has probability 0 at every equilibrium in it: the cell shrinks to a
/// face, on which further strategies may fall. On the whole game this is iterated strict dominance by pure strategies, and on
/// the faces of a support it is conditional dominance (Porter, Nudelman and Shoham, Games and Economic Behavior 63 (2008)
/// 642–662).
/// </remarks>
internal static class CellReduction
{
    // An average rounds once; the first table is within one rounding.
    private const double Unit = 1.0 / (1L << 52);

    /// <summary>What the entries of a table may be off by, over all games that are meant.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="largest">The largest entry of the pair's whole table, in size.</param>
    /// <param name="margin">By how much the games that are meant may differ; see <see cref="PayoffTables.Margin"/>.</param>
    public static double Error(Cell cell, double largest, double margin) =>
        margin + (cell.Halvings == 0 && margin == 0 ? 0 : (cell.Halvings + 1) * Unit * largest);

    /// <summary>Reduces the cell.</summary>
    /// <returns>Whether it may still hold an equilibrium.</returns>
    public static bool Reduce(Cell cell, PayoffTables payoffs)
    {
        bool changed;
        do
        {
            changed = false;
            for (int i = 0; i < cell.Players; i++)
            {
                ulong inferior = Inferior(cell, i, payoffs);
                if ((inferior & cell.In[i]) != 0) return false;
                if (inferior != 0)
                {
                    int vertices = cell.Counts[i];
                    if (!cell.Leave(i, inferior)) return false;
                    cell.Forget(i, inferior);
                    changed |= vertices != cell.Counts[i];
                }

                ulong rivals = Bits(cell.Rivals[i]);
                cell.Out[i] |= rivals & ~cell.Played(i);
                ulong always = cell.AlwaysPlayed(i);
                if ((always & ~rivals) != 0) return false;
                cell.In[i] |= always;
            }
        }
        while (changed);
        return true;
    }

    /// <summary>The strategies that are neither known to be best replies nor out of play, as bits.</summary>
    public static ulong Open(Cell cell, int player) => Bits(cell.Rivals[player]) & ~cell.In[player] & ~cell.Out[player];

    /// <summary>Whether each strategy that may be played must be a best reply.</summary>
    public static bool IsDecided(Cell cell)
    {
        for (int i = 0; i < cell.Players; i++)
        {
            if (Open(cell, i) != 0) return false;
        }

        return true;
    }

    /// <summary>Whether two strategies that must tie never do where everybody plays every strategy of the support: their difference has one sign at the vertices, and is not 0 at all.</summary>
    /// <param name="cell">The whole of a support, not halved: its tables have exact signs.</param>
    public static bool HasOneSidedTie(Cell cell)
    {
        for (int i = 0; i < cell.Players; i++)
        {
            int[] rivals = cell.Rivals[i];
            int size = cell.TableSize(i), at = 0;
            for (int a = 0; a < rivals.Length; a++)
            {
                for (int b = a + 1; b < rivals.Length; b++, at += size)
                {
                    if ((cell.In[i] >> rivals[a] & cell.In[i] >> rivals[b] & 1) == 0) continue;
                    double least = 0, most = 0;
                    foreach (double value in cell.Tables[i].AsSpan(at, size)) (least, most) = (Math.Min(least, value), Math.Max(most, value));
                    if (least < 0 != most > 0) return true;
                }
            }
        }

        return false;
    }

    private static ulong Bits(int[] strategies)
    {
        ulong bits = 0;
        foreach (int s in strategies) bits |= 1UL << s;
        return bits;
    }

    private static ulong Inferior(Cell cell, int player, PayoffTables payoffs)
    {
        int[] rivals = cell.Rivals[player];
        if (rivals.Length == 1) return 0;
        int size = cell.TableSize(player), at = 0, count = payoffs.Counts[player];
        ulong inferior = 0;
        for (int a = 0; a < rivals.Length; a++)
        {
            for (int b = a + 1; b < rivals.Length; b++, at += size)
            {
                if (((inferior >> rivals[a]) & 1) != 0 && ((inferior >> rivals[b]) & 1) != 0) continue;
                double error = Error(cell, payoffs.Largest[player][(rivals[a] * count) + rivals[b]], payoffs.Margin);
                int sign = Sign(cell.Tables[player].AsSpan(at, size), error);
                if (sign < 0) inferior |= 1UL << rivals[a];
                else if (sign > 0) inferior |= 1UL << rivals[b];
            }
        }

        return inferior;
    }

    /// <summary>The sign that all entries have, or 0.</summary>
    public static int Sign(ReadOnlySpan<double> table, double error)
    {
        if (table[0] > error)
        {
            for (int k = 1; k < table.Length; k++)
            {
                if (!(table[k] > error)) return 0;
            }

            return 1;
        }

        if (table[0] < -error)
        {
            for (int k = 1; k < table.Length; k++)
            {
                if (!(table[k] < -error)) return 0;
            }

            return -1;
        }

        return 0;
    }

    /// <summary>The number of strategies in a set of bits.</summary>
    public static int Count(ulong bits) => BitOperations.PopCount(bits);
}
