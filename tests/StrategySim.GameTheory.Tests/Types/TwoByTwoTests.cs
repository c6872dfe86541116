using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Types;

public sealed class TwoByTwoTests
{
    private static HoldYieldPayoffs P(string text) => GameTypeTests.Payoffs(text);

    [Fact]
    public void AsymmetricCoordination_HasTheMixAndRiskDominanceOfTheDigest()
    {
        HoldYieldPayoffs a = P("5,2,3,1"), b = P("3,1,2,0");
        Assert.True(TwoByTwo.TryMixed(a, b, out Rational p, out Rational q));
        Assert.Equal((Rational.Half, Rational.Create(3, 5)), (p, q));
        // g_A·h_B = 3·2 against h_A·g_B = 2·2.
        RiskComparison risk = Assert.NotNull(TwoByTwo.RiskDominance(a, b));
        Assert.Equal(new RiskComparison(OutcomeSet.HY, 6, OutcomeSet.YH, 4), risk);
        Assert.Equal(OutcomeSet.HY, risk.Dominant);
    }

    [Fact]
    public void AsymmetricChicken_HasTheMixAndRiskDominanceOfTheDigest()
    {
        HoldYieldPayoffs a = P("4,3,1,-1"), b = P("4,3,1,-5");
        Assert.True(TwoByTwo.TryMixed(a, b, out Rational p, out Rational q));
        Assert.Equal((Rational.Create(1, 7), Rational.Create(1, 3)), (p, q));
        Assert.Equal(new RiskComparison(OutcomeSet.HY, 6, OutcomeSet.YH, 2), TwoByTwo.RiskDominance(a, b));
    }

    [Fact]
    public void StagHunt_PayoffDominanceAndRiskDominancePartWays()
    {
        // Y = stag, H = hare: (Y,Y) pays 5 each, but (H,H) has the larger product, 4·4 against 1·1.
        HoldYieldPayoffs x = P("4,5,0,4");
        Assert.Equal(OutcomeSet.YY, TwoByTwo.PayoffDominance(x, x));
        Assert.Equal(OutcomeSet.HH, Assert.NotNull(TwoByTwo.RiskDominance(x, x)).Dominant);
    }

    [Fact]
    public void SymmetricChicken_NeitherEquilibriumIsRiskOrPayoffDominant()
    {
        HoldYieldPayoffs x = P("4,3,2,1");
        Assert.Equal(OutcomeSet.HY | OutcomeSet.YH, Assert.NotNull(TwoByTwo.RiskDominance(x, x)).Dominant);
        Assert.Equal(OutcomeSet.None, TwoByTwo.PayoffDominance(x, x));
    }

    [Theory]
    // Coordination and chicken: whoever moves first has its scheme, worth T − S.
    [InlineData("4,2,3,1", "4,2,3,1", OutcomeSet.HY, OutcomeSet.YH, 1, 1)]
    [InlineData("5,2,3,1", "3,1,2,0", OutcomeSet.HY, OutcomeSet.YH, 2, 1)]
    [InlineData("4,3,1,-2", "4,3,1,-2", OutcomeSet.HY, OutcomeSet.YH, 3, 3)]
    // Blackmail and confrontation: dominance decides, not timing.
    [InlineData("4,2,1,3", "4,3,2,1", OutcomeSet.HY, OutcomeSet.HY, 0, 0)]
    [InlineData("4,3,1,2", "4,3,2,1", OutcomeSet.HY, OutcomeSet.HY, 0, 0)]
    [InlineData("4,3,1,2", "4,3,1,2", OutcomeSet.HH, OutcomeSet.HH, 0, 0)]
    public void MovingFirst_GivesTheOutcomesAndValuesOfTheDigest(string a, string b, OutcomeSet aFirst, OutcomeSet bFirst, int valueA, int valueB)
    {
        HoldYieldPayoffs x = P(a), y = P(b);
        Assert.Equal(aFirst, TwoByTwo.Sequential(x, y, 0));
        Assert.Equal(bFirst, TwoByTwo.Sequential(x, y, 1));
        Assert.Equal(new RationalRange(valueA, valueA), TwoByTwo.ValueOfMovingFirst(x, y, 0));
        Assert.Equal(new RationalRange(valueB, valueB), TwoByTwo.ValueOfMovingFirst(x, y, 1));
    }

    [Fact]
    public void Sequential_AnIndifferentFollower_LeavesEveryOutcomeItsRepliesAllow()
    {
        // Threshold 1 with B first: A, whose h is 0, may answer a held scheme either way. If it yields, B holds and has 4;
        // if it clashes, B would have 1 and rather yields, which A answers by holding.
        Assert.Equal(OutcomeSet.YH | OutcomeSet.HY, TwoByTwo.Sequential(P("4,2,2,2"), P("4,2,3,1"), 1));
        Assert.Equal(new RationalRange(0, 1), TwoByTwo.ValueOfMovingFirst(P("4,2,2,2"), P("4,2,3,1"), 1));
        Assert.Equal(new RationalRange(0, 2), TwoByTwo.ValueOfMovingFirst(P("4,2,2,2"), P("4,2,3,1"), 0));
    }

    [Fact]
    public void EveryTypeOfGame_PureAndStrictEquilibriaFollowTheDefinition()
    {
        foreach (PlayerOrder orderA in GameTypes.Orders)
        {
            foreach (PlayerOrder orderB in GameTypes.Orders)
            {
                HoldYieldPayoffs a = Ranks(orderA), b = Ranks(orderB);
                OutcomeSet pure = OutcomeSet.None, strict = OutcomeSet.None;
                foreach (bool x in (bool[])[true, false])
                {
                    foreach (bool y in (bool[])[true, false])
                    {
                        int lossA = (a.Of(x, y) - a.Of(!x, y)).Sign, lossB = (b.Of(y, x) - b.Of(!y, x)).Sign;
                        if (lossA >= 0 && lossB >= 0) pure |= OutcomeSets.Outcome(x, y);
                        if (lossA > 0 && lossB > 0) strict |= OutcomeSets.Outcome(x, y);
                    }
                }

                Assert.Equal(pure, TwoByTwo.PureEquilibria(a, b));
                Assert.Equal(strict, TwoByTwo.StrictEquilibria(a, b));
            }
        }
    }

    [Fact]
    public void Payoff_AnythingButOneOutcome_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoByTwo.Payoff(P("4,3,2,1"), P("4,3,2,1"), 0, OutcomeSet.HY | OutcomeSet.YH));
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoByTwo.Payoff(P("4,3,2,1"), P("4,3,2,1"), 2, OutcomeSet.HY));
    }

    private static HoldYieldPayoffs Ranks(PlayerOrder order)
    {
        return new HoldYieldPayoffs(Rank('T'), Rank('R'), Rank('S'), Rank('P'));
        Rational Rank(char letter) => "TSRP".Count(other => order.Compare(letter, other) > 0);
    }
}
