using StrategySim.GameTheory.Concepts;
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
        { "chain-store", "b=1/2 prior=1/10 entrants=1", "entries=1 fights=1/10 revealed=9/10 weak-payoff=0" },
        // Two left at a belief of 1/4: in with 1/2, fought with 1/2 (a weak one with 1/3), then again at 1/2.
        { "chain-store", "b=1/2 prior=1/4 entrants=2", "entries=11/8 fights=7/16 revealed=11/16 weak-payoff=1" },
        { "glove-market", "left=1 right=2", "left=2/3 right=1/6 worth=1" },
        { "glove-market", "left=2 right=2", "left=1/2 right=1/2 worth=2" },
        { "kalai-smorodinsky", "exponent1=1/3 exponent2=1/3", "share1=1/2 share2=1/2" },
        { "name-of-yielding", "critical-belief=1/4 hold=0 rounds=3", "straight-concessions=3 belief=1/5 named-at-end=1 ever-named=1" },
        { "name-of-yielding", "critical-belief=1/4 hold=0 rounds=2", "named-at-end=0 ever-named=0" },
        { "name-of-yielding", "critical-belief=4/9 hold=1/2 rounds=1", "straight-concessions=1 named-at-end=1/2 ever-named=1/2" },
        { "name-of-yielding", "critical-belief=8/23", "straight-concessions=1" },
        { "name-of-yielding", "critical-belief=2/3 hold=1 rounds=1", "straight-concessions=0 named-at-end=0 ever-named=1" },
        { "nash-bargaining", "exponent1=1 exponent2=1 weight1=2/3", "share1=2/3 utility1=2/3" },
        { "nash-bargaining", "exponent1=1/2 exponent2=1", "share1=1/3 utility2=2/3" },
        { "threat-of-unknown-harm", "execution-cost=1 back-down-cost=2 largest-harm=4", "demand=3/2 concession=5/8 execution=3/8 value=9/16" },
        { "threat-of-unknown-harm", "execution-cost=2 back-down-cost=1 largest-harm=4", "credible=0 demand=0 execution=0 value=0" },
        { "threat-of-unknown-harm", "execution-cost=5 back-down-cost=6 largest-harm=4", "credible=1 demand=0 execution=0 value=0" },
        { "treaty", "states=10", "smallest-stable=2 largest-stable=3 provided=16 provided-alone=10 provided-by-all=100" },
        { "treaty", "states=100 benefit=3 cost=7", "smallest-stable=2 largest-stable=3" },
        { "treaty", "states=2", "smallest-stable=2 largest-stable=2 settled=2" },
        { "voting-power", "vetoes=5 others=10 needed=4", "veto=421/2145 other=4/2145" },
        { "voting-power", "vetoes=0 others=3 needed=2", "veto=0 other=1/3" },
        { "voting-power", "vetoes=2 others=1 needed=0", "veto=1/2 other=0" },
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
    public void Divisions_AreThoseOfTheGamesFloor_OnCornersOfTheSameFrontier()
    {
        // Corners of y = 1 − x² at multiples of 1/64, with those at both solutions rounded to 10⁻⁶: a polygon inside that touches the frontier there.
        Rational[] xs = [.. Enumerable.Range(0, 65).Select(k => Rational.Create(k, 64)), .. new[] { Math.Sqrt(1.0 / 3), (Math.Sqrt(5) - 1) / 2 }.SelectMany(x => new[] { -1, 0, 1 }.Select(k => Rational.Create((long)(x * 1e6) + k, 1_000_000)))];
        var game = NormalFormGame.Bimatrix(Player.Numbered("A", xs.Length), Player.Numbered("B", 1), Column(x => x), Column(x => 1 - (x * x)));
        var origin = new PlanePoint(0, 0);
        Assert.Equal(Solved(NashDivision.Model, "utility1"), Bargaining.Nash(game, origin).Payoffs!.Value.X.ToDouble(), 2e-6);
        Assert.Equal(Solved(KalaiSmorodinskyDivision.Model, "utility"), Bargaining.KalaiSmorodinsky(game, origin).Payoffs!.Value.X.ToDouble(), 2e-6);

        Rational[,] Column(Func<Rational, Rational> of)
        {
            var column = new Rational[xs.Length, 1];
            for (int i = 0; i < xs.Length; i++) column[i, 0] = of(xs[i]);
            return column;
        }

        static double Solved(StrategicModel model, string name) => model.With(new Dictionary<string, Rational>()).Numbers.Single(n => n.Name == name).Value.ToDouble();
    }

    [Theory]
    [InlineData("1/2")]
    [InlineData("1/5")]
    public void OffersWithARiskOfBreakdown_TendToNashsSolution(string weight)
    {
        foreach (double risk in (double[])[1e-3, 1e-5, 1e-12])
        {
            ModelSolution solution = NashDivision.Model.With(new Dictionary<string, Rational> { ["weight1"] = Rational.Parse(weight), ["breakdown"] = Rational.FromDouble(risk) });
            double Number(string name) => solution.Numbers.Single(n => n.Name == name).Value.ToDouble();
            Assert.InRange(Number("share1"), Number("share1-if-second-offers") - 1e-14, Number("share1-if-first-offers") + 1e-14);
            Assert.Equal(Number("share1"), Number("share1-if-first-offers"), (4 * risk) + 1e-14);
        }
    }

    [Fact]
    public void EveryFault_IsNamed()
    {
        InvalidGameException error = Assert.Throws<InvalidGameException>(() => ChainStore.Model.With(Numbers("b=1 prior=0 entrants=5/2 c=1")));
        Assert.Equal(["/parameters/c", "/parameters/b", "/parameters/prior", "/parameters/entrants"], error.Faults.Select(f => f.Pointer));
        Assert.Equal("/parameters/needed", Assert.Throws<InvalidGameException>(() => VotingPower.Model.With(Numbers("others=2 needed=3"))).Faults[0].Pointer);
        Assert.Equal("/parameters/execution-cost", Assert.Throws<InvalidGameException>(() => ThreatOfUnknownHarm.Model.With(Numbers("execution-cost=1 back-down-cost=1"))).Faults[0].Pointer);
        Assert.Equal("a longer number", Assert.Throws<InvalidGameException>(() => ChainStore.Model.With(new Dictionary<string, Rational> { ["b"] = Rational.Create(1, System.Numerics.BigInteger.Pow(2, 64)) })).Faults[0].Found);
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
