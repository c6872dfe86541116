using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Populations;
using StrategySim.Simulation.Populations;

namespace StrategySim.Simulation.Tests.Populations;

public class PopulationSimulationTests
{
    private const int Size = 10, Replications = 2000;

    private static readonly Rational[][,] Games =
    [
        new Rational[,] { { 3, 2 }, { 4, 1 } },
        new Rational[,] { { 3, 1 }, { 5, 2 } },
        new Rational[,] { { 5, 1 }, { 3, 2 } },
        new Rational[,] { { 1, 1 }, { 1, 1 } },
        new Rational[,] { { 3, 3 }, { 2, 2 } },
    ];

    [Fact]
    public void FixationsInSimulation_AgreeWithTheExactProbabilities()
    {
        var scores = new List<double>();
        foreach (Rational[,] game in Games)
        {
            var types = new TwoTypePayoffs(game[0, 0], game[0, 1], game[1, 0], game[1, 1]);
            foreach (Rational intensity in (Rational[])[Rational.Create(1, 10), Rational.Half, Rational.One])
            {
                scores.Add(Score(game, new PopulationProcess(false, intensity.ToDouble(), 0), Fixation.BirthDeath(types, Size, intensity).ToDouble()));
                scores.Add(Score(game, new PopulationProcess(true, intensity.ToDouble(), 0), Fixation.Pairwise(types, Size, intensity.ToDouble())));
            }
        }

        // Of 30 scores: the mean has deviation 0.18, the deviation about 0.13.
        Assert.All(scores, z => Assert.InRange(z, -4, 4));
        Assert.InRange(scores.Average(), -0.6, 0.6);
        Assert.InRange(Math.Sqrt(scores.Average(z => z * z)), 0.6, 1.4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SharesWithMutations_AgreeWithTheStationaryDistribution(bool imitates)
    {
        Rational[,] game = Games[0];
        var types = new TwoTypePayoffs(3, 2, 4, 1);
        BirthDeathChain chain = imitates ? BirthDeathChain.Pairwise(types, Size, 1, 0.05) : BirthDeathChain.Moran(types, Size, 1, 0.05);
        double exact = chain.Stationary.Select((share, k) => share * k / Size).Sum();
        PopulationSimulationResult played = new PopulationSimulation(game, new PopulationProcess(imitates, 1, 0.05), [1, Size - 1]).Play(7, 100, 10_000, TestContext.Current.CancellationToken);
        Assert.InRange((played.Shares[0] - exact) / played.StandardErrors![0], -4, 4);
        Assert.Equal(1, played.Shares.Sum(), 1e-12);
    }

    [Fact]
    public void ThreeNeutralTypes_TakeOverInProportionToTheirNumbers()
    {
        var flat = new Rational[3, 3];
        for (int i = 0; i < 9; i++) flat[i / 3, i % 3] = 1;
        PopulationSimulationResult played = new PopulationSimulation(flat, new PopulationProcess(false, 1, 0), [1, 3, 6]).Play(3, Replications, 100_000, TestContext.Current.CancellationToken);
        Assert.Equal((Replications, 0), (played.TakenOver.Sum(), played.Unfinished));
        foreach ((int times, double p) in played.TakenOver.Zip([0.1, 0.3, 0.6])) Assert.InRange((times - (Replications * p)) / Math.Sqrt(Replications * p * (1 - p)), -4, 4);
    }

    [Fact]
    public void TheSameSeed_GivesTheSameCounts_AndReplicationsDoNotDependOnHowManyThereAre()
    {
        var simulation = new PopulationSimulation(Games[0], new PopulationProcess(true, 1, 0), [5, 5]);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(simulation.Play(5, 50, 10_000, cancellation).TakenOver, simulation.Play(5, 50, 10_000, cancellation).TakenOver);
        Assert.Equal(Enumerable.Range(1, 4).Select(n => simulation.Play(5, n, 10_000, cancellation).TakenOver[0]).Order(), Enumerable.Range(1, 4).Select(n => simulation.Play(5, n, 10_000, cancellation).TakenOver[0]));
        Assert.Equal(50, simulation.Play(5, 50, 1, cancellation).Unfinished);
    }

    [Fact]
    public void FitnessThatIsNotPositive_IsRefused() =>
        Assert.Equal("/selection", Assert.Throws<InvalidGameException>(() => new PopulationSimulation(new Rational[,] { { 3, 0 }, { 5, 1 } }, new PopulationProcess(false, 1, 0), [1, 9])).Faults[0].Pointer);

    private static double Score(Rational[,] game, PopulationProcess process, double exact)
    {
        int times = new PopulationSimulation(game, process, [1, Size - 1]).Play(1, Replications, 1_000_000, TestContext.Current.CancellationToken).TakenOver[0];
        return (times - (Replications * exact)) / Math.Sqrt(Replications * exact * (1 - exact));
    }
}
