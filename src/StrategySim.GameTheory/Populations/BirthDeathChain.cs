using System.Globalization;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Populations;

/// <summary>The number of members of type A in a finite population of two types that mutate: it rises and falls by one.</summary>
/// <param name="Up">Probability that a step takes it from k to k + 1. Length size + 1, the last 0.</param>
/// <param name="Down">Probability that a step takes it from k to k − 1. Length size + 1, the first 0.</param>
/// <param name="Stationary">Share of time with k members of type A. Length size + 1.</param>
/// <remarks>
/// Detailed balance π_k T⁺_k = π_{k+1} T⁻_{k+1} gives the distribution as products (Karlin and Taylor, A First Course in Stochastic
/// Processes, 2nd ed., section 4.5), taken in logarithms so that none leaves the range of doubles.
/// </remarks>
public sealed record BirthDeathChain(double[] Up, double[] Down, double[] Stationary)
{
    /// <summary>Births in proportion to fitness, deaths at random; a child is of the other type with the probability of mutation.</summary>
    /// <param name="payoffs">The payoffs.</param>
    /// <param name="size">How many members there are, from 2.</param>
    /// <param name="selection">w, from 0 to 1: fitness is 1 − w + w·payoff.</param>
    /// <param name="mutation">Greater than 0, at most 1.</param>
    /// <exception cref="InvalidGameException">A parameter is out of its range, or a fitness is negative or both are 0.</exception>
    public static BirthDeathChain Moran(TwoTypePayoffs payoffs, int size, double selection, double mutation)
    {
        Check(size, mutation, [.. selection is >= 0 and <= 1 ? [] : new[] { new GameFault("/selection", Show(selection), "an intensity from 0 to 1") }]);
        return Of(size, k =>
        {
            double birth = k == 0 ? 0 : 1;
            if (k > 0 && k < size)
            {
                (double a, double b) = At(payoffs, k, size);
                double fitnessA = k * (1 - selection + (selection * a)), fitnessB = (size - k) * (1 - selection + (selection * b));
                if (fitnessA < 0 || fitnessB < 0 || fitnessA + fitnessB == 0) throw new InvalidGameException([new GameFault("/selection", Show(selection), $"an intensity at which no fitness is negative and not all are 0, also with {k} of {size} members of type A")]);
                birth = fitnessA / (fitnessA + fitnessB);
            }

            // The other child is not what is left of 1: rare mutations would lose their digits.
            double child = (birth * (1 - mutation)) + ((1 - birth) * mutation), other = (birth * mutation) + ((1 - birth) * (1 - mutation));
            return (child * (size - k) / size, other * k / size);
        });
    }

    /// <summary>Pairwise imitation; with the probability of mutation the chosen member changes its type instead.</summary>
    /// <param name="payoffs">The payoffs.</param>
    /// <param name="size">How many members there are, from 2.</param>
    /// <param name="strength">β, at least 0, in 1/payoff: another member is imitated with probability 1/(1 + e^(−β·difference)).</param>
    /// <param name="mutation">Greater than 0, at most 1.</param>
    /// <exception cref="InvalidGameException">A parameter is out of its range.</exception>
    public static BirthDeathChain Pairwise(TwoTypePayoffs payoffs, int size, double strength, double mutation)
    {
        Check(size, mutation, [.. strength >= 0 && double.IsFinite(strength) ? [] : new[] { new GameFault("/strength", Show(strength), "a strength of at least 0") }]);
        return Of(size, k =>
        {
            double met = (double)k * (size - k) / size / (size - 1), up = 0, down = 0;
            if (met > 0)
            {
                (double a, double b) = At(payoffs, k, size);
                (up, down) = (met / (1 + Math.Exp(-strength * (a - b))), met / (1 + Math.Exp(strength * (a - b))));
            }

            return ((mutation * (size - k) / size) + ((1 - mutation) * up), (mutation * k / size) + ((1 - mutation) * down));
        });
    }

    private static BirthDeathChain Of(int size, Func<int, (double Up, double Down)> rates)
    {
        double[] up = new double[size + 1], down = new double[size + 1], logarithms = new double[size + 1];
        for (int k = 0; k <= size; k++) (up[k], down[k]) = rates(k);
        for (int k = 1; k <= size; k++) logarithms[k] = logarithms[k - 1] + Math.Log(up[k - 1]) - Math.Log(down[k]);
        double largest = logarithms.Max();
        double[] weights = [.. logarithms.Select(l => Math.Exp(l - largest))];
        double sum = weights.Sum();
        return new BirthDeathChain(up, down, [.. weights.Select(w => w / sum)]);
    }

    private static (double A, double B) At(TwoTypePayoffs payoffs, int k, int size)
    {
        (Numerics.Rational a, Numerics.Rational b) = payoffs.At(k, size);
        return (a.ToDouble(), b.ToDouble());
    }

    private static void Check(int size, double mutation, List<GameFault> faults)
    {
        if (size is < 2 or > Fixation.MaximumSize) faults.Insert(0, new GameFault("/population", size.ToString(CultureInfo.InvariantCulture), $"a population of 2 to {Fixation.MaximumSize} members"));
        if (!(mutation > 0 && mutation <= 1)) faults.Add(new GameFault("/mutation", Show(mutation), "a probability greater than 0 and at most 1; without mutations one type takes over for good"));
        if (faults.Count > 0) throw new InvalidGameException(faults);
    }

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);
}
