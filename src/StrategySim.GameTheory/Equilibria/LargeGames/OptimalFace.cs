using System.Numerics;
using StrategySim.GameTheory.Equilibria.ExtremePoints;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>All optimal strategies of one player of a game of constant sum.</summary>
internal static class OptimalFace
{
    /// <summary>The vertices of the polytope of a player's optimal strategies, in descending order.</summary>
    /// <remarks>
    /// A strategy is optimal exactly where it is in equilibrium with the rival's optimal strategy: it plays best replies to that, and all that
    /// the rival plays are best replies to it. Starting from the basis at hand, that leaves free those cobasic variables that belong to
    /// unplayed best replies and to unplayed ties of the rival; with none, the strategy is the only one.
    /// </remarks>
    /// <param name="game">A two-player game of constant sum.</param>
    /// <param name="player">Whose strategies, 0 or 1.</param>
    /// <param name="basis">An optimal pair.</param>
    /// <param name="limits">How much work may be spent.</param>
    /// <param name="cancellationToken">Polled once a basis.</param>
    /// <exception cref="GameTooLargeException">The polytope could have more bases than the limits allow.</exception>
    public static MixedStrategy[] Vertices(NormalFormGame game, int player, OptimalBasis basis, SolverLimits limits, CancellationToken cancellationToken)
    {
        int[] own = player == 0 ? basis.Rows : basis.Columns, ties = player == 0 ? basis.Columns : basis.Rows;
        int[] replies = Replies(game, player, basis.Pair[1 - player]), played = [.. basis.Pair[1 - player].Support];
        if (replies.Length == own.Length && played.Length == ties.Length) return [basis.Pair[player]];

        int[][] kept = new int[2][];
        kept[player] = replies;
        kept[1 - player] = [.. Enumerable.Range(0, game.StrategyCount(1 - player))];
        var program = new BestReplyProgram(game, player, kept);
        SimplexDictionary vertex = At(program, [.. own.Select(i => Array.IndexOf(replies, i))], ties, cancellationToken);
        int[] free = [.. Enumerable.Range(0, program.Own).Where(c => vertex.Cobasic[c] < program.Own || !played.Contains(vertex.Cobasic[c] - program.Own))];
        BigInteger bases = NashGraph.MaximumBases(free.Length, free.Length + vertex.Rows), entries = bases * free.Length * vertex.Rows;
        if (entries > limits.MaximumEntries)
        {
            throw new GameTooLargeException($"The optimal strategies of player '{game.Players[player].Id}' of the {game}", "entries", entries, limits.MaximumEntries);
        }

        var a = new BigInteger[vertex.Rows, free.Length];
        for (int r = 0; r < vertex.Rows; r++)
        {
            for (int c = 0; c < free.Length; c++) a[r, c] = vertex.EntryAt(r, free[c]);
        }

        SimplexDictionary root = SimplexDictionary.Create(a, [.. Enumerable.Range(0, vertex.Rows).Select(vertex.ValueAt)]);
        // What the face calls its variables: the free columns, then the rows.
        int[] variables = [.. free.Select(c => vertex.Cobasic[c]), .. vertex.Basic];
        int[] labels = [.. Enumerable.Range(0, variables.Length)];
        var found = new BasisList(labels.Length);
        // Before the search, which uses its memory for others.
        found.Add(root, labels);
        found.Add(ReverseSearch.Run([(root, labels)], limits.Threads, null, cancellationToken)[0]);
        cancellationToken.ThrowIfCancellationRequested();
        var known = new LabelTable(found, byZeros: true, found.Count);
        List<MixedStrategy> vertices = [];
        for (int k = 0; k < found.Count; k++)
        {
            if (known.FindOrAdd(k) != k) continue;
            cancellationToken.ThrowIfCancellationRequested();
            List<int> support = [];
            HashSet<int> tight = [.. played];
            ReadOnlySpan<ulong> cobasis = found.Cobasis(k);
            for (int v = 0; v < variables.Length; v++)
            {
                bool cobasic = ((cobasis[v >> 6] >> (v & 63)) & 1) != 0;
                if (variables[v] < program.Own && !cobasic) support.Add(variables[v]);
                if (variables[v] >= program.Own && cobasic) tight.Add(variables[v] - program.Own);
            }

            vertices.Add(program.TryStrategy([.. support.Order()], [.. tight.Order()], cancellationToken)
                ?? throw new InvalidOperationException($"A basis of the optimal strategies of the {game} gave none."));
        }

        return [.. vertices.OrderDescending()];
    }

    /// <summary>The dictionary with some strategies basic and as many slacks cobasic.</summary>
    private static SimplexDictionary At(BestReplyProgram program, int[] support, int[] ties, CancellationToken cancellationToken)
    {
        var pool = new DictionaryPool();
        SimplexDictionary dictionary = program.Root();
        HashSet<int> leaving = [.. ties.Select(j => program.Own + j)];
        foreach (int i in support)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int column = Array.IndexOf(dictionary.Cobasic, i);
            int row = Enumerable.Range(0, dictionary.Rows).First(r => leaving.Contains(dictionary.Basic[r]) && !dictionary.EntryAt(r, column).IsZero);
            SimplexDictionary next = dictionary.Pivot(row, column, pool);
            dictionary.Release(pool);
            dictionary = next;
        }

        dictionary.MakeDenominatorPositive();
        return dictionary;
    }

    /// <summary>The best replies to the rival's strategy, in whole numbers: probabilities of a thousand bits add slowly as fractions.</summary>
    private static int[] Replies(NormalFormGame game, int player, MixedStrategy rival)
    {
        BigInteger common = BigInteger.One;
        foreach (int j in rival.Support)
        {
            BigInteger own = rival[j].Denominator;
            if (!(common % own).IsZero) common *= own / BigInteger.GreatestCommonDivisor(common, own);
        }

        Rational[] weights = [.. rival.Support.Select(j => rival[j] * (Rational)common)];
        var earned = new Rational[game.StrategyCount(player)];
        for (int i = 0; i < earned.Length; i++)
        {
            for (int k = 0; k < weights.Length; k++)
            {
                int j = rival.Support[k];
                earned[i] += weights[k] * (player == 0 ? game.Payoff(player, i, j) : game.Payoff(player, j, i));
            }
        }

        Rational best = earned.Max();
        return [.. Enumerable.Range(0, earned.Length).Where(i => earned[i] == best)];
    }
}
