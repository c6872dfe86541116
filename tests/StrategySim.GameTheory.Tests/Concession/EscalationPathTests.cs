using StrategySim.GameTheory.Concession;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Concession;

/// <summary>The path from coordination through blackmail to chicken: every printed row, exactly.</summary>
public sealed class EscalationPathTests
{
    private static Rational N(string text) => Rational.Parse(text);

    /// <remarks>
    /// Components are written as the extreme equilibria (p, q), the probabilities of holding, joined by a dash within a
    /// segment. At s = 5/2: g = 2, h_A = 1, h_B = 15/4, so p = 2/(23/4) = 8/23, q = 2/3; A expects 4/3 − (2/3)/2 = 1.
    /// </remarks>
    [Theory]
    [InlineData("0", "(4, 2, 3, 1)", "(4, 2, 3, 1)", "coordination", "(1, 0) + (1/2, 1/2) + (0, 1)")]
    [InlineData("1/2", "(4, 2, 5/2, 3/2)", "(4, 2, 3, 1)", "coordination", "(1, 0) + (1/2, 2/3) + (0, 1)")]
    [InlineData("1", "(4, 2, 2, 2)", "(4, 2, 3, 1)", "threshold (h.US)", "(1, 0) + (1/2, 1)–(0, 1)")]
    [InlineData("3/2", "(4, 2, 3/2, 5/2)", "(4, 2, 9/4, 1)", "blackmail by US (bully)", "(1, 0)")]
    [InlineData("2", "(4, 2, 1, 1)", "(4, 2, 3/2, -1)", "threshold (h.US)", "(1, 0) + (4/9, 1)–(0, 1)")]
    [InlineData("5/2", "(4, 2, 1/2, -1/2)", "(4, 2, 3/4, -3)", "chicken", "(1, 0) + (8/23, 2/3) + (0, 1)")]
    [InlineData("3", "(4, 2, 0, -2)", "(4, 2, 0, -5)", "chicken", "(1, 0) + (2/7, 1/2) + (0, 1)")]
    public void EveryRow_HasThePrintedPayoffsTypeAndEquilibria(string s, string a, string b, string label, string nash)
    {
        ConcessionPrimitives point = EscalationPath.Default.At(N(s));
        Assert.Equal((a, b), (point.PayoffsA.ToString(), point.PayoffsB.ToString()));
        Assert.Equal(label, point.Type.Label("US", "CN"));
        foreach (string method in (string[])["two-by-two", "vertex-enumeration", "all"])
        {
            NashResult result = NashSolvers.Solve(point.ToGame("US", "CN"), method, cancellationToken: TestContext.Current.CancellationToken);
            string written = string.Join(" + ", result.Components.Select(component => string.Join(
                '–',
                component.Equilibria.Select(id => result.Equilibria[id].Profile).Select(profile => $"({profile[0][0]}, {profile[1][0]})"))));
            Assert.Equal(nash, written);
        }
    }

    [Theory]
    [InlineData("3/2", new[] { "4", "9/4" })]
    [InlineData("5/2", new[] { "4", "3/4" })]
    public void HoldYieldEquilibrium_PaysWhatIsPrinted(string s, string[] payoffs) =>
        Assert.Equal(payoffs.Select(N), NashSolvers.Solve(EscalationPath.Default.At(N(s)).ToGame()).Equilibria[0].Payoffs);

    [Fact]
    public void MixedEquilibriumOfTheChickenPhase_PaysWhatIsPrinted() =>
        Assert.Equal([N("1"), N("36/23")], NashSolvers.Solve(EscalationPath.Default.At(N("5/2")).ToGame()).Equilibria[1].Payoffs);

    [Fact]
    public void Thresholds_AreMetExactlyAtOneAndTwo()
    {
        Assert.Equal(N("1"), EscalationPath.Default.BlackmailThreshold);
        Assert.Equal(N("2"), EscalationPath.Default.ChickenThreshold);
        Rational step = N("1/1000000");
        Assert.Equal(GameFamily.Coordination, FamilyAt(N("1") - step));
        Assert.Equal(GameFamily.Threshold, FamilyAt(N("1")));
        Assert.Equal(GameFamily.Blackmail, FamilyAt(N("1") + step));
        Assert.Equal(GameFamily.Blackmail, FamilyAt(N("2") - step));
        Assert.Equal(GameFamily.Threshold, FamilyAt(N("2")));
        Assert.Equal(GameFamily.Chicken, FamilyAt(N("2") + step));
    }

    [Theory]
    [InlineData("4/3", "bully")]
    [InlineData("5/3", null)]
    [InlineData("11/6", "called-bluff")]
    public void BlackmailPhase_TurnsFromBullyToCalledBluffAtFiveThirds(string s, string? variant) =>
        Assert.Equal(variant, EscalationPath.Default.At(N(s)).Type.Variant);

    [Fact]
    public void FirstSchemeIsRiskDominant_InTheChickenPhaseToo()
    {
        // g = 2 for both, h_A = 1, h_B = 15/4 at s = 5/2.
        ConcessionPrimitives point = EscalationPath.Default.At(N("5/2"));
        Assert.Equal(new RiskComparison(OutcomeSet.HY, N("15/2"), OutcomeSet.YH, 2), TwoByTwo.RiskDominance(point.PayoffsA, point.PayoffsB));
    }

    [Fact]
    public void WeakCounterLeverage_MakesBlackmailAbsorbing()
    {
        EscalationPath weak = EscalationPath.Default with { ClashRateA = 2 };
        Assert.Null(weak.ChickenThreshold);
        Assert.Equal(GameFamily.Blackmail, weak.At(1000).Type.Family);
    }

    [Fact]
    public void StrongResistance_BringsConfrontationAndThenTheOthersConcession()
    {
        // r_B = 6: B stops conceding at s = 1 + 2/6 = 4/3, and A concedes once h_A > 0 again, beyond s = 2.
        EscalationPath path = EscalationPath.Default with { ConcedingCostRateB = 6 };
        Assert.Equal("HY", path.At(N("5/4")).Type.NashSet);
        Assert.Equal("threshold (h.CN)", path.At(N("4/3")).Type.Label("US", "CN"));
        Assert.Equal("HH", path.At(N("5/3")).Type.NashSet);
        Assert.Equal("YH", path.At(N("5/2")).Type.NashSet);
    }

    [Fact]
    public void DefaultPrimitives_GiveSymmetricCoordination()
    {
        HoldYieldPayoffs expected = new(4, 2, 3, 1);
        Assert.Equal((expected, expected), (ConcessionPrimitives.Default.PayoffsA, ConcessionPrimitives.Default.PayoffsB));
        Assert.Equal((N("2"), N("2")), (ConcessionPrimitives.Default.PayoffsA.G, ConcessionPrimitives.Default.PayoffsA.H));
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPath.Default.At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConcessionPrimitives(7, N("8/7"), 0, default, default));
    }

    private static GameFamily FamilyAt(Rational s) => EscalationPath.Default.At(s).Type.Family;
}
