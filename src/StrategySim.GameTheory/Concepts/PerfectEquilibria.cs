using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Concepts;

/// <summary>Why a player's strategy is undominated, or what dominates it.</summary>
/// <param name="Belief">A strategy of the other player that plays everything and to which it is a best reply; null where it is weakly dominated.</param>
/// <param name="Dominator">A strategy that never earns less and sometimes more; null where there is none.</param>
public sealed record UndominatedTest(MixedStrategy? Belief, MixedStrategy? Dominator);

/// <summary>A Nash equilibrium of a two-player game and whether it is perfect.</summary>
/// <param name="Profile">The equilibrium.</param>
/// <param name="Payoffs">What each player expects; payoff units.</param>
/// <param name="Tests">For each player why, or why not.</param>
public sealed record PerfectionTest(MixedStrategyProfile Profile, ImmutableArray<Rational> Payoffs, ImmutableArray<UndominatedTest> Tests)
{
    /// <summary>Whether it is perfect: both strategies are undominated.</summary>
    public bool Perfect => Tests.All(test => test.Dominator is null);
}

/// <summary>Trembling-hand perfection of equilibria of two-player games, by exact linear programming.</summary>
/// <remarks>
/// With two players an equilibrium is perfect exactly where neither strategy is weakly dominated (van Damme, Theorem 3.2.2). A
/// strategy x is undominated exactly where it is a best reply to some λ that plays everything: maximise ε subject to λ ≥ ε, Σλ ≤ 1 and
/// (A_k − A_i)·λ ≤ 0 for i played and any k. At the maximum 0 the prices of these rows are a shift of probabilities that dominates.
/// </remarks>
public static class PerfectEquilibria
{
    /// <summary>What perfect and proper take.</summary>
    internal static ImmutableArray<ConceptParameter> Parameters { get; } =
    [
        new("profile", "a list of lists of exact probabilities, one list for each player", "every extreme Nash equilibrium", "An equilibrium to test alone."),
    ];

    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "perfect",
        "Trembling-hand perfect equilibrium",
        "Selten, \"Reexamination of the perfectness concept for equilibrium points in extensive games\", International Journal of Game Theory 4 (1975) 25–55; van Damme, Stability and Perfection of Nash Equilibria (2nd ed. 1991), Theorem 3.2.2",
        true,
        "Every extreme Nash equilibrium, or the one given, tested: with a belief that plays everything and to which a strategy is a best reply, or with what dominates it. Inside of a maximal Nash subset whole faces are perfect or not.",
        "All equilibria of the game, and a linear program for each strategy in them.",
        "every game of two players",
        game => game.PlayerCount == 2,
        Parameters);

    /// <summary>Every extreme Nash equilibrium, tested.</summary>
    /// <exception cref="ArgumentException">The game does not have two players.</exception>
    public static ImmutableArray<PerfectionTest> Of(NormalFormGame game, CancellationToken cancellationToken = default)
    {
        Concept.Require(game);
        var tested = new Dictionary<(int Player, MixedStrategy Strategy), UndominatedTest>();
        return
        [
            .. NashSolvers.Solve(game, cancellationToken: cancellationToken).Equilibria.Select(equilibrium => new PerfectionTest(
                equilibrium.Profile,
                equilibrium.Payoffs,
                [.. Enumerable.Range(0, 2).Select(player => Cached(player, equilibrium.Profile[player]))])),
        ];

        UndominatedTest Cached(int player, MixedStrategy strategy) =>
            tested.TryGetValue((player, strategy), out UndominatedTest? known) ? known : tested[(player, strategy)] = Undominated(game, player, strategy, cancellationToken);
    }

    /// <summary>Tests one equilibrium.</summary>
    /// <exception cref="ArgumentException">The game does not have two players, or the profile is no equilibrium of it.</exception>
    public static PerfectionTest Test(NormalFormGame game, MixedStrategyProfile profile, CancellationToken cancellationToken = default)
    {
        Rational[] payoffs = RequireEquilibrium(game, profile);
        return new PerfectionTest(profile, [.. payoffs], [.. Enumerable.Range(0, 2).Select(player => Undominated(game, player, profile[player], cancellationToken))]);
    }

    /// <summary>The payoffs of an equilibrium of a two-player game.</summary>
    /// <exception cref="ArgumentException">The game does not have two players, or the profile is no equilibrium of it.</exception>
    internal static Rational[] RequireEquilibrium(NormalFormGame game, MixedStrategyProfile profile)
    {
        Concept.Require(game);
        (Rational[] payoffs, Rational regret) = NashCertificate.Of(game, profile);
        return regret.IsZero ? payoffs : throw new ArgumentException($"The profile {profile} is no equilibrium of the {game}: its regret is {regret}; expected 0.", nameof(profile));
    }

    /// <summary>Whether a mixed strategy is weakly dominated.</summary>
    /// <param name="game">Two players.</param>
    /// <param name="player">0 or 1.</param>
    /// <param name="strategy">The player's strategy.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    public static UndominatedTest Undominated(NormalFormGame game, int player, MixedStrategy strategy, CancellationToken cancellationToken = default)
    {
        Concept.Require(game);
        ArgumentNullException.ThrowIfNull(strategy);
        int own = game.StrategyCount(player), other = game.StrategyCount(1 - player);
        (int Played, int Instead)[] exchanges = [.. strategy.Support.SelectMany(i => Enumerable.Range(0, own).Where(k => k != i).Select(k => (i, k)))];
        ProgramSize.Check(game, "dominance of a mixed strategy", exchanges.Length + 1L, other + 1L);
        // λ_j = ε + μ_j; columns are μ and then ε.
        var a = new Rational[exchanges.Length + 1, other + 1];
        for (int row = 0; row < exchanges.Length; row++)
        {
            for (int j = 0; j < other; j++)
            {
                Rational gain = Payoff(exchanges[row].Instead, j) - Payoff(exchanges[row].Played, j);
                a[row, j] = gain;
                a[row, other] += gain;
            }
        }

        for (int j = 0; j < other; j++) a[exchanges.Length, j] = Rational.One;
        a[exchanges.Length, other] = other;
        var b = new Rational[exchanges.Length + 1];
        b[^1] = Rational.One;
        var c = new Rational[other + 1];
        c[other] = Rational.One;
        LinearOptimum optimum = LinearProgram.Maximize(a, b, c, cancellationToken) ?? throw new InvalidOperationException($"A belief in the {game} has no bound.");
        if (optimum.Value.Sign > 0)
        {
            Rational[] belief = [.. Enumerable.Range(0, other).Select(j => optimum.X[j] + optimum.X[other])];
            Rational sum = belief.Aggregate(Rational.Zero, (total, p) => total + p);
            return new UndominatedTest(new MixedStrategy(belief.Select(p => p / sum)), null);
        }

        var shift = new Rational[own];
        for (int row = 0; row < exchanges.Length; row++)
        {
            shift[exchanges[row].Instead] += optimum.Prices[row];
            shift[exchanges[row].Played] -= optimum.Prices[row];
        }

        Rational step = strategy.Support.Where(i => shift[i].Sign < 0).Select(i => strategy[i] / -shift[i]).Min();
        var dominator = new MixedStrategy(Enumerable.Range(0, own).Select(i => strategy[i] + (step * shift[i])));
        return new UndominatedTest(null, dominator);

        Rational Payoff(int mine, int rivals) => player == 0 ? game.Payoff(0, mine, rivals) : game.Payoff(1, rivals, mine);
    }
}
