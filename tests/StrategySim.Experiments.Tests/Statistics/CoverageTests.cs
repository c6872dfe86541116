using System.Globalization;
using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Statistics;
using StrategySim.Testing;

namespace StrategySim.Experiments.Tests.Statistics;

/// <summary>Nominal 95 % intervals over made experiments with a known mean; COVERAGE.md holds the figures.</summary>
public class CoverageTests
{
    private const int Experiments = 2000, Resamples = 399;

    private static readonly Outcome[] Outcomes =
    [
        new("normal", false, draws => draws.NextNormal(), 0, 1),
        new("uniform", false, draws => draws.NextUniform(), 0.5, Math.Sqrt(1 / 12.0)),
        new("two points", false, draws => draws.NextUniform() < 0.5 ? 0 : 1, 0.5, 0.5),
        new("exponential", true, draws => -Math.Log(1 - draws.NextUniform()), 1, 1),
        new("lognormal", true, draws => Math.Exp(draws.NextNormal()), Math.Exp(0.5), Math.Sqrt((Math.E - 1) * Math.E)),
    ];

    // Claimed: has to be right for outcomes that are not skewed.
    private static readonly Method[] Methods =
    [
        new("t, n = 30", true, (o, e) => Student(o, e, 30)),
        new("t, n = 60", true, (o, e) => Student(o, e, 60)),
        new("paired t, n = 30", true, (o, e) => Paired(o, e, 30)),
        new("paired t, n = 60", true, (o, e) => Paired(o, e, 60)),
        new("Welch, n = 30 and 60", true, Apart),
        new("difference of ratios, paired t, n = 60", true, (o, e) => Ratios(o, e, bootstrap: false)),
        new("difference of ratios, bootstrap, n = 60", true, (o, e) => Ratios(o, e, bootstrap: true)),
        new("bootstrap, studentised, n = 30", false, (o, e) => Bootstrap(o, e, 30, BootstrapMethod.Studentised)),
        new("bootstrap, studentised, n = 60", true, (o, e) => Bootstrap(o, e, 60, BootstrapMethod.Studentised)),
        new("paired bootstrap, studentised, n = 60", true, (o, e) => PairedBootstrap(o, e, 60)),
        new("bootstrap, percentile, n = 30", false, (o, e) => Bootstrap(o, e, 30, BootstrapMethod.Percentile)),
        new("bootstrap, BCa, n = 30", false, (o, e) => Bootstrap(o, e, 30, BootstrapMethod.BiasCorrectedAccelerated)),
        new("until narrow, target 0.3 sd", true, (o, e) => UntilNarrow(o, e, 0.3)),
        new("until narrow, target 0.2 sd", true, (o, e) => UntilNarrow(o, e, 0.2)),
        new("until narrow, target 0.1 sd", true, (o, e) => UntilNarrow(o, e, 0.1)),
        new("until narrow, target 0.358 sd", true, (o, e) => UntilNarrow(o, e, 0.358)),
        new("until narrow, target 0.253 sd", true, (o, e) => UntilNarrow(o, e, 0.253)),
        new("the same without halves, 0.358 sd", false, (o, e) => UntilNarrow(o, e, 0.358, halves: false)),
        new("the same without halves, 0.253 sd", false, (o, e) => UntilNarrow(o, e, 0.253, halves: false)),
    ];

    [Fact]
    public void NominalIntervals_HoldTheMeanAsOftenAsTheySay_AndTheFiguresStandInTheDocumentation()
    {
        List<string> rows =
        [
            $"| Interval | {string.Join(" | ", Outcomes.Select(o => o.Name))} |",
            $"| --- |{string.Concat(Outcomes.Select(_ => " ---: |"))}",
        ];
        List<string> dishonest = [];
        foreach (Method method in Methods)
        {
            var cells = new List<string>();
            foreach (Outcome outcome in Outcomes)
            {
                int held = Enumerable.Range(0, Experiments).AsParallel().Count(e => method.Holds(outcome, e));
                double coverage = 100.0 * held / Experiments;
                cells.Add(coverage.ToString("F1", CultureInfo.InvariantCulture));
                if (method.IsClaimed && !outcome.IsSkewed && coverage is < 93.5 or > 96.5) dishonest.Add($"{method.Name}, {outcome.Name}: {coverage}");
            }

            rows.Add($"| {method.Name} | {string.Join(" | ", cells)} |");
        }

        string path = Repository.Path("src", "StrategySim.Experiments", "Statistics", "COVERAGE.md");
        string[] text = File.ReadAllLines(path);
        string[] prose = [.. text.Where(line => !line.StartsWith('|'))];
        int place = Array.FindIndex(text, line => line.StartsWith('|'));
        string actual = string.Join('\n', [.. prose[..place], .. rows, .. prose[place..], ""]);
        Assert.Equal(Repository.Approved(actual, path), actual);
        Assert.Empty(dishonest);
    }

    private static bool Student(Outcome outcome, int experiment, int n)
    {
        Estimate estimate = Mean(Sample(outcome, experiment, n));
        return estimate.Lower <= outcome.Mean && outcome.Mean <= estimate.Upper;
    }

    private static bool Paired(Outcome outcome, int experiment, int n)
    {
        (double[] x, double[] y) = Pairs(outcome, experiment, n);
        Estimate difference = PairedComparison.Of(x, y).Difference;
        return difference.Lower <= 0 && 0 <= difference.Upper;
    }

    private static bool PairedBootstrap(Outcome outcome, int experiment, int n)
    {
        (double[] x, double[] y) = Pairs(outcome, experiment, n);
        return BootstrapInterval.Mean([.. x.Zip(y, (a, b) => a - b)], BootstrapMethod.Studentised, (ulong)experiment, "bootstrap", Resamples).Contains(0);
    }

    private static (double[] X, double[] Y) Pairs(Outcome outcome, int experiment, int n)
    {
        double[] x = Sample(outcome, experiment, n), y = Sample(outcome, experiment, n, "other");
        var common = new DrawSequence(1, "common", experiment);
        for (int i = 0; i < n; i++)
        {
            double shared = 4 * outcome.Sd * common.NextNormal();
            x[i] += shared;
            y[i] += shared;
        }

        return (x, y);
    }

    private static bool Apart(Outcome outcome, int experiment)
    {
        double[] y = Sample(outcome, experiment, 60, "other");
        for (int i = 0; i < y.Length; i++) y[i] = outcome.Mean + (2 * (y[i] - outcome.Mean));
        WelchComparison difference = WelchComparison.Of(Sample(outcome, experiment, 30), y);
        return difference.Lower <= 0 && 0 <= difference.Upper;
    }

    // Numbers per round over units of 1 to 12 rounds, larger in longer units; the longer of two partners' units is the longer one on both sides.
    private static bool Ratios(Outcome outcome, int experiment, bool bootstrap)
    {
        const int N = 60;
        double[] x = Sample(outcome, experiment, N), y = Sample(outcome, experiment, N, "other");
        var common = new DrawSequence(1, "common", experiment);
        int[] roundsX = new int[N], roundsY = new int[N];
        for (int i = 0; i < N; i++)
        {
            int shared = common.NextBelow(10);
            roundsX[i] = 1 + shared + common.NextBelow(3);
            roundsY[i] = 1 + shared + common.NextBelow(3);
            double level = 2 * outcome.Sd * common.NextNormal();
            x[i] += level + (0.2 * outcome.Sd * roundsX[i]);
            y[i] += level + (0.2 * outcome.Sd * roundsY[i]);
        }

        double[] left = LinearisedRatio.Of(x, roundsX), right = LinearisedRatio.Of(y, roundsY);
        if (bootstrap)
            return BootstrapInterval.Mean([.. left.Zip(right, (a, b) => a - b)], BootstrapMethod.Studentised, (ulong)experiment, "bootstrap", Resamples).Contains(0);
        Estimate difference = PairedComparison.Of(left, right).Difference;
        return difference.Lower <= 0 && 0 <= difference.Upper;
    }

    private static bool Bootstrap(Outcome outcome, int experiment, int n, BootstrapMethod method) =>
        BootstrapInterval.Mean(Sample(outcome, experiment, n), method, (ulong)experiment, "bootstrap", Resamples).Contains(outcome.Mean);

    private static bool UntilNarrow(Outcome outcome, int experiment, double target, bool halves = true)
    {
        var rule = new ReplicationRule(target * outcome.Sd, 100_000);
        var draws = new DrawSequence(1, "sample", experiment);
        var sample = new List<double>();
        Estimate estimate;
        do
        {
            int look = rule.NextLook(sample.Count + 1);
            while (sample.Count < look) sample.Add(outcome.Draw(draws));
            estimate = Mean(sample);
        }
        while (halves ? rule.Decide(sample).Verdict == ReplicationVerdict.Continue : estimate.Upper - estimate.Lower > 2 * rule.Target);

        return estimate.Lower <= outcome.Mean && outcome.Mean <= estimate.Upper;
    }

    private static double[] Sample(Outcome outcome, int experiment, int n, string path = "sample")
    {
        var draws = new DrawSequence(1, path, experiment);
        return [.. Enumerable.Range(0, n).Select(_ => outcome.Draw(draws))];
    }

    private static Estimate Mean(IReadOnlyList<double> sample)
    {
        var mean = new MeanAccumulator();
        foreach (double value in sample) mean.Add(value);
        return mean.ToEstimate();
    }

    private sealed record Outcome(string Name, bool IsSkewed, Func<DrawSequence, double> Draw, double Mean, double Sd);

    private sealed record Method(string Name, bool IsClaimed, Func<Outcome, int, bool> Holds);
}
