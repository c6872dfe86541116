using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace StrategySim.Grains.Tests.Hosting;

/// <summary>The pinned packages fit together: a silo of one process comes up and goes down.</summary>
public sealed class LocalhostSiloTests
{
    [Fact]
    public async Task ASilo_OnFreePortsOfLocalhost_StartsAndStops()
    {
        using var ports = new TestClusterPortAllocator();
        (int siloPort, int gatewayPort) = ports.AllocateConsecutivePortPairs(1);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort, gatewayPort));
        using IHost host = builder.Build();

        await host.StartAsync();
        SiloAddress silo = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        Assert.Equal(siloPort, silo.Endpoint.Port);
        Dictionary<SiloAddress, SiloStatus> members = await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts();
        Assert.Equal(SiloStatus.Active, Assert.Single(members, member => member.Key.Equals(silo)).Value);

        await host.StopAsync();
        Assert.True(host.Services.GetRequiredService<ISiloStatusOracle>().CurrentStatus.IsTerminating());
    }
}
