using StrategySim.Experiments.Store;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Statistics;

/// <summary>One row of results.</summary>
/// <param name="Actor">Actor id, or <c>*</c>.</param>
/// <param name="Game">Game id, or <c>*</c>.</param>
/// <param name="Outcome">Outcome id; its unit stands in <see cref="OutcomeCatalog"/>.</param>
/// <param name="Mean">Mean over replications; for a number per round where units differ in length, the ratio of sums.</param>
/// <param name="Lower">Lower end of the 95 % interval; null where <paramref name="N"/> is 1.</param>
/// <param name="Upper">Upper end of the 95 % interval; null where <paramref name="N"/> is 1.</param>
/// <param name="Sd">Standard deviation of one replication; null where <paramref name="N"/> is 1. See <see cref="RatioAccumulator"/> for ratios.</param>
/// <param name="N">Replications.</param>
public sealed record OutcomeRow(string Actor, string Game, string Outcome, double Mean, double? Lower, double? Upper, double? Sd, int N);

/// <summary>Collects summaries in replication order and gives one row per outcome; memory does not grow with replications.</summary>
public sealed class OutcomeTable
{
    private readonly OutcomeLayout _layout;
    private readonly MeanAccumulator[] _means;
    private readonly RatioAccumulator?[] _ratios;
    private int _shortest = int.MaxValue;
    private int _longest;

    /// <summary>An empty table for the outcomes of a scenario.</summary>
    public OutcomeTable(OutcomeLayout layout)
    {
        _layout = layout;
        _means = [.. layout.Keys.Select(_ => new MeanAccumulator())];
        _ratios = [.. layout.Keys.Select(key => OutcomeCatalog.Find(key.Outcome).Averaging == OutcomeAveraging.PerRound ? new RatioAccumulator() : null)];
    }

    /// <summary>Units so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next unit; the order of units decides the last bits of the sums.</summary>
    /// <exception cref="IntegrityException">The summary has another number of outcomes than the scenario.</exception>
    public void Add(UnitSummary summary)
    {
        if (summary.Values.Count != _means.Length)
        {
            throw new IntegrityException(
                $"A stored unit has {summary.Values.Count} outcomes where the scenario has {_means.Length}: it was stored by a program with other outcomes under the same model version.");
        }

        Count++;
        _shortest = Math.Min(_shortest, summary.Rounds);
        _longest = Math.Max(_longest, summary.Rounds);
        for (int i = 0; i < _means.Length; i++)
        {
            double value = summary.Values[i];
            _means[i].Add(value);
            _ratios[i]?.Add(value * summary.Rounds, summary.Rounds);
        }
    }

    /// <summary>One row per outcome, in the order of the layout; no rows where no unit was added.</summary>
    /// <remarks>Where all units are equally long the ratio of sums is the plain mean, and the exact t-interval is used.</remarks>
    public IReadOnlyList<OutcomeRow> ToRows()
    {
        if (Count == 0) return [];
        return [.. _layout.Keys.Select((key, i) =>
        {
            Estimate e = _ratios[i] is { } ratio && _shortest != _longest ? ratio.ToEstimate() : _means[i].ToEstimate();
            return new OutcomeRow(key.Actor, key.Game, key.Outcome, e.Mean, e.Lower, e.Upper, e.Sd, e.N);
        })];
    }
}
