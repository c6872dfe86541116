using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using StrategySim.Grains.Engine;
using StrategySim.Grains.Placement;

namespace StrategySim.Grains.Hosting;

/// <summary>Makes a host a silo that plays.</summary>
public static class OrleansHosting
{
    /// <summary>Makes the host a cluster of one silo on this machine, and adds <see cref="OrleansEngine"/>.</summary>
    /// <remarks>Ports are free ones of the loopback interface, and the cluster has a name of its own: several services on one machine do not meet.</remarks>
    /// <param name="builder">The host; an <c>IExperimentStore</c> has to be registered too.</param>
    /// <param name="workers">Units that the silo plays at the same time, 1 to 1024.</param>
    public static void AddOrleansEngineOnLocalhost(this IHostApplicationBuilder builder, int workers)
    {
        builder.Services.AddOrleansEngine(workers);
        builder.UseOrleans(silo =>
        {
            (int siloPort, int gatewayPort) = FreePorts();
            string name = $"strategysim-{Guid.NewGuid():N}";
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: name, clusterId: name);
            silo.AddStrategySimGrains();
        });
    }

    /// <summary>Adds <see cref="OrleansEngine"/> to the services of a silo or client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="workers">Units that one silo plays at the same time, 1 to 1024.</param>
    public static IServiceCollection AddOrleansEngine(this IServiceCollection services, int workers)
    {
        services.AddOptions<OrleansEngineOptions>()
            .Configure(options => options.WorkersPerSilo = workers)
            .Validate(static o => o.WorkersPerSilo is >= 1 and <= 1024 && o.Patience >= TimeSpan.FromSeconds(1), "OrleansEngineOptions: expected WorkersPerSilo from 1 to 1024 and Patience of at least 1 s.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OrleansEngine>();
        return services;
    }

    /// <summary>Adds what the grains need to a silo; it has to have an <c>IExperimentStore</c> too.</summary>
    public static ISiloBuilder AddStrategySimGrains(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton<Scenarios>();
        silo.Services.AddPlacementDirector<SpreadPlacement, SpreadPlacementDirector>();
        // A silo that was killed is noticed within seconds; its neighbours play on a busy machine, so one late answer is not enough.
        silo.Configure<ClusterMembershipOptions>(static options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(2);
            options.NumMissedProbesLimit = 3;
            options.NumVotesForDeathDeclaration = 1;
        });
        return silo;
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        // Both are held until both are known, so that they differ.
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
