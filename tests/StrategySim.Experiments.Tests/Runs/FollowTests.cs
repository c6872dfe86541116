using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary>Following the rounds of runs of the execution actors.</summary>
public sealed class FollowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("experiments.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnEndedRun_IsToldRoundByRound_AndItsEndLast_AlsoToAReaderWhoTakesLonger()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        string id = await StartAsync(host, Long(1000, replications: 2), startPaused: false);
        RunProgress end = await host.FinishAsync(id);

        var news = new List<RunNews>();
        await foreach (RunNews item in host.Runs.FollowAsync(id, default(UnitPosition), TestContext.Current.CancellationToken))
        {
            news.Add(item);
            host.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(end, news[^1].Progress);
        RunNews[] rounds = [.. news.SkipLast(1)];
        Assert.All(rounds, item => Assert.Null(item.Progress));
        Assert.Equal(from replication in Enumerable.Range(0, 2) from round in Enumerable.Range(1, 1000) select new UnitPosition(replication, round), rounds.Select(item => item.Position));
        Assert.All(rounds, item => Assert.Equal(item.Position.Round, item.Round!.Round));
    }

    [Fact]
    public async Task AnyPlaceCanBeTheFirst_AndOneBeyondAUnitGoesOnWithTheNext()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        string id = await StartAsync(host, Long(6000, replications: 2), startPaused: false);
        await host.FinishAsync(id);
        Assert.Equal(["0:5999", "0:6000", "1:1"], (await RoundsAsync(host, id, new UnitPosition(0, 5998), 3)).Select(item => $"{item.Position}"));
        Assert.Equal(["1:1", "1:2"], (await RoundsAsync(host, id, new UnitPosition(0, 100_000), 2)).Select(item => $"{item.Position}"));
        Assert.Empty(await RoundsAsync(host, id, new UnitPosition(2, 0), 1));
        Assert.Empty(await RoundsAsync(host, id, after: null, 1));
    }

    [Fact]
    public async Task WhileTheClockStands_RoundsComeAndNoProgressBetweenTheFirstAndTheLast()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        string id = await StartAsync(host, Long(40), startPaused: true);
        await host.Runs.StepAsync(id, 7, default);
        await using IAsyncEnumerator<RunNews> follow = host.Runs.FollowAsync(id, default(UnitPosition), default).GetAsyncEnumerator();
        for (int round = 1; round <= 7; round++)
        {
            Assert.True(await follow.MoveNextAsync());
            Assert.Equal(round, follow.Current.Round!.Round);
        }

        Assert.True(await follow.MoveNextAsync());
        Assert.Equal(RunStatus.Paused, follow.Current.Progress!.Run.Status);
        ValueTask<bool> next = follow.MoveNextAsync();
        await host.Runs.InterveneAsync(id, new InterventionRequest("/games/g/actions/A", null, "yield"), default);
        await host.Runs.ResumeAsync(id, default);
        await host.FinishAsync(id);
        int told = 0;
        while (await next)
        {
            if (follow.Current.Round is { } round) Assert.Equal((8 + told++, follow.Current.Position.Round == 8), (round.Round, round.Games[0].Seats[0].Forced));
            else Assert.Equal((33, RunStatus.Completed), (told, follow.Current.Progress!.Run.Status));
            next = follow.MoveNextAsync();
        }

        Assert.Equal(33, told);
    }

    [Fact]
    public async Task AProcessThatPlaysOnlyItsOwnRuns_PlaysThemAgainEachTimeTheyAreSteppedOn()
    {
        // Each step is accepted while the play of the one before may still be ending.
        await using TestHost host = await TestHost.StartAsync(Path, options: options => options.TakeOverOrphans = false);
        string id = await StartAsync(host, Long(400), startPaused: true);
        for (int round = 1; round <= 300; round++)
        {
            ControlResult result = await host.Runs.StepAsync(id, 1, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal((ControlOutcome.Done, RunStatus.Paused, new UnitPosition(0, round)), (result.Outcome, result.Progress!.Run.Status, result.Progress.Run.Position));
        }
    }

    private static async Task<List<RunNews>> RoundsAsync(TestHost host, string id, UnitPosition? after, int count) =>
        await host.Runs.FollowAsync(id, after, default).Where(item => item.Round is not null).Take(count).ToListAsync();

    private static async Task<string> StartAsync(TestHost host, Scenario scenario, bool startPaused) =>
        (await host.Runs.StartAsync(new RunRequest(scenario, Execution: RunExecution.Actors, StartPaused: startPaused), null, "", default)).Progress.Run.Id;

    private static Scenario Long(int rounds, int replications = 1)
    {
        string json = SmallScenarios.Tiny(replications).ToCanonicalJson().Replace("\"horizon\":5", $"\"horizon\":{rounds}", StringComparison.Ordinal);
        return ScenarioReader.Read(json, DocumentFormat.Json).Require();
    }
}
