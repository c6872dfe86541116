namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>A piece of the product of the players' simplices, with what is known of the equilibria in it.</summary>
/// <remarks>
/// Each player's mixed strategies range over a simplex whose vertices the cell lists. For each player and each pair s, r of
/// strategies that may still be best replies, the table <c>u(s) − u(r)</c> at every combination of the others' vertices is
/// kept. Such a difference is affine in each other player's strategy, so its least and greatest value over the cell are its
/// least and greatest entry: no range is overestimated. Halving an edge averages two slices of a table, and going to a
/// face drops slices.
/// </remarks>
internal sealed class Cell
{
    // A cell's own bookkeeping, in entries of its tables.
    private const int OwnEntries = 64;

    private Cell(int players)
    {
        Counts = new int[players];
        Vertices = new double[players][];
        Tables = new double[players][];
        Rivals = new int[players][];
        In = new ulong[players];
        Out = new ulong[players];
    }

    /// <summary>For each player the number of vertices.</summary>
    public int[] Counts { get; }

    /// <summary>For each player the vertices, one probability for each strategy of the game, vertex by vertex.</summary>
    public double[][] Vertices { get; }

    /// <summary>For each player the strategies that somewhere in the cell may be best replies, ascending.</summary>
    public int[][] Rivals { get; }

    /// <summary>For each player the table of each pair of <see cref="Rivals"/>, in the order (0, 1), (0, 2), … (1, 2), …; the last other player's vertex varies fastest.</summary>
    public double[][] Tables { get; }

    /// <summary>For each player the strategies that are best replies at every equilibrium sought in the cell, as bits.</summary>
    public ulong[] In { get; }

    /// <summary>For each player the strategies that have probability 0 throughout the cell, as bits.</summary>
    public ulong[] Out { get; }

    /// <summary>How often an entry has been averaged: each time rounds once.</summary>
    public int Halvings { get; private set; }

    /// <summary>The number of players.</summary>
    public int Players => Counts.Length;

    /// <summary>What looking at the cell costs, in entries of tables.</summary>
    public long Entries
    {
        get
        {
            long entries = OwnEntries;
            foreach (double[] table in Tables) entries += table.Length;
            return entries;
        }
    }

    /// <summary>The whole product of simplices.</summary>
    public static Cell Whole(PayoffTables tables)
    {
        var cell = new Cell(tables.Players);
        for (int i = 0; i < tables.Players; i++)
        {
            int count = tables.Counts[i];
            cell.Counts[i] = count;
            cell.Vertices[i] = new double[count * count];
            for (int s = 0; s < count; s++) cell.Vertices[i][(s * count) + s] = 1;
            cell.Rivals[i] = [.. Enumerable.Range(0, count)];
            cell.Tables[i] = tables.Differences[i];
        }

        return cell;
    }

    /// <summary>A copy that shares the tables; no table is ever written to once it stands in a cell.</summary>
    public Cell Copy()
    {
        var copy = new Cell(Players) { Halvings = Halvings };
        Array.Copy(Counts, copy.Counts, Players);
        Array.Copy(Vertices, copy.Vertices, Players);
        Array.Copy(Tables, copy.Tables, Players);
        Array.Copy(Rivals, copy.Rivals, Players);
        Array.Copy(In, copy.In, Players);
        Array.Copy(Out, copy.Out, Players);
        return copy;
    }

    /// <summary>The number of entries of each of a player's tables.</summary>
    public int TableSize(int player)
    {
        int size = 1;
        for (int j = 0; j < Players; j++)
        {
            if (j != player) size *= Counts[j];
        }

        return size;
    }

    /// <summary>By how much an index into a player's tables grows with another player's vertex.</summary>
    public int Stride(int player, int other)
    {
        int stride = 1;
        for (int j = other + 1; j < Players; j++)
        {
            if (j != player) stride *= Counts[j];
        }

        return stride;
    }

    /// <summary>Which of a player's tables compares two of <see cref="Rivals"/> by position, the first before the second.</summary>
    public int Pair(int player, int first, int second) => (first * ((2 * Rivals[player].Length) - first - 1) / 2) + second - first - 1;

    /// <summary>The strategies of positive probability somewhere in the cell, as bits.</summary>
    public ulong Played(int player)
    {
        ulong bits = 0;
        double[] vertices = Vertices[player];
        int strategies = vertices.Length / Counts[player];
        for (int at = 0; at < vertices.Length; at++)
        {
            if (vertices[at] > 0) bits |= 1UL << (at % strategies);
        }

        return bits;
    }

    /// <summary>The strategies of positive probability everywhere in the cell, as bits.</summary>
    public ulong AlwaysPlayed(int player)
    {
        double[] vertices = Vertices[player];
        int strategies = vertices.Length / Counts[player];
        ulong bits = ulong.MaxValue;
        for (int v = 0; v < Counts[player]; v++)
        {
            ulong own = 0;
            for (int s = 0; s < strategies; s++)
            {
                if (vertices[(v * strategies) + s] > 0) own |= 1UL << s;
            }

            bits &= own;
        }

        return bits;
    }

    /// <summary>Goes to the face on which a player's strategies of the given bits have probability 0.</summary>
    /// <returns>Whether anything is left.</returns>
    public bool Leave(int player, ulong strategies)
    {
        Out[player] |= strategies;
        int count = Vertices[player].Length / Counts[player];
        Span<bool> kept = stackalloc bool[Counts[player]];
        int left = 0;
        for (int v = 0; v < kept.Length; v++)
        {
            kept[v] = true;
            for (int s = 0; s < count; s++)
            {
                if ((strategies >> s & 1) != 0 && Vertices[player][(v * count) + s] > 0) kept[v] = false;
            }

            if (kept[v]) left++;
        }

        if (left == 0) return false;
        if (left == kept.Length) return true;
        double[] vertices = new double[left * count];
        int to = 0;
        for (int v = 0; v < kept.Length; v++)
        {
            if (kept[v]) Array.Copy(Vertices[player], v * count, vertices, count * to++, count);
        }

        for (int i = 0; i < Players; i++)
        {
            if (i != player) Tables[i] = DropSlices(Tables[i], Stride(i, player), kept, left);
        }

        Vertices[player] = vertices;
        Counts[player] = left;
        return true;
    }

    /// <summary>Forgets the tables of strategies that are nowhere in the cell best replies.</summary>
    public void Forget(int player, ulong inferior)
    {
        int[] before = Rivals[player], after = [.. before.Where(s => (inferior >> s & 1) == 0)];
        int size = TableSize(player), to = 0;
        double[] tables = new double[size * after.Length * (after.Length - 1) / 2];
        for (int a = 0; a < before.Length; a++)
        {
            for (int b = a + 1; b < before.Length; b++)
            {
                if ((inferior >> before[a] & 1) == 0 && (inferior >> before[b] & 1) == 0) Array.Copy(Tables[player], Pair(player, a, b) * size, tables, size * to++, size);
            }
        }

        Rivals[player] = after;
        Tables[player] = tables;
    }

    /// <summary>The half of the cell in which one end of an edge gives way to the edge's middle.</summary>
    /// <param name="player">Whose simplex.</param>
    /// <param name="kept">The end that stays.</param>
    /// <param name="moved">The end that goes to the middle.</param>
    public Cell Half(int player, int kept, int moved)
    {
        Cell half = Copy();
        half.Halvings = Halvings + 1;
        int count = Vertices[player].Length / Counts[player];
        double[] vertices = (double[])Vertices[player].Clone();
        for (int s = 0; s < count; s++)
        {
            vertices[(moved * count) + s] = 0.5 * (vertices[(moved * count) + s] + vertices[(kept * count) + s]);
        }

        half.Vertices[player] = vertices;
        for (int i = 0; i < Players; i++)
        {
            if (i == player || Tables[i].Length == 0) continue;
            double[] table = (double[])Tables[i].Clone();
            int stride = Stride(i, player), block = stride * Counts[player];
            for (int start = 0; start < table.Length; start += block)
            {
                Span<double> to = table.AsSpan(start + (moved * stride), stride);
                ReadOnlySpan<double> from = table.AsSpan(start + (kept * stride), stride);
                for (int k = 0; k < to.Length; k++) to[k] = 0.5 * (to[k] + from[k]);
            }

            half.Tables[i] = table;
        }

        return half;
    }

    private static double[] DropSlices(double[] table, int stride, ReadOnlySpan<bool> kept, int left)
    {
        int block = stride * kept.Length, to = 0;
        if (table.Length == 0) return table;
        double[] result = new double[table.Length / kept.Length * left];
        for (int start = 0; start < table.Length; start += block)
        {
            for (int v = 0; v < kept.Length; v++)
            {
                if (!kept[v]) continue;
                Array.Copy(table, start + (v * stride), result, to, stride);
                to += stride;
            }
        }

        return result;
    }
}
