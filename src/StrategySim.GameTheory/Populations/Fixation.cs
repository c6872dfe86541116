using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>How likely one mutant takes over a finite population.</summary>
/// <remarks>
/// From k members of type A the number rises with probability T⁺ and falls with T⁻ in a step; one A takes over with probability
/// 1/(1 + Σ_{k=1}^{N−1} Π_{j=1}^{k} T⁻_j/T⁺_j) (Karlin and Taylor, A First Course in Stochastic Processes, 2nd ed., section 4.7;
/// Nowak, Evolutionary Dynamics, 2006, equation 6.13).
/// </remarks>
public static class Fixation
{
    /// <summary>The largest population.</summary>
    public const int MaximumSize = 1000;

    /// <summary>The probability that one A among B takes over by births in proportion to fitness and deaths at random (Moran process); exact.</summary>
    /// <param name="payoffs">The payoffs.</param>
    /// <param name="size">How many members there are, from 2.</param>
    /// <param name="selection">Intensity w, from 0 to 1: fitness is 1 − w + w·payoff.</param>
    /// <exception cref="InvalidGameException">The size or the intensity is out of its range, or a fitness would be negative.</exception>
    /// <remarks>Nowak, Sasaki, Taylor and Fudenberg, Nature 428 (2004) 646–650. A lone A whose fitness is 0 never takes over.</remarks>
    public static Rational BirthDeath(TwoTypePayoffs payoffs, int size, Rational selection)
    {
        var faults = new List<GameFault>();
        CheckSize(size, faults);
        if (selection.Sign < 0 || selection > Rational.One) faults.Add(new GameFault("/selection", selection.ToString(), "an intensity from 0 to 1"));
        if (faults.Count > 0) throw new InvalidGameException(faults);
        Rational sum = Rational.One, product = Rational.One;
        for (int k = 1; k < size; k++)
        {
            (Rational a, Rational b) = payoffs.At(k, size);
            (Rational fitnessA, Rational fitnessB) = (Fitness(a, selection, k, size), Fitness(b, selection, k, size));
            // With a fitness of 0 on both sides nobody is born; T⁻ and T⁺ vanish together, and the state is never left.
            if (fitnessA.IsZero) return Rational.Zero;
            product *= fitnessB / fitnessA;
            sum += product;
        }

        return sum.Reciprocal();
    }

    /// <summary>The probability that one A among B takes over by pairwise imitation.</summary>
    /// <param name="payoffs">The payoffs.</param>
    /// <param name="size">How many members there are, from 2.</param>
    /// <param name="strength">β, at least 0, in 1/payoff: a member imitates another one with probability 1/(1 + e^(−β·difference)).</param>
    /// <exception cref="InvalidGameException">The size or the strength is out of its range.</exception>
    /// <remarks>Traulsen, Nowak and Pacheco, Physical Review E 74 (2006) 011909, equation 4. Sums of exponents are taken before powers, so that no product leaves the range of doubles.</remarks>
    public static double Pairwise(TwoTypePayoffs payoffs, int size, double strength) => Math.Exp(PairwiseLogarithm(payoffs, size, strength));

    /// <summary>The natural logarithm of <see cref="Pairwise"/>, also where the probability is below the range of doubles.</summary>
    /// <inheritdoc cref="Pairwise"/>
    public static double PairwiseLogarithm(TwoTypePayoffs payoffs, int size, double strength)
    {
        var faults = new List<GameFault>();
        CheckSize(size, faults);
        if (!(strength >= 0) || double.IsInfinity(strength)) faults.Add(new GameFault("/strength", strength.ToString(System.Globalization.CultureInfo.InvariantCulture), "a strength of at least 0"));
        if (faults.Count > 0) throw new InvalidGameException(faults);
        var exponents = new double[size];
        Rational total = Rational.Zero;
        for (int k = 1; k < size; k++)
        {
            (Rational a, Rational b) = payoffs.At(k, size);
            total += b - a;
            exponents[k] = strength * total.ToDouble();
        }

        // −log Σ e^x with the largest exponent taken out.
        double largest = exponents.Max(), sum = exponents.Sum(x => Math.Exp(x - largest));
        return -largest - Math.Log(sum);
    }

    private static Rational Fitness(Rational payoff, Rational selection, int count, int size)
    {
        Rational fitness = Rational.One - selection + (selection * payoff);
        return fitness.Sign >= 0
            ? fitness
            : throw new InvalidGameException([new GameFault("/selection", selection.ToString(), $"an intensity at which no fitness is negative; with {count} of {size} members of type A one is {fitness}")]);
    }

    private static void CheckSize(int size, List<GameFault> faults)
    {
        if (size is < 2 or > MaximumSize) faults.Add(new GameFault("/population", size.ToString(System.Globalization.CultureInfo.InvariantCulture), $"a population of 2 to {MaximumSize} members"));
    }
}
