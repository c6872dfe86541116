using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Experiments.Tests.PhaseDiagrams;

public class SampledPhaseTests
{
    // Three by two: A's third strategy pays x whatever B does; the rest is coordination with 2 for agreement.
    private static readonly Scenario ThreeByTwo = ScenarioText.Read("""
        schema: strategysim/scenario/v1
        id: three-by-two
        status: stylised
        time: { horizon: 2, discountFactor: 9/10 }
        actors: { A: First, B: Second }
        parameters:
          x: { value: 0, assumption: "for the test", range: [-1, 3] }
        games:
          g:
            form: table
            players: { A: A, B: B }
            strategies: { A: [one, two, out], B: [one, two] }
            payoffs:
              one/one: { A: 2, B: 2 }
              one/two: { A: 0, B: 0 }
              two/one: { A: 0, B: 0 }
              two/two: { A: 2, B: 2 }
              out/one: { A: x, B: 1 }
              out/two: { A: x, B: 0 }
            rules: { A: random, B: random }
        """);

    [Fact]
    public void AGameWithoutAType_IsSampled_AndSaysSo()
    {
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = ThreeByTwo, Factor = new PhaseFactorQuestion("x", null, null), Width = Rational.Create(1, 10_000) });
        Assert.False(diagram.Exact);
        Assert.Contains("missed", diagram.Because, StringComparison.Ordinal);
        PhaseLine line = Assert.Single(diagram.Lines);
        Assert.Empty(line.FinerBoundaries);
        // Below 1 three equilibria, above 1 the mixed one is gone and out with one comes in sets or alone, above 2 only out is left.
        Assert.All(line.Boundaries, b => Assert.Equal((PhaseNumberForm.Interval, null), (b.At.Form, b.At.Exact)));
        Assert.All(line.Boundaries, b => Assert.InRange(b.At.High - b.At.Low, Rational.Create(1, 1_000_000), Rational.Create(1, 10_000)));
        Assert.Contains(line.Boundaries, b => b.At.Low <= Rational.One && Rational.One <= b.At.High);
        Assert.Contains(line.Boundaries, b => b.At.Low <= 2 && 2 <= b.At.High);
        Assert.Equal(["out", "one"], Assert.Single(line.Phases[^1].Facts.Equilibria.PureProfiles));
        Assert.All(line.Phases, p => Assert.Null(p.Facts.Type));
    }

    [Fact]
    public void AGameOfThreePlayers_CountsItsMixedEquilibria()
    {
        // A takes part, where all three meeting at one is worth x to it, or stays out for 2, while B and C coordinate; between the two they mix, 2/3 on one.
        Scenario scenario = ScenarioText.Read("""
            schema: strategysim/scenario/v1
            id: three-meet
            status: stylised
            time: { horizon: 2, discountFactor: 9/10 }
            actors: { A: First, B: Second, C: Third }
            parameters:
              x: { value: 1, assumption: "for the test", range: [1, 4] }
            games:
              g:
                form: table
                players: { A: A, B: B, C: C }
                strategies: { A: [one, out], B: [one, two], C: [one, two] }
                payoffs:
                  one/one/one: { A: x, B: 2, C: 2 }
                  one/one/two: { A: 0, B: 0, C: 0 }
                  one/two/one: { A: 0, B: 0, C: 0 }
                  one/two/two: { A: 1, B: 1, C: 1 }
                  out/one/one: { A: 2, B: 1, C: 1 }
                  out/one/two: { A: 2, B: 0, C: 0 }
                  out/two/one: { A: 2, B: 0, C: 0 }
                  out/two/two: { A: 2, B: 2, C: 2 }
                rules: { A: random, B: random, C: random }
            """);
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = scenario, Factor = new PhaseFactorQuestion("x", null, null), Width = Rational.Create(1, 100) });
        PhaseLine line = Assert.Single(diagram.Lines);
        Assert.Equal((2, 1, 0, true), Counts(line.Phases[0]));
        Assert.Equal((2, 1, 0, true), Counts(line.Phases[^1]));
        Assert.Equal([["out", "one", "one"], ["out", "two", "two"]], line.Phases[0].Facts.Equilibria.PureProfiles);
        Assert.Equal([["one", "one", "one"], ["out", "two", "two"]], line.Phases[^1].Facts.Equilibria.PureProfiles);
        Assert.Contains(line.Boundaries, b => b.At.Low <= 2 && 2 <= b.At.High);

        static (int Pure, int Mixed, int Sets, bool Complete) Counts(Phase phase) =>
            (phase.Facts.Equilibria.Pure, phase.Facts.Equilibria.Mixed, phase.Facts.Equilibria.Sets, phase.Facts.Equilibria.Complete);
    }

    [Fact]
    public void TooManySamples_AreRefused()
    {
        PhaseWorkException refused = Assert.Throws<PhaseWorkException>(() => PhaseDiagramSolver.Solve(
            new PhaseQuestion { Scenario = ThreeByTwo, Factor = new PhaseFactorQuestion("x", null, null), Width = Rational.Parse("1e-300") },
            new PhaseLimits { MaximumSamples = 200 }));
        Assert.Contains("200 samples", refused.Message, StringComparison.Ordinal);
    }
}
