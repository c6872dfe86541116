using System.Numerics;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>The equations that make everybody indifferent among the strategies of a support, in whole numbers.</summary>
/// <remarks>
/// For each player and each strategy s other than the first e of the support, the difference <c>u(e) − u(s)</c> as a table over the
/// supports of the other players who mix; an equation where s is in the support, an inequality elsewhere. A probability is a
/// whole number times 2^−Bits.
/// </remarks>
internal sealed class IndifferenceSystem
{
    private readonly PayoffTables _payoffs;
    private readonly int[][] _supports;
    private readonly BigInteger[][][] _tables;

    /// <param name="payoffs">The game.</param>
    /// <param name="supports">For each player the strategies in the support, ascending; at least one.</param>
    public IndifferenceSystem(PayoffTables payoffs, int[][] supports)
    {
        _payoffs = payoffs;
        _supports = supports;
        Mixing = [.. Enumerable.Range(0, supports.Length).Where(i => supports[i].Length > 1)];
        _tables = new BigInteger[supports.Length][][];
        for (int i = 0; i < supports.Length; i++)
        {
            _tables[i] = new BigInteger[payoffs.Counts[i]][];
            for (int s = 0; s < payoffs.Counts[i]; s++) _tables[i][s] = Table(i, s);
        }

        for (int i = 0; i < supports.Length; i++)
        {
            for (int k = 1; k < supports[i].Length; k++)
            {
                Equations.Add((i, supports[i][k]));
                Unknowns.Add((i, k));
            }
        }
    }

    /// <summary>The players who mix, ascending.</summary>
    public int[] Mixing { get; }

    /// <summary>Each player's support.</summary>
    public int[][] Supports => _supports;

    /// <summary>Player and strategy of each equation.</summary>
    public List<(int Player, int Strategy)> Equations { get; } = [];

    /// <summary>Player and position in the support of each unknown probability; the first of each support is what the others leave of 1.</summary>
    public List<(int Player, int Position)> Unknowns { get; } = [];

    /// <summary>The other players who mix.</summary>
    public IEnumerable<int> Others(int player) => Mixing.Where(j => j != player);

    /// <summary>The table of <c>u(first of the support) − u(s)</c> over the supports of the others who mix, the last varying fastest.</summary>
    public BigInteger[] TableOf(int player, int strategy) => _tables[player][strategy];

    /// <summary>The largest difference of a player in size, in bits.</summary>
    public int Bits(int player)
    {
        int bits = 1;
        foreach (BigInteger[] table in _tables[player])
        {
            foreach (BigInteger value in table) bits = Math.Max(bits, (int)BigInteger.Abs(value).GetBitLength());
        }

        return bits;
    }

    /// <summary>A difference at a profile, times 2^(bits·number of others who mix).</summary>
    /// <param name="player">Whose payoff.</param>
    /// <param name="strategy">The strategy that is compared with the first of the support.</param>
    /// <param name="x">For each player the probabilities over the support, times 2^bits.</param>
    public BigInteger Value(int player, int strategy, BigInteger[][] x)
    {
        BigInteger[] table = _tables[player][strategy];
        BigInteger[] current = table;
        int length = table.Length;
        for (int k = Mixing.Length - 1; k >= 0; k--)
        {
            int j = Mixing[k];
            if (j == player) continue;
            BigInteger[] weights = x[j];
            length /= weights.Length;
            var next = new BigInteger[length];
            for (int at = 0; at < length; at++)
            {
                BigInteger sum = BigInteger.Zero;
                for (int v = 0; v < weights.Length; v++) sum += weights[v] * current[(at * weights.Length) + v];
                next[at] = sum;
            }

            current = next;
        }

        return current[0];
    }

    /// <summary>The Jacobian of the equations in the unknowns, each equation times 2^−Bits(player): within 2^−46 of each entry's scale.</summary>
    /// <param name="x">For each player the probabilities over the support.</param>
    public double[,] Jacobian(double[][] x)
    {
        int n = Equations.Count;
        double[,] jacobian = new double[n, Unknowns.Count];
        for (int f = 0; f < n; f++)
        {
            (int player, int strategy) = Equations[f];
            int bits = Bits(player);
            double[] table = [.. _tables[player][strategy].Select(value => ScaleDown(value, bits))];
            foreach (int j in Others(player))
            {
                double[] slice = Slice(table, player, j, x);
                for (int u = 0; u < Unknowns.Count; u++)
                {
                    if (Unknowns[u].Player == j) jacobian[f, u] = slice[Unknowns[u].Position] - slice[0];
                }
            }
        }

        return jacobian;
    }

    /// <summary>value·2^−bits in a double.</summary>
    public static double ScaleDown(BigInteger value, int bits)
    {
        int excess = Math.Max(0, (int)BigInteger.Abs(value).GetBitLength() - 62);
        return Math.ScaleB((double)(long)(value >> excess), excess - bits);
    }

    /// <summary>What is left of a table when all others but one player are weighed.</summary>
    private double[] Slice(double[] table, int player, int kept, double[][] x)
    {
        double[] result = new double[_supports[kept].Length];
        int[] others = [.. Others(player)];
        for (int at = 0; at < table.Length; at++)
        {
            double weight = table[at];
            int rest = at, position = 0;
            for (int k = others.Length - 1; k >= 0; k--)
            {
                int count = _supports[others[k]].Length, v = rest % count;
                rest /= count;
                if (others[k] == kept) position = v;
                else weight *= x[others[k]][v];
            }

            result[position] += weight;
        }

        return result;
    }

    private BigInteger[] Table(int player, int strategy)
    {
        int[] others = [.. Others(player)];
        int size = 1, origin = 0;
        foreach (int j in others) size *= _supports[j].Length;
        for (int j = 0; j < _supports.Length; j++)
        {
            if (j != player) origin += _supports[j][0] * _payoffs.Game.Stride(j);
        }

        int first = _supports[player][0] * _payoffs.Game.Stride(player), second = strategy * _payoffs.Game.Stride(player);
        var table = new BigInteger[size];
        for (int at = 0; at < size; at++)
        {
            int profile = origin, rest = at;
            for (int k = others.Length - 1; k >= 0; k--)
            {
                int j = others[k], count = _supports[j].Length;
                profile += (_supports[j][rest % count] - _supports[j][0]) * _payoffs.Game.Stride(j);
                rest /= count;
            }

            table[at] = _payoffs.Whole[player][profile + first] - _payoffs.Whole[player][profile + second];
        }

        return table;
    }
}
