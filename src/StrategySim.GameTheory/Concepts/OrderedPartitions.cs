using System.Collections.Immutable;
using System.Numerics;

namespace StrategySim.GameTheory.Concepts;

/// <summary>Ways to break ties: weak orders that refine a given one.</summary>
internal static class OrderedPartitions
{
    /// <summary>How many weak orders a set has; with company, how many with further elements that stay in the first class.</summary>
    /// <param name="count">The size of the set.</param>
    /// <param name="withFirst">Whether the first class has members already, and may keep all to itself.</param>
    public static BigInteger Count(int count, bool withFirst)
    {
        // Fubini numbers: a(n) = Σ C(n, k) a(n − k) over the size k ≥ 1 of the first class; k ≥ 0 where it has members already.
        var fubini = new BigInteger[count + 1];
        fubini[0] = BigInteger.One;
        for (int n = 1; n <= count; n++) fubini[n] = Sum(n, 1);
        return withFirst ? Sum(count, 0) : fubini[count];

        BigInteger Sum(int n, int from)
        {
            BigInteger sum = BigInteger.Zero, choose = BigInteger.One;
            for (int k = 0; k <= n; k++)
            {
                if (k >= from) sum += choose * fubini[n - k];
                choose = choose * (n - k) / (k + 1);
            }

            return sum;
        }
    }

    /// <summary>The refinements of an order in which given members of the first class stay in the first class.</summary>
    /// <param name="classes">The order, best class first.</param>
    /// <param name="first">Members of its first class.</param>
    public static IEnumerable<int[][]> Refinements(int[][] classes, ImmutableArray<int> first)
    {
        IEnumerable<int[][]> partial = Orders([.. classes[0].Where(s => !first.Contains(s))], [.. first]);
        for (int k = 1; k < classes.Length; k++)
        {
            int[] tied = classes[k];
            partial = partial.SelectMany(head => Orders(tied, []).Select(tail => (int[][])[.. head, .. tail]));
        }

        return partial;
    }

    private static IEnumerable<int[][]> Orders(int[] set, int[] company)
    {
        if (set.Length == 0)
        {
            yield return company.Length == 0 ? [] : [company];
            yield break;
        }

        // The first class by its bits; not empty unless it has company.
        for (int bits = company.Length == 0 ? 1 : 0; bits < 1 << set.Length; bits++)
        {
            int chosen = bits;
            int[] head = [.. company, .. set.Where((_, k) => (chosen >> k & 1) != 0)];
            foreach (int[][] tail in Orders([.. set.Where((_, k) => (chosen >> k & 1) == 0)], [])) yield return [head, .. tail];
        }
    }
}
