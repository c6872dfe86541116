using Microsoft.Extensions.Options;
using StrategySim.Api.Metrics;
using StrategySim.Experiments.Engines;
#if WITH_ORLEANS
using StrategySim.Grains.Engine;
using StrategySim.Grains.Hosting;
#endif

namespace StrategySim.Api.Hosting;

/// <summary>The engines of this build: the one place where builds with Orleans and without it differ.</summary>
public static class RunEngines
{
    /// <summary>Threads of this process.</summary>
    public const string Local = "local";

    /// <summary>Grains of an Orleans cluster.</summary>
    public const string Orleans = "orleans";

    /// <summary>Those that this build has, the default one first.</summary>
#if WITH_ORLEANS
    public static IReadOnlyList<string> Names { get; } = [Orleans, Local];
#else
    public static IReadOnlyList<string> Names { get; } = [Local];
#endif

    /// <summary>Adds the chosen engine; before the services that play with it, so that it starts before them and stops after them.</summary>
    internal static void Add(WebApplicationBuilder builder, StrategySimSettings settings)
    {
#if WITH_ORLEANS
        if (settings.Engine == Orleans)
        {
            builder.AddOrleansEngineOnLocalhost(settings.Threads);
            AddMetered(builder.Services, static provider => provider.GetRequiredService<OrleansEngine>());
            return;
        }
#endif
        builder.Services.Configure<LocalEngineOptions>(options => options.Threads = settings.Threads);
        AddMetered(builder.Services, static provider => new LocalEngine(provider.GetRequiredService<IOptions<LocalEngineOptions>>()));
    }

    private static void AddMetered(IServiceCollection services, Func<IServiceProvider, IRunEngine> engine) =>
        services.AddSingleton<IRunEngine>(provider => new MeteredEngine(engine(provider), provider.GetRequiredService<ApiMetrics>()));
}
