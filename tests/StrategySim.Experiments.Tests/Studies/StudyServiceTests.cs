using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Runs;
using StrategySim.Simulation.Outcomes;
using StrategySim.Testing.Files;

namespace StrategySim.Experiments.Tests.Studies;

public sealed class StudyServiceTests : IDisposable
{
    private static readonly SweepOutcome Payoff = new("payoff", new OutcomeKey("A", "g", "payoffMean"));

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("experiments.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AStudy_IsPlayedToItsEnd_AndKept()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyStart started = await host.Studies.StartAsync(new StudyRequest(SmallSweeps.Points(7)), null, "", default);
        Assert.Equal(StartOutcome.Accepted, started.Outcome);
        Assert.Equal((RunStatus.Queued, 0, 7, 0, 70), (started.Progress.Study.Status, started.Progress.PointsDone, started.Progress.PointsTotal, started.Progress.UnitsDone, started.Progress.UnitsTotal));

        StudyProgress end = await host.FinishStudyAsync(started.Progress.Study.Id);
        Assert.Null(end.Study.Error);
        Assert.Equal((RunStatus.Completed, 7, 7), (end.Study.Status, end.PointsDone, end.PointsTotal));
        Assert.Equal((70, 0, 70), (end.UnitsDone, end.UnitsFailed, end.UnitsTotal));
        Assert.Equal(64, end.Study.ResultsHash!.Length);
        Assert.Equal("gated", end.Study.Environment!.Engine);
        Assert.Equal(end, await host.Studies.FindAsync(end.Study.Id, default));

        StudyData data = await host.StudyResults.LoadAsync(end.Study, [Payoff], default);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => (long)i), data.Points.Select(point => point.Index));
        Assert.All(data.Points, point => Assert.Equal((10, 0, 0), (point.Samples[0].Count, point.Failed, point.Missing)));
        Assert.Equal("4", data.Points[0].Values[1].Text);
    }
}
