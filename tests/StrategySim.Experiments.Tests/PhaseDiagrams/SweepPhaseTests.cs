using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Analysis;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Experiments.Tests.PhaseDiagrams;

public class SweepPhaseTests
{
    [Fact]
    public void TheDiagramOfASweep_SaysWhatTheScenarioHasWithoutIt_NotWhatItsFirstPointHas()
    {
        Sweep sweep = MadeStudy.Sweep("{ s: { initialState: stress, list: [1/2, 3] }, k: { parameter: k_us, list: [0, 8] }, d: { parameter: d_us, list: [2] } }", "{ method: grid }");
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(SweepPhases.Ask(sweep, All(sweep), new SweepPhaseRequest()).Question, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Rational.Zero, diagram.Factor.ScenarioValue);
        Assert.Equal((Rational)4, diagram.By!.ScenarioValue);
        // What stands still is put in all the same.
        Assert.Equal((Rational)2, diagram.Scenario.Parameters["d_us"].Definition.AsConstant);
    }

    [Fact]
    public void ASampledFactor_IsLookedAtOverItsWholeRange()
    {
        Sweep sweep = MadeStudy.Sweep("{ s: { initialState: stress, uniform: [0, 3] }, k: { parameter: k_us, uniform: [0, 8] } }", "{ method: latin-hypercube, points: 20, seed: 1 }");
        PhaseQuestion question = SweepPhases.Ask(sweep, All(sweep), new SweepPhaseRequest()).Question;
        Assert.Equal((Rational.Zero, (Rational)3), (question.Factor!.From, question.Factor.To));
        Assert.Equal((Rational.Zero, (Rational)8), (question.By!.From, question.By.To));
        Assert.Null(question.ByPoints);
    }

    private static (long, IReadOnlyList<FactorValue>)[] All(Sweep sweep) => [.. Enumerable.Range(0, (int)sweep.Count).Select(i => ((long)i, sweep.ValuesAt(i)))];
}
