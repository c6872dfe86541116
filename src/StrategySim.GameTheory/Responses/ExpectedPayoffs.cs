using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Responses;

/// <summary>Expected payoffs under mixed strategies, exact; payoff units.</summary>
public static class ExpectedPayoffs
{
    /// <summary>Every player's expected payoff.</summary>
    /// <returns>One number for each player.</returns>
    /// <exception cref="ArgumentException">The profile does not fit the game.</exception>
    public static Rational[] Of(NormalFormGame game, MixedStrategyProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        profile.CheckFits(game);
        var sums = new Rational[game.PlayerCount];
        Visit(game, profile, except: -1, 0, 0, Rational.One, (at, weight) =>
        {
            for (int i = 0; i < sums.Length; i++) sums[i] += weight * game.PayoffAt(at, i);
        });
        return sums;
    }

    /// <summary>What each pure strategy of one player earns while the others play the profile.</summary>
    /// <param name="game">The game.</param>
    /// <param name="profile">The player's own strategy in it does not matter.</param>
    /// <param name="player">0 for the first.</param>
    /// <returns>One number for each strategy of the player.</returns>
    /// <exception cref="ArgumentException">The profile does not fit the game.</exception>
    public static Rational[] OfStrategies(NormalFormGame game, MixedStrategyProfile profile, int player)
    {
        ArgumentNullException.ThrowIfNull(profile);
        profile.CheckFits(game);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)player, (uint)game.PlayerCount);
        var sums = new Rational[game.StrategyCount(player)];
        Visit(game, profile, player, 0, 0, Rational.One, (at, weight) =>
        {
            for (int s = 0; s < sums.Length; s++) sums[s] += weight * game.PayoffAt(at + (s * game.Stride(player)), player);
        });
        return sums;
    }

    /// <summary>Walks through the profiles of positive probability; the excepted player stays at the first strategy with weight 1.</summary>
    private static void Visit(
        NormalFormGame game, MixedStrategyProfile profile, int except, int player, int at, Rational weight, Action<int, Rational> leaf)
    {
        if (player == game.PlayerCount)
        {
            leaf(at, weight);
            return;
        }

        if (player == except)
        {
            Visit(game, profile, except, player + 1, at, weight, leaf);
            return;
        }

        foreach (int strategy in profile[player].Support)
        {
            Visit(game, profile, except, player + 1, at + (strategy * game.Stride(player)), weight * profile[player][strategy], leaf);
        }
    }
}
