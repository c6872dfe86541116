using System.Numerics;
using StrategySim.GameTheory.Equilibria.ExtremePoints;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>An optimal pair of strategies of a game of constant sum, and the basis that it comes from.</summary>
/// <param name="Rows">The first player's strategies of the basis, ascending; those played are among them.</param>
/// <param name="Columns">As many of the second player's.</param>
/// <param name="Pair">The strategies: each indifferent among all that the basis has of the other.</param>
internal sealed record OptimalBasis(int[] Rows, int[] Columns, MixedStrategyProfile Pair)
{
    // An exact linear program up to this size is a matter of milliseconds.
    private const int SmallTable = 1_000;

    /// <summary>Solves the game.</summary>
    /// <remarks>The second player's program: maximise Σ y subject to A·y ≤ 1, y ≥ 0, with A &gt; 0 the first player's payoffs plus a constant.</remarks>
    /// <param name="game">A two-player game of constant sum.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    public static OptimalBasis Of(NormalFormGame game, CancellationToken cancellationToken)
    {
        int m = game.StrategyCount(0), n = game.StrategyCount(1);
        int[][] kept = [[.. Enumerable.Range(0, m)], [.. Enumerable.Range(0, n)]];
        BestReplyProgram x = new(game, 0, kept), y = new(game, 1, kept);
        if (m * n > SmallTable && Floating(game, cancellationToken) is var (rows, columns) && rows.Length == columns.Length &&
            ExactSupports.TrySolve(game, x, y, rows, columns, cancellationToken) is { } guess)
        {
            return new OptimalBasis(rows, columns, guess);
        }

        (rows, columns) = Exact(game, cancellationToken);
        return ExactSupports.TrySolve(game, x, y, rows, columns, cancellationToken) is { } pair
            ? new OptimalBasis(rows, columns, pair)
            : throw new InvalidOperationException($"The optimal basis of the {game} gave no equilibrium.");
    }

    /// <summary>The basis that floating-point pivoting takes for optimal; null where it comes to none.</summary>
    private static (int[] Rows, int[] Columns)? Floating(NormalFormGame game, CancellationToken cancellationToken)
    {
        int m = game.StrategyCount(0), n = game.StrategyCount(1);
        (Rational least, Rational greatest) = Range(game);
        if (least == greatest) return null;
        Rational unit = (greatest - least).Reciprocal();
        // From 0.1 to 1.1: the constant keeps the value away from 0.
        var dictionary = new FloatingDictionary(m, n, (i, j) => ((game.Payoff(0, i, j) - least) * unit).ToDouble() + 0.1);
        for (int pivots = 0; pivots < 50 * (m + n); pivots++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int column = dictionary.SteepestColumn();
            if (column < 0)
            {
                return ([.. Enumerable.Range(0, m).Where(i => !dictionary.IsBasic(n + i))], [.. Enumerable.Range(0, n).Where(dictionary.IsBasic)]);
            }

            int row = dictionary.LeavingRow(column);
            if (row < 0 || !dictionary.TryPivot(row, column)) return null;
        }

        return null;
    }

    private static (int[] Rows, int[] Columns) Exact(NormalFormGame game, CancellationToken cancellationToken)
    {
        int m = game.StrategyCount(0), n = game.StrategyCount(1);
        (Rational least, _) = Range(game);
        var a = new BigInteger[m, n];
        BigInteger denominator = BigInteger.One;
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                BigInteger own = (game.Payoff(0, i, j) - least).Denominator;
                denominator *= own / BigInteger.GreatestCommonDivisor(denominator, own);
            }
        }

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++) a[i, j] = ((game.Payoff(0, i, j) - least) * (Rational)denominator).Numerator + 1;
        }

        var pool = new DictionaryPool();
        SimplexDictionary dictionary = SimplexDictionary.Create(a, [.. Enumerable.Repeat(BigInteger.One, m)]);
        for (int column = dictionary.SteepestColumn(); column >= 0; column = dictionary.SteepestColumn())
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The lexicographic rule cannot cycle, whichever column enters.
            SimplexDictionary next = dictionary.Pivot(dictionary.LeavingRow(column), column, pool);
            dictionary.Release(pool);
            dictionary = next;
        }

        return ([.. dictionary.Cobasic.Where(variable => variable >= n).Select(variable => variable - n).Order()],
            [.. dictionary.Basic.Where(variable => variable < n).Order()]);
    }

    private static (Rational Least, Rational Greatest) Range(NormalFormGame game)
    {
        (Rational least, Rational greatest) = (game.PayoffAt(0, 0), game.PayoffAt(0, 0));
        for (int profile = 1; profile < game.ProfileCount; profile++)
        {
            least = Rational.Min(least, game.PayoffAt(profile, 0));
            greatest = Rational.Max(greatest, game.PayoffAt(profile, 0));
        }

        return (least, greatest);
    }
}
