using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using StrategySim.Experiments;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Grains.Engine;
using StrategySim.Grains.Hosting;
using StrategySim.Simulation.Scenarios;
using StrategySim.Storage;

namespace StrategySim.Benchmarks.Grains;

/// <summary>A silo on this machine with a store, as the service is one, and both engines.</summary>
internal sealed class GrainHost : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IHost _host;

    private GrainHost(string folder, IHost host)
    {
        _folder = folder;
        _host = host;
    }

    public IGrainFactory Factory => _host.Services.GetRequiredService<IGrainFactory>();

    public OrleansEngine Orleans => _host.Services.GetRequiredService<OrleansEngine>();

    public LocalEngine Local { get; } = new(Options.Create(new LocalEngineOptions()));

    public static async Task<GrainHost> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("strategysim-bench-").FullName;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddOrleansEngineOnLocalhost(new LocalEngineOptions().Threads);
        builder.Services.AddStrategySimStorage(Path.Combine(folder, "experiments.db")).AddStrategySimExperiments();
        IHost host = builder.Build();
        await host.StartAsync();
        return new GrainHost(folder, host);
    }

    /// <summary>A stored run that nobody plays but the caller.</summary>
    public async Task<RunRecord> StoreAsync(Scenario scenario, int replications)
    {
        var request = new RunRequest(scenario, null, replications, RunExecution.Actors, StartPaused: true);
        return (await _host.Services.GetRequiredService<RunService>().StartAsync(request, null, "", CancellationToken.None)).Progress.Run;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
