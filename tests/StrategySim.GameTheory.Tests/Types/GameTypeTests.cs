using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Types;

public sealed class GameTypeTests
{
    internal static HoldYieldPayoffs Payoffs(string text)
    {
        Rational[] n = text.Split(',').Select(Rational.Parse).ToArray();
        return new HoldYieldPayoffs(n[0], n[1], n[2], n[3]);
    }

    [Theory]
    [InlineData("4,2,3,1", "4,2,3,1", "coordination", "HY + YH + mixed")]
    [InlineData("3,0,2,0", "3,0,2,0", "coordination", "HY + YH + mixed")]
    [InlineData("4,2,1,3", "4,3,2,1", "blackmail by US (bully)", "HY")]
    [InlineData("4,3,1,2", "4,3,2,1", "blackmail by US (called-bluff)", "HY")]
    [InlineData("4,3,2,1", "4,2,1,3", "blackmail by CN (bully)", "YH")]
    [InlineData("4,3,1,2", "4,3,1,2", "confrontation (prisoners-dilemma)", "HH")]
    [InlineData("4,2,1,3", "4,2,1,3", "confrontation (deadlock)", "HH")]
    [InlineData("4,2,1,3", "4,3,1,2", "confrontation (mixed)", "HH")]
    [InlineData("4,3,1,-2", "4,3,1,-2", "chicken", "HY + YH + mixed")]
    [InlineData("4,2,2,2", "4,2,3,1", "threshold (h.US)", "HY + YH–mH")]
    [InlineData("4,2,3,1", "4,2,2,2", "threshold (h.CN)", "HY–Hm + YH")]
    [InlineData("4,2,1,1", "4,2,1,1", "threshold (h.US, h.CN)", "HY–HH–YH")]
    [InlineData("3,4,2,1", "3,4,2,1", "harmony", "YY")]
    [InlineData("3,4,1,2", "3,4,1,2", "assurance", "HH + YY + mixed")]
    [InlineData("4,2,3,1", "3,4,1,2", "mixed-only", "mixed")]
    [InlineData("4,3,1,2", "3,4,2,1", "one-sided by US", "HY")]
    [InlineData("3,4,2,1", "4,3,1,2", "one-sided by CN", "YH")]
    [InlineData("3,4,2,1", "3,4,1,2", "one-sided by US", "YY")]
    [InlineData("3,4,1,2", "4,3,1,2", "one-sided by CN", "HH")]
    [InlineData("3,2,4,1", "4,2,3,1", "mixed-order", "HY + YH + mixed")]
    [InlineData("1,1,1,1", "1,1,1,1", "threshold (g.US, h.US, g.CN, h.CN)", "whole square")]
    [InlineData("1,1,1,1", "4,2,3,1", "threshold (g.US, h.US)", "HY–mY–mH–YH")]
    public void Of_GivesFamilyHolderVariantAndNashSet(string a, string b, string label, string nashSet)
    {
        GameType type = GameTypes.Of(Payoffs(a), Payoffs(b));
        Assert.Equal(label, type.Label("US", "CN"));
        Assert.Equal(nashSet, type.NashSet);
    }

    [Fact]
    public void Of_AllocatesNothingAndInternsTypes()
    {
        HoldYieldPayoffs a = Payoffs("9/2,7/3,3,1"), b = Payoffs("4,1/7,1/3,-2");
        GameType first = GameTypes.Of(a, b);
        long before = GC.GetAllocatedBytesForCurrentThread();
        GameType second = GameTypes.Of(a, b);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(before, after);
        Assert.Same(first, second);
        Assert.Same(first, GameTypes.All[first.Code]);
    }

    [Fact]
    public void Orders_AreThe75WeakOrders_TheStrictOnesFirst()
    {
        Assert.Equal(75, GameTypes.Orders.Count);
        Assert.Equal(75, GameTypes.Orders.Select(o => o.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.All(GameTypes.Orders, (order, index) => Assert.Equal(index, order.Index));
        Assert.All(GameTypes.Orders, order => Assert.Equal(order.Index < 24, order.IsStrict));
    }

    [Fact]
    public void OrderOf_ReadsEveryOrderBackFromItsRanks()
    {
        foreach (PlayerOrder order in GameTypes.Orders)
        {
            Rational Rank(char letter) => "TSRP".Count(other => order.Compare(letter, other) > 0);
            var payoffs = new HoldYieldPayoffs(Rank('T'), Rank('R'), Rank('S'), Rank('P'));
            Assert.Same(order, GameTypes.OrderOf(payoffs));
            Assert.Equal(order.SignG, payoffs.G.Sign);
            Assert.Equal(order.SignH, payoffs.H.Sign);
        }
    }

    [Theory]
    [InlineData("4,3,1,2", "T>R>P>S", "Prisoner's Dilemma", false)]
    [InlineData("4,3,2,1", "T>R>S>P", "Chicken", false)]
    [InlineData("4,2,3,1", "T>S>R>P", "Leader", false)]
    [InlineData("3,2,4,1", "S>T>R>P", "Hero", false)]
    [InlineData("4,2,1,3", "T>P>R>S", "Deadlock", false)]
    [InlineData("1,3,4,2", "S>R>P>T", "Deadlock", true)]
    [InlineData("3,0,2,0", "T>S>R=P", "Low Battle", false)]
    [InlineData("4,2,2,1", "T>S=R>P", "Mid Battle", false)]
    [InlineData("4,2,1,2", "T>R=P>S", "Midlock", false)]
    [InlineData("0,0,2,1", "S>P>T=R", "Low Dilemma", true)]
    [InlineData("4,2,2,2", "T>S=R=P", "Basic Dilemma", false)]
    [InlineData("0,0,0,0", "T=S=R=P", "Zero", false)]
    public void Orders_CarryTheirNameInTheLiterature(string payoffs, string text, string name, bool exchanged)
    {
        PlayerOrder order = GameTypes.OrderOf(Payoffs(payoffs));
        Assert.Equal((text, name, exchanged), (order.Text, order.Name, order.LabelsExchanged));
    }

    [Fact]
    public void ASingleTie_SaysWhichStrictOrdersMeetInIt() =>
        Assert.Equal("Mid Battle (tie of Chicken and Leader)", GameTypes.OrderOf(Payoffs("4,2,2,1")).Description);

    [Fact]
    public void EveryStrictOrder_HasOneOfTwelveNames_HalfOfThemWithLabelsExchanged()
    {
        PlayerOrder[] strict = GameTypes.Orders.Where(o => o.IsStrict).ToArray();
        Assert.Equal(12, strict.Where(o => !o.LabelsExchanged).Select(o => o.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(12, strict.Count(o => o.LabelsExchanged));
    }
}
