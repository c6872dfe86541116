using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Experiments.Tests.Runs;

public sealed class FollowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AReaderFarBehindARunThatHasEnded_GetsEveryRound_AndLastTheFinalStatus()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("experiments.db"));
        var request = new RunRequest(ScenarioText.Read(ScenarioText.Path(horizon: 1000)), Execution: RunExecution.Actors);
        string id = (await host.Runs.StartAsync(request, null, "", default)).Progress.Run.Id;
        RunProgress end = await host.FinishAsync(id);

        RunNews[] news = await host.Runs.FollowAsync(id, new UnitPosition(0, 0), default).ToArrayAsync();
        Assert.Equal(Enumerable.Range(1, 1000), news.SkipLast(1).Select(item => item.Round!.Round));
        Assert.Equal(end, news[^1].Progress);
    }
}
