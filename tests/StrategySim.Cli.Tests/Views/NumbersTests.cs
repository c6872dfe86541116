using StrategySim.Cli.Views;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Cli.Tests.Views;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(3.91704, 3.92515, "3.917 ± 0.008")]
    [InlineData(0.62483, 0.62671, "0.6248 ± 0.0019")]
    [InlineData(68.2, 69.9, "68.2 ± 1.7")]
    [InlineData(12345.6, 12445.6, "12346 ± 100")]
    [InlineData(1234.5, 1234.52, "1234.50 ± 0.02")]
    [InlineData(-0.0001, 0.5, "0.00 ± 0.50")]
    [InlineData(2.5, 2.5, "2.5 ± 0")]
    [InlineData(0.0, 0.0, "0 ± 0")]
    [InlineData(2.5, null, "2.5")]
    public void AMean_IsRoundedToWhatItsIntervalTells(double mean, double? upper, string expected) => Assert.Equal(expected, Numbers.WithInterval(mean, upper));

    [Theory]
    [InlineData("8/23", "8/23")]
    [InlineData("-1", "-1")]
    [InlineData("1/1000", "1/1000")]
    [InlineData("83311/1000000", "0.083311")]
    [InlineData("-297271/250000", "-1.189084")]
    [InlineData("-1/2000000", "-0.0000005")]
    [InlineData("8158/22321", "8158/22321")]
    [InlineData("1916689/2716689", "≈0.705524")]
    [InlineData("660719343371757", "660719343371757")]
    [InlineData("66071934337175700", "≈6.60719E+16")]
    [InlineData("123456789012345/67", "≈1.84264E+12")]
    public void AnExactNumber_IsWrittenOut_UnlessItIsTooLongForATable(string number, string expected) => Assert.Equal(expected, Numbers.Exact(Rational.Parse(number)));
}
