using System.Collections.Immutable;
using System.Numerics;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>All equilibria within the supports of a profile in which at most two players mix, exactly: every condition is linear.</summary>
/// <remarks>
/// What makes one of the two players indifferent, and no other strategy better, is linear in what the other mixes: the equilibria
/// are a product of two polytopes, cut by the wishes of those who play pure. Where these hold at all corners they hold
/// throughout, being affine in each player's strategy; where one of the polytopes is a point they are linear in the other; where a wish
/// holds at no pair of corners with anything to spare, it holds just where all pairs that are played are ties: on products of faces.
/// </remarks>
internal static class LinearSupport
{
    private const long MostBases = 20_000;

    /// <summary>The equilibria as products of the hulls of one list of corners for each player.</summary>
    /// <param name="payoffs">The game.</param>
    /// <param name="supports">For each player the strategies that all tie as best replies, and of which those who play must be.</param>
    /// <param name="found">The equilibria; none where there are none.</param>
    /// <returns>Whether <paramref name="found"/> is certain; where the pure players' wishes cut through the product, or corners are too many, it is not.</returns>
    public static bool TrySolve(PayoffTables payoffs, int[][] supports, out ImmutableArray<NashSubset> found)
    {
        found = [];
        var system = new IndifferenceSystem(payoffs, supports);
        int[] mixing = system.Mixing;
        if (mixing.Length is 0 or > 2) return false;
        int i = mixing[0], j = mixing[^1];
        List<Rational[]>[] equal = [[], []], least = [[], []];
        List<Rational[]> bilinear = [];
        for (int player = 0; player < supports.Length; player++)
        {
            int side = player == i ? 1 : 0;
            for (int s = 0; s < payoffs.Counts[player]; s++)
            {
                if (s == supports[player][0]) continue;
                Rational[] table = [.. system.TableOf(player, s).Select(value => (Rational)value)];
                bool tie = supports[player].Contains(s);
                if (table.Length == 1)
                {
                    // A lone mixer's payoffs, or a pure player's where nobody else mixes, are constant.
                    if (tie ? !table[0].IsZero : table[0].Sign < 0) return true;
                }
                else if (mixing.Length == 2 && player != i && player != j)
                {
                    bilinear.Add(table);
                }
                else
                {
                    (tie ? equal : least)[mixing.Length == 1 ? 0 : side].Add(table);
                }
            }
        }

        if (Corners(supports[i].Length, equal[0], least[0]) is not { } first) return false;
        if (first.Count == 0) return true;
        List<Rational[]>? second = [[Rational.One]];
        if (mixing.Length == 2)
        {
            second = Corners(supports[j].Length, equal[1], least[1]);
            if (second is null) return false;
            if (second.Count > 0 && first.Count == 1) second = Corners(supports[j].Length, equal[1], [.. least[1], .. bilinear.Select(table => Contract(table, first[0], second[0].Length, ofRows: true))]);
            else if (second.Count == 1) first = Corners(supports[i].Length, equal[0], [.. least[0], .. bilinear.Select(table => Contract(table, second[0], first[0].Length, ofRows: false))]);
            if (first is null || second is null) return false;
            if (first.Count == 0 || second.Count == 0) return true;
            if (Faces(first, second, bilinear) is not { } faces) return false;
            found = [.. faces.Select(face => Subset([.. face.Left.Select(k => first[k])], [.. face.Right.Select(k => second[k])]))];
            return true;
        }

        found = [Subset(first, second)];
        return true;

        NashSubset Subset(List<Rational[]> xs, List<Rational[]> ys) => new(
        [
            .. supports.Select((support, player) =>
                (player == i ? xs : player == j ? ys : [[Rational.One]])
                    .Select(x => Spread(x, support, payoffs.Counts[player]))
                    .OrderDescending()
                    .ToImmutableArray()),
        ]);
    }

    /// <summary>Where none of several bilinear functions is negative: maximal products of faces of two polytopes; null where a function changes sign between corners.</summary>
    private static List<(int[] Left, int[] Right)>? Faces(List<Rational[]> first, List<Rational[]> second, List<Rational[]> functions)
    {
        var allowed = new BigInteger[first.Count];
        Array.Fill(allowed, (BigInteger.One << second.Count) - 1);
        foreach (Rational[] table in functions)
        {
            int[][] signs = [.. first.Select(x => second.Select(y => Value(table, x, y).Sign).ToArray())];
            if (!signs.Any(row => row.Contains(-1))) continue;
            if (signs.Any(row => row.Contains(1))) return null;
            for (int x = 0; x < signs.Length; x++)
            {
                for (int y = 0; y < signs[x].Length; y++)
                {
                    if (signs[x][y] < 0) allowed[x] &= ~(BigInteger.One << y);
                }
            }
        }

        return MaximalBicliques.Of(allowed, (int)MostBases, CancellationToken.None);
    }

    /// <summary>The vertices of { x ≥ 0, Σx = 1, equal·x = 0, least·x ≥ 0 }; null where they are too many to look for.</summary>
    private static List<Rational[]>? Corners(int count, List<Rational[]> equal, List<Rational[]> least)
    {
        List<Rational[]> rows = [];
        foreach (Rational[] row in equal)
        {
            if (RationalMatrix.Rank([.. rows, row]) > rows.Count) rows.Add(row);
        }

        int missing = count - 1 - rows.Count;
        List<Rational[]> corners = [];
        if (missing < 0) return corners;
        List<Rational[]> walls = [.. Enumerable.Range(0, count).Select(k => Unit(count, k)), .. least];
        long bases = 1;
        for (int k = 0; k < missing && bases <= MostBases; k++) bases = bases * (walls.Count - k) / (k + 1);
        if (bases > MostBases) return null;
        int[] chosen = [.. Enumerable.Range(0, missing)];
        while (true)
        {
            if (Solve(count, [.. rows, .. chosen.Select(k => walls[k])]) is { } x && walls.All(wall => Dot(wall, x).Sign >= 0) && !corners.Any(other => other.AsSpan().SequenceEqual(x)))
            {
                corners.Add(x);
            }

            int at = missing - 1;
            while (at >= 0 && chosen[at] == walls.Count - missing + at) at--;
            if (at < 0) return corners;
            chosen[at]++;
            for (int k = at + 1; k < missing; k++) chosen[k] = chosen[k - 1] + 1;
        }
    }

    /// <summary>The one x with Σx = 1 and rows·x = 0; null where it is not one.</summary>
    private static Rational[]? Solve(int count, List<Rational[]> rows)
    {
        List<Rational[]> all = [.. rows.Select(row => (Rational[])[.. row, Rational.Zero]), [.. Enumerable.Repeat(Rational.One, count + 1)]];
        for (int column = 0; column < count; column++)
        {
            int pivot = all.FindIndex(column, row => !row[column].IsZero);
            if (pivot < 0) return null;
            (all[pivot], all[column]) = (all[column], all[pivot]);
            for (int r = 0; r < all.Count; r++)
            {
                if (r == column || all[r][column].IsZero) continue;
                Rational factor = all[r][column] / all[column][column];
                for (int k = column; k <= count; k++) all[r][k] -= factor * all[column][k];
            }
        }

        return [.. Enumerable.Range(0, count).Select(k => all[k][count] / all[k][k])];
    }

    private static Rational[] Contract(Rational[] table, Rational[] x, int length, bool ofRows)
    {
        var result = new Rational[length];
        for (int a = 0; a < x.Length; a++)
        {
            for (int b = 0; b < length; b++) result[b] += x[a] * table[ofRows ? (a * length) + b : (b * x.Length) + a];
        }

        return result;
    }

    private static Rational Value(Rational[] table, Rational[] x, Rational[] y) => Dot(Contract(table, x, y.Length, ofRows: true), y);

    private static Rational Dot(Rational[] row, Rational[] x)
    {
        Rational sum = default;
        for (int k = 0; k < x.Length; k++) sum += row[k] * x[k];
        return sum;
    }

    private static Rational[] Unit(int count, int at)
    {
        var unit = new Rational[count];
        unit[at] = Rational.One;
        return unit;
    }

    private static MixedStrategy Spread(Rational[] x, int[] support, int count)
    {
        var all = new Rational[count];
        for (int k = 0; k < x.Length; k++) all[support[k]] = x[k];
        return new MixedStrategy(all);
    }
}
