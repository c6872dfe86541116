using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Orleans.TestingHost;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Engines;
using StrategySim.Grains.Engine;
using StrategySim.Grains.Tests.Support;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Storage.Sqlite;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Grains.Tests.Engine;

/// <summary>A silo that goes away in the middle of a run costs time, and no bit.</summary>
public sealed class KilledSiloTests
{
    public static TheoryData<RunExecution> Executions => [.. Enum.GetValues<RunExecution>()];

    [Theory]
    [MemberData(nameof(Executions))]
    public async Task ARunOnTwoSilos_EndsWithTheSameBits_WhenOneIsStopped(RunExecution execution)
    {
        await using var cluster = await Support.TestCluster.StartAsync(2);
        await using RunHost host = await cluster.HostAsync();
        await PlayThroughAsync(host, execution, () => cluster.Orleans.KillSiloAsync(cluster.Orleans.Silos[1]));
    }

    [Fact]
    public async Task UnitsOfManyPointsOnTwoSilos_EndOnceEachWithTheSameBits_WhenOneIsStopped()
    {
        await using var cluster = await Support.TestCluster.StartAsync(2);
        CompiledScenario[] points = [.. Enumerable.Range(0, 30).Select(i => ScenarioText.Compile(ScenarioText.Path("{ initial: 0, drift: 1/500, max: 3 }", ruleA: "reputation-reader", ruleB: "random", horizon: 1000 + i)))];
        var orders = Channel.CreateUnbounded<UnitOrder>();
        foreach (CompiledScenario point in points) orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(point), 11, Enumerable.Range(0, 40).ToArray()));
        orders.Writer.Complete();
        var found = new Dictionary<UnitKey, string>();
        Task? kill = null;
        await cluster.Engine.PlayAsync(orders.Reader, async ends =>
        {
            foreach (UnitEnd end in UnitEnd.Of(ends)) found.Add(end.Key, end.Summary!.TrajectoryHash);
            // From another thread, as somebody else would.
            if (found.Count > 100) await (kill ??= Task.Run(() => cluster.Orleans.KillSiloAsync(cluster.Orleans.Silos[1])));
        }, TestContext.Current.CancellationToken);

        Assert.True(kill is { IsCompletedSuccessfully: true });
        Assert.Equal(30 * 40, found.Count);
        Parallel.ForEach(points, point =>
        {
            for (int r = 0; r < 40; r++) Assert.Equal(UnitPlayer.Play(point, 11, r, default).TrajectoryHash, found[new UnitKey(SimulationModel.Version, point.Scenario.PointId, 11, r, "")]);
        });
    }

    [Fact]
    public async Task AStudyOnTwoSilos_EndsWithTheSameBits_WhenOneIsStopped()
    {
        await using var cluster = await Support.TestCluster.StartAsync(2);
        await using RunHost host = await cluster.HostAsync();
        await PlayStudyThroughAsync(host, () => cluster.Orleans.KillSiloAsync(cluster.Orleans.Silos[1]));
    }

    [Theory]
    [MemberData(nameof(Executions))]
    public Task ARunOnTwoProcesses_EndsWithTheSameBits_WhenOneIsKilled(RunExecution execution) =>
        OnTwoProcessesAsync((host, kill) => PlayThroughAsync(host, execution, kill));

    [Fact]
    public Task AStudyOnTwoProcesses_EndsWithTheSameBits_WhenOneIsKilled() => OnTwoProcessesAsync(PlayStudyThroughAsync);

    // A silo here and one in a child, which is killed.
    private static async Task OnTwoProcessesAsync(Func<RunHost, Func<Task>, Task> play)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("experiments.db");
        using var ports = new TestClusterPortAllocator();
        (int siloPort, int gatewayPort) = ports.AllocateConsecutivePortPairs(2);
        using SqliteExperimentStore store = SqliteExperimentStore.Open(path, TimeProvider.System);
        using IHost primary = LocalhostSilo.Create(siloPort, gatewayPort, siloPort, store);
        await primary.StartAsync();

        using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Itself, LocalhostSilo.Argument, $"{siloPort + 1}", $"{gatewayPort + 1}", $"{siloPort}", path])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Equal("ready", await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            await using RunHost host = await RunHost.StartAsync(store, primary.Services.GetRequiredService<OrleansEngine>());
            await play(host, async () =>
            {
                DetailedGrainStatistic[] grains = await primary.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
                Assert.Contains(grains, grain => grain.SiloAddress.Endpoint.Port == siloPort + 1 && grain.GrainType.Contains("StrategySim.Grains", StringComparison.OrdinalIgnoreCase));
                child.Kill();
                await child.WaitForExitAsync();
            });
        }
        finally
        {
            child.Kill();
        }

        await primary.StopAsync();
    }

    // The test program, or what runs it with the test program as its first argument.
    private static string[] Itself => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(KilledSiloTests).Assembly.Location] : [];

    private static async Task PlayThroughAsync(RunHost host, RunExecution execution, Func<Task> kill)
    {
        // Long enough to be in the middle of it for a while.
        int replications = execution == RunExecution.Actors ? 40 : 1000;
        Scenario scenario = ScenarioText.Read(ScenarioText.Path("{ initial: 0, drift: 1/500, max: 3 }", ruleA: "reputation-reader", ruleB: "random", horizon: 1500)).WithRun(11, replications);
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        var units = new string[replications];
        Parallel.For(0, replications, r => units[r] = UnitPlayer.Play(compiled, 11, r, default).TrajectoryHash);
        var expected = new ResultsHash();
        foreach (string unit in units) expected.Add(unit);

        string id = await host.StartRunAsync(new RunRequest(scenario, Execution: execution));
        await foreach (RunProgress progress in host.Runs.WatchAsync(id, TestContext.Current.CancellationToken))
        {
            if (progress.UnitsDone > replications / 10) break;
        }

        await kill();
        Assert.Equal(RunStatus.Running, (await host.Runs.FindAsync(id, default))!.Run.Status);

        RunRecord run = await host.FinishAsync(id);
        Assert.True(run.Status == RunStatus.Completed, run.Error);
        Assert.Equal(expected.Finish(), run.ResultsHash);
    }

    private static async Task PlayStudyThroughAsync(RunHost host, Func<Task> kill)
    {
        const int Points = 30, Replications = 30;
        Sweep sweep = SweepReader.Read(
            $$"""
            schema: strategysim/sweep/v1
            id: paths
            title: Paths of several lengths
            scenario:
            {{ScenarioText.Path("{ initial: 0, drift: 1/500, max: 3 }", "run: { seed: 11 }", "reputation-reader", "random", 1500).Replace("\n", "\n  ").Insert(0, "  ")}}
            factors:
              start: { initialState: s, range: { from: 0, to: 1, steps: {{Points - 1}} } }
            design: { method: grid }
            replications: {{Replications}}
            """,
            DocumentFormat.Yaml,
            static _ => null).Require();
        using var folder = new TemporaryFolder();
        using SqliteExperimentStore store = SqliteExperimentStore.Open(folder.File("undisturbed.db"), TimeProvider.System);
        await using RunHost undisturbed = await RunHost.StartAsync(store, new LocalEngine(Options.Create(new LocalEngineOptions())));
        StudyProgress expected = await undisturbed.FinishStudyAsync(await undisturbed.StartStudyAsync(sweep));

        string id = await host.StartStudyAsync(sweep);
        await foreach (StudyProgress progress in host.Studies.WatchAsync(id, TestContext.Current.CancellationToken))
        {
            if (progress.UnitsDone > expected.UnitsTotal / 10) break;
        }

        await kill();
        Assert.Equal(RunStatus.Running, (await host.Studies.FindAsync(id, default))!.Study.Status);

        StudyProgress end = await host.FinishStudyAsync(id);
        Assert.Null(end.Study.Error);
        Assert.Equal((RunStatus.Completed, expected.Study.ResultsHash), (end.Study.Status, end.Study.ResultsHash));
        Assert.Equal((Points, Points * Replications, 0, Points * Replications), (end.PointsDone, end.UnitsDone, end.UnitsFailed, end.UnitsTotal));
    }
}
