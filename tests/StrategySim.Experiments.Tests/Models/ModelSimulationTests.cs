using StrategySim.Experiments.Models;
using StrategySim.Experiments.Randomness;
using StrategySim.GameTheory.Models;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Experiments.Tests.Models;

public class ModelSimulationTests
{
    private const int Replications = 20_000;

    /// <summary>Models with the usual numbers and with others.</summary>
    public static TheoryData<string, string> Settings => new()
    {
        { "alternating-offers", "" },
        { "alternating-offers", "delta1=1/3 delta2=4/5" },
        { "chain-store", "" },
        { "chain-store", "b=4/5 prior=1/100 a=3/2 entrants=20" },
        { "chain-store", "b=1/2 prior=1/4 entrants=5" },
        { "critical-risk", "" },
        { "demand-under-uncertain-cost", "" },
        { "demand-under-uncertain-cost", "p=9/10 cost-a=0 largest-cost-b=1" },
        { "glove-market", "left=3 right=4" },
        { "hostage", "a=9/10 w=10" },
        { "kalai-smorodinsky", "exponent1=1/5 exponent2=2/3" },
        { "name-of-yielding", "" },
        { "name-of-yielding", "critical-belief=2/5 hold=1/2 rounds=25" },
        { "nash-bargaining", "weight1=1/3 breakdown=1/4" },
        { "nash-bargaining", "exponent1=1/100 exponent2=1/100 weight1=1/10 breakdown=4/5" },
        { "threat-of-unknown-harm", "" },
        { "threat-of-unknown-harm", "execution-cost=2 back-down-cost=1" },
        { "treaty", "states=5" },
        { "voting-power", "vetoes=1 others=3 needed=2" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Play_AgreesWithTheClosedForm(string id, string parameters)
    {
        IReadOnlyList<SimulatedNumber> seen = Play(id, parameters, seed: 11);
        Assert.NotEmpty(seen);
        Assert.All(seen, number =>
        {
            // The half-width of the interval is 1.96 standard errors: five of them, and rounding where there is no spread.
            double half = Math.Max(number.Upper!.Value - number.Mean, number.Mean - number.Lower!.Value);
            Assert.Equal(number.Number.Value.ToDouble(), number.Mean, (half * 5 / 1.96) + 1e-9);
        });
    }

    [Fact]
    public void EveryModel_IsPlayed_AndShowsNumbersOfItsSolution()
    {
        Assert.Equal(ModelCatalog.All.Select(model => model.Id), ModelPlays.All.Keys);
        Assert.All(ModelCatalog.All, model =>
        {
            IReadOnlyDictionary<string, Rational> values = model.Complete(new Dictionary<string, Rational>());
            ModelSolution solution = model.Solve(values);
            var seen = new ModelObservations();
            ModelPlays.All[model.Id](new ModelSetting(values, solution))(new DrawSequence(1, "model"), seen);
            Assert.NotEmpty(seen.Names);
            Assert.Subset(solution.Numbers.Select(n => n.Name).ToHashSet(), seen.Names.ToHashSet());
        });
    }

    [Fact]
    public void EqualSeeds_GiveEqualNumbers_AndOthersOthers()
    {
        Assert.Equal(Play("chain-store", "", 5), Play("chain-store", "", 5));
        Assert.NotEqual(Play("chain-store", "", 5), Play("chain-store", "", 6));
    }

    private static IReadOnlyList<SimulatedNumber> Play(string id, string parameters, ulong seed)
    {
        StrategicModel model = ModelCatalog.Find(id)!;
        IReadOnlyDictionary<string, Rational> values = model.Complete(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Rational.Parse(pair[1])));
        return ModelSimulation.Play(model, values, model.Solve(values), seed, Replications, TestContext.Current.CancellationToken);
    }
}
