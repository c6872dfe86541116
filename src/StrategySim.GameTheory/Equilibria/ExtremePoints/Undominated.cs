using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Equilibria.ExtremePoints;

/// <summary>Strategies that are left when some of those that a pure strategy strictly dominates are removed, again and again.</summary>
/// <remarks>
/// No equilibrium plays them and no index depends on them, so that the Nash set is that of the smaller game. Tried as dominating
/// are one best reply to each of the rival's pure strategies only: work grows linearly in the own strategies, and a player
/// whose rival has one strategy keeps just the best replies.
/// </remarks>
internal static class Undominated
{
    /// <summary>The strategies of each of two players that are left, ascending; at least one each.</summary>
    public static int[][] Of(NormalFormGame game)
    {
        int[][] kept = [[.. Enumerable.Range(0, game.StrategyCount(0))], [.. Enumerable.Range(0, game.StrategyCount(1))]];
        int before;
        do
        {
            before = kept[0].Length + kept[1].Length;
            kept[0] = Remaining(game, 0, kept);
            kept[1] = Remaining(game, 1, kept);
        }
        while (kept[0].Length + kept[1].Length < before);
        return kept;
    }

    private static int[] Remaining(NormalFormGame game, int player, int[][] kept)
    {
        int[] own = kept[player], rival = kept[1 - player];
        if (own.Length == 1) return own;
        int ownStride = game.Stride(player), rivalStride = game.Stride(1 - player);
        HashSet<int> bests = [];
        foreach (int j in rival)
        {
            int best = own[0];
            foreach (int i in own)
            {
                if (game.PayoffAt((i * ownStride) + (j * rivalStride), player) > game.PayoffAt((best * ownStride) + (j * rivalStride), player)) best = i;
            }

            bests.Add(best);
        }

        return [.. own.Where(i => !bests.Any(best => Dominates(best, i)))];

        bool Dominates(int best, int i)
        {
            foreach (int j in rival)
            {
                int column = j * rivalStride;
                if (game.PayoffAt((best * ownStride) + column, player) <= game.PayoffAt((i * ownStride) + column, player)) return false;
            }

            return true;
        }
    }
}
