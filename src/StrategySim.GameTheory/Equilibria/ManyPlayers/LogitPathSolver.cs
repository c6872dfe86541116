using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>One equilibrium of a game with several players: the end of the principal branch of logit quantal response equilibria.</summary>
/// <remarks>
/// The branch tells, in floating point, which strategies keep a positive probability as players respond ever more sharply; Newton's method
/// solves the indifference equations of that support, and the solution is proven as those of branch and prune are.
/// </remarks>
public sealed class LogitPathSolver : INashSolver
{
    // As in LogitEquilibria: a step along the branch takes a table of derivatives.
    private const long MostWork = 1_000_000;
    private const int MostStrategies = 64, NewtonSteps = 60, Tail = 40;

    // Sharper responses, in units of 1/range, where the first end leaves the support in doubt.
    private static readonly double[] Ends = [1e3, 1e5, 1e7];
    private static readonly double[] Thresholds = [1e-2, 1e-3, 1e-4, 1e-6, 1e-9];

    /// <inheritdoc/>
    public string Id => "logit-path";

    /// <inheritdoc/>
    public string Name => "Logit path, one equilibrium of several players";

    /// <inheritdoc/>
    public string Source => "Turocy, \"A dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence\", Games and Economic Behavior 51 (2005) 243–263";

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } = new(
        false, false, "One equilibrium, to which the principal logit branch leads, proven: exact where it is rational or quadratic, otherwise within 1e-30; none where the branch ends in one that is not regular. Others are not sought.");

    /// <inheritdoc/>
    public string Limits => $"At most {MostWork:N0} profiles × players², and {MostStrategies} strategies a player; a few hundred to a few thousand linear systems in all strategies.";

    internal static bool Accept(NormalFormGame game) =>
        (long)game.ProfileCount * game.PlayerCount * game.PlayerCount <= MostWork && game.Players.All(player => player.Strategies.Length <= MostStrategies);

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return Accept(game);
    }

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (!Accepts(game)) throw new ArgumentException($"The solver '{Id}' does not take the {game}. {Limits}", nameof(game));
        limits.CheckResult(game, 1);
        return limits.Run(
            stop => Find(game, new PayoffTables(game, stop), stop) is { } zero
                ? Result([zero], "one equilibrium only: the logit branch leads to it, and others were not sought")
                : Result([], "the logit branch leads to no equilibrium that could be proven; others were not sought"),
            part => Result([], $"{part} before the logit branch came to its end"),
            cancellationToken);

        NashResult Result(ProvenZero[] found, string because) =>
            ManyPlayersResult.Build(game, Id, found, [], [], because, complete: false, limits, cancellationToken);
    }

    /// <summary>The equilibrium to which the branch leads; null where none could be proven.</summary>
    internal static ProvenZero? Find(NormalFormGame game, PayoffTables payoffs, CancellationToken cancellationToken)
    {
        double range = Enumerable.Range(0, game.PlayerCount).Max(i =>
        {
            IEnumerable<double> own = Enumerable.Range(0, game.ProfileCount).Select(p => game.PayoffAt(p, i).ToDouble());
            return own.Max() - own.Min();
        });
        HashSet<string> tried = [];
        foreach (double end in Ends)
        {
            LogitBranch branch = LogitEquilibria.Branch(game, range > 0 ? end / range : 1, cancellationToken);
            foreach (LogitPoint point in branch.Points.Reverse().Take(Tail))
            {
                foreach (double threshold in Thresholds)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    int[][] supports = [.. point.Probabilities.Select(own => Enumerable.Range(0, own.Length).Where(s => own[s] > threshold).ToArray())];
                    if (supports.Any(support => support.Length == 0) || !tried.Add(string.Join(';', supports.Select(support => string.Join(',', support))))) continue;
                    if (Newton(payoffs, supports, [.. point.Probabilities.Select(own => own.ToArray())]) is not { } near) continue;
                    ProvenZero zero = ProvenZero.Of(payoffs, supports, near);
                    if (zero.Kind == ZeroKind.Equilibrium) return zero;
                }
            }
        }

        return null;
    }

    /// <summary>Newton's method on the indifference equations of a support; null where it does not settle.</summary>
    private static double[][]? Newton(PayoffTables payoffs, int[][] supports, double[][] from)
    {
        var system = new IndifferenceSystem(payoffs, supports);
        double[][] x = [.. supports.Select((support, i) => support.Select(s => from[i][s]).ToArray())];
        foreach (double[] own in x)
        {
            double sum = own.Sum();
            for (int k = 0; k < own.Length; k++) own[k] /= sum;
        }

        for (int round = 0; round < NewtonSteps; round++)
        {
            if (Inverse.Of(system.Jacobian(x)) is not { } inverse) return null;
            double[] step = inverse.Step(system, x);
            for (int u = 0; u < step.Length; u++)
            {
                (int player, int position) = system.Unknowns[u];
                x[player][position] -= step[u];
                x[player][0] += step[u];
            }

            if (!step.All(d => Math.Abs(d) < 1e3)) return null;
            if (!step.All(d => Math.Abs(d) < 1e-13)) continue;
            double[][] near = [.. payoffs.Counts.Select(count => new double[count])];
            for (int i = 0; i < x.Length; i++)
            {
                for (int k = 0; k < x[i].Length; k++) near[i][supports[i][k]] = x[i][k];
            }

            return near;
        }

        return null;
    }
}
