using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Endpoints;
using StrategySim.Api.Hosting;
using StrategySim.Api.Metrics;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;
using StrategySim.Storage;

namespace StrategySim.Api;

/// <summary>The web service: HTTP over the floors below, on Kestrel.</summary>
public static class StrategySimHost
{
    private const int ThrownAwayFactor = 10;

    // A silo also warns of what is so by choice (the garbage collector), of its first watch over itself, and of every stop in a hurry.
    private static readonly (string Category, LogLevel Least)[] Chatty =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning),
        ("Microsoft.Orleans", LogLevel.Warning),
        ("Orleans", LogLevel.Warning),
        ("Orleans.Runtime.Silo", LogLevel.Error),
        ("Orleans.Runtime.Watchdog", LogLevel.Error),
    ];

    /// <summary>Where the routes stand.</summary>
    public const string BasePath = "/api/v1";

    /// <summary>Builds the service; the caller starts, awaits and disposes of it. It prints nothing: it logs.</summary>
    /// <param name="settings">Changes the settings that the configuration gives (section <c>StrategySim</c>, environment variables such as <c>StrategySim__Urls</c> included); null for none.</param>
    /// <param name="configure">Changes the host before it is built: logging, services; null for none.</param>
    /// <exception cref="InvalidInputException">Lists every setting that is not valid.</exception>
    public static WebApplication Build(Action<StrategySimSettings>? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Nothing is read from the working directory.
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(StrategySimHost).Assembly.GetName().Name,
        });
        // A line for every request, or for every step of a silo, would bury what matters; configuration may ask for them.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = [.. Chatty.Select(chatty => KeyValuePair.Create<string, string?>($"Logging:LogLevel:{chatty.Category}", $"{chatty.Least}"))] });
        StrategySimSettings chosen = SettingsReader.Read(builder.Configuration);
        settings?.Invoke(chosen);
        chosen.Check();
        builder.WebHost.UseUrls(chosen.Urls ?? StrategySimSettings.DefaultUrls);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, chosen.Limits));
        RunEngines.Add(builder, chosen);
        AddServices(builder.Services, chosen);
        configure?.Invoke(builder);
        WebApplication app = builder.Build();
        UsePipeline(app, chosen);
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, ApiLimits limits)
    {
        kestrel.AddServerHeader = false;
        // Bodies beyond the limit are refused where they are read; those far beyond it lose their connection here.
        kestrel.Limits.MaxRequestBodySize = limits.MaximumBodyBytes * ThrownAwayFactor;
    }

    private static void AddServices(IServiceCollection services, StrategySimSettings settings)
    {
        services.AddStrategySimStorage(settings.StorePath);
        services.Configure<RunOptions>(options =>
        {
            options.MaxConcurrentRuns = settings.Limits.ConcurrentRuns;
            options.MaxReplications = settings.Limits.MaximumReplications;
        });
        services.Configure<StudyOptions>(options =>
        {
            options.MaxConcurrentStudies = settings.Limits.ConcurrentSweeps;
            options.MaxPoints = settings.Limits.MaximumSweepPoints;
            options.MaxUnits = settings.Limits.MaximumSweepUnits;
        });
        services.AddStrategySimExperiments();

        services.AddSingleton(settings);
        services.AddSingleton(provider => new ShippedScenarios(settings.ConfigsFolder ?? StrategySimSettings.ShippedConfigsFolder, provider.GetRequiredService<ILogger<ShippedScenarios>>()));
        services.AddSingleton(provider => new ShippedSweeps(
            settings.ConfigsFolder ?? StrategySimSettings.ShippedConfigsFolder, provider.GetRequiredService<ShippedScenarios>(), provider.GetRequiredService<ILogger<ShippedSweeps>>()));
        services.AddSingleton(provider => new ShippedTournaments(settings.ConfigsFolder ?? StrategySimSettings.ShippedConfigsFolder, provider.GetRequiredService<ILogger<ShippedTournaments>>()));
        services.AddSingleton<ScenarioLibrary>();
        services.AddSingleton<RunReader>();
        services.AddSingleton<ComparisonRequestReader>();
        services.AddSingleton<SweepPaces>();
        services.AddSingleton<SweepFinder>();
        services.AddSingleton<SweepList>();
        services.AddSingleton<SweepPages>();
        services.AddSingleton<SweepAnalyst>();
        services.AddSingleton<WorkGate>();
        services.AddSingleton<GameQuestions>();
        services.AddSingleton<Failures>();
        services.AddSingleton<EquilibriaAnswers>();
        services.AddSingleton<Jobs>();
        services.AddSingleton<EquilibriaBatch>();
        services.AddSingleton<ApiMetrics>();
        services.AddSingleton<PrometheusExporter>();
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddOpenApiDocument();
    }

    private static void UsePipeline(WebApplication app, StrategySimSettings settings)
    {
        // From now on: what happens before the first scrape is counted too.
        app.Services.GetRequiredService<PrometheusExporter>();
        var examples = new RequestExamples(app.Services.GetRequiredService<ShippedScenarios>().All);
        var sweepExamples = new SweepExamples(app.Services.GetRequiredService<ShippedSweeps>().All);

        app.UseMiddleware<ProblemMiddleware>();
        app.UseOpenApiPage();
        app.UseRouting();
        app.MapGet("/", () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();
        app.MapOperations();
        RouteGroupBuilder api = app.MapGroup(BasePath);
        api.MapEquilibria(examples);
        api.MapEquilibriaBatch(examples);
        api.MapGames(examples);
        api.MapRules();
        api.MapMatches();
        api.MapTournaments(new TournamentExamples(app.Services.GetRequiredService<ShippedTournaments>().All));
        api.MapSolvers();
        api.MapConcepts();
        api.MapShocks();
        api.MapMinerals();
        api.MapScenarios(examples);
        api.MapPhaseDiagrams(examples);
        api.MapRuns(examples, settings.Limits);
        api.MapRunControl(examples);
        api.MapRunResults(settings.Limits);
        api.MapRunFigures();
        api.MapComparisons();
        api.MapSweeps(sweepExamples, settings.Limits);
        api.MapSweepControl(sweepExamples);
        api.MapSweepResults(settings.Limits);
        api.MapSweepAnalyses();
        api.MapSweepPhases();
        api.MapSweepSections();
        api.MapEmpiricalGames(new EmpiricalGameExamples());
        api.MapRepeatedGames(new RepeatedGameExamples());
        api.MapPopulations(new PopulationExamples());
        api.MapStochasticGames(new StochasticGameExamples());
        api.MapModels(new ModelExamples());
        api.MapSweepFigures();
        api.MapAbout();
    }
}
