using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Threat;

namespace StrategySim.GameTheory.Tests.Threat;

public sealed class ThreatAnalysisTests
{
    [Fact]
    public void OverAGridOfPrimitives_ConcessionAndDeterrenceAreAsDerived()
    {
        // Concession exists iff h >= d, with execution at x >= (d + b)/(h + b); deterrence always, with conceding at q <= m/(d + m).
        foreach (int k in new[] { 1, 2, 4 })
        {
            foreach (int r in new[] { 3, 5 })
            {
                foreach (int h in new[] { 1, 2, 6 })
                {
                    foreach (int d in new[] { 3, 4 })
                    {
                        Check(new ThreatPrimitives(d, k, r, h, Rational.Half));
                        Check(new ThreatPrimitives(d, k, r, h, 0));
                    }
                }
            }
        }
    }

    private static void Check(ThreatPrimitives p)
    {
        ThreatAnalysis analysis = ThreatAnalysis.Of(p);
        Assert.Equal(p.IsEnough ? [ThreatSet.Deterrence, ThreatSet.Concession] : [ThreatSet.Deterrence], analysis.Components.Select(c => c.Kind));
        ThreatComponent deterrence = analysis.Components[0];
        Assert.Equal(Rational.Zero, Least(deterrence, 1, 0));
        Assert.Equal(p.ConcessionThreshold, Greatest(deterrence, 1, 0));
        if (p.IsEnough)
        {
            ThreatComponent concession = analysis.Components[1];
            Assert.Equal((p.ExecutionThreshold, Rational.One), (Least(concession, 0, 1), Greatest(concession, 0, 1)));
            // Only the threat that is sure to be executed is credible, and only where k < r.
            Assert.Equal(p.IsCredible ? 1 : 0, concession.SubgamePerfect.Length);
        }

        // Without a credible and sufficient threat the only perfect play makes no demand, and one would be resisted.
        Assert.Equal(p.IsCredible && p.IsEnough ? 0 : 1, deterrence.SubgamePerfect.Length);
        Assert.True(analysis.Perfect.Complete);
        Assert.Equal(p.IsCredible && p.IsEnough ? p.Demand : Rational.Zero, Assert.Single(analysis.Perfect.Equilibria).Payoffs[0]);
    }

    [Fact]
    public void AtTheTies_TheAnswerStillHoldsEveryEquilibrium()
    {
        // h = d: a target that does not care connects the sets. k = r: executing and backing down are worth the same.
        Assert.Contains(ThreatAnalysis.Of(new ThreatPrimitives(2, 1, 3, 2, 1)).Components, c => c.Kind == ThreatSet.Joined);
        ThreatAnalysis tied = ThreatAnalysis.Of(new ThreatPrimitives(2, 1, 1, 4, 1));
        Assert.False(tied.Perfect.Complete);
        Assert.Equal(2, tied.Perfect.Equilibria.Length);
    }

    [Fact]
    public void PrimitivesOutOfRange_AreAllNamed()
    {
        InvalidGameException error = Assert.Throws<InvalidGameException>(() => new ThreatPrimitives(0, -1, 1, 1, -1).ToTree());
        Assert.Equal(["/demand", "/executionCost", "/backDownGain"], error.Faults.Select(fault => fault.Pointer));
    }

    private static Rational Least(ThreatComponent component, int player, int strategy) => Vertices(component, player).Min(vertex => vertex[strategy]);

    private static Rational Greatest(ThreatComponent component, int player, int strategy) => Vertices(component, player).Max(vertex => vertex[strategy]);

    private static IEnumerable<MixedStrategy> Vertices(ThreatComponent component, int player) =>
        component.Component.MaximalNashSubsets.SelectMany((NashSubset subset) => player == 0 ? subset.X : subset.Y);
}
