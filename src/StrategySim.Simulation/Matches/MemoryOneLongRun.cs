using System.Numerics;
using StrategySim.Simulation.Matches.Simulated;

namespace StrategySim.Simulation.Matches;

/// <summary>Long runs of memory-one rules of two-strategy games in floating point: four states, eliminated one by one.</summary>
/// <remarks>
/// Elimination after Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107–1116: nothing is subtracted, so every frequency has nearly
/// full relative accuracy however rare the outcome. States that play leaves for good are eliminated first, which carries their weight
/// to the closed sets; so 0 and 1 are ordinary probabilities here. <see cref="Exact.ExactMatch"/> gives the same in rationals.
/// </remarks>
public static class MemoryOneLongRun
{
    /// <summary>The long run of a match; null where its rules are no memory-one rules of a two-strategy game without misperception.</summary>
    /// <param name="match">The match.</param>
    /// <returns>Frequencies by cell, and whether only one closed set can be reached.</returns>
    public static (double[] Frequencies, bool IsUnique)? Of(Match match)
    {
        if (MemoryOneTable.Of(match) is not { } table) return null;
        double[] frequencies = new double[4];
        bool unique = Solve([.. table.First.Select(p => p.ToDouble())], [.. table.Row.Select(p => p.ToDouble())], [.. table.Column.Select(p => p.ToDouble())], frequencies);
        return (frequencies, unique);
    }

    /// <summary>The long run of two vectors of probabilities, slips included. Allocates nothing.</summary>
    /// <param name="first">Probabilities of strategy 0 in round one, row and column.</param>
    /// <param name="row">The row player's probabilities of strategy 0 after each cell: (0,0), (0,1), (1,0), (1,1), its own strategy first.</param>
    /// <param name="column">The column player's after the same cells, the row player's strategy first.</param>
    /// <param name="frequencies">Receives the four frequencies, by cell.</param>
    /// <returns>Whether play can end in one closed set only; else the frequencies are the mixture over where it ends.</returns>
    public static bool Solve(ReadOnlySpan<double> first, ReadOnlySpan<double> row, ReadOnlySpan<double> column, Span<double> frequencies)
    {
        Span<double> chain = stackalloc double[16];
        bool interior = true;
        for (int cell = 0; cell < 4; cell++)
        {
            double p = row[cell], q = column[cell];
            interior &= p > 0 && p < 1 && q > 0 && q < 1;
            Fill(chain.Slice(cell * 4, 4), p, q);
        }

        if (interior)
        {
            Stationary(chain, 0b1111, frequencies);
            return true;
        }

        Span<double> start = stackalloc double[4];
        Fill(start, first[0], first[1]);
        return Ends(chain, start, frequencies);
    }

    private static void Fill(Span<double> into, double p, double q) => (into[0], into[1], into[2], into[3]) = (p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q));

    private static bool Ends(Span<double> chain, Span<double> start, Span<double> frequencies)
    {
        // Which cells follow which, sooner or later.
        Span<int> reach = stackalloc int[4];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                if (chain[(i * 4) + j] > 0) reach[i] |= 1 << j;
            }
        }

        for (int k = 0; k < 4; k++)
        {
            for (int i = 0; i < 4; i++)
            {
                if ((reach[i] >> k & 1) != 0) reach[i] |= reach[k];
            }
        }

        int closed = 0;
        for (int i = 0; i < 4; i++)
        {
            bool comesBack = true;
            for (int j = 0; j < 4; j++) comesBack &= (reach[i] >> j & 1) == 0 || (reach[j] >> i & 1) != 0;
            if (comesBack) closed |= 1 << i;
        }

        for (int k = 0; k < 4; k++)
        {
            if ((closed >> k & 1) == 0) Leave(chain, start, k);
        }

        frequencies.Clear();
        Span<double> within = stackalloc double[4], copy = stackalloc double[16];
        int sets = 0;
        for (int left = closed; left != 0;)
        {
            int set = reach[BitOperations.TrailingZeroCount(left)];
            left &= ~set;
            double weight = 0;
            for (int i = 0; i < 4; i++)
            {
                if ((set >> i & 1) != 0) weight += start[i];
            }

            if (weight <= 0) continue;
            sets++;
            chain.CopyTo(copy);
            Stationary(copy, set, within);
            for (int i = 0; i < 4; i++) frequencies[i] += weight * within[i];
        }

        return sets == 1;
    }

    // What stands in a state goes where that state leads, once it is left.
    private static void Leave(Span<double> chain, Span<double> start, int state)
    {
        double leaves = 0;
        for (int j = 0; j < 4; j++) leaves += j == state ? 0 : chain[(state * 4) + j];
        for (int i = 0; i <= 4; i++)
        {
            if (i == state) continue;
            Span<double> from = i == 4 ? start : chain.Slice(i * 4, 4);
            double share = from[state] / leaves;
            from[state] = 0;
            if (share == 0) continue;
            for (int j = 0; j < 4; j++)
            {
                if (j != state) from[j] += share * chain[(state * 4) + j];
            }
        }
    }

    // Of an irreducible set of states; the chain is used up.
    private static void Stationary(Span<double> chain, int set, Span<double> frequencies)
    {
        frequencies.Clear();
        int lowest = BitOperations.TrailingZeroCount(set);
        for (int k = 3; k > lowest; k--)
        {
            if ((set >> k & 1) == 0) continue;
            double leaves = 0;
            for (int j = 0; j < k; j++) leaves += chain[(k * 4) + j];
            for (int i = 0; i < k; i++)
            {
                double share = chain[(i * 4) + k] /= leaves;
                for (int j = 0; j < k; j++) chain[(i * 4) + j] += share * chain[(k * 4) + j];
            }
        }

        double sum = frequencies[lowest] = 1;
        for (int k = lowest + 1; k < 4; k++)
        {
            if ((set >> k & 1) == 0) continue;
            double weight = 0;
            for (int i = lowest; i < k; i++) weight += frequencies[i] * chain[(i * 4) + k];
            frequencies[k] = weight;
            sum += weight;
        }

        for (int k = 0; k < 4; k++) frequencies[k] /= sum;
    }
}
