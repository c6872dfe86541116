using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Matches.Exact;

/// <summary>One of the sets of states that play ends in and never leaves.</summary>
/// <param name="Probability">The probability of ending in it.</param>
/// <param name="States">Its joint states.</param>
/// <param name="Period">1, or the number of rounds after which round-by-round probabilities come back instead of settling.</param>
/// <param name="Frequencies">The share of rounds with each outcome, by cell.</param>
/// <param name="Payoffs">Payoffs a round, row and column.</param>
public sealed record ClosedSet(Rational Probability, int States, int Period, IReadOnlyList<Rational> Frequencies, IReadOnlyList<Rational> Payoffs);

/// <summary>The long run of a match: the limit of averages over ever more rounds, exact.</summary>
/// <param name="Frequencies">The expected share of rounds with each outcome, by cell.</param>
/// <param name="Payoffs">Expected payoffs a round, row and column.</param>
/// <param name="Sets">The closed sets that play can end in. Where there are several, a single long match comes to the figures of one of them, not to their mixture.</param>
/// <param name="AfterFirst">By cell, the frequencies given the outcome of round one; null for outcomes that it cannot have, and where there is one closed set.</param>
/// <param name="Variances">lim n · Var(mean over n rounds) of both payoffs, where there is one closed set; else null.</param>
public sealed record LongRun(
    IReadOnlyList<Rational> Frequencies,
    IReadOnlyList<Rational> Payoffs,
    IReadOnlyList<ClosedSet> Sets,
    IReadOnlyList<IReadOnlyList<Rational>?>? AfterFirst,
    IReadOnlyList<Rational>? Variances)
{
    /// <summary>Whether play can end in one closed set only.</summary>
    public bool IsUnique => Sets.Count == 1;
}

/// <summary>Long runs of two machines: closed sets, their stationary distributions, and the ways into them, all by exact linear algebra.</summary>
/// <remarks>
/// Averages converge whether or not the chain is periodic: Kemeny and Snell, Finite Markov Chains, 1960, chapters 4 and 5. The variance is
/// that of the martingale u − μ + h(next) − h(state), h solving Poisson's equation: Meyn and Tweedie, Markov Chains and Stochastic
/// Stability, second edition 2009, section 17.4. It takes in that an outcome and the next state come about together.
/// </remarks>
internal sealed class LongRunSolver(MatchGame game, JointPlay play, CancellationToken cancellationToken)
{
    /// <summary>Solves a chain all of whose states are explored.</summary>
    public LongRun Solve()
    {
        List<int[]> sets = ClosedSets.Of(play);
        Rational[][] stationary = [.. sets.Select(Stationary)];
        Rational[][] frequencies = [.. sets.Select((set, i) => Outcomes(set, stationary[i]))];
        Rational[][]? ends = sets.Count == 1 ? null : Ends(sets);
        Rational[] probabilities = [.. sets.Select((_, i) => ends is null ? Rational.One : ends[i][0])];
        ClosedSet[] closed =
        [
            .. sets.Select((set, i) => new ClosedSet(probabilities[i], set.Length, ClosedSets.Period(play, set), frequencies[i], Payoffs(frequencies[i]))),
        ];
        Rational[] mixture = Mixture(probabilities, frequencies);
        return new LongRun(mixture, Payoffs(mixture), closed, ends is null ? null : AfterFirst(ends, frequencies), ends is null ? Variances(sets[0], stationary[0], mixture) : null);
    }

    /// <summary>The discounted frequency of each outcome, (1 − d)·Σ d^(t−1)·P(outcome in round t): also the expected frequencies, by rounds, of a match that goes on with probability d.</summary>
    /// <param name="discount">d in [0, 1).</param>
    public Rational[] Discounted(Rational discount)
    {
        // The stationary distribution of play that starts anew with probability 1 − d after each round.
        int n = play.States;
        var a = new Rational[n, n];
        for (int s = 0; s < n; s++)
        {
            a[0, s] += Rational.One - discount;
            foreach (Edge edge in play.From(s)) a[edge.Next, s] += discount * edge.Probability;
        }

        return Outcomes([.. Enumerable.Range(0, n)], Balanced(a));
    }

    private Rational[] Payoffs(IReadOnlyList<Rational> frequencies) => [game.Payoff(frequencies, 0), game.Payoff(frequencies, 1)];

    private Rational[] Stationary(int[] set)
    {
        Dictionary<int, int> place = Places(set);
        var a = new Rational[set.Length, set.Length];
        for (int s = 0; s < set.Length; s++)
        {
            foreach (Edge edge in play.From(set[s])) a[place[edge.Next], s] += edge.Probability;
        }

        return Balanced(a);
    }

    // A·x = x and Σ x = 1: the sum is added to every balance equation, whose own sum is 0 = 0, so the n equations say both.
    private Rational[] Balanced(Rational[,] a)
    {
        int n = a.GetLength(0);
        for (int r = 0; r < n; r++)
        {
            for (int c = 0; c < n; c++) a[r, c] += Rational.One;
            a[r, r] -= Rational.One;
        }

        return Solved(a, [.. Enumerable.Repeat(Rational.One, n)]);
    }

    private Rational[] Outcomes(int[] set, Rational[] weights)
    {
        var frequencies = new Rational[game.Cells];
        for (int s = 0; s < set.Length; s++)
        {
            foreach (Edge edge in play.From(set[s])) frequencies[edge.Cell] += weights[s] * edge.Probability;
        }

        return frequencies;
    }

    /// <summary>For each closed set, the probability of ending in it from every state.</summary>
    private Rational[][] Ends(List<int[]> sets)
    {
        int[] setOf = Enumerable.Repeat(-1, play.States).ToArray();
        for (int i = 0; i < sets.Count; i++)
        {
            foreach (int state in sets[i]) setOf[state] = i;
        }

        int[] passing = [.. Enumerable.Range(0, play.States).Where(s => setOf[s] < 0)];
        Dictionary<int, int> place = Places(passing);
        var ends = new Rational[sets.Count][];
        for (int i = 0; i < sets.Count; i++)
        {
            ends[i] = [.. setOf.Select(set => set == i ? Rational.One : Rational.Zero)];
            if (passing.Length == 0) continue;
            var a = new Rational[passing.Length, passing.Length];
            var b = new Rational[passing.Length];
            for (int s = 0; s < passing.Length; s++)
            {
                a[s, s] += Rational.One;
                foreach (Edge edge in play.From(passing[s]))
                {
                    if (setOf[edge.Next] < 0) a[s, place[edge.Next]] -= edge.Probability;
                    else if (setOf[edge.Next] == i) b[s] += edge.Probability;
                }
            }

            Rational[] into = Solved(a, b);
            for (int s = 0; s < passing.Length; s++) ends[i][passing[s]] = into[s];
        }

        return ends;
    }

    private IReadOnlyList<Rational>?[] AfterFirst(Rational[][] ends, Rational[][] frequencies)
    {
        var after = new IReadOnlyList<Rational>?[game.Cells];
        foreach (IGrouping<int, Edge> first in play.From(0).GroupBy(edge => edge.Cell))
        {
            Rational all = first.Aggregate(Rational.Zero, (sum, edge) => sum + edge.Probability);
            Rational[] probabilities = [.. ends.Select(end => first.Aggregate(Rational.Zero, (sum, edge) => sum + (edge.Probability * end[edge.Next])) / all)];
            after[first.Key] = Mixture(probabilities, frequencies);
        }

        return after;
    }

    private Rational[] Variances(int[] set, Rational[] stationary, Rational[] frequencies)
    {
        Dictionary<int, int> place = Places(set);
        var variances = new Rational[2];
        for (int seat = 0; seat < 2; seat++)
        {
            Rational mean = game.Payoff(frequencies, seat);
            // h − P·h = r − μ with h = 0 in the first state; one of the equations follows from the others.
            var a = new Rational[set.Length, set.Length];
            var b = new Rational[set.Length];
            a[0, 0] = Rational.One;
            for (int s = 1; s < set.Length; s++)
            {
                a[s, s] += Rational.One;
                foreach (Edge edge in play.From(set[s]))
                {
                    a[s, place[edge.Next]] -= edge.Probability;
                    b[s] += edge.Probability * (game.Payoff(edge.Cell, seat) - mean);
                }
            }

            Rational[] h = Solved(a, b);
            for (int s = 0; s < set.Length; s++)
            {
                Rational square = Rational.Zero;
                foreach (Edge edge in play.From(set[s]))
                {
                    Rational step = game.Payoff(edge.Cell, seat) - mean + h[place[edge.Next]] - h[s];
                    square += edge.Probability * step * step;
                }

                variances[seat] += stationary[s] * square;
            }
        }

        return variances;
    }

    private static Dictionary<int, int> Places(int[] set) => set.Select((state, i) => (state, i)).ToDictionary(p => p.state, p => p.i);

    private static Rational[] Mixture(Rational[] weights, Rational[][] frequencies) =>
        [.. Enumerable.Range(0, frequencies[0].Length).Select(cell => weights.Select((w, i) => w * frequencies[i][cell]).Aggregate(Rational.Zero, (sum, x) => sum + x))];

    private Rational[] Solved(Rational[,] a, Rational[] b) =>
        LinearSystem.Solve(a, b, cancellationToken) ?? throw new InvalidOperationException("The equations of a Markov chain have one solution.");
}
