using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Storage;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests;

public sealed class RegistrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AHostWithNothingButTheTwoFloors_PlaysARun()
    {
        using IHost host = Build(_ => { });
        await host.StartAsync();
        RunService runs = host.Services.GetRequiredService<RunService>();
        StartResult started = await runs.StartAsync(new RunRequest(SmallScenarios.Tiny(2000)), null, "", default);
        RunProgress end = await runs.WatchAsync(started.Progress.Run.Id, default).LastAsync();
        Assert.Equal((RunStatus.Completed, "local"), (end.Run.Status, end.Run.Environment!.Engine));
        await host.StopAsync();
    }

    [Fact]
    public async Task OptionsOutsideTheirRange_KeepTheHostFromStarting()
    {
        await RefusesAsync(services => services.Configure<RunOptions>(o => o.MaxConcurrentRuns = 0));
        await RefusesAsync(services => services.Configure<RunOptions>(o => o.MaxReplications = 0));
        await RefusesAsync(services => services.Configure<RunOptions>(o => o.LeaseDuration = TimeSpan.Zero));
        await RefusesAsync(services => services.Configure<RunOptions>(o => o.StoreGroupUnits = 0));
        await RefusesAsync(services => services.Configure<RunOptions>(o => o.StoreGroupInterval = TimeSpan.Zero));
        await RefusesAsync(services => services.Configure<LocalEngineOptions>(o => o.Threads = 0));
        await RefusesAsync(services => services.Configure<StudyOptions>(o => o.MaxConcurrentStudies = 0));
        await RefusesAsync(services => services.Configure<StudyOptions>(o => o.MaxPoints = 0));
        await RefusesAsync(services => services.Configure<StudyOptions>(o => o.MaxUnits = 0));
        await RefusesAsync(services => services.Configure<StudyOptions>(o => o.MaxCheckedPoints = 0));
    }

    [Fact]
    public async Task AStoreThatCannotBeOpened_KeepsTheHostFromStarting_WithItsMessage()
    {
        File.WriteAllText(_folder.File("experiments.db"), new string('x', 5000));
        StoreException error = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            using IHost host = Build(_ => { });
            await host.StartAsync();
        });
        Assert.Contains("is not an SQLite database", error.Message);
    }

    private async Task RefusesAsync(Action<IServiceCollection> configure)
    {
        using IHost host = Build(configure);
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private IHost Build(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddStrategySimExperiments().AddStrategySimStorage(_folder.File("experiments.db"));
        configure(builder.Services);
        return builder.Build();
    }
}
