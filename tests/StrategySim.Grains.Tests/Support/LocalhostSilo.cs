using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using StrategySim.Experiments.Store;
using StrategySim.Grains.Hosting;
using StrategySim.Storage.Sqlite;

namespace StrategySim.Grains.Tests.Support;

/// <summary>A silo with real sockets, in this process or as a child that can be killed.</summary>
internal static class LocalhostSilo
{
    /// <summary>First argument of the child; silo port, gateway port, port of the primary silo, and store file follow.</summary>
    public const string Argument = "--silo";

    /// <summary>A host that is a silo of a cluster on this machine.</summary>
    public static IHost Create(int siloPort, int gatewayPort, int primaryPort, SqliteExperimentStore store)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IExperimentStore>(store);
        builder.Services.AddOrleansEngine(2);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, primaryPort));
            silo.AddStrategySimGrains();
            // In tests' time; still long enough for a machine that is busy.
            silo.Configure<ClusterMembershipOptions>(static options => options.ProbeTimeout = TimeSpan.FromSeconds(1));
        });
        return builder.Build();
    }

    /// <summary>Lives as a silo until the input ends, or for good until it is killed.</summary>
    public static async Task LiveAsync(string[] arguments)
    {
        using SqliteExperimentStore store = SqliteExperimentStore.Open(arguments[3], TimeProvider.System);
        using IHost host = Create(int.Parse(arguments[0]), int.Parse(arguments[1]), int.Parse(arguments[2]), store);
        await host.StartAsync();
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
    }
}
