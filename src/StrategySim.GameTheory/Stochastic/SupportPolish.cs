using MathNet.Numerics.LinearAlgebra;

namespace StrategySim.GameTheory.Stochastic;

/// <summary>Newton's method on the equations of a Markov-perfect equilibrium with given supports.</summary>
/// <remarks>Unknowns are the probabilities on the supports and the values; in every state each strategy in use earns the value, and probabilities add up to 1.</remarks>
internal static class SupportPolish
{
    private const int Iterations = 30;

    /// <summary>The equilibrium near a profile, or null where the method does not come to one.</summary>
    /// <param name="tables">The game.</param>
    /// <param name="mix">For each player and state, probabilities; a strategy below the threshold is taken not to be used.</param>
    /// <param name="threshold">From 0 to less than 1 over the number of strategies.</param>
    public static double[][][]? From(MarkovTables tables, double[][][] mix, double threshold)
    {
        int n = tables.States;
        var unknowns = new List<(int Player, int State, int Strategy)>();
        for (int p = 0; p < 2; p++)
        {
            for (int s = 0; s < n; s++) unknowns.AddRange(Enumerable.Range(0, mix[p][s].Length).Where(a => mix[p][s][a] > threshold).Select(a => (p, s, a)));
        }

        double[][][] now = [.. mix.Select(own => own.Select(x => x.Select(share => share > threshold ? share : 0).ToArray()).ToArray())];
        foreach (double[] shares in now.SelectMany(own => own))
        {
            double sum = shares.Sum();
            for (int a = 0; a < shares.Length; a++) shares[a] /= sum;
        }

        double[][] values = tables.Values(now);
        int size = unknowns.Count + (2 * n);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            Matrix<double> jacobian = Matrix<double>.Build.Dense(size, size);
            Vector<double> residual = Vector<double>.Build.Dense(size);
            for (int row = 0; row < unknowns.Count; row++)
            {
                (int p, int s, int a) = unknowns[row];
                residual[row] = tables.Earns(p, s, a, now[1 - p][s], values[p]) - values[p][s];
                jacobian[row, Value(p, s)] -= 1;
                for (int b = 0; b < now[1 - p][s].Length; b++)
                {
                    for (int t = 0; t < n; t++) jacobian[row, Value(p, t)] += tables.Discount * now[1 - p][s][b] * tables.Next(p, s, a, b, t);
                }

                for (int column = 0; column < unknowns.Count; column++)
                {
                    (int q, int u, int b) = unknowns[column];
                    if (q != p && u == s) jacobian[row, column] = tables.Total(p, s, a, b, values[p]);
                }
            }

            for (int p = 0; p < 2; p++)
            {
                for (int s = 0; s < n; s++)
                {
                    residual[Value(p, s)] = now[p][s].Sum() - 1;
                    for (int column = 0; column < unknowns.Count; column++)
                    {
                        if (unknowns[column].Player == p && unknowns[column].State == s) jacobian[Value(p, s), column] = 1;
                    }
                }
            }

            Vector<double> step = jacobian.Solve(residual);
            if (!step.All(double.IsFinite)) return null;
            for (int k = 0; k < unknowns.Count; k++)
            {
                (int p, int s, int a) = unknowns[k];
                now[p][s][a] -= step[k];
            }

            for (int p = 0; p < 2; p++)
            {
                for (int s = 0; s < n; s++) values[p][s] -= step[Value(p, s)];
            }

            if (step.AbsoluteMaximum() < 1e-13 * (1 + values.Max(v => v.Max(Math.Abs)))) break;
        }

        return now.All(own => own.All(x => x.All(share => share is >= -1e-12 and <= 1 + 1e-12))) ? now : null;

        int Value(int player, int state) => unknowns.Count + (player * n) + state;
    }
}
