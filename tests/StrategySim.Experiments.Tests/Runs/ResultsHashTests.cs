using System.Security.Cryptography;
using StrategySim.Experiments.Runs;

namespace StrategySim.Experiments.Tests.Runs;

public class ResultsHashTests
{
    [Fact]
    public void ItIsSha256OverTheBytesOfTheHashes()
    {
        byte[] a = [.. Enumerable.Range(0, 32).Select(i => (byte)i)], b = [.. Enumerable.Range(32, 32).Select(i => (byte)i)];
        using var hash = new ResultsHash();
        hash.Add(Convert.ToHexStringLower(a));
        hash.Add(Convert.ToHexStringLower(b));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. a, .. b])), hash.Finish());
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public void TextThatIsNotAHash_IsRefused(string text)
    {
        using var hash = new ResultsHash();
        Assert.Throws<FormatException>(() => hash.Add(text));
    }
}
