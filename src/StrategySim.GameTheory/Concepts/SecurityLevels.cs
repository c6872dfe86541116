using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Concepts;

/// <summary>What one player can be sure of, and down to what the others can hold the player.</summary>
/// <param name="Player">0 for the first.</param>
/// <param name="PureMaxmin">The most that a pure strategy secures; payoff units.</param>
/// <param name="PureStrategies">The pure strategies that secure it.</param>
/// <param name="Maxmin">The most that a mixed strategy secures; at least the pure one.</param>
/// <param name="Strategy">A mixed strategy that secures it.</param>
/// <param name="CorrelatedMinmax">The least that the others can hold the player down to if they may correlate; equals <paramref name="Maxmin"/>.</param>
/// <param name="Punishment">How they do it: profiles of the others (the player's own strategy in them is the first) with probabilities.</param>
/// <param name="PureMinmax">The least that the others can hold the player down to by pure strategies; payoff units.</param>
/// <param name="PurePunishments">The profiles of the others that do it (the player's own strategy in them is the first).</param>
public sealed record SecurityLevel(
    int Player,
    Rational PureMaxmin,
    ImmutableArray<int> PureStrategies,
    Rational Maxmin,
    MixedStrategy Strategy,
    Rational CorrelatedMinmax,
    ImmutableArray<RecommendedProfile> Punishment,
    Rational PureMinmax,
    ImmutableArray<int> PurePunishments);

/// <summary>Maxmin and minmax values in pure and in mixed strategies, by exact linear programming.</summary>
public static class SecurityLevels
{
    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "security-levels",
        "Maxmin and minmax values",
        "von Neumann, \"Zur Theorie der Gesellschaftsspiele\", Mathematische Annalen 100 (1928) 295–320; Fudenberg and Tirole, Game Theory (1991), section 5.1.2",
        true,
        "For each player the maxmin value in pure and in mixed strategies with strategies that secure it, and the minmax value in pure strategies and against others who correlate, with the punishment. " +
        "With two players the latter is the minmax value in mixed strategies; with more, the minmax value against others who mix independently is the value of a nonlinear problem: it lies between the correlated and the pure one.",
        "One linear program for each player, with one inequality for each profile of the others; at most 4,000,000 cells.",
        "every game in strategic form with at least two players",
        game => game.PlayerCount >= 2,
        []);

    /// <summary>The levels of every player, in order.</summary>
    /// <exception cref="GameTooLargeException">A program exceeds 4,000,000 cells.</exception>
    public static ImmutableArray<SecurityLevel> Of(NormalFormGame game, CancellationToken cancellationToken = default)
    {
        Concept.Require(game);
        return [.. Enumerable.Range(0, game.PlayerCount).Select(player => Of(game, player, cancellationToken))];
    }

    private static SecurityLevel Of(NormalFormGame game, int player, CancellationToken cancellationToken)
    {
        int count = game.StrategyCount(player), stride = game.Stride(player);
        int[] rivals = [.. Enumerable.Range(0, game.ProfileCount).Where(profile => game.StrategyAt(profile, player) == 0)];
        ProgramSize.Check(game, "the maxmin value", rivals.Length + 1L, count + 1L);
        Rational Payoff(int strategy, int rival) => game.PayoffAt(rival + (strategy * stride), player);

        Rational[] floors = [.. Enumerable.Range(0, count).Select(s => rivals.Min(c => Payoff(s, c)))];
        Rational[] ceilings = [.. rivals.Select(c => Enumerable.Range(0, count).Max(s => Payoff(s, c)))];
        Rational pureMaxmin = floors.Max(), pureMinmax = ceilings.Min(), shift = Rational.One - floors.Min();

        // Maximise z subject to z ≤ Σ x_s (u(s, c) + shift) for every c and Σ x ≤ 1; all shifted payoffs are positive, so Σ x = 1.
        var a = new Rational[rivals.Length + 1, count + 1];
        var b = new Rational[rivals.Length + 1];
        var objective = new Rational[count + 1];
        for (int c = 0; c < rivals.Length; c++)
        {
            for (int s = 0; s < count; s++) a[c, s] = -(Payoff(s, rivals[c]) + shift);
            a[c, count] = Rational.One;
        }

        for (int s = 0; s < count; s++) a[rivals.Length, s] = Rational.One;
        b[rivals.Length] = objective[count] = Rational.One;
        LinearOptimum optimum = LinearProgram.Maximize(a, b, objective, cancellationToken) ?? throw new InvalidOperationException($"The maxmin value of the {game} has no bound.");
        var strategy = new MixedStrategy(optimum.X.Take(count));
        // The prices of the others' profiles are what they play against the player.
        ImmutableArray<RecommendedProfile> punishment =
            [.. Enumerable.Range(0, rivals.Length).Where(c => !optimum.Prices[c].IsZero).Select(c => new RecommendedProfile(rivals[c], optimum.Prices[c]))];
        Rational maxmin = rivals.Min(c => Sum(strategy.Support, s => strategy[s] * Payoff(s, c)));
        Rational minmax = Enumerable.Range(0, count).Max(s => Sum(punishment, row => row.Probability * Payoff(s, row.Profile)));
        if (maxmin != minmax) throw new InvalidOperationException($"The maxmin value {maxmin} and the minmax value {minmax} found for the {game} differ.");
        return new SecurityLevel(
            player,
            pureMaxmin,
            [.. Enumerable.Range(0, count).Where(s => floors[s] == pureMaxmin)],
            maxmin,
            strategy,
            minmax,
            punishment,
            pureMinmax,
            [.. Enumerable.Range(0, rivals.Length).Where(c => ceilings[c] == pureMinmax).Select(c => rivals[c])]);
    }

    private static Rational Sum<T>(IEnumerable<T> parts, Func<T, Rational> value) => parts.Aggregate(Rational.Zero, (sum, part) => sum + value(part));
}
