using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>Best-reply dynamics ẋ ∈ BR(x) − x, followed from switch to switch without steps in time.</summary>
/// <remarks>
/// Gilboa and Matsui, Econometrica 59 (1991) 859–867; Matsui, Journal of Economic Theory 57 (1992) 343–362. While the best replies b stay the same, x(t) = b + (x(0) − b) e^(−t):
/// payoffs are linear in 1 − e^(−t), so that the next tie is known in closed form. Where several strategies tie, a solution heads for an
/// equilibrium b of the game restricted to them (Hofbauer, Stability for the best response dynamics, 1995); where there are several such
/// solutions, the one followed heads for a pure b, the first in the order of strategies, if there is one. Where replies alternate ever
/// faster around a mixed b, as in matching pennies, the path heads straight for it once they alternate 10,000 times in a unit of time:
/// from there on both come nearer as e^(−t), and the shares are off by no more than their distance from b, about 1e-4.
/// </remarks>
public static class BestReplyDynamics
{
    /// <summary>The most changes of the best replies.</summary>
    public const int MaximumSwitches = 100_000;

    /// <summary>The most strategies that may tie in a population.</summary>
    public const int MaximumTied = 12;

    private const double Tie = 1e-11, Rest = 1e-9;
    private const int Often = 10_000, Remembered = 64;

    /// <summary>Follows the dynamics.</summary>
    /// <param name="game">The game.</param>
    /// <param name="start">The shares at time 0, population after population; each population's sum to 1.</param>
    /// <param name="times">When the shares are asked for: from 0, increasing.</param>
    /// <param name="cancellationToken">Polled once a switch.</param>
    /// <exception cref="GameTooLargeException">There are more switches, or more strategies that tie, than the limits.</exception>
    /// <returns>The path; where best replies change ever faster towards a point, as in Shapley's and Brown's games, it is at rest once it moves no more than 1e-9.</returns>
    public static Trajectory Follow(PopulationGame game, IReadOnlyList<double> start, IReadOnlyList<double> times, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        double[] x = [.. start];
        double now = 0;
        var shares = new List<double[]>(times.Count);
        var turns = new List<(double Time, double[] At, double[] Heading)>();
        double tie = Tie * Scale(game), since = 0;
        double[] heading = Heading(game, x, tie);
        int switches = 0, lately = 0;
        foreach (double time in times)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double until = now + NextTie(game, x, heading, tie);
                if (until > time) break;
                // Nothing moves by a switch at the point itself.
                if (Distance(x, heading) <= Rest) break;
                if (++switches > MaximumSwitches) throw new GameTooLargeException(string.Create(CultureInfo.InvariantCulture, $"Following best replies beyond time {now:G6}"), "switches", switches, MaximumSwitches);
                x = Along(x, heading, until - now);
                now = until;
                if (now - since >= 1) (since, lately) = (now, 0);
                if (++lately == Often) tie = Math.Max(tie, 2 * Spread(game, turns.TakeLast(Remembered)));
                heading = Heading(game, x, tie);
                turns.Add((now, x, heading));
            }

            x = Along(x, heading, time - now);
            now = time;
            shares.Add([.. x]);
        }

        double speed = Distance(x, heading);
        double? period = Period(turns);
        TrajectoryEnd end = speed <= Rest ? TrajectoryEnd.RestPoint : period is null ? TrajectoryEnd.Moving : TrajectoryEnd.Cycle;
        return new Trajectory(times, shares, end, speed, end == TrajectoryEnd.Cycle ? period : null, game.Regret(x));
    }

    private static double Scale(PopulationGame game)
    {
        double largest = 1e-300;
        for (int p = 0; p < game.Count; p++)
        {
            for (int i = 0; i < game.Game.StrategyCount(p); i++)
            {
                for (int j = 0; j < game.Game.StrategyCount(1 - p); j++) largest = Math.Max(largest, Math.Abs(game.Payoff(p, i, j)));
            }
        }

        return largest;
    }

    private static double[] Along(double[] x, double[] heading, double time)
    {
        double left = Math.Exp(-time);
        return [.. x.Select((share, i) => heading[i] + ((share - heading[i]) * left))];
    }

    private static double Distance(double[] x, double[] heading) => x.Zip(heading, (a, b) => Math.Abs(a - b)).Max();

    // How long until a strategy outside the best replies ties with them.
    private static double NextTie(PopulationGame game, double[] x, double[] heading, double tie)
    {
        double[] here = new double[x.Length], there = new double[x.Length];
        game.Payoffs(x, here);
        game.Payoffs(heading, there);
        double first = 1;
        for (int p = 0; p < game.Count; p++)
        {
            int used = Array.FindIndex(heading, game.Offsets[p], share => share > 0);
            for (int i = game.Offsets[p]; i < game.Offsets[p + 1]; i++)
            {
                double lead = here[used] - here[i], later = there[used] - there[i];
                if (later < -tie && lead > tie) first = Math.Min(first, lead / (lead - later));
            }
        }

        return first >= 1 ? double.PositiveInfinity : -Elementary.LogOnePlus(-first);
    }

    // The most by which a reply of late falls short of the best one of late.
    private static double Spread(PopulationGame game, IEnumerable<(double Time, double[] At, double[] Heading)> turns)
    {
        var recent = turns.ToList();
        var payoffs = new double[game.Offsets[^1]];
        double spread = 0;
        foreach ((_, double[] at, _) in recent)
        {
            game.Payoffs(at, payoffs);
            for (int p = 0; p < game.Count; p++)
            {
                double[] used = [.. Enumerable.Range(game.Offsets[p], game.Offsets[p + 1] - game.Offsets[p]).Where(i => recent.Exists(turn => turn.Heading[i] > 0)).Select(i => payoffs[i])];
                spread = Math.Max(spread, used.Max() - used.Min());
            }
        }

        return spread;
    }

    private static double[] Heading(PopulationGame game, double[] x, double tie)
    {
        var payoffs = new double[x.Length];
        game.Payoffs(x, payoffs);
        var tied = new List<int>[game.Count];
        for (int p = 0; p < game.Count; p++)
        {
            double best = payoffs[game.Offsets[p]..game.Offsets[p + 1]].Max();
            tied[p] = [.. Enumerable.Range(0, game.Offsets[p + 1] - game.Offsets[p]).Where(i => payoffs[game.Offsets[p] + i] >= best - (10 * tie))];
            if (tied[p].Count > MaximumTied) throw new GameTooLargeException("Best-reply dynamics", "strategies that tie", tied[p].Count, MaximumTied);
        }

        var heading = new double[x.Length];
        if (game.Count == 1) Within(game, tied[0], heading);
        else Between(game, tied, heading);
        return heading;
    }

    private static void Within(PopulationGame game, List<int> tied, double[] heading)
    {
        // Supports in the order of their sizes, so that pure ones come first.
        foreach (int mask in Enumerable.Range(1, (1 << tied.Count) - 1).OrderBy(m => int.PopCount(m)).ThenBy(m => m))
        {
            int[] support = [.. tied.Where((_, k) => (mask >> k & 1) == 1)];
            if (Symmetric(game, support) is not { } weights) continue;
            double[] earned = [.. tied.Select(i => support.Select((j, k) => weights[k] * game.Payoff(0, i, j)).Sum())];
            double own = support.Select((i, k) => weights[k] * earned[tied.IndexOf(i)]).Sum();
            if (earned.Max() > own + (1e-12 * Math.Max(1, Math.Abs(own)))) continue;
            for (int k = 0; k < support.Length; k++) heading[support[k]] = weights[k];
            return;
        }

        throw new InvalidOperationException("A symmetric game has a symmetric equilibrium; none was found among its supports.");
    }

    private static double[]? Symmetric(PopulationGame game, int[] support)
    {
        int n = support.Length;
        if (n == 1) return [1];
        // Equal payoffs over the support, shares that sum to 1.
        Matrix<double> system = Matrix<double>.Build.Dense(n + 1, n + 1, (r, c) => r == n ? (c < n ? 1 : 0) : c < n ? game.Payoff(0, support[r], support[c]) : -1);
        double[] solution = [.. system.Solve(Vector<double>.Build.Dense(n + 1, r => r == n ? 1 : 0))];
        return solution.Take(n).All(share => double.IsFinite(share) && share > 0) ? solution[..n] : null;
    }

    private static void Between(PopulationGame game, List<int>[] tied, double[] heading)
    {
        NormalFormGame whole = game.Game;
        foreach (int i in tied[0])
        {
            foreach (int j in tied[1])
            {
                if (tied[0].Any(k => game.Payoff(0, k, j) > game.Payoff(0, i, j)) || tied[1].Any(k => game.Payoff(1, k, i) > game.Payoff(1, j, i))) continue;
                heading[i] = heading[game.Offsets[1] + j] = 1;
                return;
            }
        }

        var a = new Rational[tied[0].Count, tied[1].Count];
        var b = new Rational[tied[0].Count, tied[1].Count];
        for (int i = 0; i < tied[0].Count; i++)
        {
            for (int j = 0; j < tied[1].Count; j++) (a[i, j], b[i, j]) = (whole.Payoff(0, tied[0][i], tied[1][j]), whole.Payoff(1, tied[0][i], tied[1][j]));
        }

        var restricted = NormalFormGame.Bimatrix(
            new Player(whole.Players[0].Id, tied[0].Select(i => whole.Players[0].Strategies[i])), new Player(whole.Players[1].Id, tied[1].Select(j => whole.Players[1].Strategies[j])), a, b);
        NashEquilibrium found = NashSolvers.Solve(restricted).Equilibria[0];
        for (int p = 0; p < 2; p++)
        {
            for (int k = 0; k < tied[p].Count; k++) heading[game.Offsets[p] + tied[p][k]] = found.Profile[p][k].ToDouble();
        }
    }

    // The last switch, and the one before it at the same place with the same heading.
    private static double? Period(List<(double Time, double[] At, double[] Heading)> turns)
    {
        if (turns.Count == 0) return null;
        (double time, double[] at, double[] heading) = turns[^1];
        for (int k = turns.Count - 2; k >= 0; k--)
        {
            if (turns[k].Heading.AsSpan().SequenceEqual(heading) && Distance(turns[k].At, at) <= 1e-9) return time - turns[k].Time;
        }

        return null;
    }
}
