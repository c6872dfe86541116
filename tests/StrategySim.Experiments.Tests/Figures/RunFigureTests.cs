using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using static StrategySim.Experiments.Tests.PhaseDiagrams.ExactPhaseTests;

namespace StrategySim.Experiments.Tests.Figures;

/// <summary>What a run is drawn as: its units are played again, and held against what is stored.</summary>
public class RunFigureTests
{
    private const int Replications = 6;

    private static readonly CompiledScenario Scenario = CompiledScenario.Compile(Shipped("coordination-to-chicken").WithRun(1, Replications));

    private static readonly RunRecord Run = new()
    {
        Id = "run", Status = RunStatus.Completed, Execution = RunExecution.Batch, ScenarioId = Scenario.Scenario.Id, ScenarioTitle = Scenario.Scenario.Title, ScenarioHash = Scenario.Scenario.Hash,
        ScenarioJson = Scenario.Scenario.ToCanonicalJson(), PointId = Scenario.Scenario.PointId, ModelVersion = SimulationModel.Version, Seed = 1, Replications = Replications, CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static RunPaths Paths(int step) =>
        RunPaths.Play(Scenario, Run, [.. Enumerable.Range(0, Replications).Select(r => (r, UnitPlayer.Play(Scenario, 1, r, Run.Interventions, TestContext.Current.CancellationToken)))], step, TestContext.Current.CancellationToken);

    [Fact]
    public void FiguresOfARun_AreOfItsGamesAndStates()
    {
        Assert.Equal(["outcomes", "payoffs-us-china", "game-types-us-china", "states"], RunFigures.Of(Scenario.Scenario).Select(figure => figure.Name));
        Scenario many = Shipped("us-china-rare-earths");
        Assert.Equal(many.Games.Count, RunFigures.Of(many).Count(figure => figure.Name.StartsWith("payoffs-", StringComparison.Ordinal)));
    }

    [Fact]
    public void FamiliesOfAGame_AddUpToAllReplicationsInEachRound_WithTheThresholdsOfThePath()
    {
        IReadOnlyList<TrajectoryRow> rows = Paths(1).Families("us-china");
        Assert.All(rows.GroupBy(row => row.Round), round => Assert.Equal(1, round.Sum(row => row.Value.Value)));
        // s = (t − 1)/20 is 1 in round 21 and 2 in round 41.
        Assert.Equal([21, 41], rows.Where(row => row.Series == "threshold" && row.Value.Value > 0).Select(row => row.Round));
        // Wilson's interval of 6 in 6: 1/(1 + 1.96²/6).
        Assert.Equal(0.609666, rows.First(row => row.Series == "coordination").Value.Lower!.Value, 1e-6);
    }

    [Fact]
    public void OneReplication_HasNoBands()
    {
        RunRecord one = Run with { Replications = 1 };
        RunPaths paths = RunPaths.Play(Scenario, one, [(0, UnitPlayer.Play(Scenario, 1, 0, one.Interventions, TestContext.Current.CancellationToken))], 1, TestContext.Current.CancellationToken);
        Assert.All(paths.Families("us-china"), row => Assert.Equal((null, null), (row.Value.Lower, row.Value.Upper)));
        foreach (RunFigure figure in RunFigures.Of(Scenario.Scenario).Where(figure => figure.IsOfRounds))
            Assert.DoesNotContain("interval", figure.Make(one, Scenario.Scenario, paths).Draw().Specification["title"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RoundsThatAreLeftOut_LeaveTheOthersAsTheyAre()
    {
        Assert.Equal(Paths(1).Payoff("us-china", "US").Where(row => (row.Round - 1) % 7 == 0), Paths(7).Payoff("us-china", "US"));
        Assert.Equal([0, 0.35, 0.7], Paths(7).State("stress").Take(3).Select(row => row.Value.Value));
    }

    [Fact]
    public void EveryFigureOverRounds_ReadsFieldsThatItsRowsHave_AndSaysHowManyReplications()
    {
        RunPaths paths = Paths(1);
        foreach (RunFigure figure in RunFigures.Of(Scenario.Scenario).Where(figure => figure.IsOfRounds))
        {
            FigureDocument document = figure.Make(Run, Scenario.Scenario, paths).Draw();
            Assert.Equal(figure.Name, document.Id);
            Assert.Empty(SpecificationCheck.Faults(document));
            Assert.Contains("6 replications", document.Specification["title"]!["subtitle"]!.AsArray().Select(line => (string?)line).First(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AUnitThatIsNotTheStoredOne_IsRefused()
    {
        UnitSummary other = UnitPlayer.Play(Scenario, 2, 0, Run.Interventions, TestContext.Current.CancellationToken);
        Assert.Throws<IntegrityException>(() => RunPaths.Play(Scenario, Run, [(0, other)], 1, TestContext.Current.CancellationToken));
    }
}
