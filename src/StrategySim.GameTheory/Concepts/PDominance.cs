using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Concepts;

/// <summary>How sure players must be of each other for a pure equilibrium to be played.</summary>
/// <param name="Profile">The profile's number in the game.</param>
/// <param name="Payoffs">What each player gets; payoff units.</param>
/// <param name="Least">
/// For each player the least p, 0 to 1, for which the strategy is a best reply to every belief that gives the others' strategies,
/// together, at least p.
/// </param>
/// <param name="Common">The least p that serves for everybody: the largest of them.</param>
public sealed record PDominantEquilibrium(int Profile, ImmutableArray<Rational> Least, Rational Common, ImmutableArray<Rational> Payoffs)
{
    /// <summary>The sum of the least p of all players.</summary>
    public Rational Sum { get; } = Least.Aggregate(Rational.Zero, (sum, p) => sum + p);
}

/// <summary>p-dominance of the pure equilibria, exact.</summary>
public static class PDominance
{
    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "p-dominant",
        "p-dominant equilibrium",
        "Morris, Rob and Shin, \"p-dominance and belief potential\", Econometrica 63 (1995) 145–157; vectors and many players: Kajii and Morris, \"The robustness of equilibria to incomplete information\", Econometrica 65 (1997) 1283–1309",
        true,
        "For every pure equilibrium the least p of each player, an asymmetric vector, and the least common p. A vector whose sum is below 1 makes the equilibrium robust to incomplete information (Kajii and Morris, Proposition 5.3); in 2 × 2 games it is then risk-dominant.",
        "Strategies times profiles for each pure equilibrium.",
        "every game in strategic form with at least two players",
        game => game.PlayerCount >= 2,
        []);

    /// <summary>The pure equilibria, in the order of their profiles.</summary>
    /// <remarks>
    /// A belief puts p on the others' profile a and the rest where it hurts most: against another strategy the equilibrium's one
    /// earns p·G + (1 − p)·m at least, with G its advantage at a and m its least advantage anywhere. That is at least 0 from
    /// p = −m/(G − m) on where m is negative, and always where it is not.
    /// </remarks>
    public static ImmutableArray<PDominantEquilibrium> Of(NormalFormGame game, CancellationToken cancellationToken = default)
    {
        Concept.Require(game);
        var found = ImmutableArray.CreateBuilder<PDominantEquilibrium>();
        for (int profile = 0; profile < game.ProfileCount; profile++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (StrictEquilibria.LeastLoss(game, profile) is { Sign: < 0 }) continue;
            ImmutableArray<Rational> least = [.. Enumerable.Range(0, game.PlayerCount).Select(player => Least(game, profile, player, cancellationToken))];
            found.Add(new PDominantEquilibrium(profile, least, least.Max(), [.. Enumerable.Range(0, game.PlayerCount).Select(i => game.PayoffAt(profile, i))]));
        }

        return found.ToImmutable();
    }

    private static Rational Least(NormalFormGame game, int profile, int player, CancellationToken cancellationToken)
    {
        int own = game.StrategyAt(profile, player), stride = game.Stride(player);
        Rational p = default;
        for (int s = 0; s < game.StrategyCount(player); s++)
        {
            if (s == own) continue;
            cancellationToken.ThrowIfCancellationRequested();
            Rational least = Advantage(profile), advantage = least;
            for (int other = 0; other < game.ProfileCount; other++)
            {
                if (game.StrategyAt(other, player) == own) least = Rational.Min(least, Advantage(other));
            }

            if (least.Sign < 0) p = Rational.Max(p, -least / (advantage - least));

            Rational Advantage(int at) => game.PayoffAt(at, player) - game.PayoffAt(at + ((s - own) * stride), player);
        }

        return p;
    }
}
