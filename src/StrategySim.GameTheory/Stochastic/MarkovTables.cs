using MathNet.Numerics.LinearAlgebra;

namespace StrategySim.GameTheory.Stochastic;

/// <summary>A stochastic game in floating point, seen by either player: his own strategy first.</summary>
internal sealed class MarkovTables
{
    private readonly double[][][,] _payoffs;
    private readonly double[][][,,] _next;

    public MarkovTables(StochasticGame game)
    {
        Game = game;
        int n = game.States.Length;
        Discount = game.Discount.ToDouble();
        (_payoffs, _next) = ([new double[n][,], new double[n][,]], [new double[n][,,], new double[n][,,]]);
        for (int s = 0; s < n; s++)
        {
            Games.NormalFormGame stage = game.Stages[s];
            int rows = stage.StrategyCount(0), columns = stage.StrategyCount(1);
            (_payoffs[0][s], _payoffs[1][s]) = (new double[rows, columns], new double[columns, rows]);
            (_next[0][s], _next[1][s]) = (new double[rows, columns, n], new double[columns, rows, n]);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    int profile = stage.ProfileOf(i, j);
                    (_payoffs[0][s][i, j], _payoffs[1][s][j, i]) = (stage.PayoffAt(profile, 0).ToDouble(), stage.PayoffAt(profile, 1).ToDouble());
                    for (int t = 0; t < n; t++) _next[0][s][i, j, t] = _next[1][s][j, i, t] = game.Transitions[s][profile][t].ToDouble();
                }
            }
        }
    }

    public StochasticGame Game { get; }

    public double Discount { get; }

    public int States => Game.States.Length;

    public int Strategies(int player, int state) => Game.Stages[state].StrategyCount(player);

    /// <summary>Probability of a next state.</summary>
    public double Next(int player, int state, int own, int other, int next) => _next[player][state][own, other, next];

    /// <summary>Payoff now and from the next state on.</summary>
    public double Total(int player, int state, int own, int other, double[] values)
    {
        double sum = 0;
        for (int t = 0; t < States; t++) sum += _next[player][state][own, other, t] * values[t];
        return _payoffs[player][state][own, other] + (Discount * sum);
    }

    /// <summary>What an own strategy earns, now and from the next state on, against a mixed one.</summary>
    public double Earns(int player, int state, int own, double[] other, double[] values)
    {
        double sum = 0;
        for (int b = 0; b < other.Length; b++)
        {
            if (other[b] != 0) sum += other[b] * Total(player, state, own, b, values);
        }

        return sum;
    }

    /// <summary>The values of stationary strategies: two by states.</summary>
    /// <param name="mix">For each player and state, the probabilities of his strategies.</param>
    public double[][] Values(double[][][] mix)
    {
        var values = new double[2][];
        for (int p = 0; p < 2; p++)
        {
            Matrix<double> system = Matrix<double>.Build.DenseIdentity(States);
            Vector<double> now = Vector<double>.Build.Dense(States);
            for (int s = 0; s < States; s++)
            {
                for (int a = 0; a < mix[p][s].Length; a++)
                {
                    for (int b = 0; b < mix[1 - p][s].Length; b++)
                    {
                        double weight = mix[p][s][a] * mix[1 - p][s][b];
                        if (weight == 0) continue;
                        now[s] += weight * _payoffs[p][s][a, b];
                        for (int t = 0; t < States; t++) system[s, t] -= Discount * weight * _next[p][s][a, b, t];
                    }
                }
            }

            values[p] = [.. system.Solve(now)];
        }

        return values;
    }

    /// <summary>The largest payoff of a stage, in size; at least a tiny number.</summary>
    public double Scale => Math.Max(1e-300, _payoffs[0].Concat(_payoffs[1]).Max(table => table.Cast<double>().Max(Math.Abs)));
}
