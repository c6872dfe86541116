using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using StrategySim.Experiments;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Grains.Engine;
using StrategySim.Grains.Hosting;
using StrategySim.Storage.Sqlite;
using StrategySim.Testing.Files;

namespace StrategySim.Grains.Tests.Support;

/// <summary>A cluster of silos in one process on one store file, and hosts that play runs on it.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InProcessTestCluster _cluster;

    private TestCluster(int silos)
    {
        Store = SqliteExperimentStore.Open(_folder.File("experiments.db"), TimeProvider.System);
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureHost(host => host.Logging.SetMinimumLevel(LogLevel.None));
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IExperimentStore>(Store);
            silo.AddStrategySimGrains();
            // A killed silo is noticed in tests' time.
            silo.Configure<ClusterMembershipOptions>(static options => options.ProbeTimeout = TimeSpan.FromSeconds(0.5));
        });
        _cluster = builder.Build();
    }

    public SqliteExperimentStore Store { get; }

    public InProcessTestCluster Orleans => _cluster;

    public OrleansEngine Engine { get; private set; } = null!;

    public static async Task<TestCluster> StartAsync(int silos)
    {
        var cluster = new TestCluster(silos);
        await cluster._cluster.DeployAsync();
        // As in the service, which is a silo itself: it hears of silos that are gone, which a client outside does only by a time-out.
        IGrainFactory grains = cluster._cluster.GetSiloServiceProvider(cluster._cluster.Silos[0].SiloAddress).GetRequiredService<IGrainFactory>();
        cluster.Engine = new OrleansEngine(
            grains, Options.Create(new OrleansEngineOptions { WorkersPerSilo = 2 }), TimeProvider.System, NullLogger<OrleansEngine>.Instance);
        return cluster;
    }

    /// <summary>A run service on this cluster, or on another engine over the same store.</summary>
    public Task<RunHost> HostAsync(IRunEngine? engine = null) => RunHost.StartAsync(Store, engine ?? Engine);

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Store.Dispose();
        _folder.Dispose();
    }
}

/// <summary>The services that play runs.</summary>
internal sealed class RunHost : IAsyncDisposable
{
    private readonly IHost _host;

    private RunHost(IHost host) => _host = host;

    public RunService Runs => _host.Services.GetRequiredService<RunService>();

    public StudyService Studies => _host.Services.GetRequiredService<StudyService>();

    public RunResults Results => _host.Services.GetRequiredService<RunResults>();

    public static async Task<RunHost> StartAsync(SqliteExperimentStore store, IRunEngine engine)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IExperimentStore>(store);
        builder.Services.AddSingleton<IStudyStore>(store);
        builder.Services.AddSingleton(engine);
        builder.Services.AddStrategySimExperiments();
        IHost host = builder.Build();
        await host.StartAsync();
        return new RunHost(host);
    }

    public async Task<string> StartRunAsync(RunRequest request) => (await Runs.StartAsync(request, null, "", default)).Progress.Run.Id;

    public async Task<RunRecord> FinishAsync(string id) => (await Runs.WatchAsync(id, TestContext.Current.CancellationToken).LastAsync()).Run;

    public async Task<RunRecord> PlayAsync(RunRequest request) => await FinishAsync(await StartRunAsync(request));

    public async Task<string> StartStudyAsync(Sweep sweep) => (await Studies.StartAsync(new StudyRequest(sweep), null, "", default)).Progress.Study.Id;

    public async Task<StudyProgress> FinishStudyAsync(string id) => await Studies.WatchAsync(id, TestContext.Current.CancellationToken).LastAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
