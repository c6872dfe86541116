using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Tests.Profiles;

public sealed class MixedStrategyTests
{
    private static MixedStrategy Mix(params string[] probabilities) => new(probabilities.Select(Rational.Parse));

    [Fact]
    public void Support_IsWhereProbabilitiesArePositive()
    {
        MixedStrategy strategy = Mix("1/3", "0", "2/3");
        Assert.Equal([0, 2], strategy.Support);
        Assert.False(strategy.IsPure);
        Assert.True(MixedStrategy.Pure(3, 2).IsPure);
        Assert.Equal(Mix("1/4", "1/4", "1/4", "1/4"), MixedStrategy.Uniform(4));
    }

    [Theory]
    [InlineData(new[] { "1/2", "1/3" }, "sum to 5/6; expected exactly 1")]
    [InlineData(new[] { "3/2", "-1/2" }, "Probability 1 is -1/2; expected at least 0")]
    [InlineData(new string[0], "expected one for each strategy")]
    public void AnythingButADistribution_IsRefusedByValue(string[] probabilities, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Mix(probabilities)).Message, StringComparison.Ordinal);

    [Fact]
    public void PureStrategy_ThatDoesNotExist_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MixedStrategy.Pure(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixedStrategy.Pure(2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixedStrategy.Uniform(0));
    }

    [Fact]
    public void Order_IsLexicographicByPlayerThenStrategy()
    {
        MixedStrategyProfile high = new(Mix("1", "0"), Mix("0", "1")), middle = new(Mix("1/2", "1/2"), Mix("1", "0")), low = new(Mix("1/2", "1/2"), Mix("0", "1"));
        Assert.Equal([high, middle, low], new[] { low, high, middle }.OrderDescending());
        Assert.Equal(new MixedStrategyProfile(Mix("2/4", "1/2"), Mix("1", "0")), middle);
        Assert.Equal(middle.GetHashCode(), MixedStrategyProfile.TwoByTwo(Rational.Half, 1).GetHashCode());
    }

    [Fact]
    public void Profile_OfAnotherShape_IsRefusedByPlayer()
    {
        NormalFormGame game = new([Player.Numbered("A", 2), Player.Numbered("B", 3)], new Rational[12]);
        Assert.Contains(
            "player 'B' 2 probabilities; expected 3",
            Assert.Throws<ArgumentException>(() => MixedStrategyProfile.TwoByTwo(1, 1).CheckFits(game)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 strategies; expected 2",
            Assert.Throws<ArgumentException>(() => new MixedStrategyProfile(Mix("1", "0")).CheckFits(game)).Message,
            StringComparison.Ordinal);
    }
}
