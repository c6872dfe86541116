using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Concession;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using static StrategySim.Experiments.Tests.PhaseDiagrams.HoldYieldScenario;

namespace StrategySim.Experiments.Tests.PhaseDiagrams;

public class ExactPhaseTests
{
    private static readonly Scenario ThePath = Shipped("coordination-to-chicken");

    internal static Scenario Shipped(string id) =>
        ScenarioReader.Read(File.ReadAllText(Repository.Path("configs", "scenarios", $"{id}.yaml")), DocumentFormat.Yaml).Require();

    private static PhaseLine Line(Scenario scenario, string? factor = null, string? from = null, string? to = null, string? width = null) =>
        Assert.Single(PhaseDiagramSolver.Solve(new PhaseQuestion
        {
            Scenario = scenario,
            Factor = factor is null ? null : new PhaseFactorQuestion(factor, from is null ? null : Q(from), to is null ? null : Q(to)),
            Width = width is null ? null : Q(width),
        }).Lines);

    private static string Label(PhaseFacts? facts) => facts?.Type?.Label("US", "CN") ?? "gap";

    [Fact]
    public void ThePath_TurnsAtExactlyOneAndTwo()
    {
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = ThePath });
        Assert.True(diagram.Exact);
        Assert.Equal(("stress", "path", (Rational)0, (Rational)3), (diagram.Factor.Name, diagram.Factor.Source, diagram.Factor.From, diagram.Factor.To));
        PhaseLine line = Assert.Single(diagram.Lines);
        Assert.Equal(["1", "2"], line.Boundaries.Select(b => b.At.Exact));
        Assert.All(line.Boundaries, b => Assert.Equal("threshold (h.US)", Label(b.There)));
        // At s = 0 the schemes tie in risk; at 5/3 the United States' P = R and China's S = R at once (digest, section c).
        Assert.Equal(["0", "5/3"], line.FinerBoundaries.Select(b => b.At.Exact));
        Assert.Equal([PhaseAspect.RiskDominance], line.FinerBoundaries[0].Changes);
        Assert.Equal([PhaseAspect.Order], line.FinerBoundaries[1].Changes);
        Assert.Equal(["coordination", "blackmail by US (bully)", "blackmail by US (called-bluff)", "chicken"], line.Phases.Select(p => Label(p.Facts)));
        Assert.Equal(["0–1", "1–5/3", "5/3–2", "2–3"], line.Phases.Select(p => $"{p.From.Exact}–{p.To.Exact}"));
        Assert.Equal([OutcomeSet.HY, null, null, OutcomeSet.HY], line.Phases.Select(p => p.Facts.RiskDominant));
        Assert.Equal([(2, 1, 0), (1, 0, 0), (1, 0, 0), (2, 1, 0)], line.Phases.Select(p => (p.Facts.Equilibria.Pure, p.Facts.Equilibria.Mixed, p.Facts.Equilibria.Sets)));
        // (H, Y) alone and a segment: digest, case h_A = 0 < h_B.
        Assert.Equal((2, 0, 1, 1), line.Boundaries[0].There!.Equilibria is var e ? (e.Pure, e.Mixed, e.Sets, e.Dimension) : default);
        Assert.Equal((false, true), (line.Phases[0].IncludesFrom, line.Phases[^1].IncludesTo));
    }

    [Fact]
    public void AtEachEscalationCost_TheSecondBoundaryIsTheDigestsFormula()
    {
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion
        {
            Scenario = ThePath,
            By = new PhaseFactorQuestion("k_us", 1, 8),
            ByPoints = 15,
        });
        Assert.True(diagram.Lines.Count > 15);
        foreach (PhaseLine line in diagram.Lines)
        {
            Rational k = line.By!.Value;
            var path = new EscalationPath { ClashRateA = k };
            // s₂ = (3k/2 − 2)/(k − 2), and none within s ≤ 3 below k = 8/3.
            Rational? s2 = k >= Rational.Create(8, 3) ? ((k * Rational.Create(3, 2)) - 2) / (k - 2) : null;
            if (s2 is not null) Assert.Equal(path.ChickenThreshold, s2);
            string[] expected = s2 is { } second ? ["1", second.ToString()] : ["1"];
            Assert.Equal(expected, line.Boundaries.Select(b => b.At.Exact));
            Assert.Equal(k > Rational.Create(8, 3), line.Phases.Any(p => p.Facts.Type!.Family is GameFamily.Chicken or GameFamily.MixedOrder));
        }

        // Boundaries come to an end of the path at 8/3, and meet one that stands still at 4/3, 4, 6 and at 8, the end itself.
        Assert.Equal([Rational.Create(4, 3), Rational.Create(8, 3), 4, 6, 8], diagram.Transitions.Select(t => t.At!.Value));
    }

    [Fact]
    public void WhereTheListChanges_IsExact_AlsoWhereTheNumberIsNoSimpleOne()
    {
        // k_us = 14/25 k_scale is 8/3 at 100/21: just below, blackmail is not left at any s up to 3.
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = Shipped("us-china-rare-earths"), Game = "us-china", By = new PhaseFactorQuestion("k_scale", 4, 6), ByPoints = 3 });
        PhaseTransition change = Assert.Single(diagram.Transitions);
        Assert.Equal(Rational.Create(100, 21), change.At);
        Assert.DoesNotContain(diagram.Lines.First(line => line.By == change.Low).Phases, phase => phase.Facts.Type!.Family == GameFamily.Chicken);
        Assert.Contains(diagram.Lines.First(line => line.By == change.High).Phases, phase => phase.Facts.Type!.Family == GameFamily.Chicken);
    }

    [Fact]
    public void AStateThatStartsAtAFactor_MovesWithIt_AndIsNotHeld()
    {
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = Shipped("us-china-rare-earths"), Game = "us-eu", Factor = new PhaseFactorQuestion("friction_now", 0, 2) });
        Assert.DoesNotContain(diagram.Held, held => held.Name == "friction");
        Assert.Contains(PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = Shipped("us-china-rare-earths"), Game = "us-eu", Factor = new PhaseFactorQuestion("local_content", 0, 2) }).Held, held => held.Name == "friction");
    }

    [Fact]
    public void WhereRefinementEndsEarly_ItIsSaid()
    {
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = ThePath, By = new PhaseFactorQuestion("k_us", 1, 8), ByPoints = 8 }, new PhaseLimits { MaximumLines = 12 });
        Assert.Equal(12, diagram.Lines.Count);
        Assert.Contains(diagram.Notes, note => note.StartsWith("Refinement in 'k_us' ended at 12 values", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1")]
    [InlineData("0")]
    public void WithoutCounterLeverage_BlackmailAbsorbs_HoweverFar(string k)
    {
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion
        {
            Scenario = ThePath,
            Factor = new PhaseFactorQuestion("stress", 0, 1_000_000),
            At = new Dictionary<string, Rational> { ["k_us"] = Q(k) },
        });
        PhaseLine line = Assert.Single(diagram.Lines);
        Assert.Equal("1", Assert.Single(line.Boundaries).At.Exact);
        Assert.Equal((GameFamily.Blackmail, 0), (line.Phases[^1].Facts.Type!.Family, line.Phases[^1].Facts.Type!.By));
        Assert.Contains(diagram.Notes, note => note.Contains("beyond its path", StringComparison.Ordinal));
        Assert.Contains(diagram.Held, h => h is { Name: "k_us", Set: true });
    }

    [Fact]
    public void RiskDominance_TurnsAtTheGoldenRatio()
    {
        // A: g = 1, h = x; B: g = x, h = 1 + x; products 1·(1 + x) and x·x are equal where x² = x + 1.
        PhaseLine line = Line(Read(["4", "3", "1", "1 - x"], ["3 + x", "3", "1", "-x"], "1/2", "3"));
        Assert.Empty(line.Boundaries);
        PhaseBoundary boundary = Assert.Single(line.FinerBoundaries);
        Assert.Equal((PhaseNumberForm.Surd, "(1+1*sqrt(5))/2"), (boundary.At.Form, boundary.At.Exact));
        Assert.Equal(1.618033988749895, boundary.At.Decimal);
        Assert.Equal((OutcomeSet.HY, OutcomeSet.HY | OutcomeSet.YH, OutcomeSet.YH), (boundary.Before!.RiskDominant, boundary.There!.RiskDominant, boundary.After!.RiskDominant));
        Assert.Equal([PhaseAspect.RiskDominance], boundary.Changes);
    }

    [Fact]
    public void RiskDominanceInAssurance_TurnsAtASurdToo()
    {
        // g = −1 and −x, h = −x and −1 − x: (H,H) has x(1 + x), (Y,Y) has x; equal at x = 0 only; with g_A = −2: x² + x = 2x at 1.
        PhaseLine line = Line(Read(["1", "3", "0", "x"], ["3 - x", "3", "0", "1 + x"], "1/2", "3"));
        PhaseBoundary boundary = line.FinerBoundaries.Single(b => b.Changes.Contains(PhaseAspect.RiskDominance));
        Assert.Equal("1", boundary.At.Exact);
        Assert.Equal((OutcomeSet.YY, OutcomeSet.HH), (boundary.Before!.RiskDominant, boundary.After!.RiskDominant));
    }

    [Fact]
    public void ACubic_IsEnclosedToTheWidth()
    {
        // As above with g_B = x²: 1 + x = x³ at the plastic number.
        PhaseBoundary boundary = Assert.Single(Line(Read(["4", "3", "1", "1 - x"], ["3 + x*x", "3", "1", "-x"], "1/2", "3"), "x", "1/2", "3", "1e-30").FinerBoundaries);
        Assert.Equal((PhaseNumberForm.Root, null, 1.324717957244746), (boundary.At.Form, boundary.At.Exact, boundary.At.Decimal));
        Assert.InRange(boundary.At.High - boundary.At.Low, Q("0"), Q("1e-30"));
        Assert.Equal("x^3 - x - 1", boundary.At.Polynomial);
        Assert.True(boundary.At.Low < Q("1.32471795724474602596090885447809734") && Q("1.32471795724474602596090885447809735") < boundary.At.High);
    }

    [Fact]
    public void QuadraticFactorsOfAQuartic_GiveSurds()
    {
        // g_A·h_B = x⁴ + 6 against h_A·g_B = x·5x: (x² − 2)(x² − 3).
        PhaseLine line = Line(Read(["4", "3", "1", "1 - x"], ["3 + 5*x", "3", "1", "-5 - x*x*x*x"], "1/2", "3"));
        Assert.Equal(["0+1*sqrt(2)", "0+1*sqrt(3)"], line.FinerBoundaries.Select(b => b.At.Exact));
    }

    [Fact]
    public void QuadraticPayoffs_TurnAtIrrationalThresholds()
    {
        // h_A = 2 − x²: chicken below √2, blackmail by A above; at √2 itself a threshold, told without a decimal.
        PhaseLine line = Line(Read(["4", "3", "1", "x*x - 1"], ["4", "3", "1", "0"]));
        PhaseBoundary boundary = Assert.Single(line.Boundaries);
        Assert.Equal("0+1*sqrt(2)", boundary.At.Exact);
        Assert.Equal((GameFamily.Chicken, GameFamily.Threshold, GameFamily.Blackmail), (boundary.Before!.Type!.Family, boundary.There!.Type!.Family, boundary.After!.Type!.Family));
        Assert.Equal([(0, 'h')], boundary.There.Type.Zeros);
    }

    [Fact]
    public void Kinks_AreTakenWhereTheyBite()
    {
        // h_A = max(−1, 1 − x, x − 4): 0 at 1, −1 from 2 to 3, 0 at 4.
        PhaseLine line = Line(Read(["4", "3", "1", "1 - max(-1, 1 - x, x - 4)"], ["4", "3", "1", "min(0, 1/2 - x/100)"], "0", "6"));
        Assert.Equal(["1", "4"], line.Boundaries.Select(b => b.At.Exact));
        Assert.Empty(line.Gaps);
    }

    [Fact]
    public void AThresholdOfAWholeInterval_IsAPhase()
    {
        // h_A = max(0, x − 1); beyond 1 the products are 1 and x − 1, equal at 2.
        PhaseLine line = Line(Read(["4", "3", "max(0, x - 1)", "0"], ["4", "3", "1", "0"]));
        Assert.Equal("1", Assert.Single(line.Boundaries).At.Exact);
        Assert.Equal([GameFamily.Threshold, GameFamily.Chicken, GameFamily.Chicken], line.Phases.Select(p => p.Facts.Type!.Family));
        Assert.Equal([("0", true, "1"), ("1", false, "2"), ("2", false, "3")], line.Phases.Select(p => (p.From.Exact!, p.IncludesFrom, p.To.Exact!)));
    }

    [Fact]
    public void AZeroThatIsOnlyTouched_IsABoundary()
    {
        PhaseLine line = Line(Read(["4", "3", "(x - 1)*(x - 1)", "0"], ["4", "3", "1", "0"], "0", "3/2"));
        PhaseBoundary boundary = Assert.Single(line.Boundaries);
        Assert.Equal("1", boundary.At.Exact);
        Assert.Equal(boundary.Before, boundary.After);
        Assert.Equal(GameFamily.Threshold, boundary.There!.Type!.Family);
    }

    [Fact]
    public void Poles_AreGaps_AndBoundariesWhereTheGameChangesAcrossThem()
    {
        // h_A = 1/(1 − x): positive below 1, negative above, nothing at 1.
        PhaseLine line = Line(Read(["4", "3", "1", "1 - 1/(1 - x)"], ["4", "3", "1", "0"], "0", "3"));
        PhaseGap gap = Assert.Single(line.Gaps);
        Assert.Equal(("1", "1"), (gap.From.Exact, gap.To.Exact));
        PhaseBoundary boundary = Assert.Single(line.Boundaries);
        Assert.Equal("1", boundary.At.Exact);
        Assert.Null(boundary.There);
        Assert.Equal((GameFamily.Chicken, GameFamily.Blackmail), (boundary.Before!.Type!.Family, boundary.After!.Type!.Family));
    }

    [Fact]
    public void APoleThatCancels_IsAGapAllTheSame()
    {
        // x²/x is x but not at 0; the scenario cannot be computed there.
        PhaseLine line = Line(Read(["4", "3", "1", "1 - (1 + (x*x - 2)/(x*x - 2))"], ["4", "3", "1", "0"], "0", "3"));
        Assert.Empty(line.Boundaries);
        Assert.Equal("0+1*sqrt(2)", Assert.Single(line.Gaps).From.Exact);
        Assert.Equal(2, line.Phases.Count);
    }

    [Fact]
    public void ADivisorThatIsZeroThroughout_IsAGapWithTwoEnds()
    {
        PhaseLine line = Line(Read(["4", "3", "1", "-1/max(0, x - 1)"], ["4", "3", "1", "0"], "3", "0"), "x", "0", "3");
        PhaseGap gap = Assert.Single(line.Gaps);
        Assert.Equal(("0", "1"), (gap.From.Exact, gap.To.Exact));
        Assert.Equal("1", Assert.Single(line.Phases).From.Exact);
        Assert.Empty(line.Boundaries);
    }

    [Fact]
    public void AFactorThatNothingReads_ChangesNothing_AndIsSaid()
    {
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = ThePath, Factor = new PhaseFactorQuestion("delta", 0, 1) });
        PhaseLine line = Assert.Single(diagram.Lines);
        Assert.Empty(line.Boundaries);
        Assert.Empty(line.FinerBoundaries);
        Assert.Equal(("0", true, "1", true), line.Phases.Single() is var p ? (p.From.Exact, p.IncludesFrom, p.To.Exact, p.IncludesTo) : default);
        Assert.Contains(diagram.Notes, note => note.Contains("changes nothing", StringComparison.Ordinal));
        Assert.Equal(("stress", (Rational)0, false), Assert.Single(diagram.Held) is var h ? (h.Name, h.Value, h.Set) : default);
    }

    [Fact]
    public void TheRareEarthScenario_TurnsWhereItsNumbersSay()
    {
        // h_US = 2 − 2s + 4(s − 3/2)⁺ as on the path: the shipped numbers are calibrated to it.
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = Shipped("us-china-rare-earths"), Game = "us-china" });
        Assert.Equal(("stress", "bounds"), (diagram.Factor.Name, diagram.Factor.Source));
        Assert.Equal(["1", "2"], diagram.Lines[0].Boundaries.Select(b => b.At.Exact));
    }

    [Fact]
    public void DerivedParameters_FollowTheFactor()
    {
        Scenario scenario = Shipped("us-china-rare-earths");
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion
        {
            Scenario = scenario,
            Game = "us-china",
            Factor = new PhaseFactorQuestion("us_reliance", 0, 1),
            At = new Dictionary<string, Rational> { ["stress"] = Q("5/2") },
        });
        // u = us_reliance·7/10; S − P = 3 − 5/2 − (25/11·(1 − u) + 5/2 − 50/7·u) = −2 − 25/11 + u(25/11 + 50/7) = (−329 + 725u)/77, 0 at u = 329/725.
        Assert.Contains((Rational.Create(329, 725) / Rational.Create(7, 10)).ToString(), diagram.Lines[0].Boundaries.Select(b => b.At.Exact));
    }
}
