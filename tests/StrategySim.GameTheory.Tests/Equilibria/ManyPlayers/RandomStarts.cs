using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Tests.Equilibria.ManyPlayers;

/// <summary>A search for equilibria that shares nothing with the solver: Newton's method in doubles from random points of random supports.</summary>
/// <remarks>
/// It reads payoffs by profile number, solves the dense system of probabilities and payoffs, and keeps what is an equilibrium by its
/// regret. It finds what it finds: an equilibrium that it has and the solver has not is a defect of the solver.
/// </remarks>
internal sealed class RandomStarts(NormalFormGame game, RandomGames random)
{
    private readonly int _players = game.PlayerCount;
    private readonly double[][] _payoffs =
        [.. Enumerable.Range(0, game.PlayerCount).Select(i => Enumerable.Range(0, game.ProfileCount).Select(p => game.PayoffAt(p, i).ToDouble()).ToArray())];

    /// <summary>Starts that often; gives the equilibria reached, perhaps the same one many times.</summary>
    public IEnumerable<double[][]> Search(int starts)
    {
        for (int k = 0; k < starts; k++)
        {
            if (Newton() is { } found && Regret(found) < 1e-9) yield return found;
        }
    }

    /// <summary>Whether a result lists a profile, or has it in one of its sets, or names its support as open.</summary>
    public static bool Knows(NashResult result, double[][] found) =>
        result.Equilibria.Any(e => Distance(e.Profile, found) < 1e-6)
        || result.Components.Any(c => c.Dimension > 0 && c.MaximalNashSubsets.Any(set => IsNear(set, found)))
        || result.Open.Any(open => open.Strategies.Select((own, i) => Enumerable.Range(0, found[i].Length).All(s => own.Contains(s) || found[i][s] < 1e-7)).All(inside => inside));

    private static double Distance(MixedStrategyProfile profile, double[][] found) =>
        found.Select((own, i) => own.Select((p, s) => Math.Abs(p - profile[i][s].ToDouble())).Max()).Max();

    /// <summary>Whether each factor's hull comes close: by the Frank–Wolfe method on the squared distance.</summary>
    private static bool IsNear(NashSubset set, double[][] found)
    {
        for (int i = 0; i < found.Length; i++)
        {
            double[][] vertices = [.. set.Factors[i].Select(v => v.Probabilities.Select(p => p.ToDouble()).ToArray())];
            double[] point = (double[])vertices[0].Clone();
            for (int round = 0; round < 4000; round++)
            {
                double[] gradient = [.. point.Select((p, s) => p - found[i][s])];
                double[] best = vertices.MinBy(v => v.Select((p, s) => p * gradient[s]).Sum())!;
                double[] way = [.. best.Select((p, s) => p - point[s])];
                double length = way.Sum(w => w * w);
                if (length < 1e-30) break;
                double step = Math.Clamp(-way.Select((w, s) => w * gradient[s]).Sum() / length, 0, 1);
                if (step == 0) break;
                for (int s = 0; s < point.Length; s++) point[s] += step * way[s];
            }

            if (point.Select((p, s) => Math.Abs(p - found[i][s])).Max() > 1e-3) return false;
        }

        return true;
    }

    private double[][]? Newton()
    {
        int[][] supports = new int[_players][];
        double[][] x = new double[_players][];
        for (int i = 0; i < _players; i++)
        {
            int count = game.StrategyCount(i), bits = random.Next(1, (1 << count) - 1);
            supports[i] = [.. Enumerable.Range(0, count).Where(s => (bits >> s & 1) != 0)];
            x[i] = new double[count];
            foreach (int s in supports[i]) x[i][s] = random.Next(1, 1000);
            double sum = x[i].Sum();
            foreach (int s in supports[i]) x[i][s] /= sum;
        }

        // Unknowns: each probability of a support, then each player's payoff v. Equations: u_i(s) − v_i = 0 on the support, Σx_i = 1.
        (int Player, int Strategy)[] unknowns = [.. supports.SelectMany((own, i) => own.Select(s => (i, s)))];
        int n = unknowns.Length + _players;
        double[] v = new double[_players];
        for (int round = 0; round < 40; round++)
        {
            double[,] a = new double[n, n + 1];
            for (int f = 0; f < unknowns.Length; f++)
            {
                (int i, int s) = unknowns[f];
                a[f, n] = v[i] - Payoff(i, s, x, -1, -1);
                for (int u = 0; u < unknowns.Length; u++)
                {
                    if (unknowns[u].Player != i) a[f, u] = Payoff(i, s, x, unknowns[u].Player, unknowns[u].Strategy);
                }

                a[f, unknowns.Length + i] = -1;
                a[unknowns.Length + i, f] = 1;
            }

            for (int i = 0; i < _players; i++) a[unknowns.Length + i, n] = 1 - x[i].Sum();
            if (Solve(a, n) is not { } step) return null;
            for (int u = 0; u < unknowns.Length; u++) x[unknowns[u].Player][unknowns[u].Strategy] += step[u];
            for (int i = 0; i < _players; i++) v[i] += step[unknowns.Length + i];
            if (unknowns.Any(u => !(Math.Abs(x[u.Player][u.Strategy]) < 1e6))) return null;
            if (step.All(d => Math.Abs(d) < 1e-13))
            {
                return x.All(own => own.All(p => p > -1e-12)) ? x : null;
            }
        }

        return null;
    }

    private double Regret(double[][] x)
    {
        double regret = 0, scale = 1e-300;
        for (int i = 0; i < _players; i++)
        {
            double[] earned = [.. Enumerable.Range(0, game.StrategyCount(i)).Select(s => Payoff(i, s, x, -1, -1))];
            regret = Math.Max(regret, earned.Max() - earned.Select((u, s) => u * x[i][s]).Sum());
            scale = Math.Max(scale, _payoffs[i].Max(Math.Abs));
        }

        return regret / scale;
    }

    /// <summary>What a strategy earns; with a fixed player, only from the profiles in which that player plays the fixed strategy, unweighted.</summary>
    private double Payoff(int player, int strategy, double[][] x, int fixedPlayer, int fixedStrategy)
    {
        double sum = 0;
        for (int p = 0; p < game.ProfileCount; p++)
        {
            if (game.StrategyAt(p, player) != strategy) continue;
            double weight = 1;
            for (int j = 0; j < _players && weight != 0; j++)
            {
                if (j == player) continue;
                int s = game.StrategyAt(p, j);
                weight *= j == fixedPlayer ? (s == fixedStrategy ? 1 : 0) : x[j][s];
            }

            sum += weight * _payoffs[player][p];
        }

        return sum;
    }

    private static double[]? Solve(double[,] a, int n)
    {
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int r = column + 1; r < n; r++)
            {
                if (Math.Abs(a[r, column]) > Math.Abs(a[pivot, column])) pivot = r;
            }

            if (!(Math.Abs(a[pivot, column]) > 1e-11)) return null;
            for (int k = column; k <= n; k++) (a[pivot, k], a[column, k]) = (a[column, k], a[pivot, k]);
            for (int r = 0; r < n; r++)
            {
                double factor = a[r, column] / a[column, column];
                if (r == column || factor == 0) continue;
                for (int k = column; k <= n; k++) a[r, k] -= factor * a[column, k];
            }
        }

        return [.. Enumerable.Range(0, n).Select(r => a[r, n] / a[r, r])];
    }
}
