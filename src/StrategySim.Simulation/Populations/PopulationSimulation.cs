using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Simulation.Populations;

/// <summary>How a finite population changes in a step.</summary>
/// <param name="Imitates">Pairwise imitation, or otherwise births in proportion to fitness and deaths at random (Moran process).</param>
/// <param name="Intensity">Strength β of imitation, at least 0, in 1/payoff; or intensity w of selection, 0 to 1.</param>
/// <param name="Mutation">Probability, 0 to 1, that the changed member is of another type, all equally likely.</param>
public sealed record PopulationProcess(bool Imitates, double Intensity, double Mutation);

/// <summary>What simulations of a finite population gave.</summary>
/// <param name="TakenOver">How many replications each type took over; only without mutations.</param>
/// <param name="Unfinished">How many replications no type had taken over at the last step; only without mutations.</param>
/// <param name="MeanSteps">Steps until one type took over, mean of those that did; null where none did, and with mutations.</param>
/// <param name="Shares">Mean share of each type over the second half of the steps; with mutations.</param>
/// <param name="StandardErrors">Standard errors of the shares, from the spread between replications; with mutations and at least 2 replications.</param>
public sealed record PopulationSimulationResult(int[] TakenOver, int Unfinished, double? MeanSteps, double[] Shares, double[]? StandardErrors);

/// <summary>Plays a finite population whose members all meet each other, step by step.</summary>
/// <remarks>
/// A step of a replication draws from its own block of the stream <c>population</c>, so that results do not depend on the order of work.
/// The exact answers are <see cref="GameTheory.Populations.Fixation"/> and <see cref="GameTheory.Populations.BirthDeathChain"/>.
/// </remarks>
public sealed class PopulationSimulation
{
    /// <summary>The most steps of a replication.</summary>
    public const int MaximumSteps = 1_000_000_000;

    private static readonly StreamId Stream = StreamId.Of("population");

    private readonly double[,] _payoffs;
    private readonly PopulationProcess _process;
    private readonly int[] _start;
    private readonly int _size;

    /// <summary>A population.</summary>
    /// <param name="payoffs">What the row type earns against the column type. n × n, n at least 2.</param>
    /// <param name="process">How it changes.</param>
    /// <param name="start">How many members of each type there are at first; together at least 2.</param>
    /// <exception cref="InvalidGameException">A fitness may be negative, or is 0 for all.</exception>
    public PopulationSimulation(Rational[,] payoffs, PopulationProcess process, IReadOnlyList<int> start)
    {
        ArgumentNullException.ThrowIfNull(payoffs);
        ArgumentNullException.ThrowIfNull(process);
        int n = payoffs.GetLength(0);
        _payoffs = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double payoff = payoffs[i, j].ToDouble();
                _payoffs[i, j] = process.Imitates ? payoff : 1 - process.Intensity + (process.Intensity * payoff);
                if (!process.Imitates && !(_payoffs[i, j] > 0)) throw new InvalidGameException([new GameFault("/selection", $"{process.Intensity}", "for simulation, an intensity at which every pair of types gives a fitness greater than 0")]);
            }
        }

        _process = process;
        _start = [.. start];
        _size = _start.Sum();
    }

    /// <summary>Plays replications.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="replications">At least 1.</param>
    /// <param name="steps">Steps of each, 1 to <see cref="MaximumSteps"/>; at most, without mutations.</param>
    /// <param name="cancellationToken">Polled every few thousand steps.</param>
    public PopulationSimulationResult Play(ulong seed, int replications, int steps, CancellationToken cancellationToken = default)
    {
        int n = _start.Length;
        int[] takenOver = new int[n];
        double[] sums = new double[n], squares = new double[n];
        int unfinished = 0;
        long finishedSteps = 0;
        var shares = new double[n];
        for (int replication = 0; replication < replications; replication++)
        {
            int[] counts = [.. _start];
            int last = PlayOne(new RandomStream(seed, replication, Stream, 1), counts, steps, shares, cancellationToken);
            int winner = Array.IndexOf(counts, _size);
            if (_process.Mutation == 0 && winner >= 0)
            {
                takenOver[winner]++;
                finishedSteps += last;
            }
            else if (_process.Mutation == 0)
            {
                unfinished++;
            }

            for (int i = 0; i < n; i++)
            {
                sums[i] += shares[i];
                squares[i] += shares[i] * shares[i];
            }
        }

        if (_process.Mutation == 0) return new PopulationSimulationResult(takenOver, unfinished, unfinished < replications ? (double)finishedSteps / (replications - unfinished) : null, [], null);
        double[] means = [.. sums.Select(sum => sum / replications)];
        return new PopulationSimulationResult([], 0, null, means, replications < 2 ? null : [.. means.Select((mean, i) => Math.Sqrt(Math.Max(0, (squares[i] / replications) - (mean * mean)) / (replications - 1)))]);
    }

    // The steps played; shares are over the second half.
    private int PlayOne(RandomStream draws, int[] counts, int steps, double[] shares, CancellationToken cancellationToken)
    {
        int n = counts.Length, half = steps / 2;
        var totals = new long[n];
        double[] earned = new double[n];
        Earn(counts, earned);
        for (int step = 0; step < steps; step++)
        {
            if ((step & 4095) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (_process.Mutation == 0 && Array.IndexOf(counts, _size) >= 0) return step;
            (double first, double second) = draws.Uniforms((uint)step * 2);
            (double third, double fourth) = draws.Uniforms(((uint)step * 2) + 1);
            (int from, int to) = _process.Imitates ? Imitate(counts, earned, first, second, third, fourth) : Breed(counts, earned, first, second, third, fourth);
            if (from != to)
            {
                counts[from]--;
                counts[to]++;
                Earn(counts, earned);
            }

            if (step < half) continue;
            for (int i = 0; i < n; i++) totals[i] += counts[i];
        }

        for (int i = 0; i < n; i++) shares[i] = (double)totals[i] / (steps - half) / _size;
        return steps;
    }

    private (int From, int To) Breed(int[] counts, double[] fitness, double parent, double dead, double mutates, double type)
    {
        double sum = 0;
        for (int i = 0; i < counts.Length; i++) sum += counts[i] * fitness[i];
        double left = parent * sum;
        int born = -1;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0) continue;
            born = i;
            left -= counts[i] * fitness[i];
            if (left < 0) break;
        }

        if (mutates < _process.Mutation) born = Other(born, type);
        return (Member(counts, (int)(dead * _size)), born);
    }

    private (int From, int To) Imitate(int[] counts, double[] payoffs, double focal, double model, double decides, double mutates)
    {
        int own = Member(counts, (int)(focal * _size));
        // The same number tells which type it mutates to: given that it is below the probability, it is uniform below it.
        if (mutates < _process.Mutation) return (own, Other(own, mutates / _process.Mutation));
        counts[own]--;
        int other = Member(counts, (int)(model * (_size - 1)));
        counts[own]++;
        return decides < 1 / (1 + Math.Exp(-_process.Intensity * (payoffs[other] - payoffs[own]))) ? (own, other) : (own, own);
    }

    private int Other(int type, double uniform)
    {
        int other = (int)(uniform * (_start.Length - 1));
        return other < type ? other : other + 1;
    }

    private static int Member(int[] counts, int index)
    {
        int type = 0;
        while (index >= counts[type]) index -= counts[type++];
        return type;
    }

    // Means over the other members; nobody meets himself.
    private void Earn(int[] counts, double[] earned)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            double sum = -_payoffs[i, i];
            for (int j = 0; j < counts.Length; j++) sum += counts[j] * _payoffs[i, j];
            earned[i] = sum / (_size - 1);
        }
    }
}
