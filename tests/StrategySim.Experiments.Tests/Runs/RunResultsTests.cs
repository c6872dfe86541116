using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Runs;

public sealed class RunResultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("experiments.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_AreThoseOfTheUnitsPlayedHere()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        Scenario scenario = SmallScenarios.RandomLength(50);
        RunRecord run = await PlayAsync(host, scenario);

        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        var table = new OutcomeTable(compiled.Layout);
        for (int r = 0; r < 50; r++) table.Add(UnitPlayer.Play(compiled, run.Seed, r, default));
        Assert.Equal(table.ToRows(), await host.Results.SummariseAsync(run, default));
    }

    [Fact]
    public async Task TheResultsHash_IsThatOfTheTrajectoryHashesInOrder()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        RunRecord run = await PlayAsync(host, SmallScenarios.Tiny(20));
        using var hash = new ResultsHash();
        await foreach ((_, string trajectory) in host.Store.ReadTrajectoryHashesAsync(run, default)) hash.Add(trajectory);
        Assert.Equal(run.ResultsHash, hash.Finish());
    }

    [Fact]
    public async Task EveryUnit_PlaysAgainAsItIsStored()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        RunRecord run = await PlayAsync(host, SmallScenarios.Tiny(20));
        for (int r = 0; r < 20; r++) Assert.Equal(5, (await host.Results.VerifyUnitAsync(run, r, default)).Rounds);
    }

    [Fact]
    public async Task AForgedUnit_IsFoundOut()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        Scenario scenario = SmallScenarios.Tiny(20);
        var key = new UnitKey(SimulationModel.Version, scenario.PointId, scenario.Run.Seed, 3, "");
        UnitSummary real = UnitPlayer.Play(CompiledScenario.Compile(scenario), scenario.Run.Seed, 3, default);
        await host.Store.SaveUnitsAsync([(key, real with { TrajectoryHash = new string('0', 64) })], default);

        RunRecord run = await PlayAsync(host, scenario);
        IntegrityException error = await Assert.ThrowsAsync<IntegrityException>(() => host.Results.VerifyUnitAsync(run, 3, default));
        Assert.Contains(real.TrajectoryHash, error.Message);
    }

    [Fact]
    public async Task UnitsChangedAfterTheRun_AreFoundOut()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        RunRecord run = await PlayAsync(host, SmallScenarios.Tiny(20));
        IntegrityException error = await Assert.ThrowsAsync<IntegrityException>(() =>
            host.Results.SummariseAsync(run with { ResultsHash = new string('0', 64) }, default));
        Assert.Contains($"it was completed with {new string('0', 64)}", error.Message);
    }

    [Fact]
    public async Task ARunThatIsNotFinished_IsSummarisedOverWhatIsStored()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 20);
        RunRecord run = (await host.Runs.StartAsync(new RunRequest(SmallScenarios.Tiny(50)), null, "", default)).Progress.Run;
        Assert.Empty(await host.Results.SummariseAsync(run with { Seed = 99 }, default));
        await host.Engine.Paused;
        Assert.All(await host.Results.SummariseAsync(run, default), row => Assert.Equal(20, row.N));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => host.Results.VerifyUnitAsync(run, 30, default));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(20)]
    public async Task AReplicationThatTheRunDoesNotHave_IsRefused(int replication)
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        RunRecord run = await PlayAsync(host, SmallScenarios.Tiny(20));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Results.VerifyUnitAsync(run, replication, default));
    }

    private static async Task<RunRecord> PlayAsync(TestHost host, Scenario scenario) =>
        (await host.FinishAsync((await host.Runs.StartAsync(new RunRequest(scenario), null, "", default)).Progress.Run.Id)).Run;
}
