using System.Numerics;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>The maximal complete bipartite subgraphs of a bipartite graph.</summary>
/// <remarks>
/// The right side of a maximal biclique is an intersection of neighbourhoods of left vertices, and each nonempty such
/// intersection, with all left vertices whose neighbourhood holds it, is one: the sets grow by one neighbourhood after
/// another until nothing new comes. Each of the k bicliques is met once a left vertex. (The fast engines of the
/// literature solve the same problem as clique enumeration: Bron and Kerbosch, 1973.)
/// </remarks>
internal static class MaximalBicliques
{
    /// <param name="neighbours">For each left vertex, its right neighbours as bits.</param>
    /// <param name="limit">The most bicliques.</param>
    /// <param name="cancellationToken">Polled once a left vertex and once a biclique.</param>
    /// <returns>Pairs of left and right vertices, ascending, both nonempty.</returns>
    /// <exception cref="GameTooLargeException">There are more than the limit.</exception>
    public static List<(int[] Left, int[] Right)> Of(BigInteger[] neighbours, int limit, CancellationToken cancellationToken)
    {
        HashSet<BigInteger> rights = [];
        foreach (BigInteger neighbourhood in neighbours)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (neighbourhood.IsZero || rights.Contains(neighbourhood)) continue;
            List<BigInteger> fresh = [neighbourhood];
            foreach (BigInteger right in rights) fresh.Add(right & neighbourhood);
            foreach (BigInteger right in fresh)
            {
                if (!right.IsZero) rights.Add(right);
            }

            if (rights.Count > limit) throw new GameTooLargeException("The Nash set", "maximal Nash subsets or more", rights.Count, limit);
        }

        return [.. rights.Select(right => (Left(right), Bits(right)))];

        int[] Left(BigInteger right)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [.. Enumerable.Range(0, neighbours.Length).Where(x => (neighbours[x] & right) == right)];
        }
    }

    private static int[] Bits(BigInteger set)
    {
        List<int> bits = [];
        for (int i = 0; !set.IsZero; i++, set >>= 1)
        {
            if (!set.IsEven) bits.Add(i);
        }

        return [.. bits];
    }
}
