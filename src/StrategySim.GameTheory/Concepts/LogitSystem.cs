using MathNet.Numerics.LinearAlgebra;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Concepts;

/// <summary>The equations of logit equilibrium in logarithms of probabilities, for payoffs scaled to a range of 1.</summary>
/// <remarks>
/// Unknowns are the logarithms ℓ, player by player, and last λ. For each player Σ exp ℓ = 1, and for each strategy but the first
/// ℓ_j − ℓ_0 = λ (u_j − u_0). In logarithms the equations stay well scaled where probabilities vanish: Turocy, Games and Economic
/// Behavior 51 (2005) 243–263, section 4.
/// </remarks>
internal sealed class LogitSystem
{
    private readonly NormalFormGame _game;
    private readonly double[] _payoffs;
    private readonly int[] _first;

    public LogitSystem(NormalFormGame game)
    {
        _game = game;
        int players = game.PlayerCount;
        var values = Enumerable.Range(0, game.ProfileCount).SelectMany(profile => Enumerable.Range(0, players).Select(i => game.PayoffAt(profile, i))).ToArray();
        // Each player's payoffs from their least on: what only shifts them changes no answer, and would cost digits.
        var least = Enumerable.Range(0, players).Select(i => Enumerable.Range(0, game.ProfileCount).Min(profile => values[(profile * players) + i])).ToArray();
        var range = values.Select((value, k) => value - least[k % players]).Max();
        Range = range.IsZero ? 1 : range.ToDouble();
        _payoffs = [.. values.Select((value, k) => range.IsZero ? 0 : ((value - least[k % players]) / range).ToDouble())];
        _first = new int[players + 1];
        for (int i = 0; i < players; i++) _first[i + 1] = _first[i] + game.StrategyCount(i);
    }

    /// <summary>The range of payoffs, by which λ is scaled; payoff units.</summary>
    public double Range { get; }

    /// <summary>The number of logarithms; λ stands behind them.</summary>
    public int Size => _first[^1];

    /// <summary>Everybody plays everything alike, λ = 0.</summary>
    public double[] Start()
    {
        double[] point = new double[Size + 1];
        for (int i = 0; i < _game.PlayerCount; i++) point.AsSpan(_first[i], _game.StrategyCount(i)).Fill(-Math.Log(_game.StrategyCount(i)));
        return point;
    }

    /// <summary>The probabilities at a point, player by player.</summary>
    public double[][] Probabilities(double[] point) =>
        [.. Enumerable.Range(0, _game.PlayerCount).Select(i => point[_first[i].._first[i + 1]].Select(Math.Exp).ToArray())];

    /// <summary>A sum over all logarithms, weighted.</summary>
    public double Weighted(double[][] weights, double[] point)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            for (int s = 0; s < weights[i].Length; s++) sum += weights[i][s] == 0 ? 0 : weights[i][s] * point[_first[i] + s];
        }

        return sum;
    }

    /// <summary>The most by which a probability at a point differs from the logit response to the others'.</summary>
    public double Residual(double[] point)
    {
        (double[] residuals, _) = Evaluate(point);
        double most = 0;
        for (int i = 0; i < _game.PlayerCount; i++)
        {
            int zero = _first[i], end = _first[i + 1];
            // ℓ_j − ℓ_0 less its residual is what the response has there; its logarithms may be large, so the largest is taken off.
            double[] response = [.. Enumerable.Range(zero, end - zero).Select(j => j == zero ? 0 : point[j] - point[zero] - residuals[j])];
            double top = response.Max(), sum = response.Sum(value => Math.Exp(value - top));
            for (int j = zero; j < end; j++) most = Math.Max(most, Math.Abs(Math.Exp(point[j]) - (Math.Exp(response[j - zero] - top) / sum)));
        }

        return most;
    }

    /// <summary>The residuals and the derivatives, Size × (Size + 1).</summary>
    public (double[] Residuals, Matrix<double> Derivatives) Evaluate(double[] point)
    {
        int players = _game.PlayerCount;
        double lambda = point[Size];
        double[] p = new double[Size], u = new double[Size];
        for (int k = 0; k < Size; k++) p[k] = Math.Exp(point[k]);
        // slopes[a, b]: how the payoff of strategy a changes with the probability of another player's strategy b.
        double[,] slopes = new double[Size, Size];
        int[] at = new int[players];
        for (int profile = 0; profile < _game.ProfileCount; profile++)
        {
            for (int i = 0; i < players; i++) at[i] = _first[i] + _game.StrategyAt(profile, i);
            for (int i = 0; i < players; i++)
            {
                double payoff = _payoffs[(profile * players) + i], all = payoff;
                if (payoff == 0) continue;
                for (int k = 0; k < players; k++)
                {
                    if (k == i) continue;
                    all *= p[at[k]];
                    double others = payoff;
                    for (int l = 0; l < players; l++)
                    {
                        if (l != i && l != k) others *= p[at[l]];
                    }

                    slopes[at[i], at[k]] += others;
                }

                u[at[i]] += all;
            }
        }

        double[] residuals = new double[Size];
        Matrix<double> derivatives = Matrix<double>.Build.Dense(Size, Size + 1);
        for (int i = 0; i < players; i++)
        {
            int zero = _first[i];
            residuals[zero] = -1;
            for (int j = zero; j < _first[i + 1]; j++)
            {
                residuals[zero] += p[j];
                derivatives[zero, j] = p[j];
                if (j == zero) continue;
                residuals[j] = point[j] - point[zero] - (lambda * (u[j] - u[zero]));
                derivatives[j, j] += 1;
                derivatives[j, zero] -= 1;
                derivatives[j, Size] = u[zero] - u[j];
                for (int k = 0; k < Size; k++) derivatives[j, k] -= lambda * (slopes[j, k] - slopes[zero, k]) * p[k];
            }
        }

        return (residuals, derivatives);
    }
}
