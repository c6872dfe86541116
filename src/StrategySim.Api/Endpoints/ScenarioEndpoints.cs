using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/scenarios</c>: those that ship with the program, and one's own.</summary>
internal static class ScenarioEndpoints
{
    private const string Tag = "Scenarios";

    private static readonly WordParameter Format = new("format", "json or yaml; by default what Accept asks for, else json.", ["json", "yaml"]);

    public static void MapScenarios(this IEndpointRouteBuilder routes, RequestExamples examples)
    {
        routes.MapGet("/scenarios", ListAsync)
            .Describe("ListScenarios", Tag, "The scenarios that can be named by an id", "Those that ship with the program, by id, then those that users keep, newest first.")
            .WithProblems(422);
        routes.MapGet("/scenarios/{id}", FindAsync)
            .Describe(
                "GetScenario",
                Tag,
                "One scenario",
                "The document of a shipped or kept scenario: as JSON in canonical form (defaults filled in, numbers as exact strings), or as YAML, which for a shipped scenario is the text of its author with all comments.")
            .WithQuery(Format)
            .Produces<ScenarioInput>(StatusCodes.Status200OK, RequestBody.Json, RequestBody.Yaml)
            .WithProblems(404, 406, 422);
        routes.MapPost("/scenarios", KeepAsync)
            .Describe("KeepScenario", Tag, "Keep a scenario", "Validates a scenario and keeps it under an id made from its content: 201 where it is new, 200 where the same document is kept already.")
            .WithBody<ScenarioInput>("The scenario, as JSON or YAML.", examples.Scenarios)
            .WithProblems(400, 413, 415, 422);
        routes.MapPost("/scenarios:validate", ValidateAsync)
            .Describe("ValidateScenario", Tag, "Check a scenario", "Lists every fault of a scenario (422), or answers with its canonical form, its hashes and its cost. Keeps nothing.")
            .WithBody<ScenarioInput>("The scenario, as JSON or YAML.", examples.Scenarios)
            .WithProblems(400, 413, 415, 422);
    }

    private static async Task<Ok<IReadOnlyList<ScenarioSummary>>> ListAsync(Query query, ScenarioLibrary library, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredScenario> kept = await library.ListKeptAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ScenarioSummary>>([.. library.Shipped.Select(ScenarioSummary.From), .. kept.Select(ScenarioSummary.From)]);
    }

    private static async Task<ContentHttpResult> FindAsync(string id, Query query, HttpRequest request, ScenarioLibrary library, CancellationToken cancellationToken)
    {
        bool yaml = WantsYaml(request, query);
        request.HttpContext.Response.Headers.Vary = "Accept";
        if (library.FindShipped(id) is { } shipped) return Document(yaml ? shipped.Yaml : shipped.Scenario.ToCanonicalJson(), yaml);
        StoredScenario kept = await library.FindKeptAsync(id, cancellationToken)
            ?? throw new ProblemException(ProblemKinds.NotFound($"There is no scenario '{id}'. /api/v1/scenarios lists those that there are."));
        return Document(yaml ? ScenarioYaml.Write(kept.Json) : kept.Json, yaml);
    }

    private static async Task<Results<Created<ScenarioSummary>, Ok<ScenarioSummary>>> KeepAsync(
        HttpRequest request, Query query, StrategySimSettings settings, ScenarioLibrary library, CancellationToken cancellationToken)
    {
        Scenario scenario = await ReadAsync(request, settings);
        (StoredScenario kept, bool isNew) = await library.KeepAsync(scenario, cancellationToken);
        string location = $"{request.PathBase}{request.Path}/{kept.Id}";
        var summary = ScenarioSummary.From(kept);
        if (isNew) return TypedResults.Created(location, summary);
        request.HttpContext.Response.Headers.Location = location;
        return TypedResults.Ok(summary);
    }

    private static async Task<Ok<ScenarioValidation>> ValidateAsync(HttpRequest request, Query query, StrategySimSettings settings) =>
        TypedResults.Ok(ScenarioValidation.Of(await ReadAsync(request, settings)));

    private static async Task<Scenario> ReadAsync(HttpRequest request, StrategySimSettings settings)
    {
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.ScenarioDocument);
        return ScenarioReader.Read(body.Root, body.Faults).Require();
    }

    private static ContentHttpResult Document(string text, bool yaml) =>
        TypedResults.Text(text, $"{(yaml ? RequestBody.Yaml : RequestBody.Json)}; charset=utf-8");

    private static bool WantsYaml(HttpRequest request, Query query)
    {
        if (query.Text(Format) is { } word) return word == "yaml";
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted) || accepted.Count == 0) return false;
        foreach (MediaTypeHeaderValue type in accepted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            string name = type.MediaType.ToString().ToLowerInvariant();
            if (name is "*/*" or "application/*" or RequestBody.Json) return false;
            if (RequestBody.IsYaml(name) || name == "text/*") return true;
        }

        throw new ProblemException(ProblemKinds.NotAcceptable($"Scenarios are written as {RequestBody.Json} or {RequestBody.Yaml}; Accept asks for {request.Headers.Accept}."));
    }
}
