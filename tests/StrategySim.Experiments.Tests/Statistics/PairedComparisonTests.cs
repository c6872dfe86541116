using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class PairedComparisonTests
{
    [Fact]
    public void StudentsSleepData_HaveHisT()
    {
        // Student (1908), section IX: additional hours of sleep with two drugs, ten patients. t = 4.0621 with 9 degrees of freedom, p = 0.002833,
        // difference 1.58, 95 % interval 0.7001 to 2.4599 (R: t.test(extra ~ group, paired)).
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4], first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
        PairedComparison comparison = PairedComparison.Of(second, first);
        Assert.Equal(1.58, comparison.Difference.Mean, 1e-12);
        Assert.Equal(0.7001142, comparison.Difference.Lower!.Value, 5e-7);
        Assert.Equal(2.4598858, comparison.Difference.Upper!.Value, 5e-7);
        Assert.Equal(4.0621, comparison.T!.Value, 5e-5);
        Assert.Equal(0.002833, comparison.PValue!.Value, 5e-7);
        // d_z = t/√n; r = 0.7951702 (R: cor).
        Assert.Equal(comparison.T.Value / Math.Sqrt(10), comparison.CohenDz!.Value, 1e-12);
        Assert.Equal(0.7951702, comparison.Correlation!.Value, 5e-7);
        // (s₁² + s₂²)/s_d² = (3.200556 + 4.009000)/1.512889.
        Assert.Equal(4.76542, comparison.VarianceReduction!.Value, 5e-5);
    }

    [Fact]
    public void PairsThatAgree_HaveNoDifference()
    {
        PairedComparison comparison = PairedComparison.Of([1, 2, 3], [1, 2, 3]);
        Assert.Equal(new Estimate(0, 0, 0, 0, 3), comparison.Difference);
        Assert.Equal(1, comparison.PValue);
        Assert.Null(comparison.T);
        Assert.Null(comparison.VarianceReduction);
        Assert.Equal(1, comparison.Correlation!.Value, 1e-15);
    }

    [Fact]
    public void AConstantDifference_HasNoTest()
    {
        PairedComparison comparison = PairedComparison.Of([2, 3, 4], [1, 2, 3]);
        Assert.Equal(1, comparison.Difference.Mean);
        Assert.Null(comparison.PValue);
        Assert.Null(comparison.CohenDz);
    }

    [Fact]
    public void SamplesThatCannotBePaired_AreRefused()
    {
        Assert.Contains("y has 2 numbers; expected 3", Assert.Throws<ArgumentException>(() => PairedComparison.Of([1, 2, 3], [1, 2])).Message);
        Assert.Contains("x has 1 numbers", Assert.Throws<ArgumentException>(() => PairedComparison.Of([1], [1])).Message);
        Assert.Contains("y[1] is NaN", Assert.Throws<ArgumentException>(() => PairedComparison.Of([1, 2], [1, double.NaN])).Message);
    }
}
