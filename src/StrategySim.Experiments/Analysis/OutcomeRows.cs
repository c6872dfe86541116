using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Analysis;

/// <summary>One outcome at one point of a study.</summary>
/// <param name="Index">The point's place in the design.</param>
/// <param name="PointId">Names the point by its scenario; null where the scenario is not valid there.</param>
/// <param name="Factors">The value of each factor by name: an exact number, a word, or compact JSON.</param>
/// <param name="Name">Name of the outcome in the sweep.</param>
/// <param name="Actor">Actor id, or <c>*</c>.</param>
/// <param name="Game">Game id, or <c>*</c>.</param>
/// <param name="Outcome">Outcome id; see <see cref="OutcomeCatalog"/>.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Mean">Mean over replications; null where there is none. For a number per round where units differ in length, the ratio of sums.</param>
/// <param name="Lower">Lower end of the 95 % t-interval; null where <paramref name="N"/> is below 2.</param>
/// <param name="Upper">Upper end of the 95 % t-interval; null where <paramref name="N"/> is below 2.</param>
/// <param name="Sd">Standard deviation of one replication; null where <paramref name="N"/> is below 2.</param>
/// <param name="Q05">5 % quantile over replications; null where there is none.</param>
/// <param name="Q50">Median over replications; null where there is none.</param>
/// <param name="Q95">95 % quantile over replications; null where there is none.</param>
/// <param name="N">Replications.</param>
/// <param name="Failed">Units of the point that failed.</param>
/// <param name="Missing">Units of the point that are neither stored nor failed, yet.</param>
public sealed record PointOutcomeRow(
    long Index,
    string? PointId,
    IReadOnlyDictionary<string, string> Factors,
    string Name,
    string Actor,
    string Game,
    string Outcome,
    string Unit,
    double? Mean,
    double? Lower,
    double? Upper,
    double? Sd,
    double? Q05,
    double? Q50,
    double? Q95,
    int N,
    int Failed,
    int Missing);

/// <summary>The outcomes of a study as tidy rows: one for each point and outcome.</summary>
public static class OutcomeRows
{
    /// <summary>The rows of a study, or of a page of its points, point after point.</summary>
    public static IEnumerable<PointOutcomeRow> Of(StudyData data) => data.Points.SelectMany(point => Of(data.Sweep, data.Outcomes, point));

    /// <summary>The rows of one point, in the order of the outcomes.</summary>
    /// <param name="sweep">The sweep, for the names of its factors.</param>
    /// <param name="outcomes">The outcomes that were read.</param>
    /// <param name="point">The point.</param>
    public static IEnumerable<PointOutcomeRow> Of(Sweep sweep, IReadOnlyList<SweepOutcome> outcomes, StudyPoint point)
    {
        var factors = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < sweep.Factors.Count; i++) factors[sweep.Factors[i].Name] = point.Values[i].Text;
        for (int i = 0; i < outcomes.Count; i++)
        {
            OutcomeSample sample = point.Samples[i];
            Estimate? mean = sample.ToEstimate();
            IReadOnlyList<double>? quantiles = sample.Count == 0 ? null : Quantiles.Of(sample.Values, 0.05, 0.5, 0.95);
            OutcomeKey key = outcomes[i].Key;
            yield return new PointOutcomeRow(
                point.Index,
                point.PointId,
                factors,
                outcomes[i].Name,
                key.Actor,
                key.Game,
                key.Outcome,
                OutcomeCatalog.Find(key.Outcome).Unit,
                mean?.Mean,
                mean?.Lower,
                mean?.Upper,
                mean?.Sd,
                quantiles?[0],
                quantiles?[1],
                quantiles?[2],
                sample.Count,
                point.Failed,
                point.Missing);
        }
    }
}
