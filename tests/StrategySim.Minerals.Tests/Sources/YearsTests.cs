using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Tests.Sources;

public sealed class YearsTests
{
    [Theory]
    [InlineData("2024", 2024, 2024)]
    [InlineData("2020-2023", 2020, 2023)]
    public void Text_ReadAndPrinted_IsUnchanged(string text, int first, int last)
    {
        Years years = Years.Parse(text);

        Assert.Equal(new Years(first, last), years);
        Assert.Equal(text, years.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("24")]
    [InlineData("2023-2020")]
    [InlineData("2020-23")]
    [InlineData("2020-2021-2022")]
    [InlineData("+2020")]
    public void TextThatIsNoYear_IsRefused_SayingWhatIsExpected(string text)
    {
        var fault = Assert.Throws<FormatException>(() => Years.Parse(text));

        Assert.Equal($"'{text}' is not a year such as 2024 or a span such as 2020-2023.", fault.Message);
    }

    [Fact]
    public void Span_IncludesItsEnds_AndNothingBeyond()
    {
        var span = new Years(2020, 2023);

        Assert.Equal([false, true, true, false], new[] { 2019, 2020, 2023, 2024 }.Select(span.Includes));
    }

    [Fact]
    public void Order_IsByTheLastYear_ThenByTheFirst()
    {
        Assert.True(new Years(2018, 2023) < new Years(2020, 2023));
        Assert.True(new Years(2024) > new Years(2020, 2023));
        Assert.True(new Years(2024) >= new Years(2024) && new Years(2024) <= new Years(2024));
    }
}
