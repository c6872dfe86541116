using System.Collections.Immutable;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A symmetric equilibrium and whether mutants can invade it.</summary>
/// <param name="Strategy">What everybody plays.</param>
/// <param name="Payoff">What everybody gets; payoff units.</param>
/// <param name="BestReplies">The pure best replies to it, ascending.</param>
/// <param name="Evolutionarily">Whether it is evolutionarily stable.</param>
/// <param name="Neutrally">Whether it is neutrally stable.</param>
/// <param name="Invader">Where it is not evolutionarily stable, a best reply to it that does at least as well against itself as the strategy does against it (better, where it is not neutrally stable either).</param>
public sealed record StabilityTest(MixedStrategy Strategy, Rational Payoff, ImmutableArray<int> BestReplies, bool Evolutionarily, bool Neutrally, MixedStrategy? Invader);

/// <summary>Evolutionarily and neutrally stable strategies of symmetric two-player games, by copositivity, exact.</summary>
/// <remarks>
/// With T the pure best replies to x, the mutants that matter are those on T: x is evolutionarily stable exactly where
/// z·A·z &lt; 0 for every z = y − x ≠ 0 with y on T, that is on the cone where Σz = 0 and z_j ≥ 0 for j in T outside the support; neutrally
/// stable where it is at most 0. Haigh, Journal of Applied Probability 12 (1975) 8–11; Abakuks, ibid. 17 (1980) 559–562.
/// </remarks>
public static class EvolutionaryStability
{
    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "evolutionarily-stable",
        "Evolutionarily and neutrally stable strategies",
        "Maynard Smith and Price, Nature 246 (1973) 15–18; Haigh, Journal of Applied Probability 12 (1975) 8–11; Abakuks, ibid. 17 (1980) 559–562; two roles: Selten, Journal of Theoretical Biology 84 (1980) 93–101",
        true,
        "One population: every evolutionarily stable strategy, since each is an extreme symmetric equilibrium; every extreme symmetric equilibrium is tested for evolutionary and for neutral stability (neutrally stable strategies inside a set of equilibria are not listed), with an invader where it fails. Two roles: a pair is evolutionarily stable exactly where it is a strict equilibrium.",
        "All equilibria of the game, and for each symmetric one a copositivity test of at most 2^k systems of equations, with k pure best replies outside the support, at most 16.",
        "every game of two players; with one role a symmetric one",
        game => game.PlayerCount == 2,
        [new("roles", "one of one, two", "one where the game is symmetric, else two", "Whether both players are drawn from one population and play the same role.")]);

    /// <summary>The most pure best replies outside the support; the test tries every set of them.</summary>
    public const int MaximumOutside = 16;

    /// <summary>Whether the players have as many strategies and what one gets in a profile the other gets in its mirror image.</summary>
    public static bool IsSymmetric(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.PlayerCount != 2 || game.StrategyCount(0) != game.StrategyCount(1)) return false;
        int n = game.StrategyCount(0);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (game.Payoff(0, i, j) != game.Payoff(1, j, i)) return false;
            }
        }

        return true;
    }

    /// <summary>The extreme symmetric equilibria, each tested.</summary>
    /// <exception cref="ArgumentException">The game is not symmetric.</exception>
    /// <exception cref="GameTooLargeException">The equilibria are too much work, or there are more than <see cref="MaximumOutside"/> best replies outside a support.</exception>
    public static ImmutableArray<StabilityTest> Of(NormalFormGame game, CancellationToken cancellationToken = default)
    {
        if (!IsSymmetric(game)) throw new ArgumentException($"The {game} is not symmetric; expected the same strategies and mirrored payoffs.", nameof(game));
        NashResult nash = NashSolvers.Solve(game, cancellationToken: cancellationToken);
        return [.. nash.Equilibria.Where(e => e.Profile[0].Equals(e.Profile[1])).Select(e => Test(game, e.Profile[0], e.Payoffs[0], cancellationToken))];
    }

    private static StabilityTest Test(NormalFormGame game, MixedStrategy x, Rational payoff, CancellationToken cancellationToken)
    {
        int n = x.Count;
        ImmutableArray<int> replies =
            [.. Enumerable.Range(0, n).Where(s => x.Support.Aggregate(Rational.Zero, (sum, j) => sum + (x[j] * game.Payoff(0, s, j))) == payoff)];
        int pivot = x.Support[0];
        int[] free = [.. x.Support.Skip(1)], outside = [.. replies.Where(s => x[s].IsZero)];
        if (outside.Length > MaximumOutside) throw new GameTooLargeException($"The copositivity test of a strategy of the {game}", "best replies outside the support", outside.Length, MaximumOutside);
        // z on the pivot is minus the sum of the others: what is left is −z·A·z as a quadratic form in free and nonnegative variables.
        int[] variables = [.. free, .. outside];
        var form = new Rational[variables.Length, variables.Length];
        for (int i = 0; i < variables.Length; i++)
        {
            for (int j = 0; j < variables.Length; j++) form[i, j] = -(Entry(variables[i], variables[j]) + Entry(variables[j], variables[i]));
        }

        var cone = new CopositivityTest(form, free.Length, cancellationToken);
        MixedStrategy? invader = cone.Negative is { } direction ? Mutant(direction) : cone.Null is { } flat ? Mutant(flat) : null;
        return new StabilityTest(x, payoff, replies, invader is null, cone.Negative is null, invader);

        Rational Entry(int i, int j) => game.Payoff(0, i, j) - game.Payoff(0, i, pivot) - game.Payoff(0, pivot, j) + game.Payoff(0, pivot, pivot);

        // As far from x in the direction found as stays a strategy.
        MixedStrategy Mutant(Rational[] direction)
        {
            var z = new Rational[n];
            for (int k = 0; k < variables.Length; k++)
            {
                z[variables[k]] += direction[k];
                z[pivot] -= direction[k];
            }

            Rational? step = null;
            for (int s = 0; s < n; s++)
            {
                if (z[s].Sign >= 0) continue;
                Rational reach = x[s] / -z[s];
                if (step is not { } now || reach < now) step = reach;
            }

            return new MixedStrategy(Enumerable.Range(0, n).Select(s => x[s] + (step!.Value * z[s])));
        }
    }
}
