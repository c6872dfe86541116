using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Models;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Models;

public class StrategicModelTests
{
    /// <summary>Model, parameters and numbers that the literature gives.</summary>
    public static TheoryData<string, string, string> Known => new()
    {
        { "alternating-offers", "delta1=9/10 delta2=9/10", "first=10/19 second=9/19" },
        { "alternating-offers", "delta1=9/10 delta2=8/10", "first=5/7 second=2/7" },
        { "critical-risk", "comply=-20 refuse-punished=-100 refuse-unpunished=0", "critical-risk=1/5" },
        { "demand-under-uncertain-cost", "p=1/2 cost-a=1/10 largest-cost-b=3/10", "demand=3/5 war=1/3 value=8/15" },
        { "demand-under-uncertain-cost", "cost-a=1/2 largest-cost-b=3/10", "demand=1/2 war=0 value=1/2" },
        { "demand-under-uncertain-cost", "p=9/10 cost-a=0 largest-cost-b=1", "demand=1 war=1/10 value=99/100" },
        { "hostage", "a=1/2 w=100", "demand=100/3 offer=100/3 death=0" },
        { "chain-store", "b=1/2 prior=1/10", "first-entry=3" },
        { "chain-store", "b=1/2 prior=9/10", "first-entry=0" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void NumbersOfTheLiterature_AreFound(string id, string parameters, string expected)
    {
        ModelSolution solution = ModelCatalog.Find(id)!.With(Numbers(parameters));
        foreach ((string name, Rational value) in Numbers(expected)) Assert.Equal(value, solution.Numbers.Single(n => n.Name == name).Value);
    }

    [Fact]
    public void TheChainStoresEntrants_ComeInFromTheThirdFromTheEndOn()
    {
        ModelSolution solution = ChainStore.Model.With(Numbers("b=1/2 prior=1/10 entrants=6"));
        Assert.Equal(
            ["6 left out", "5 left out", "4 left out", "3 left in 1/10 1/3 2/5 1/4", "2 left indifferent 1/4 1/3 1/2 1/2", "1 left indifferent 1/2 0 1/2 1"],
            solution.Stages.Select(stage => stage.Says.Split(' ')[^1] is "out"
                ? $"{stage.Stage} out"
                : $"{stage.Stage} {stage.Says.Split(' ')[^1]} {string.Join(' ', stage.Numbers.Where(n => n.Name != "enters").Select(n => n.Value))}"));
    }

    [Fact]
    public void TheChainStoresEntrant_IsRightToBeIndifferent()
    {
        // b − (probability of a fight) is what entry earns: 0 at beliefs of exactly bⁿ.
        foreach (ModelStage stage in ChainStore.Model.With(Numbers("b=2/3 prior=1/100 entrants=20")).Stages)
        {
            Rational earns = Rational.Create(2, 3) - stage.Numbers.Single(n => n.Name == "fights").Value;
            Assert.Equal(stage.Says.Split(' ')[^1] switch { "out" => -1, "in" => 1, _ => 0 }, earns.Sign);
        }
    }

    [Fact]
    public void TheFamilysOffer_IsItsBestReply()
    {
        // Selten's family loses (1 − α)C + αw with α = a(1 − C/D).
        double demand = ModelCatalog.Find("hostage")!.With(Numbers("a=1/4 w=80")).Numbers[0].Value.ToDouble();
        Assert.Equal(1.0, BestOffer(demand) / demand, 1e-6);
        Assert.True(BestOffer(demand * 1.05) < demand);

        static double BestOffer(double demand) => Enumerable.Range(0, 100_001).Select(k => demand * k / 100_000).MinBy(c =>
        {
            double death = 0.25 * (1 - (c / demand));
            return ((1 - death) * c) + (death * 80);
        });
    }

    [Fact]
    public void EveryFault_IsNamed()
    {
        InvalidGameException error = Assert.Throws<InvalidGameException>(() => ChainStore.Model.With(Numbers("b=1 prior=0 entrants=5/2 c=1")));
        Assert.Equal(["/parameters/c", "/parameters/b", "/parameters/prior", "/parameters/entrants"], error.Faults.Select(f => f.Pointer));
        Assert.Equal("/parameters/comply", Assert.Throws<InvalidGameException>(() => CriticalRisk.Model.With(Numbers("comply=1"))).Faults[0].Pointer);
    }

    [Fact]
    public void TheCatalogue_IsInOrder_AndEveryModelSolvesWithItsUsualNumbers()
    {
        Assert.Equal(ModelCatalog.All.Select(m => m.Id).Order(StringComparer.Ordinal), ModelCatalog.All.Select(m => m.Id));
        Assert.All(ModelCatalog.All, model => Assert.NotEmpty(model.With(new Dictionary<string, Rational>()).Numbers));
    }

    private static Dictionary<string, Rational> Numbers(string text) => text.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Rational.Parse(pair[1]));
}
