using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>α-rank of a game with roles: one population for each player, and how long play stays at each pure profile.</summary>
/// <remarks>
/// Omidshafiei et al., Scientific Reports 9 (2019) 9937. From a profile one population at a time is invaded by another strategy, all
/// equally likely; it takes over with probability (1 − e^(−α·d))/(1 − e^(−m·α·d)), or 1/m where the difference d of payoffs is 0
/// (their equation 6). A symmetric game with a single population is <see cref="RareMutations.Pairwise"/> with β = α.
/// </remarks>
public static class AlphaRank
{
    /// <summary>The most pure profiles.</summary>
    public const int MaximumProfiles = 1000;

    /// <summary>The stationary distribution over pure profiles.</summary>
    /// <param name="game">The game; any number of players.</param>
    /// <param name="population">m, how many members each population has, from 2.</param>
    /// <param name="alpha">α, greater than 0, in 1/payoff.</param>
    /// <returns>A probability for each profile of the game, in its order.</returns>
    /// <exception cref="InvalidGameException">A parameter is out of its range.</exception>
    /// <exception cref="GameTooLargeException">There are more profiles than the limit.</exception>
    public static double[] Of(NormalFormGame game, int population, double alpha)
    {
        ArgumentNullException.ThrowIfNull(game);
        var faults = new List<GameFault>();
        if (population < 2) faults.Add(new GameFault("/population", population.ToString(System.Globalization.CultureInfo.InvariantCulture), "a population of at least 2 members"));
        if (!(alpha > 0) || double.IsInfinity(alpha)) faults.Add(new GameFault("/alpha", alpha.ToString(System.Globalization.CultureInfo.InvariantCulture), "a number greater than 0"));
        if (faults.Count > 0) throw new InvalidGameException(faults);
        if (game.ProfileCount > MaximumProfiles) throw new GameTooLargeException($"α-rank of the {game}", "profiles", game.ProfileCount, MaximumProfiles);
        if (game.ProfileCount == 1) return [1];
        var chain = new double[game.ProfileCount, game.ProfileCount];
        for (int profile = 0; profile < game.ProfileCount; profile++)
        {
            for (int next = 0; next < game.ProfileCount; next++) chain[profile, next] = double.NegativeInfinity;
        }

        for (int profile = 0; profile < game.ProfileCount; profile++)
        {
            for (int player = 0; player < game.PlayerCount; player++)
            {
                int own = game.StrategyAt(profile, player);
                for (int other = 0; other < game.StrategyCount(player); other++)
                {
                    if (other == own) continue;
                    int next = profile + ((other - own) * game.Stride(player));
                    chain[profile, next] = LogTakesOver(alpha * (game.PayoffAt(next, player) - game.PayoffAt(profile, player)).ToDouble(), population);
                }
            }
        }

        return StationaryDistribution.OfLogarithms(chain) ?? throw new InvalidOperationException("Every strategy can invade, so the distribution is unique.");
    }

    /// <summary>The logarithm of the probability that one mutant takes over, (1 − e^(−u))/(1 − e^(−m·u)), or 1/m where u is 0.</summary>
    /// <param name="u">The mutant's advantage times α.</param>
    /// <param name="m">How many members there are.</param>
    internal static double LogTakesOver(double u, int m)
    {
        if (u == 0) return -Math.Log(m);
        // Of a disadvantage e^((m−1)u)(1 − e^u)/(1 − e^(mu)), in which nothing overflows.
        double magnitude = Math.Abs(u);
        double logarithm = Math.Log(Elementary.ExpMinusOne(-magnitude) / Elementary.ExpMinusOne(-m * magnitude));
        return u > 0 ? logarithm : logarithm - ((m - 1) * magnitude);
    }
}
