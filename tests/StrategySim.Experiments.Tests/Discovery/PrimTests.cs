using MathNet.Numerics.Distributions;
using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Discovery;

namespace StrategySim.Experiments.Tests.Discovery;

public class PrimTests
{
    // 2,000 uniform cases of four numbers and one rule; of interest where x₁ < 0.35, x₂ > 0.6 and the rule is tit-for-tat or grim.
    private static readonly double[][] Points = [.. new MonteCarloDesign(5, 2000, 1, "prim").Points()];
    private static readonly string[] Rules = ["always-hold", "always-yield", "grim", "tit-for-tat"];
    private static readonly string[] Rule = [.. Points.Select(p => Rules[(int)(4 * p[4])])];
    private static readonly bool[] Interest = [.. Points.Select((p, i) => p[0] < 0.35 && p[1] > 0.6 && (Rule[i] is "tit-for-tat" or "grim"))];

    private static PrimInput[] Inputs =>
    [
        .. Enumerable.Range(0, 4).Select(j => PrimInput.Numeric($"x{j + 1}", [.. Points.Select(p => p[j])])),
        PrimInput.Categorical("rule", Rule),
    ];

    [Theory]
    [InlineData("GainPerMass")]
    [InlineData("Density")]
    public void AKnownBox_IsFound(string objective)
    {
        IReadOnlyList<PrimBox> trajectory = Prim.Trajectory(Inputs, Interest, new PrimOptions(MinimumMass: 0.02, Objective: Enum.Parse<PrimObjective>(objective)));

        PrimBox last = trajectory[^1];
        Assert.Equal(1, last.Density);
        Assert.InRange(last.Coverage, 0.9, 1);
        Assert.Equal(["x1", "x2", "rule"], last.Restrictions.Select(r => r.Input));
        Assert.Equal(3, last.RestrictedDimensions);
        PrimRestriction x1 = last.Restrictions[0], x2 = last.Restrictions[1], rule = last.Restrictions[2];
        Assert.Null(x1.Lower);
        Assert.InRange(x1.Upper!.Value, 0.33, 0.35);
        Assert.InRange(x2.Lower!.Value, 0.6, 0.62);
        Assert.Null(x2.Upper);
        Assert.Equal(["grim", "tit-for-tat"], rule.Categories);
        Assert.All(last.Restrictions, r => Assert.InRange(r.QuasiPValue, 0, 1e-10));
    }

    [Fact]
    public void TheTrajectory_StartsWithAllCases_AndItsNumbersAgreeWithACount()
    {
        IReadOnlyList<PrimBox> trajectory = Prim.Trajectory(Inputs, Interest);
        int all = Interest.Count(hit => hit);
        Assert.Equal(PrimStep.Start, trajectory[0].Step);
        Assert.Equal((2000, all, 1.0, 1.0), (trajectory[0].Cases, trajectory[0].Hits, trajectory[0].Coverage, trajectory[0].Mass));
        foreach (PrimBox box in trajectory)
        {
            bool[] inside = [.. Enumerable.Range(0, 2000).Select(i => box.Restrictions.All(r => Holds(r, i)))];
            Assert.Equal(box.Cases, inside.Count(x => x));
            Assert.Equal(box.Hits, inside.Zip(Interest).Count(pair => pair is { First: true, Second: true }));
            Assert.Equal(box.Hits / (double)all, box.Coverage);
            Assert.Equal(box.Hits / (double)box.Cases, box.Density);
            Assert.Equal(box.Cases / 2000.0, box.Mass);
            Assert.True(box.Mass >= 0.05);
        }

        foreach ((PrimBox before, PrimBox after) in trajectory.Zip(trajectory.Skip(1)))
        {
            Assert.True(after.Density >= before.Density);
            Assert.True(after.Step == PrimStep.Peel ? after.Cases < before.Cases : after.Cases > before.Cases);
        }
    }

    [Fact]
    public void QuasiPValues_AreTheBinomialTailWithoutTheRestriction()
    {
        PrimBox box = Prim.Trajectory(Inputs, Interest)[6];
        foreach (PrimRestriction restriction in box.Restrictions)
        {
            int[] others = [.. Enumerable.Range(0, 2000).Where(i => box.Restrictions.Where(r => r != restriction).All(r => Holds(r, i)))];
            double density = others.Count(i => Interest[i]) / (double)others.Length;
            double tail = Enumerable.Range(box.Hits, box.Cases - box.Hits + 1).Sum(k => Binomial.PMF(density, box.Cases, k));
            Assert.Equal(tail, restriction.QuasiPValue, 1e-10);
        }
    }

    [Fact]
    public void Pasting_GivesBackWhatPeelingTookTooMuch()
    {
        // 100 cases 0 … 99, of interest from 50 to 59. Cuts of a fifth overshoot; what is given back one at a time restores the box.
        double[] x = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        IReadOnlyList<PrimBox> trajectory = Prim.Trajectory(
            [PrimInput.Numeric("x", x)], [.. x.Select(v => v is >= 50 and < 60)], new PrimOptions(PeelShare: 0.2, PasteShare: 0.01, MinimumMass: 0));
        PrimBox last = trajectory[^1];
        Assert.Contains(trajectory, box => box.Step == PrimStep.Paste);
        Assert.Equal((50.0, 59.0), (last.Restrictions[0].Lower, last.Restrictions[0].Upper));
        Assert.Equal((1.0, 1.0), (last.Coverage, last.Density));
    }

    [Fact]
    public void NumbersWithFewValues_ArePeeledAValueAtATime()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => (double)(i % 4))];
        PrimBox last = Prim.Trajectory([PrimInput.Numeric("x", x)], [.. x.Select(v => v is 1 or 2)])[^1];
        Assert.Equal((1.0, 2.0, 50), (last.Restrictions[0].Lower, last.Restrictions[0].Upper, last.Cases));
    }

    [Fact]
    public void MoreThanSixtyFourCategories_AreAllLookedAt()
    {
        string[] category = [.. Enumerable.Range(0, 1000).Select(i => $"c{i % 100:00}")];
        PrimBox last = Prim.Trajectory([PrimInput.Categorical("c", category)], [.. category.Select(c => c is "c07" or "c77")], new PrimOptions(MinimumMass: 0.01))[^1];
        Assert.Equal(["c07", "c77"], last.Restrictions[0].Categories);
    }

    [Fact]
    public void WhereEveryCaseIsOfInterest_NothingIsCut() =>
        Assert.Single(Prim.Trajectory([PrimInput.Numeric("x", [1, 2, 3])], [true, true, true]));

    [Fact]
    public void BadInput_IsRefusedInWords()
    {
        PrimInput x = PrimInput.Numeric("x", [1, 2]);
        Refused("None of 2 cases is of interest", () => Prim.Trajectory([x], [false, false]));
        Refused("x has 2 values; expected 3", () => Prim.Trajectory([x], [true, false, true]));
        Refused("Two inputs are called x", () => Prim.Trajectory([x, x], [true, false]));
        Refused("no inputs", () => Prim.Trajectory([], [true]));
        Refused("PeelShare", () => Prim.Trajectory([x], [true, false], new PrimOptions(PeelShare: 0)));
        Refused("x[1] is Infinity", () => PrimInput.Numeric("x", [1, double.PositiveInfinity]));

        static void Refused(string message, Action action) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message);
    }

    private static bool Holds(PrimRestriction restriction, int i)
    {
        if (restriction.Input == "rule") return restriction.Categories.Contains(Rule[i]);
        double value = Points[i][restriction.Input[1] - '1'];
        return !(value < restriction.Lower) && !(value > restriction.Upper);
    }
}
