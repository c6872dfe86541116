using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Metrics;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Endpoints;

/// <summary>Health and metrics at the root, and <c>/about</c>.</summary>
internal static partial class OperationEndpoints
{
    private const string Tag = "Operations";

    public static void MapAbout(this IEndpointRouteBuilder routes) => routes
        .MapGet("/about", (Query query, IRunEngine engine, IExperimentStore store) => TypedResults.Ok(new About(
            "StrategySim",
            RunEnvironment.CurrentProgramVersion,
            SimulationModel.Version,
            engine.Name,
            store.Description,
            SimulationModel.Generator,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            RuntimeInformation.ProcessArchitecture.ToString())))
        .Describe("GetAbout", Tag, "What this service is", "Version, model version, engine, store and platform: what a result depends on.")
        .WithProblems(422);

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new Health("live")))
            .Describe("GetLiveness", Tag, "Is the process alive?", "200 as long as the process answers.");
        routes.MapGet("/health/ready", ReadyAsync)
            .Describe("GetReadiness", Tag, "Can the service work?", "200 where the store can be read, 503 otherwise.")
            .WithProblems(503);
        routes.MapGet("/metrics", (PrometheusExporter exporter) => TypedResults.Text(exporter.Write(), PrometheusExporter.ContentType))
            .Describe("GetMetrics", Tag, "Metrics in the Prometheus text format", "Requests, runs, units, rounds, and games solved.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
    }

    private static async Task<Ok<Health>> ReadyAsync(IExperimentStore store, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            await store.ListRunsAsync(1, null, cancellationToken);
            return TypedResults.Ok(new Health("ready"));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.NotReady(loggers.CreateLogger("StrategySim.Api.Endpoints.Health"), error);
            throw new ProblemException(ProblemKinds.Unavailable("The store cannot be read; the log has the cause."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 20, Level = LogLevel.Error, Message = "The service is not ready: the store cannot be read.")]
        public static partial void NotReady(ILogger logger, Exception error);
    }
}
