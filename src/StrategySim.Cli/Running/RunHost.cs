using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StrategySim.Experiments;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Storage;

namespace StrategySim.Cli.Running;

/// <summary>The services that play runs, hosted for one command: the same engine, store and run service as the web service has.</summary>
internal static class RunHost
{
    /// <summary>Builds the host.</summary>
    /// <param name="storePath">The store's file.</param>
    /// <param name="threads">Threads to play on; null for one a core.</param>
    /// <param name="verbose">Whether to log what happens, on standard error.</param>
    /// <param name="configure">Changes to the services; null for none.</param>
    public static IHost Build(string storePath, int? threads, bool verbose, Action<IServiceCollection>? configure = null)
    {
        // An empty host: no configuration files of the working directory, no signals taken (the command has them).
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        // What goes wrong is reported by the command itself.
        HostLog.Configure(builder.Logging, LogLevel.None, verbose);
        builder.Services.AddStrategySimStorage(storePath);
        builder.Services.AddStrategySimExperiments();
        // Runs that a service left unfinished are not this command's business.
        builder.Services.Configure<RunOptions>(options => options.TakeOverOrphans = false);
        if (threads is int count) builder.Services.Configure<LocalEngineOptions>(options => options.Threads = count);
        configure?.Invoke(builder.Services);
        return builder.Build();
    }
}
