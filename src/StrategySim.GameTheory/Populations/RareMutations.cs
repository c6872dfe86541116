using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>A population in which mutations are so rare that each mutant takes over or dies out before the next one comes.</summary>
/// <param name="Fixation">Probability with which one mutant of the column's type takes over a population of the row's type; 0 on the diagonal. n × n.</param>
/// <param name="Stationary">Share of time that the population consists of each type.</param>
/// <remarks>
/// Fudenberg and Imhof, Journal of Economic Theory 131 (2006) 251–262: with mutants of every other type equally likely, the population
/// moves from i to j with probability proportional to the fixation probability.
/// </remarks>
public sealed record RareMutations(double[,] Fixation, double[] Stationary)
{
    /// <summary>The limit under pairwise imitation.</summary>
    /// <param name="payoffs">What the row type earns against the column type. n × n, n at least 2.</param>
    /// <param name="size">How many members there are, from 2.</param>
    /// <param name="strength">β, at least 0, in 1/payoff.</param>
    public static RareMutations Pairwise(Rational[,] payoffs, int size, double strength)
    {
        ArgumentNullException.ThrowIfNull(payoffs);
        int n = payoffs.GetLength(0);
        double[,] fixation = new double[n, n], logarithms = new double[n, n];
        ForEachPair(payoffs, (resident, mutant, pair) =>
        {
            logarithms[resident, mutant] = Populations.Fixation.PairwiseLogarithm(pair, size, strength);
            fixation[resident, mutant] = Math.Exp(logarithms[resident, mutant]);
        });
        return new RareMutations(fixation, StationaryDistribution.OfLogarithms(logarithms) ?? throw new InvalidOperationException("Every type can take over from every other, so the distribution is unique."));
    }

    /// <summary>The limit under births in proportion to fitness and deaths at random; exact.</summary>
    /// <param name="payoffs">What the row type earns against the column type. n × n, n at least 2.</param>
    /// <param name="size">How many members there are, from 2.</param>
    /// <param name="selection">w, from 0 to 1.</param>
    /// <returns>Fixation probabilities and the stationary distribution; null for the latter where some types can never be left and the limit is not unique.</returns>
    public static (Rational[,] Fixation, Rational[]? Stationary) BirthDeath(Rational[,] payoffs, int size, Rational selection)
    {
        ArgumentNullException.ThrowIfNull(payoffs);
        int n = payoffs.GetLength(0);
        var fixation = new Rational[n, n];
        ForEachPair(payoffs, (resident, mutant, pair) => fixation[resident, mutant] = Populations.Fixation.BirthDeath(pair, size, selection));
        return (fixation, StationaryDistribution.Of(fixation));
    }

    private static void ForEachPair(Rational[,] payoffs, Action<int, int, TwoTypePayoffs> act)
    {
        int n = payoffs.GetLength(0);
        for (int resident = 0; resident < n; resident++)
        {
            for (int mutant = 0; mutant < n; mutant++)
            {
                if (mutant != resident) act(resident, mutant, new TwoTypePayoffs(payoffs[mutant, mutant], payoffs[mutant, resident], payoffs[resident, mutant], payoffs[resident, resident]));
            }
        }
    }
}
