using System.Globalization;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Populations;

/// <summary>Replicator and logit dynamics, followed by steps whose error is controlled.</summary>
/// <remarks>
/// The replicator dynamics ẋ_i = x_i (f_i − f̄) (Taylor and Jonker, Mathematical Biosciences 40 (1978) 145–156; for two populations
/// Taylor, Journal of Applied Probability 16 (1979) 76–83) are followed in logarithms, u̇_i = f_i with x_i ∝ e^(u_i): shares stay
/// positive and sum to 1 by construction, and what is extinct stays so. Logit dynamics ẋ_i = e^(f_i/η)/Σe^(f_j/η) − x_i are from
/// Fudenberg and Levine, The Theory of Learning in Games, 1998, chapter 4; their rest points are logit equilibria with λ = 1/η.
/// </remarks>
public static class SmoothDynamics
{
    /// <summary>The largest estimated error of a step: of a share, or of the logarithm of one.</summary>
    public const double Tolerance = 1e-10;

    /// <summary>Slower than this, in 1/time, a state is at rest.</summary>
    public const double Rest = 1e-9;

    /// <summary>The most steps.</summary>
    public const int MaximumSteps = 2_000_000;

    private const double Return = 1e-6;

    /// <summary>Follows the replicator dynamics.</summary>
    /// <param name="game">The game.</param>
    /// <param name="start">The shares at time 0, population after population; each population's sum to 1.</param>
    /// <param name="times">When the shares are asked for: from 0, increasing.</param>
    /// <param name="cancellationToken">Polled once a step.</param>
    /// <exception cref="GameTooLargeException">There would be more steps than the limit.</exception>
    public static Trajectory Replicator(PopulationGame game, IReadOnlyList<double> start, IReadOnlyList<double> times, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        var shares = new double[game.Offsets[^1]];
        return new Path(
            game,
            (state, derivative) =>
            {
                Shares(game, state, shares);
                game.Payoffs(shares, derivative);
            },
            state =>
            {
                var x = new double[state.Length];
                Shares(game, state, x);
                return x;
            },
            (state, x) =>
            {
                var f = new double[x.Length];
                game.Payoffs(x, f);
                return Centred(game, x, f);
            },
            [.. start.Select(share => Math.Log(share))]).Follow(times, cancellationToken);
    }

    /// <summary>Follows the logit dynamics.</summary>
    /// <param name="game">The game.</param>
    /// <param name="noise">η, greater than 0, in payoff: near 0 the best reply, large the uniform choice.</param>
    /// <param name="start">The shares at time 0, population after population; each population's sum to 1.</param>
    /// <param name="times">When the shares are asked for: from 0, increasing.</param>
    /// <param name="cancellationToken">Polled once a step.</param>
    /// <exception cref="GameTooLargeException">There would be more steps than the limit.</exception>
    public static Trajectory Logit(PopulationGame game, double noise, IReadOnlyList<double> start, IReadOnlyList<double> times, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        VectorField field = (state, derivative) =>
        {
            game.Payoffs(state, derivative);
            for (int i = 0; i < derivative.Length; i++) derivative[i] /= noise;
            Shares(game, derivative, derivative);
            for (int i = 0; i < derivative.Length; i++) derivative[i] -= state[i];
        };
        return new Path(
            game,
            field,
            // Rounding alone takes a share below 0 or the sum away from 1.
            state => Normalised(game, state),
            (state, _) =>
            {
                var rate = new double[state.Length];
                field(state, rate);
                return rate;
            },
            [.. start]).Follow(times, cancellationToken);
    }

    private static double[] Normalised(PopulationGame game, double[] state)
    {
        double[] x = [.. state.Select(share => Math.Max(share, 0))];
        for (int p = 0; p < game.Count; p++)
        {
            Span<double> own = x.AsSpan(game.Offsets[p]..game.Offsets[p + 1]);
            double sum = 0;
            foreach (double share in own) sum += share;
            foreach (ref double share in own) share /= sum;
        }

        return x;
    }

    private static void Shares(PopulationGame game, ReadOnlySpan<double> logarithms, Span<double> shares)
    {
        for (int p = 0; p < game.Count; p++)
        {
            double largest = double.NegativeInfinity, sum = 0;
            for (int i = game.Offsets[p]; i < game.Offsets[p + 1]; i++) largest = Math.Max(largest, logarithms[i]);
            for (int i = game.Offsets[p]; i < game.Offsets[p + 1]; i++) sum += shares[i] = Math.Exp(logarithms[i] - largest);
            for (int i = game.Offsets[p]; i < game.Offsets[p + 1]; i++) shares[i] /= sum;
        }
    }

    private static double[] Centred(PopulationGame game, double[] x, double[] f)
    {
        for (int p = 0; p < game.Count; p++)
        {
            double mean = 0;
            for (int i = game.Offsets[p]; i < game.Offsets[p + 1]; i++) mean += x[i] * f[i];
            for (int i = game.Offsets[p]; i < game.Offsets[p + 1]; i++) f[i] = x[i] * (f[i] - mean);
        }

        return f;
    }

    // A path in the coordinates of the field; shares and their rates of change are read off it.
    private sealed class Path(PopulationGame game, VectorField field, Func<double[], double[]> shares, Func<double[], double[], double[]> rate, double[] state)
    {
        private readonly DormandPrince _method = new(field, state.Length);
        private double[] _state = state, _next = new double[state.Length];
        private double _time;

        // From halfway on, the path is watched for its return to the plane through the point it was at then, at right angles to it.
        private double[]? _mark, _normal;
        private double _markTime;
        private double? _period;
        private bool _left;

        public Trajectory Follow(IReadOnlyList<double> times, CancellationToken cancellationToken)
        {
            var points = new List<double[]>(times.Count);
            double last = times[^1], halfway = last / 2, step = Math.Min(1e-3, last);
            int steps = 0;
            foreach (double time in times)
            {
                while (_time < time)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (++steps > MaximumSteps) throw new GameTooLargeException(string.Create(CultureInfo.InvariantCulture, $"Following the dynamics beyond time {_time:G6}, to time {last},"), "steps", steps, MaximumSteps);
                    double remaining = time - _time, length = Math.Min(step, remaining);
                    double error = _method.Step(_state, length, _next);
                    if (!(error <= Tolerance))
                    {
                        step = length * (double.IsNaN(error) ? 0.2 : DormandPrince.Factor(error, Tolerance));
                        continue;
                    }

                    if (_mark is not null && _period is null) Watch(length);
                    (_state, _next) = (_next, _state);
                    _time = length == remaining ? time : _time + length;
                    // A step cut short by an asked time says nothing against the longer one.
                    step = Math.Max(length * DormandPrince.Factor(error, Tolerance), length < step ? step : 0);
                    if (_mark is null && _time >= halfway) Mark();
                }

                points.Add(shares(_state));
            }

            double[] end = points[^1];
            double speed = rate(_state, end).Max(Math.Abs);
            TrajectoryEnd kind = speed <= Rest ? TrajectoryEnd.RestPoint : _period is null ? TrajectoryEnd.Moving : TrajectoryEnd.Cycle;
            return new Trajectory(times, points, kind, speed, kind == TrajectoryEnd.Cycle ? _period : null, game.Regret(end));
        }

        private void Mark()
        {
            _mark = shares(_state);
            _normal = rate(_state, _mark);
            _markTime = _time;
        }

        private void Watch(double length)
        {
            double after = Height(_next);
            if (!_left)
            {
                // It has left once it is behind the plane.
                _left = after < 0;
                return;
            }

            if (!(Height(_state) < 0 && after >= 0)) return;
            double low = 0, high = length;
            var at = new double[_state.Length];
            for (int halving = 0; halving < 60; halving++)
            {
                double middle = (low + high) / 2;
                _method.Step(_state, middle, at);
                if (Height(at) < 0) low = middle;
                else high = middle;
            }

            double distance = shares(at).Zip(_mark!, (a, b) => Math.Abs(a - b)).Max();
            if (distance <= Return) _period = _time + high - _markTime;
        }

        private double Height(double[] at) => shares(at).Select((share, i) => (share - _mark![i]) * _normal![i]).Sum();
    }
}
