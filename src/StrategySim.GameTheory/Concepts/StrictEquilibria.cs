using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A pure profile from which whoever deviates alone loses.</summary>
/// <param name="Profile">The profile's number in the game.</param>
/// <param name="Payoffs">What each player gets; payoff units.</param>
/// <param name="Margin">The least that any deviation loses; payoff units; null where nobody has another strategy.</param>
public sealed record StrictEquilibrium(int Profile, ImmutableArray<Rational> Payoffs, Rational? Margin);

/// <summary>Strict equilibria: each strategy is the only best reply.</summary>
public static class StrictEquilibria
{
    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "strict",
        "Strict equilibrium",
        "Harsanyi, \"Games with randomly disturbed payoffs\", International Journal of Game Theory 2 (1973) 1–23",
        true,
        "Every strict equilibrium, with the least that a deviation loses.",
        "One look at each deviation from each profile.",
        "every game in strategic form",
        _ => true,
        []);

    /// <summary>All strict equilibria, in the order of their profiles.</summary>
    public static ImmutableArray<StrictEquilibrium> Of(NormalFormGame game, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        var found = ImmutableArray.CreateBuilder<StrictEquilibrium>();
        for (int profile = 0; profile < game.ProfileCount; profile++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Rational? margin = LeastLoss(game, profile);
            if (margin is null or { Sign: > 0 }) found.Add(new StrictEquilibrium(profile, [.. Enumerable.Range(0, game.PlayerCount).Select(i => game.PayoffAt(profile, i))], margin));
        }

        return found.ToImmutable();
    }

    /// <summary>The least that any deviation of one player alone loses: negative where one gains; null where nobody has another strategy.</summary>
    internal static Rational? LeastLoss(NormalFormGame game, int profile)
    {
        Rational? least = null;
        for (int player = 0; player < game.PlayerCount; player++)
        {
            int own = game.StrategyAt(profile, player), first = profile - (own * game.Stride(player));
            for (int s = 0; s < game.StrategyCount(player); s++)
            {
                if (s == own) continue;
                Rational loss = game.PayoffAt(profile, player) - game.PayoffAt(first + (s * game.Stride(player)), player);
                if (least is not { } now || loss < now) least = loss;
            }
        }

        return least;
    }
}
