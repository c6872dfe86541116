using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A logit quantal response equilibrium.</summary>
/// <param name="Lambda">λ, how sharply players respond; 1/payoff unit, at least 0.</param>
/// <param name="Probabilities">For each player the probability of each strategy.</param>
/// <param name="Residual">The most by which a probability differs from the logit response to the others' probabilities.</param>
public sealed record LogitPoint(double Lambda, ImmutableArray<ImmutableArray<double>> Probabilities, double Residual);

/// <summary>The principal branch of the logit correspondence, as far as it was followed.</summary>
/// <param name="Points">Points in the order of the path from λ = 0; λ may fall on the way.</param>
/// <param name="Reached">Whether the branch was followed to the λ asked for.</param>
public sealed record LogitBranch(ImmutableArray<LogitPoint> Points, bool Reached);

/// <summary>The λ on the branch under which observed play is most likely.</summary>
/// <param name="Point">The equilibrium.</param>
/// <param name="LogLikelihood">Σ f ln p over the frequencies given, at most 0.</param>
/// <param name="Interior">Whether the likelihood falls on both sides; otherwise it is largest at an end of the branch followed.</param>
public sealed record LogitFit(LogitPoint Point, double LogLikelihood, bool Interior);

/// <summary>Logit quantal response equilibria on the principal branch, in floating point.</summary>
/// <remarks>
/// From λ = 0, where everybody plays everything alike, the branch is followed by predictor steps along its tangent and Newton
/// corrections across it; where λ turns back the path goes on. Turocy, "A dynamic homotopy interpretation of the logistic
/// quantal response equilibrium correspondence", Games and Economic Behavior 51 (2005) 243–263.
/// </remarks>
public static class LogitEquilibria
{
    private const int MaximumSteps = 20_000;
    private const double Accuracy = 1e-12;

    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "logit",
        "Logit quantal response equilibrium",
        "McKelvey and Palfrey, \"Quantal response equilibria for normal form games\", Games and Economic Behavior 10 (1995) 6–38; Turocy, ibid. 51 (2005) 243–263",
        false,
        "The principal branch from λ = 0 as a path, or its first point at a λ, or the point at which frequencies observed are most likely; each with the most by which a probability differs from the logit response. Floating point; a branch that could not be followed to its end says so.",
        "A system of linear equations in Σ mᵢ unknowns for each step, a few hundred steps; at most 1,000,000 profiles × players².",
        "every game in strategic form",
        _ => true,
        [
            new("lambda", "an exact number of at least 0", "none: the whole branch", "The λ of the one point asked for; 1/payoff unit."),
            new("frequencies", "a list of lists of exact numbers of at least 0, one list for each player", "none", "How often each strategy was observed, as counts or shares; λ is fitted to them by maximum likelihood."),
            new("to", "an exact number greater than 0", "1000 divided by the range of payoffs", "The λ to which the branch is followed; 1/payoff unit."),
        ]);

    /// <summary>The branch from λ = 0 on.</summary>
    /// <param name="game">The game.</param>
    /// <param name="to">The λ to stop at; 1/payoff unit, greater than 0; by default 1000 divided by the range of payoffs.</param>
    /// <param name="cancellationToken">Polled once a step.</param>
    /// <exception cref="GameTooLargeException">A step would take more than 1,000,000 profiles × players².</exception>
    public static LogitBranch Branch(NormalFormGame game, double? to = null, CancellationToken cancellationToken = default)
    {
        LogitSystem system = Create(game);
        double end = End(system, to);
        List<double[]> points = [];
        bool reached = Follow(system, end, (point, _) => points.Add(point), cancellationToken);
        if (reached && AtLambda(system, points[^1], end) is { } last) points[^1] = last;
        return new LogitBranch([.. points.Select(point => Point(system, point))], reached);
    }

    /// <summary>The first point of the branch at a λ; null where the branch could not be followed so far.</summary>
    /// <param name="game">The game.</param>
    /// <param name="lambda">λ; 1/payoff unit, at least 0.</param>
    /// <param name="cancellationToken">Polled once a step.</param>
    /// <inheritdoc cref="Branch" path="/exception"/>
    public static LogitPoint? At(NormalFormGame game, double lambda, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lambda);
        LogitSystem system = Create(game);
        double end = lambda * system.Range;
        if (end == 0) return Point(system, system.Start());
        double[]? last = null;
        bool reached = Follow(system, end, (point, _) => last = point, cancellationToken);
        return reached && AtLambda(system, last!, end) is { } point ? Point(system, point) : null;
    }

    /// <summary>The point of the branch under which frequencies are most likely.</summary>
    /// <param name="game">The game.</param>
    /// <param name="frequencies">For each player how often each strategy was observed, as counts or shares, at least 0.</param>
    /// <param name="to">How far to follow the branch, as in <see cref="Branch"/>.</param>
    /// <param name="cancellationToken">Polled once a step.</param>
    /// <inheritdoc cref="Branch" path="/exception"/>
    public static LogitFit Fit(NormalFormGame game, double[][] frequencies, double? to = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        LogitSystem system = Create(game);
        double[]? before = null, tangentBefore = null, best = null;
        bool interior = false;
        double most = double.NegativeInfinity;
        Follow(system, End(system, to), (point, tangent) =>
        {
            // The likelihood rises along the path before a maximum and falls behind it.
            if (before is not null && system.Weighted(frequencies, tangentBefore!) > 0 && system.Weighted(frequencies, tangent) <= 0)
            {
                Consider(Summit(system, frequencies, before, tangentBefore!, point), inside: true);
            }

            Consider(point, inside: false);
            (before, tangentBefore) = (point, tangent);
        }, cancellationToken);
        return new LogitFit(Point(system, best!), most, interior);

        void Consider(double[] point, bool inside)
        {
            double likelihood = system.Weighted(frequencies, point);
            // A point of the path beside a summit is never above it.
            if (likelihood > most || (inside && likelihood >= most - 1e-12)) (best, most, interior) = (point, likelihood, inside);
        }
    }

    private static LogitSystem Create(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        long work = (long)game.ProfileCount * game.PlayerCount * game.PlayerCount;
        return work <= 1_000_000 ? new LogitSystem(game) : throw new GameTooLargeException($"A step along the logit branch of the {game}", "profiles × players²", work, 1_000_000);
    }

    private static double End(LogitSystem system, double? to)
    {
        if (to is { } given && !(given > 0)) throw new ArgumentOutOfRangeException(nameof(to), given, "Expected a λ greater than 0.");
        return to * system.Range ?? 1000;
    }

    /// <summary>Goes along the branch and shows each point with its tangent, until λ reaches the end.</summary>
    /// <returns>Whether λ reached the end; the last point shown is then the first beyond it.</returns>
    private static bool Follow(LogitSystem system, double end, Action<double[], double[]> visit, CancellationToken cancellationToken)
    {
        int n = system.Size;
        double[] point = system.Start(), up = new double[n + 1];
        up[n] = 1;
        double[] tangent = Tangent(system, point, up);
        visit(point, tangent);
        double step = 0.03;
        for (int steps = 0; steps < MaximumSteps && step > 1e-10; steps++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] guess = Moved(point, tangent, step);
            if (guess[n] < 0 || Correct(system, guess, tangent, step * 0.1) is not { } next)
            {
                step /= 2;
                continue;
            }

            double[] direction = Tangent(system, next, tangent);
            double cosine = Dot(direction, tangent);
            // A sharp bend may hide another branch: go there in smaller steps.
            if (!(cosine > 0.98))
            {
                step /= 2;
                continue;
            }

            (point, tangent) = (next, direction);
            visit(point, tangent);
            if (point[n] >= end) return true;
            if (cosine > 0.998) step *= 1.5;
        }

        return false;
    }

    /// <summary>Newton's method across the tangent; null where it starts too far off, which may lead to another branch, or does not close in quickly.</summary>
    private static double[]? Correct(LogitSystem system, double[] guess, double[] across, double farthest)
    {
        int n = system.Size;
        double[] point = guess;
        double last = double.PositiveInfinity;
        for (int iteration = 0; iteration < 12; iteration++)
        {
            (double[] residuals, Matrix<double> derivatives) = system.Evaluate(point);
            double[] right = [.. residuals.Select(r => -r), 0];
            double[] move = Solve(derivatives, across, right);
            double length = Math.Sqrt(Dot(move, move)), scale = 1 + Math.Sqrt(Dot(point, point));
            if (!double.IsFinite(length) || length > farthest || (iteration > 0 && length > 0.7 * last && length > 1e-9 * scale)) return null;
            point = Moved(point, move, 1);
            if (length <= Accuracy * scale) return point;
            last = length;
        }

        return last <= 1e-9 * (1 + Math.Sqrt(Dot(point, point))) ? point : null;
    }

    /// <summary>The point at exactly a λ, from one close by.</summary>
    private static double[]? AtLambda(LogitSystem system, double[] near, double lambda)
    {
        double[] hold = new double[system.Size + 1];
        hold[^1] = 1;
        // Back along the path in pieces: the last step may have gone far beyond.
        for (int pieces = 1; pieces <= 1 << 12; pieces *= 2)
        {
            double[]? at = near;
            for (int k = 1; k <= pieces && at is not null; k++)
            {
                double[] guess = (double[])at.Clone();
                double next = near[^1] + ((lambda - near[^1]) * k / pieces);
                double[] tangent = Tangent(system, at, hold);
                if (Math.Abs(tangent[^1]) > 1e-9) guess = Moved(at, tangent, (next - at[^1]) / tangent[^1]);
                guess[^1] = next;
                at = Correct(system, guess, hold, 0.1 * (1 + Math.Abs(next)));
            }

            if (at is not null) return at;
        }

        return null;
    }

    private static double[] Summit(LogitSystem system, double[][] frequencies, double[] from, double[] tangent, double[] to)
    {
        double[] difference = [.. to.Select((value, k) => value - from[k])];
        double low = 0, high = Dot(difference, tangent);
        double[] best = from;
        for (int halving = 0; halving < 60; halving++)
        {
            double middle = (low + high) / 2;
            if (Correct(system, Moved(from, tangent, middle), tangent, high) is not { } point) return best;
            best = point;
            if (system.Weighted(frequencies, Tangent(system, point, tangent)) > 0) low = middle;
            else high = middle;
        }

        return best;
    }

    private static double[] Tangent(LogitSystem system, double[] point, double[] along)
    {
        double[] right = new double[system.Size + 1];
        right[^1] = 1;
        double[] direction = Solve(system.Evaluate(point).Derivatives, along, right);
        double length = Math.Sqrt(Dot(direction, direction));
        return [.. direction.Select(value => value / length)];
    }

    private static double[] Solve(Matrix<double> derivatives, double[] lastRow, double[] right) =>
        derivatives.InsertRow(derivatives.RowCount, Vector<double>.Build.DenseOfArray(lastRow)).LU().Solve(Vector<double>.Build.DenseOfArray(right)).ToArray();

    private static double[] Moved(double[] point, double[] direction, double step) => [.. point.Select((value, k) => value + (step * direction[k]))];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static LogitPoint Point(LogitSystem system, double[] point) =>
        new(point[^1] / system.Range, [.. system.Probabilities(point).Select(own => ImmutableArray.Create(own))], system.Residual(point));
}
