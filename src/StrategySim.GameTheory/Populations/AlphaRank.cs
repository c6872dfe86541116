using StrategySim.GameTheory.Games;

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
    public const int MaximumProfiles = 2000;

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
            for (int player = 0; player < game.PlayerCount; player++)
            {
                int own = game.StrategyAt(profile, player);
                for (int other = 0; other < game.StrategyCount(player); other++)
                {
                    if (other == own) continue;
                    int next = profile + ((other - own) * game.Stride(player));
                    chain[profile, next] = TakesOver(alpha * (game.PayoffAt(next, player) - game.PayoffAt(profile, player)).ToDouble(), population);
                }
            }
        }

        return StationaryDistribution.Of(chain);
    }

    // (1 − e^−u)/(1 − e^−mu), with u the advantage times α; of a large disadvantage e^((m−1)u)(1 − e^u)/(1 − e^mu), which does not overflow.
    private static double TakesOver(double u, int m)
    {
        if (u == 0) return 1.0 / m;
        double probability = u > 0 ? double.ExpM1(-u) / double.ExpM1(-m * u) : Math.Exp((m - 1) * u) * double.ExpM1(u) / double.ExpM1(m * u);
        // A disadvantage beyond the range of doubles still leaves a way, so that the chain hangs together.
        return Math.Max(probability, double.Epsilon);
    }
}
