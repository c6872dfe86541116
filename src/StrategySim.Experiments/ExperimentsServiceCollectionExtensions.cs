using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Work;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments;

/// <summary>Registers this floor with a host.</summary>
public static class ExperimentsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="RunService"/>, <see cref="RunResults"/>, <see cref="StudyService"/>, <see cref="StudyResults"/>, the local engine, and the background services that play runs and studies.</summary>
    /// <remarks>
    /// An <see cref="IExperimentStore"/> and an <see cref="IStudyStore"/> have to be registered too. An <see cref="IRunEngine"/>, an <see cref="ILeaseOwner"/> or a
    /// <see cref="TimeProvider"/> that is registered already stays. Options may be changed with <c>Configure</c>; they are checked when the host starts.
    /// </remarks>
    public static IServiceCollection AddStrategySimExperiments(this IServiceCollection services)
    {
        services.AddOptions<RunOptions>()
            .Validate(static o => o.IsValid, $"RunOptions: expected MaxConcurrentRuns and MaxConcurrentActorsRuns of at least 1, MaxReplications from 1 to {ScenarioShape.MaximumReplications}, LeaseDuration of at least 1 s, StoreGroupUnits from 1 to 100000, StoreGroupInterval of at least 1 ms.")
            .ValidateOnStart();
        services.AddOptions<LocalEngineOptions>()
            .Validate(static o => o.Threads is >= 1 and <= 1024, "LocalEngineOptions: expected Threads from 1 to 1024.")
            .ValidateOnStart();

        services.AddOptions<StudyOptions>()
            .Validate(static o => o.IsValid, $"StudyOptions: expected MaxConcurrentStudies and MaxCheckedPoints of at least 1, MaxPoints from 1 to {SweepShape.MaximumPoints}, MaxUnits from 1 to {SweepShape.MaximumUnits}.")
            .ValidateOnStart();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRunEngine, LocalEngine>();
        services.TryAddSingleton<ILeaseOwner, ProcessLeaseOwner>();
        services.TryAddSingleton<ProgressFeed<RunProgress>>();
        services.TryAddSingleton<RunPlayer>();
        services.TryAddSingleton<RunWork>();
        services.TryAddSingleton<RunWorker>();
        services.TryAddSingleton<RunResults>();
        services.TryAddSingleton<RunFigures>();
        services.TryAddSingleton(static provider => new RunService(
            provider.GetRequiredService<IExperimentStore>(),
            provider.GetRequiredService<IRunEngine>(),
            provider.GetRequiredService<RunWorker>(),
            provider.GetRequiredService<ProgressFeed<RunProgress>>(),
            provider.GetRequiredService<IOptions<RunOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RunService>>()));
        services.AddHostedService(static provider => provider.GetRequiredService<RunWorker>());

        services.TryAddSingleton<ProgressFeed<StudyProgress>>();
        services.TryAddSingleton<AcceptedSweeps>();
        services.TryAddSingleton<StudyPlayer>();
        services.TryAddSingleton<StudyWork>();
        services.TryAddSingleton<StudyWorker>();
        services.TryAddSingleton<StudyResults>();
        services.TryAddSingleton<StudyPackages>();
        services.TryAddSingleton(static provider => new StudyService(
            provider.GetRequiredService<IStudyStore>(),
            provider.GetRequiredService<StudyWorker>(),
            provider.GetRequiredService<AcceptedSweeps>(),
            provider.GetRequiredService<ProgressFeed<StudyProgress>>(),
            provider.GetRequiredService<IOptions<StudyOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(static provider => provider.GetRequiredService<StudyWorker>());
        return services;
    }
}
