namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>How cells are taken apart: by supports first, then by halving edges.</summary>
internal static class CellBranching
{
    // Differences of payoffs, about 1 at most, that change by less than this are as good as constant.
    private const double LeastWidth = 1.0 / (1 << 26);

    /// <summary>Takes an open strategy into the support, and out of it.</summary>
    /// <param name="cell">A cell that is not decided; becomes the one with the strategy.</param>
    /// <param name="stack">Gets both.</param>
    public static void Branch(Cell cell, Stack<Cell> stack)
    {
        int player = -1;
        for (int i = 0; i < cell.Players; i++)
        {
            if (CellReduction.Open(cell, i) != 0 && (player < 0 || cell.Rivals[i].Length < cell.Rivals[player].Length)) player = i;
        }

        ulong open = CellReduction.Open(cell, player), lowest = open & (~open + 1);
        Cell without = cell.Copy();
        if (without.Leave(player, lowest)) stack.Push(without);
        cell.In[player] |= lowest;
        stack.Push(cell);
    }

    /// <summary>The edge along which a table changes most; null where none changes by more than 2^−26.</summary>
    public static (int Player, int A, int B)? Widest(Cell cell) => Edge(cell, LeastWidth, 0);

    /// <summary>The edge along which tables or probabilities change most, probabilities counting an eighth; null for a point.</summary>
    /// <remarks>Halving it brings cells apart also where no payoff changes.</remarks>
    public static (int Player, int A, int B)? Longest(Cell cell) => Edge(cell, 0, 0.125);

    private static (int Player, int A, int B)? Edge(Cell cell, double least, double ofLength)
    {
        (int, int, int)? best = null;
        for (int j = 0; j < cell.Players; j++)
        {
            for (int a = 0; a < cell.Counts[j]; a++)
            {
                for (int b = a + 1; b < cell.Counts[j]; b++)
                {
                    double size = Width(cell, j, a, b) + (ofLength > 0 ? ofLength * Length(cell, j, a, b) : 0);
                    if (size > least) (least, best) = (size, (j, a, b));
                }
            }
        }

        return best;
    }

    private static double Width(Cell cell, int player, int a, int b)
    {
        double width = 0;
        for (int i = 0; i < cell.Players; i++)
        {
            if (i == player) continue;
            double[] table = cell.Tables[i];
            int stride = cell.Stride(i, player), block = stride * cell.Counts[player];
            for (int start = 0; start < table.Length; start += block)
            {
                for (int k = start; k < start + stride; k++) width = Math.Max(width, Math.Abs(table[k + (a * stride)] - table[k + (b * stride)]));
            }
        }

        return width;
    }

    /// <summary>The longest edge, in probabilities.</summary>
    public static double Length(Cell cell)
    {
        double longest = 0;
        for (int player = 0; player < cell.Players; player++)
        {
            for (int a = 0; a < cell.Counts[player]; a++)
            {
                for (int b = a + 1; b < cell.Counts[player]; b++) longest = Math.Max(longest, Length(cell, player, a, b));
            }
        }

        return longest;
    }

    private static double Length(Cell cell, int player, int a, int b)
    {
        double[] vertices = cell.Vertices[player];
        int count = vertices.Length / cell.Counts[player];
        double length = 0;
        for (int s = 0; s < count; s++) length = Math.Max(length, Math.Abs(vertices[(a * count) + s] - vertices[(b * count) + s]));
        return length;
    }
}
