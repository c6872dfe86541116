using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Storage;
using StrategySim.Testing.Time;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary>A host as the service and the terminal build it, on a store file and a clock of the test's choice.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestHost(IHost host, GatedEngine engine, ManualTimeProvider clock, CollectedLog log)
    {
        _host = host;
        Engine = engine;
        Clock = clock;
        Log = log;
    }

    public GatedEngine Engine { get; }

    public ManualTimeProvider Clock { get; }

    public CollectedLog Log { get; }

    public RunService Runs => _host.Services.GetRequiredService<RunService>();

    public RunResults Results => _host.Services.GetRequiredService<RunResults>();

    public StudyService Studies => _host.Services.GetRequiredService<StudyService>();

    public StudyResults StudyResults => _host.Services.GetRequiredService<StudyResults>();

    public StudyPackages Packages => _host.Services.GetRequiredService<StudyPackages>();

    public IStudyStore StudyStore => _host.Services.GetRequiredService<IStudyStore>();

    public IExperimentStore Store => _host.Services.GetRequiredService<IExperimentStore>();

    /// <param name="path">The store file.</param>
    /// <param name="threads">Threads of the local engine.</param>
    /// <param name="pauseAfter">After how many units of a run the engine waits for <see cref="GatedEngine.Open"/>; null for never.</param>
    /// <param name="options">Changes to the options.</param>
    /// <param name="owner">Lease owner, or null for that of the product.</param>
    /// <param name="clock">The clock, or null for one of the host's own.</param>
    /// <param name="wrap">Puts something around the store.</param>
    /// <param name="studies">Changes to the options of studies.</param>
    public static async Task<TestHost> StartAsync(
        string path,
        int threads = 2,
        int? pauseAfter = null,
        Action<RunOptions>? options = null,
        ILeaseOwner? owner = null,
        ManualTimeProvider? clock = null,
        Func<IExperimentStore, IExperimentStore>? wrap = null,
        Action<StudyOptions>? studies = null)
    {
        clock ??= new ManualTimeProvider();
        var engine = new GatedEngine(threads, pauseAfter);
        var log = new CollectedLog();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IRunEngine>(engine);
        if (owner is not null) builder.Services.AddSingleton(owner);
        builder.Services.AddStrategySimExperiments();
        builder.Services.AddStrategySimStorage(path);
        if (wrap is not null)
        {
            ServiceDescriptor store = builder.Services.Last(service => service.ServiceType == typeof(IExperimentStore));
            builder.Services.AddSingleton(provider => wrap((IExperimentStore)store.ImplementationFactory!(provider)));
        }

        // Small groups, so that a run that stops half-way has stored some; the clock stands still and never stores one early.
        builder.Services.Configure<RunOptions>(o =>
        {
            o.StoreGroupUnits = 10;
            options?.Invoke(o);
        });
        if (studies is not null) builder.Services.Configure(studies);
        IHost host = builder.Build();
        await host.StartAsync();
        return new TestHost(host, engine, clock, log);
    }

    /// <summary>Watches a run to its end.</summary>
    public async Task<RunProgress> FinishAsync(string id) => await Runs.WatchAsync(id, TestContext.Current.CancellationToken).LastAsync();

    /// <summary>Watches a study to its end.</summary>
    public async Task<StudyProgress> FinishStudyAsync(string id) => await Studies.WatchAsync(id, TestContext.Current.CancellationToken).LastAsync();

    /// <summary>Stops as on Ctrl+C.</summary>
    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
