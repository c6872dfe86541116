using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Responses;

/// <summary>Best replies and what is forgone by not playing them, exact.</summary>
public static class BestResponse
{
    /// <summary>The pure strategies that earn a player most while the others play the profile.</summary>
    /// <param name="game">The game.</param>
    /// <param name="profile">The player's own strategy in it does not matter.</param>
    /// <param name="player">0 for the first.</param>
    /// <returns>At least one strategy, ascending.</returns>
    /// <exception cref="ArgumentException">The profile does not fit the game.</exception>
    public static int[] Of(NormalFormGame game, MixedStrategyProfile profile, int player)
    {
        Rational[] payoffs = ExpectedPayoffs.OfStrategies(game, profile, player);
        Rational best = payoffs.Max();
        return [.. Enumerable.Range(0, payoffs.Length).Where(s => payoffs[s] == best)];
    }

    /// <summary>Whether what a player does in a profile of pure strategies is a best reply to what the others do in it.</summary>
    /// <param name="game">The game.</param>
    /// <param name="profile">The profile's number.</param>
    /// <param name="player">0 for the first.</param>
    public static bool IsBestReply(NormalFormGame game, int profile, int player)
    {
        ArgumentNullException.ThrowIfNull(game);
        int first = profile - (game.StrategyAt(profile, player) * game.Stride(player));
        Rational mine = game.PayoffAt(profile, player);
        for (int s = 0; s < game.StrategyCount(player); s++)
        {
            if (game.PayoffAt(first + (s * game.Stride(player)), player) > mine) return false;
        }

        return true;
    }

    /// <summary>What a player could gain by replying best: the best pure reply's payoff less the payoff now; payoff units.</summary>
    /// <returns>At least 0; 0 exactly where the player's strategy is a best reply.</returns>
    /// <exception cref="ArgumentException">The profile does not fit the game.</exception>
    public static Rational Regret(NormalFormGame game, MixedStrategyProfile profile, int player)
    {
        Rational[] payoffs = ExpectedPayoffs.OfStrategies(game, profile, player);
        Rational now = default;
        foreach (int s in profile[player].Support) now += profile[player][s] * payoffs[s];
        return payoffs.Max() - now;
    }

    /// <summary>The largest regret of any player; 0 exactly at a Nash equilibrium; payoff units.</summary>
    /// <exception cref="ArgumentException">The profile does not fit the game.</exception>
    public static Rational LargestRegret(NormalFormGame game, MixedStrategyProfile profile)
    {
        ArgumentNullException.ThrowIfNull(game);
        return Enumerable.Range(0, game.PlayerCount).Select(player => Regret(game, profile, player)).Max();
    }
}
