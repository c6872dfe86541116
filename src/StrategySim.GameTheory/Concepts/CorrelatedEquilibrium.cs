using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A pure profile and how often it is recommended.</summary>
/// <param name="Profile">The profile's number in the game.</param>
/// <param name="Probability">Greater than 0.</param>
public readonly record struct RecommendedProfile(int Profile, Rational Probability);

/// <summary>A correlated or coarse correlated equilibrium, certified.</summary>
/// <param name="Distribution">The profiles recommended, ascending; probabilities sum to 1.</param>
/// <param name="Payoffs">What each player expects; payoff units.</param>
/// <param name="Gain">The certificate: the most that anybody could gain by disobeying, recomputed from the table alone; exactly 0.</param>
public sealed record CorrelatedEquilibrium(ImmutableArray<RecommendedProfile> Distribution, ImmutableArray<Rational> Payoffs, Rational Gain)
{
    /// <summary>Certifies a distribution.</summary>
    /// <exception cref="InvalidOperationException">Somebody would gain by disobeying: the solver is wrong.</exception>
    internal static CorrelatedEquilibrium Certify(NormalFormGame game, ImmutableArray<RecommendedProfile> distribution, bool coarse)
    {
        Rational gain = GreatestGain(game, distribution, coarse);
        if (!gain.IsZero) throw new InvalidOperationException($"The distribution found for the {game} lets somebody gain {gain} by disobeying; expected 0.");
        var payoffs = new Rational[game.PlayerCount];
        foreach ((int profile, Rational probability) in distribution)
        {
            for (int i = 0; i < payoffs.Length; i++) payoffs[i] += probability * game.PayoffAt(profile, i);
        }

        return new CorrelatedEquilibrium(distribution, [.. payoffs], gain);
    }

    /// <summary>The most that anybody could gain by disobeying a distribution over profiles; payoff units.</summary>
    /// <remarks>
    /// Aumann, Econometrica 55 (1987) 1–18: a player who is told a strategy may play another in its place. Coarse: a player
    /// who must decide before being told may play one strategy throughout. Gains count as often as the advice is given.
    /// </remarks>
    /// <param name="game">The game.</param>
    /// <param name="distribution">Any distribution over its profiles.</param>
    /// <param name="coarse">Whether players decide before they are told.</param>
    /// <returns>At least 0; 0 exactly at a (coarse) correlated equilibrium.</returns>
    public static Rational GreatestGain(NormalFormGame game, ImmutableArray<RecommendedProfile> distribution, bool coarse)
    {
        ArgumentNullException.ThrowIfNull(game);
        Rational greatest = default;
        for (int player = 0; player < game.PlayerCount; player++)
        {
            int count = game.StrategyCount(player);
            var gains = new Rational[coarse ? 1 : count, count];
            foreach ((int profile, Rational probability) in distribution)
            {
                int told = game.StrategyAt(profile, player), first = profile - (told * game.Stride(player));
                Rational obeying = game.PayoffAt(profile, player);
                for (int other = 0; other < count; other++)
                {
                    gains[coarse ? 0 : told, other] += probability * (game.PayoffAt(first + (other * game.Stride(player)), player) - obeying);
                }
            }

            foreach (Rational gain in gains) greatest = Rational.Max(greatest, gain);
        }

        return greatest;
    }
}
