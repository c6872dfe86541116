using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>The stationary distribution of a finite Markov chain that has only one.</summary>
/// <remarks>
/// Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107–1116: states are taken out one by one; nothing is subtracted,
/// so that small probabilities keep all their digits, and rationals stay exact. Where some states cannot be reached again, the
/// distribution is that of the one closed set of states; where there are several closed sets it is not unique.
/// </remarks>
public static class StationaryDistribution
{
    private interface IWeight<T>
    {
        static abstract T One { get; }

        static abstract bool IsZero(T value);

        static abstract T Add(T left, T right);

        static abstract T Multiply(T left, T right);

        static abstract T Divide(T left, T right);
    }

    /// <summary>The distribution, exact.</summary>
    /// <param name="transitions">Probabilities from row to column, or any positive multiple of the off-diagonal ones; the diagonal is not read. n × n.</param>
    /// <returns>The distribution; null where it is not unique.</returns>
    public static Rational[]? Of(Rational[,] transitions) => Solve<Rational, ExactWeight>(transitions) is { } found ? [.. found.Select(w => w ?? Rational.Zero)] : null;

    /// <summary>The distribution in floating point, of probabilities that may be beyond the range of doubles.</summary>
    /// <param name="logarithms">Natural logarithms of the probabilities from row to column, −∞ for 0; the diagonal is not read. n × n.</param>
    /// <returns>The distribution; null where it is not unique.</returns>
    public static double[]? OfLogarithms(double[,] logarithms)
    {
        ArgumentNullException.ThrowIfNull(logarithms);
        // Products along paths of up to n − 1 steps have to stay within the range of doubles.
        int n = logarithms.GetLength(0);
        double least = 0;
        foreach (double logarithm in logarithms)
        {
            if (double.IsFinite(logarithm)) least = Math.Min(least, logarithm);
        }

        if ((n - 1) * least < -600)
        {
            if (Solve<double, LogarithmWeight>(logarithms) is not { } found) return null;
            // Roundings of large logarithms would show in the sum.
            double[] weights = [.. found.Select(w => w is { } l ? Math.Exp(l) : 0)];
            double sum = weights.Sum();
            return [.. weights.Select(w => w / sum)];
        }

        var probabilities = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) probabilities[i, j] = Math.Exp(logarithms[i, j]);
        }

        return Solve<double, DoubleWeight>(probabilities) is { } plain ? [.. plain.Select(w => w ?? 0)] : null;
    }

    // Null for states that are left for good; null as a whole where two closed sets hold each other out.
    private static T?[]? Solve<T, TWeight>(T[,] transitions)
        where T : struct
        where TWeight : IWeight<T>
    {
        ArgumentNullException.ThrowIfNull(transitions);
        int n = transitions.GetLength(0);
        if (Closed<T, TWeight>(transitions) is not { } states) return null;
        int m = states.Count;
        var p = new T[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++) p[i, j] = transitions[states[i], states[j]];
        }

        var leaving = new T[m];
        for (int last = m - 1; last > 0; last--)
        {
            T sum = p[last, 0];
            for (int j = 1; j < last; j++) sum = TWeight.Add(sum, p[last, j]);
            leaving[last] = sum;
            for (int j = 0; j < last; j++)
            {
                if (TWeight.IsZero(p[last, j])) continue;
                T share = TWeight.Divide(p[last, j], sum);
                for (int i = 0; i < last; i++)
                {
                    if (i != j && !TWeight.IsZero(p[i, last])) p[i, j] = TWeight.Add(p[i, j], TWeight.Multiply(p[i, last], share));
                }
            }
        }

        var weights = new T[m];
        weights[0] = TWeight.One;
        T total = weights[0];
        for (int k = 1; k < m; k++)
        {
            T inflow = TWeight.Multiply(weights[0], p[0, k]);
            for (int i = 1; i < k; i++) inflow = TWeight.Add(inflow, TWeight.Multiply(weights[i], p[i, k]));
            weights[k] = TWeight.Divide(inflow, leaving[k]);
            total = TWeight.Add(total, weights[k]);
        }

        var distribution = new T?[n];
        for (int i = 0; i < m; i++) distribution[states[i]] = TWeight.Divide(weights[i], total);
        return distribution;
    }

    // The states that are reached from every state, in order; null where there is none.
    private static List<int>? Closed<T, TWeight>(T[,] transitions)
        where T : struct
        where TWeight : IWeight<T>
    {
        int n = transitions.GetLength(0);
        // The last state from which the search against the arrows had to start anew is reached from every state, if any is.
        var seen = new HashSet<int>();
        int candidate = 0;
        for (int i = 0; i < n; i++)
        {
            if (seen.Contains(i)) continue;
            candidate = i;
            Search(candidate, against: true, seen);
        }

        HashSet<int> origins = [], reached = [];
        Search(candidate, against: true, origins);
        if (origins.Count < n) return null;
        Search(candidate, against: false, reached);
        return [.. reached.Order()];

        void Search(int start, bool against, HashSet<int> found)
        {
            found.Add(start);
            var open = new Stack<int>([start]);
            while (open.TryPop(out int at))
            {
                for (int other = 0; other < n; other++)
                {
                    if (other != at && !TWeight.IsZero(against ? transitions[other, at] : transitions[at, other]) && found.Add(other)) open.Push(other);
                }
            }
        }
    }

    private readonly struct ExactWeight : IWeight<Rational>
    {
        public static Rational One => Rational.One;

        public static bool IsZero(Rational value) => value.IsZero;

        public static Rational Add(Rational left, Rational right) => left + right;

        public static Rational Multiply(Rational left, Rational right) => left * right;

        public static Rational Divide(Rational left, Rational right) => left / right;
    }

    private readonly struct DoubleWeight : IWeight<double>
    {
        public static double One => 1;

        public static bool IsZero(double value) => value == 0;

        public static double Add(double left, double right) => left + right;

        public static double Multiply(double left, double right) => left * right;

        public static double Divide(double left, double right) => left / right;
    }

    // A weight by its logarithm: products are sums.
    private readonly struct LogarithmWeight : IWeight<double>
    {
        public static double One => 0;

        public static bool IsZero(double value) => double.IsNegativeInfinity(value);

        public static double Add(double left, double right)
        {
            double larger = Math.Max(left, right), smaller = Math.Min(left, right);
            return double.IsNegativeInfinity(smaller) || larger - smaller > 40 ? larger : larger + Math.Log(1 + Math.Exp(smaller - larger));
        }

        public static double Multiply(double left, double right) => left + right;

        public static double Divide(double left, double right) => left - right;
    }
}
