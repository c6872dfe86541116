using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Studies;

/// <summary>The outcomes of a study as far as they are stored: what every analysis starts from.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Outcomes">The outcomes that were read, in order.</param>
/// <param name="Points">The points in the order of the design. Those that a constraint drops are missing; points with one scenario come each with the same units.</param>
public sealed record StudyData(Sweep Sweep, IReadOnlyList<SweepOutcome> Outcomes, IReadOnlyList<StudyPoint> Points);

/// <summary>One point of a study.</summary>
/// <param name="Index">Its place in the design, from 0.</param>
/// <param name="Values">The values of the factors, in the order of <see cref="Sweep.Factors"/>.</param>
/// <param name="PointId">Names the point by its scenario; null where the scenario is not valid there.</param>
/// <param name="Samples">One sample for each outcome, in the order of <see cref="StudyData.Outcomes"/>, all over the same replications.</param>
/// <param name="Failed">Units that failed.</param>
/// <param name="Missing">Units that are neither stored nor failed, yet.</param>
public sealed record StudyPoint(long Index, IReadOnlyList<FactorValue> Values, string? PointId, IReadOnlyList<OutcomeSample> Samples, int Failed, int Missing);

/// <summary>What one outcome was in the units of one point.</summary>
public sealed class OutcomeSample
{
    /// <summary>A sample.</summary>
    /// <param name="key">The outcome.</param>
    /// <param name="replications">The replications, ascending.</param>
    /// <param name="values">The outcome in each of them.</param>
    /// <param name="rounds">Rounds of each of them, at least 1.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public OutcomeSample(OutcomeKey key, IReadOnlyList<int> replications, IReadOnlyList<double> values, IReadOnlyList<int> rounds)
    {
        if (replications.Count != values.Count || rounds.Count != values.Count)
            throw new ArgumentException($"There are {values.Count} values, {replications.Count} replications and {rounds.Count} numbers of rounds; expected as many of each.", nameof(values));
        Key = key;
        Replications = replications;
        Values = values;
        Rounds = rounds;
    }

    /// <summary>The outcome.</summary>
    public OutcomeKey Key { get; }

    /// <summary>The replications, ascending.</summary>
    public IReadOnlyList<int> Replications { get; }

    /// <summary>The outcome in each of them.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Rounds of each of them.</summary>
    public IReadOnlyList<int> Rounds { get; }

    /// <summary>Replications n.</summary>
    public int Count => Values.Count;

    /// <summary>Whether replications are weighted by their rounds: a number per round where units differ in length.</summary>
    public bool IsRatio => OutcomeCatalog.Find(Key.Outcome).Averaging == OutcomeAveraging.PerRound && Rounds.Any(rounds => rounds != Rounds[0]);

    /// <summary>The mean over replications with its 95 % interval, as in the payoff table of a run; null where there is none.</summary>
    public Estimate? ToEstimate()
    {
        if (Count == 0) return null;
        if (!IsRatio)
        {
            var mean = new MeanAccumulator();
            foreach (double value in Values) mean.Add(value);
            return mean.ToEstimate();
        }

        var ratio = new RatioAccumulator();
        for (int i = 0; i < Count; i++) ratio.Add(Values[i] * Rounds[i], Rounds[i]);
        return ratio.ToEstimate();
    }
}
