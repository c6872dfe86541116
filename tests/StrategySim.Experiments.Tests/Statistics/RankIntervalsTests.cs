using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

/// <summary>Intervals of ranks: what is sure, what is open, and how often they hold.</summary>
public sealed class RankIntervalsTests
{
    [Fact]
    public void MeansWithoutError_HaveTheirRanks_AndEqualsShareTheirs() =>
        Assert.Equal([(2, 3), (1, 1), (2, 3), (4, 4)], RankIntervals.Of([2, 5, 2, 1], [null, null, null, null], 1e-12, 1, "test", TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(10)]
    [InlineData(31)]
    public void OfTwoMeans_TheCriticalValueIsStudents(int n)
    {
        // One pair: the greatest studentised difference is |t| with n − 1 degrees of freedom, so 999 resamples are off by about a twentieth at the most.
        double[] sample = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i * i))];
        double error = SampleGuard.Moments(sample).Sd / Math.Sqrt(n), t = StudentQuantile.TwoSided95(n - 1), mean = sample.Average();
        Assert.Equal([(1, 2), (1, 2)], RankIntervals.Of([mean, mean - (0.93 * t * error)], [sample, null], 0, 1, "test", TestContext.Current.CancellationToken));
        Assert.Equal([(1, 1), (2, 2)], RankIntervals.Of([mean, mean - (1.07 * t * error)], [sample, null], 0, 1, "test", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Dependence_OfPairedSamples_SharpensTheIntervals()
    {
        var draws = new DrawSequence(3, "test/ranks");
        double[] common = [.. Enumerable.Range(0, 40).Select(_ => draws.NextNormal())], own = [.. common.Select(x => x + (0.05 * draws.NextNormal()))], apart = [.. common.Select(_ => draws.NextNormal())];
        double mean = common.Average();
        Assert.Equal([(1, 1), (2, 2)], RankIntervals.Of([mean, mean - 0.1], [common, own], 0, 1, "test", TestContext.Current.CancellationToken));
        Assert.Equal([(1, 2), (1, 2)], RankIntervals.Of([mean, mean - 0.1], [common, apart], 0, 1, "test", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void TrueRanks_LieInAllIntervals_InNineteenOfTwentySamples() => Check(experiments: 200, lowest: 0.90);

    [Fact(Explicit = true)]
    public void TrueRanks_LieInAllIntervals_InNineteenOfTwentySamples_AtLength() => Check(experiments: 5000, lowest: 0.943);

    // Six means of which neighbours are hardly apart: the worst case for ranks. 12 replications.
    private static void Check(int experiments, double lowest)
    {
        double[] truth = [1, 0.999, 0.998, 0.5, 0.499, 0];
        int held = 0;
        for (int e = 0; e < experiments; e++)
        {
            var draws = new DrawSequence(11, "test/rank-coverage", e);
            double[][] samples = [.. truth.Select(mean => Enumerable.Range(0, 12).Select(_ => mean + (0.5 * draws.NextNormal())).ToArray())];
            (int Best, int Worst)[] ranks = RankIntervals.Of([.. samples.Select(sample => sample.Average())], samples, 0, (ulong)e, "test", TestContext.Current.CancellationToken);
            if (ranks.Select((rank, i) => rank.Best <= i + 1 && i + 1 <= rank.Worst).All(inside => inside)) held++;
        }

        Assert.InRange((double)held / experiments, lowest, 1);
    }
}
