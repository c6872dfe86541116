using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Experiments.Tests.Analysis;

/// <summary>Tidy rows, and how means moved with replications.</summary>
public class StudyTableTests
{
    private static readonly Sweep TwoPoints = MadeStudy.Sweep("{ a: { parameter: D0, list: [1/3, 2] } }", "{ method: grid }");

    [Fact]
    public void Rows_HaveFactorsMeansIntervalsAndQuantiles_AndSayWhatIsMissing()
    {
        // 0, 1, …, 20: mean 10, sd √38.5, t₀.₉₇₅,₂₀ = 2.085963.
        StudyData data = MadeStudy.Of(TwoPoints, 21, (_, r) => r, point => point.Index == 1 ? MadeStudy.Cut(point, 0, failed: 1, missing: 20) : point);
        PointOutcomeRow[] rows = [.. OutcomeRows.Of(data)];
        Assert.Equal(2, rows.Length);
        Assert.Equal("1/3", rows[0].Factors["a"]);
        Assert.Equal(("o", "US", "us-china", "payoffMean", "payoff per round"), (rows[0].Name, rows[0].Actor, rows[0].Game, rows[0].Outcome, rows[0].Unit));
        Assert.Equal((10, 1, 10, 19, 21), (rows[0].Mean, rows[0].Q05, rows[0].Q50, rows[0].Q95, rows[0].N));
        Assert.Equal(Math.Sqrt(38.5), rows[0].Sd!.Value, 1e-12);
        Assert.Equal(10 - (2.085963 * Math.Sqrt(38.5 / 21)), rows[0].Lower!.Value, 1e-5);
        Assert.Equal((null, null, 0, 1, 20), (rows[1].Mean, rows[1].Q50, rows[1].N, rows[1].Failed, rows[1].Missing));
    }

    [Fact]
    public void Means_MoveLessAsReplicationsDouble()
    {
        StudyData data = MadeStudy.Of(TwoPoints, 8, (values, r) => (values[0].Number!.Value.IsInteger ? 2 : 1) * (r % 2));
        MeansConvergence convergence = ConvergenceAnalysis.OfMeans(data, "o");
        Assert.Equal([2, 4, 8], convergence.Steps.Select(s => s.Replications));
        // Half of the units give 1, or 2 at the second point: the means stand still, and half-widths fall as t·s/√n.
        Assert.Equal([null, 0, 0], convergence.Steps.Select(s => s.LargestMove));
        double last = 2.364624 * 2 * Math.Sqrt(2 / 7.0) / Math.Sqrt(8);
        Assert.Equal(last, convergence.Steps[2].LargestHalfWidth!.Value, 1e-5);
        Assert.Equal(0.75 * last, convergence.Steps[2].MedianHalfWidth!.Value, 1e-5);

        ConvergenceSeries point = ConvergenceAnalysis.OfPoint(data.Points[1].Samples[0]);
        Assert.Equal([(2, 1), (4, 1), (8, 1)], point.Steps.Select(s => (s.Size, s.Value!.Value)));
    }
}
