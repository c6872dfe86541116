using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>A finite population of any number of types that mutate, as a chain over how many members each type has.</summary>
/// <remarks>The processes of <see cref="BirthDeathChain"/>; a mutant is of each other type with the same probability. For two types that one says more, and takes larger populations.</remarks>
public static class MutationChain
{
    /// <summary>The most states: ways to divide the members among the types.</summary>
    public const int MaximumStates = 1000;

    /// <summary>Mean share of each type in the long run: births in proportion to fitness, deaths at random.</summary>
    /// <param name="payoffs">What the row type earns against the column type; n × n, n at least 2.</param>
    /// <param name="size">Members, at least 2.</param>
    /// <param name="selection">w, from 0 to 1: fitness is 1 − w + w·payoff.</param>
    /// <param name="mutation">Probability that a child is of another type, greater than 0 and at most 1.</param>
    /// <returns>The shares; null where there are more than <see cref="MaximumStates"/> states.</returns>
    /// <exception cref="InvalidGameException">A fitness is negative in some state, or all are 0.</exception>
    public static double[]? Moran(Rational[,] payoffs, int size, double selection, double mutation) => Shares(payoffs, size, (counts, earned) =>
    {
        double[] weights = [.. counts.Select((count, i) => count == 0 ? 0 : count * (1 - selection + (selection * earned[i])))];
        double sum = weights.Sum();
        if (weights.Any(weight => weight < 0) || sum <= 0) throw new InvalidGameException([new GameFault("/selection", $"{selection}", "an intensity at which no fitness is negative and not all are 0, whatever the members are")]);
        double[] child = [.. weights.Select(weight => ((weight * (1 - mutation)) + ((sum - weight) * mutation / (counts.Length - 1))) / sum)];
        return (from, to) => child[to] * counts[from] / size;
    });

    /// <summary>Mean share of each type in the long run: pairwise imitation, or with the probability of mutation a change of type.</summary>
    /// <param name="payoffs">As above.</param>
    /// <param name="size">Members, at least 2.</param>
    /// <param name="strength">β, at least 0, in 1/payoff.</param>
    /// <param name="mutation">Greater than 0, at most 1.</param>
    /// <returns>The shares; null where there are more than <see cref="MaximumStates"/> states.</returns>
    public static double[]? Pairwise(Rational[,] payoffs, int size, double strength, double mutation) => Shares(payoffs, size, (counts, earned) =>
        (from, to) => (double)counts[from] / size * ((mutation / (counts.Length - 1)) + (counts[to] == 0 ? 0 : (1 - mutation) * counts[to] / (size - 1) / (1 + Math.Exp(strength * (earned[from] - earned[to]))))));

    private static double[]? Shares(Rational[,] payoffs, int size, Func<int[], double[], Func<int, int, double>> step)
    {
        ArgumentNullException.ThrowIfNull(payoffs);
        int n = payoffs.GetLength(0);
        if (StatesOf(n, size) > MaximumStates) return null;
        var u = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) u[i, j] = payoffs[i, j].ToDouble();
        }

        int[][] states = [.. Divisions(n, size)];
        Dictionary<string, int> numbers = states.Select((counts, s) => (Key: Key(counts), s)).ToDictionary(state => state.Key, state => state.s);
        var logarithms = new double[states.Length, states.Length];
        for (int s = 0; s < states.Length; s++)
        {
            for (int t = 0; t < states.Length; t++) logarithms[s, t] = double.NegativeInfinity;
            int[] counts = states[s];
            Func<int, int, double> probability = step(counts, Earned(u, counts, size));
            for (int from = 0; from < n; from++)
            {
                for (int to = 0; to < n; to++)
                {
                    if (from == to || counts[from] == 0) continue;
                    int[] next = [.. counts];
                    (next[from], next[to]) = (next[from] - 1, next[to] + 1);
                    logarithms[s, numbers[Key(next)]] = Math.Log(probability(from, to));
                }
            }
        }

        if (StationaryDistribution.OfLogarithms(logarithms) is not { } time) return null;
        return [.. Enumerable.Range(0, n).Select(i => states.Select((counts, s) => time[s] * counts[i]).Sum() / size)];
    }

    private static double StatesOf(int n, int size) => Enumerable.Range(1, n - 1).Aggregate(1.0, (product, k) => product * (size + k) / k);

    private static IEnumerable<int[]> Divisions(int types, int members)
    {
        if (types == 1) return [[members]];
        return Enumerable.Range(0, members + 1).SelectMany(first => Divisions(types - 1, members - first).Select(rest => (int[])[first, .. rest]));
    }

    private static string Key(int[] counts) => string.Join(' ', counts);

    // Means over the other members; nobody meets himself.
    private static double[] Earned(double[,] u, int[] counts, int size) =>
        [.. counts.Select((_, i) => (counts.Select((count, j) => count * u[i, j]).Sum() - u[i, i]) / (size - 1))];
}
