using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Runs;

namespace StrategySim.Api.Endpoints;

/// <summary>What can be done to a run while it is played: pausing, resuming, stepping, intervening, cancelling.</summary>
internal static class RunControlEndpoints
{
    private const string Tag = "Runs";

    public static void MapRunControl(this IEndpointRouteBuilder routes, RequestExamples examples)
    {
        routes.MapPost("/runs/{id}:pause", (string id, Query query, HttpResponse response, RunService runs, CancellationToken cancellationToken) =>
                AnswerAsync(id, response, "paused", runs.PauseAsync(id, cancellationToken)))
            .Describe(
                "PauseRun",
                Tag,
                "Pause a run",
                "Halts a queued or running run. One of the execution actors stops between two rounds, exactly there; of a batch the units under way are played again later. " +
                "Answers when the run has come to rest, or after five seconds; where the status is then still running, the pause follows.")
            .WithProblems(404, 409, 422);
        routes.MapPost("/runs/{id}:resume", (string id, Query query, HttpResponse response, RunService runs, CancellationToken cancellationToken) =>
                AnswerAsync(id, response, "resumed", runs.ResumeAsync(id, cancellationToken)))
            .Describe("ResumeRun", Tag, "Let a paused run go on", "Plays on from where the run was paused, at its pace.")
            .WithProblems(404, 409, 422);
        routes.MapPost("/runs/{id}:step", StepAsync)
            .Describe(
                "StepRun",
                Tag,
                "Play some rounds of a paused run",
                "Plays one round, or as many as the body says, of a paused run of the execution actors, at once whatever its pace, and into its later units where they reach so far, and pauses it again. " +
                "Answers when the rounds are played, or after five seconds; where the status is then still queued or running, the rest follows.")
            .WithBody<StepRequest>("How far to step; may be left out.", examples.Steps, required: false)
            .WithProblems(400, 404, 409, 413, 415, 422);
        routes.MapPost("/runs/{id}:intervene", InterveneAsync)
            .Describe(
                "InterveneInRun",
                Tag,
                "Intervene in a paused run",
                "Sets a state or a parameter, or makes an actor play a strategy, in a round that is still to come of a paused run of the execution actors. " +
                "Interventions are part of the inputs of the unit: its results, however often they are asked for, are those of the unit with them, and the manifest lists them. " +
                "Of two for one address in one round the later one holds.")
            .WithBody<InterventionInput>("What to do, and when.", examples.Interventions)
            .WithProblems(400, 404, 409, 413, 415, 422);
        routes.MapPost("/runs/{id}:cancel", (string id, Query query, HttpResponse response, RunService runs, CancellationToken cancellationToken) =>
                AnswerAsync(id, response, "cancelled", runs.CancelAsync(id, cancellationToken)))
            .Describe("CancelRun", Tag, "Cancel a run", "Stops a run within its present round; units that are stored are kept. A run in a final status stays as it is (409).")
            .WithProblems(404, 409, 422);
    }

    /// <summary>Says when to ask again for a run that can still change.</summary>
    /// <remarks>A paused run changes only when somebody acts, who then has the answer; others need not ask every second.</remarks>
    public static void AskAgain(HttpResponse response, RunRecord run)
    {
        if (!run.IsFinal) response.Headers.RetryAfter = run.Status == RunStatus.Paused ? "10" : "1";
    }

    private static async Task<Ok<RunDescription>> StepAsync(
        string id, Query query, HttpRequest request, StrategySimSettings settings, RunReader reader, RunService runs, CancellationToken cancellationToken)
    {
        await reader.RequireAsync(id, cancellationToken);
        RequestBody? body = await RequestBody.ReadOptionalAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.ScenarioDocument);
        int rounds = RunControlReader.ReadStep(body);
        return await AnswerAsync(id, request.HttpContext.Response, "stepped", runs.StepAsync(id, rounds, cancellationToken));
    }

    private static async Task<Ok<RunDescription>> InterveneAsync(
        string id, Query query, HttpRequest request, StrategySimSettings settings, RunReader reader, RunService runs, CancellationToken cancellationToken)
    {
        await reader.RequireAsync(id, cancellationToken);
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.ScenarioDocument);
        InterventionRequest asked = RunControlReader.ReadIntervention(body, settings.Limits.Games);
        return await AnswerAsync(id, request.HttpContext.Response, "intervened in", body.PlacingFaultsAsync(() => runs.InterveneAsync(id, asked, cancellationToken)));
    }

    private static async Task<Ok<RunDescription>> AnswerAsync(string id, HttpResponse response, string done, Task<ControlResult> call)
    {
        switch (await call)
        {
            case { Outcome: ControlOutcome.Done, Progress: { } progress }:
                AskAgain(response, progress.Run);
                return TypedResults.Ok(RunDescription.From(progress));
            case { Outcome: ControlOutcome.Refused, Progress.Run: var run }:
                throw new ProblemException(ProblemKinds.WrongState($"Run {id} is {Why(run, done)}", RunReader.State(run.Status)));
            default:
                throw new ProblemException(ProblemKinds.NotFound($"There is no run '{id}'."));
        }
    }

    // How the run is, why that does not do, and what does.
    private static string Why(RunRecord run, string done)
    {
        string state = RunReader.State(run.Status);
        bool actors = run.Execution == RunExecution.Actors, roundByRound = done is "stepped" or "intervened in";
        if (roundByRound && !actors) return $"a batch; only runs of execution actors can be {done}.";
        if (run.IsFinal) return done == state ? $"{state} already, and stays so." : $"{state}; only a run that has not ended can be {done}.";
        return (done, run.Status) switch
        {
            ("paused", RunStatus.Paused) => $"paused already; it can be {(actors ? "resumed, stepped, intervened in" : "resumed")} or cancelled.",
            ("resumed", RunStatus.Queued or RunStatus.Running) => $"{state}; only a paused run can be resumed. It can be paused or cancelled.",
            (_, RunStatus.Queued or RunStatus.Running) when roundByRound => $"{state}; pause it first.",
            // It changed between the attempt and this answer.
            _ => $"{state} now, and was not when this was asked; ask again.",
        };
    }
}
