using MathNet.Numerics.LinearAlgebra;

namespace StrategySim.GameTheory.Stochastic;

/// <summary>Follows logit Markov equilibria from uniform play, λ = 0, to nearly best replies.</summary>
/// <remarks>
/// Eibelshäuser and Poensgen, Markov quantal response equilibrium and a homotopy method for computing and selecting Markov perfect equilibria of
/// dynamic stochastic games (2019): in logarithms β of probabilities and in values v, β_a − β_0 = λ (Q_a − Q_0), Σ e^β = 1, v = Σ e^β Q. The branch from λ = 0 is
/// followed by its arc length, so that it may turn back in λ, with Euler steps corrected by Newton's method (Allgower and Georg,
/// Numerical Continuation Methods, 1990, chapter 6). In a symmetric game the branch is symmetric.
/// </remarks>
internal sealed class LogitHomotopy
{
    private const int MaximumSteps = 5_000, Corrections = 8;

    private readonly MarkovTables _tables;
    private readonly int[,] _offset;
    private readonly int _mixes, _size;

    private LogitHomotopy(MarkovTables tables)
    {
        _tables = tables;
        _offset = new int[2, tables.States];
        for (int p = 0; p < 2; p++)
        {
            for (int s = 0; s < tables.States; s++)
            {
                _offset[p, s] = _mixes;
                _mixes += tables.Strategies(p, s);
            }
        }

        _size = _mixes + (2 * tables.States);
    }

    /// <summary>The profile where λ times the scale of payoffs has grown large; null where the path could not be followed so far.</summary>
    /// <param name="tables">The game.</param>
    /// <param name="cancellationToken">Polled once a step.</param>
    public static double[][][]? Follow(MarkovTables tables, CancellationToken cancellationToken) => new LogitHomotopy(tables).Follow(cancellationToken);

    private double[][][]? Follow(CancellationToken cancellationToken)
    {
        // λ is counted in 1/scale, so that the path does not depend on the unit of payoffs.
        Vector<double> x = Vector<double>.Build.Dense(_size + 1), previous = Vector<double>.Build.Dense(_size + 1);
        for (int p = 0; p < 2; p++)
        {
            for (int s = 0; s < _tables.States; s++)
            {
                int count = _tables.Strategies(p, s);
                for (int a = 0; a < count; a++) x[_offset[p, s] + a] = -Math.Log(count);
            }
        }

        double[][] values = _tables.Values(Mix(x));
        for (int p = 0; p < 2; p++)
        {
            for (int s = 0; s < _tables.States; s++) x[Value(p, s)] = values[p][s] / _tables.Scale;
        }

        previous[_size] = 1;
        double step = 0.01;
        for (int count = 0; count < MaximumSteps; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Matrix<double> jacobian = Bordered(x, previous);
            Vector<double> unit = Vector<double>.Build.Dense(_size + 1, i => i == _size ? 1 : 0);
            Vector<double> tangent = jacobian.Solve(unit);
            if (!tangent.All(double.IsFinite)) return null;
            tangent = tangent.Normalize(2);
            if (tangent * previous < 0) tangent = -tangent;
            if (Correct(x + (step * tangent), tangent) is { } next && (next - x).L2Norm() < 3 * step)
            {
                previous = tangent;
                x = next;
                step = Math.Min(step * 1.5, 5 + (0.1 * x.L2Norm()));
                if (x[_size] > 1e4) return Mix(x);
            }
            else if ((step /= 2) < 1e-9)
            {
                return null;
            }
        }

        return null;
    }

    // Newton's method at right angles to the tangent.
    private Vector<double>? Correct(Vector<double> from, Vector<double> tangent)
    {
        Vector<double> x = from.Clone();
        for (int iteration = 0; iteration < Corrections; iteration++)
        {
            Vector<double> residual = Vector<double>.Build.Dense(_size + 1);
            Residual(x).CopyTo(residual.AsArray(), 0);
            residual[_size] = tangent * (x - from);
            Vector<double> correction = Bordered(x, tangent).Solve(residual);
            if (!correction.All(double.IsFinite)) return null;
            x -= correction;
            if (correction.L2Norm() < 1e-10 * (1 + x.L2Norm())) return x;
        }

        return null;
    }

    private double[] Residual(Vector<double> x)
    {
        double[][][] mix = Mix(x);
        double[][] values = Values(x);
        var residual = new double[_size];
        for (int p = 0; p < 2; p++)
        {
            for (int s = 0; s < _tables.States; s++)
            {
                int at = _offset[p, s];
                double mean = 0, first = 0;
                for (int a = 0; a < mix[p][s].Length; a++)
                {
                    double earns = _tables.Earns(p, s, a, mix[1 - p][s], values[p]) / _tables.Scale;
                    mean += mix[p][s][a] * earns;
                    if (a == 0) first = earns;
                    else residual[at + a] = x[at + a] - x[at] - (x[_size] * (earns - first));
                }

                residual[at] = mix[p][s].Sum() - 1;
                residual[Value(p, s)] = x[Value(p, s)] - mean;
            }
        }

        return residual;
    }

    private Matrix<double> Bordered(Vector<double> x, Vector<double> last)
    {
        double[][][] mix = Mix(x);
        double[][] values = Values(x);
        double lambda = x[_size];
        Matrix<double> jacobian = Matrix<double>.Build.Dense(_size + 1, _size + 1);
        for (int p = 0; p < 2; p++)
        {
            for (int s = 0; s < _tables.States; s++)
            {
                int at = _offset[p, s], opposing = _offset[1 - p, s], value = Value(p, s), count = mix[p][s].Length;
                var earns = new double[count];
                // Rates of change of what a strategy earns: with the opponent's logarithms, and with the values.
                double[,] byOther = new double[count, mix[1 - p][s].Length], byValue = new double[count, _tables.States];
                for (int a = 0; a < count; a++)
                {
                    for (int b = 0; b < mix[1 - p][s].Length; b++)
                    {
                        byOther[a, b] = mix[1 - p][s][b] * _tables.Total(p, s, a, b, values[p]) / _tables.Scale;
                        earns[a] += byOther[a, b];
                        for (int t = 0; t < _tables.States; t++) byValue[a, t] += _tables.Discount * mix[1 - p][s][b] * _tables.Next(p, s, a, b, t);
                    }
                }

                jacobian[value, value] += 1;
                for (int a = 0; a < count; a++)
                {
                    jacobian[at, at + a] = mix[p][s][a];
                    jacobian[value, at + a] -= mix[p][s][a] * earns[a];
                    for (int b = 0; b < mix[1 - p][s].Length; b++) jacobian[value, opposing + b] -= mix[p][s][a] * byOther[a, b];
                    for (int t = 0; t < _tables.States; t++) jacobian[value, Value(p, t)] -= mix[p][s][a] * byValue[a, t];
                    if (a == 0) continue;
                    jacobian[at + a, at + a] += 1;
                    jacobian[at + a, at] -= 1;
                    jacobian[at + a, _size] = -(earns[a] - earns[0]);
                    for (int b = 0; b < mix[1 - p][s].Length; b++) jacobian[at + a, opposing + b] = -lambda * (byOther[a, b] - byOther[0, b]);
                    for (int t = 0; t < _tables.States; t++) jacobian[at + a, Value(p, t)] = -lambda * (byValue[a, t] - byValue[0, t]);
                }
            }
        }

        jacobian.SetRow(_size, last);
        return jacobian;
    }

    private double[][][] Mix(Vector<double> x) =>
        [.. Enumerable.Range(0, 2).Select(p => Enumerable.Range(0, _tables.States).Select(s => Enumerable.Range(_offset[p, s], _tables.Strategies(p, s)).Select(k => Math.Exp(x[k])).ToArray()).ToArray())];

    private double[][] Values(Vector<double> x) =>
        [.. Enumerable.Range(0, 2).Select(p => Enumerable.Range(0, _tables.States).Select(s => x[Value(p, s)] * _tables.Scale).ToArray())];

    private int Value(int player, int state) => _mixes + (player * _tables.States) + state;
}
