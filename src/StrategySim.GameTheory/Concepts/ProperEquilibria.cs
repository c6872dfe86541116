using System.Collections.Immutable;
using System.Numerics;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A Nash equilibrium of a two-player game and whether it is proper.</summary>
/// <param name="Profile">The equilibrium.</param>
/// <param name="Payoffs">What each player expects; payoff units.</param>
/// <param name="Proper">Whether it is proper; null where that was not decided because there are too many orders to try.</param>
/// <param name="Orders">The certificate of a proper one: for each player the strategies by payoff under trembles that prove it, best first; strategies of one class tie.</param>
public sealed record PropernessTest(
    MixedStrategyProfile Profile, ImmutableArray<Rational> Payoffs, bool? Proper, ImmutableArray<ImmutableArray<ImmutableArray<int>>>? Orders);

/// <summary>Proper equilibria of two-player games, exact where the orders to try are few.</summary>
/// <remarks>
/// <para>
/// An equilibrium (x, y) is proper where for every ε &gt; 0 there are completely mixed profiles within ε of it in which a costlier
/// mistake is at most ε times as likely as a cheaper one (Myerson). Once it is said how the strategies of both players are ordered by their
/// payoffs under such a profile, the conditions are linear, and they part: the likelihoods of x and the order that x gives the second
/// player's strategies concern x alone (Belhaiza, Audet and Hansen solve the same conditions as a mixed integer program). The order
/// refines that of the payoffs at (x, y), and what is played stands in its first class, so that only ties are tried.
/// </para>
/// <para>
/// The conditions get stricter as ε falls, and whether they can be met is decided by the signs of determinants, polynomials in ε with
/// integer coefficients. Below the bound of Cauchy on their roots the signs no longer change: one ε that small decides for all.
/// </para>
/// </remarks>
public static class ProperEquilibria
{
    /// <summary>The most pairs of orders tried for one equilibrium.</summary>
    public const int MaximumOrders = 20_000;

    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "proper",
        "Proper equilibrium",
        "Myerson, \"Refinements of the Nash equilibrium concept\", International Journal of Game Theory 7 (1978) 73–80; Belhaiza, Audet and Hansen, \"On proper refinement of Nash equilibria for bimatrix games\", Automatica 48 (2012) 297–303",
        true,
        "Every extreme Nash equilibrium, or the one given, tested for properness; undecided (null) where ties leave more than 20,000 orders of the strategies to try. An equilibrium that is not perfect is not proper.",
        "All equilibria of the game, and for each a linear program for each order of each player's strategies that its ties allow.",
        "every game of two players",
        game => game.PlayerCount == 2,
        PerfectEquilibria.Parameters);

    /// <summary>Every extreme Nash equilibrium, tested.</summary>
    /// <exception cref="ArgumentException">The game does not have two players.</exception>
    public static ImmutableArray<PropernessTest> Of(NormalFormGame game, CancellationToken cancellationToken = default)
    {
        Concept.Require(game);
        return [.. NashSolvers.Solve(game, cancellationToken: cancellationToken).Equilibria.Select(e => Test(game, e.Profile, e.Payoffs, cancellationToken))];
    }

    /// <summary>Tests one equilibrium.</summary>
    /// <exception cref="ArgumentException">The game does not have two players, or the profile is no equilibrium of it.</exception>
    public static PropernessTest Test(NormalFormGame game, MixedStrategyProfile profile, CancellationToken cancellationToken = default)
    {
        Rational[] payoffs = PerfectEquilibria.RequireEquilibrium(game, profile);
        return Test(game, profile, [.. payoffs], cancellationToken);
    }

    private static PropernessTest Test(NormalFormGame game, MixedStrategyProfile profile, ImmutableArray<Rational> payoffs, CancellationToken cancellationToken)
    {
        if (Enumerable.Range(0, 2).Any(player => PerfectEquilibria.Undominated(game, player, profile[player], cancellationToken).Dominator is not null))
        {
            return new PropernessTest(profile, payoffs, false, null);
        }

        int[][][] classes = [.. Enumerable.Range(0, 2).Select(player => Classes(game, profile, player))];
        BigInteger[] counts = [.. Enumerable.Range(0, 2).Select(player => classes[player].Select((tied, k) => OrderedPartitions.Count(k == 0 ? tied.Length - profile[player].Support.Length : tied.Length, k == 0)).Aggregate(BigInteger.One, BigInteger.Multiply))];
        if (counts[0] * counts[1] > MaximumOrders) return new PropernessTest(profile, payoffs, null, null);
        int[][][][] orders = [.. Enumerable.Range(0, 2).Select(player => OrderedPartitions.Refinements(classes[player], profile[player].Support).ToArray())];
        foreach (int[][] first in orders[0])
        {
            foreach (int[][] second in orders[1])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Trembles(game, 0, profile[0], first, second, cancellationToken) && Trembles(game, 1, profile[1], second, first, cancellationToken))
                {
                    return new PropernessTest(profile, payoffs, true, [Freeze(first), Freeze(second)]);
                }
            }
        }

        return new PropernessTest(profile, payoffs, false, null);
    }

    /// <summary>The player's strategies by what they earn against the other's, best first; ties in one class.</summary>
    private static int[][] Classes(NormalFormGame game, MixedStrategyProfile profile, int player)
    {
        MixedStrategy rival = profile[1 - player];
        Rational Earned(int s) => rival.Support.Aggregate(Rational.Zero, (sum, j) => sum + (rival[j] * Payoff(game, player, s, j)));
        return [.. Enumerable.Range(0, game.StrategyCount(player)).GroupBy(Earned).OrderByDescending(tied => tied.Key).Select(tied => tied.ToArray())];
    }

    /// <summary>Whether the player can tremble so that worse strategies of the own order are infinitely less likely and the rival's strategies have the rival's order.</summary>
    private static bool Trembles(NormalFormGame game, int player, MixedStrategy x, int[][] own, int[][] rivals, CancellationToken cancellationToken)
    {
        int n = x.Count, gap = n;
        // Payoffs and x over common denominators, so that all coefficients are integers but for ε.
        BigInteger unit = Unit(x.Probabilities), payoffUnit = Unit(Enumerable.Range(0, game.ProfileCount).Select(profile => game.PayoffAt(profile, 1 - player)));
        BigInteger largest = Enumerable.Range(0, game.ProfileCount).Max(profile => BigInteger.Abs((game.PayoffAt(profile, 1 - player) * (Rational)payoffUnit).Numerator));
        // Determinants of order n + 1 of entries with two terms at most, each at most this large, have coefficients below (2·entry·(n + 1))^(n + 1).
        BigInteger entry = BigInteger.Max(BigInteger.Max(2 * largest, unit), 2) * 2 * (n + 1);
        int bits = (int)((entry.GetBitLength() + 1) * (n + 2));
        Rational epsilon = Rational.Create(BigInteger.One, BigInteger.One << bits);
        List<Rational[]> rows = [];
        for (int k = 0; k + 1 < own.Length; k++)
        {
            foreach (int better in own[k])
            {
                foreach (int worse in own[k + 1]) Row((worse, Rational.One), (better, -epsilon));
            }
        }

        for (int k = 0; k < rivals.Length; k++)
        {
            for (int t = 1; t < rivals[k].Length; t++)
            {
                Compare(rivals[k][0], rivals[k][t], strict: false);
                Compare(rivals[k][t], rivals[k][0], strict: false);
            }

            if (k + 1 < rivals.Length) Compare(rivals[k][0], rivals[k + 1][0], strict: true);
        }

        for (int i = 0; i < n; i++)
        {
            Row((i, -Rational.One), (gap, Rational.One));
            // Within ε of x, with Σ in place of 1: (x_i − ε)·Σ ≤ z_i ≤ (x_i + ε)·Σ.
            var low = new Rational[n + 1];
            var high = new Rational[n + 1];
            for (int j = 0; j < n; j++) (low[j], high[j]) = (x[i] - epsilon, -(x[i] + epsilon));
            low[i] -= Rational.One;
            high[i] += Rational.One;
            rows.Add(low);
            rows.Add(high);
        }

        var a = new Rational[rows.Count + 1, n + 1];
        for (int r = 0; r < rows.Count; r++)
        {
            for (int j = 0; j <= n; j++) a[r, j] = rows[r][j];
        }

        for (int j = 0; j < n; j++) a[rows.Count, j] = Rational.One;
        var b = new Rational[rows.Count + 1];
        b[^1] = Rational.One;
        var c = new Rational[n + 1];
        c[gap] = Rational.One;
        LinearOptimum optimum = LinearProgram.Maximize(a, b, c, cancellationToken) ?? throw new InvalidOperationException($"A tremble in the {game} has no bound.");
        return optimum.Value.Sign > 0;

        void Row(params ReadOnlySpan<(int Column, Rational Value)> entries)
        {
            var row = new Rational[n + 1];
            foreach ((int column, Rational value) in entries) row[column] += value;
            rows.Add(row);
        }

        // The rival earns at least as much with one strategy as with another, or more by the gap.
        void Compare(int better, int worse, bool strict)
        {
            var row = new Rational[n + 1];
            for (int i = 0; i < n; i++) row[i] = (Payoff(game, 1 - player, worse, i) - Payoff(game, 1 - player, better, i)) * (Rational)payoffUnit;
            if (strict) row[gap] = Rational.One;
            rows.Add(row);
        }
    }

    private static Rational Payoff(NormalFormGame game, int player, int own, int rival) => player == 0 ? game.Payoff(0, own, rival) : game.Payoff(1, rival, own);

    private static BigInteger Unit(IEnumerable<Rational> values) =>
        values.Aggregate(BigInteger.One, (unit, value) => unit * (value.Denominator / BigInteger.GreatestCommonDivisor(unit, value.Denominator)));

    private static ImmutableArray<ImmutableArray<int>> Freeze(int[][] order) => [.. order.Select(tied => ImmutableArray.Create(tied))];
}
