using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;

namespace StrategySim.Api.Endpoints;

/// <summary>What can be done to a started sweep: pausing, resuming, cancelling, extending.</summary>
internal static class SweepControlEndpoints
{
    private const string Tag = "Sweeps";

    public static void MapSweepControl(this IEndpointRouteBuilder routes, SweepExamples examples)
    {
        routes.MapPost("/sweeps/{id}:pause", (string id, Query query, HttpRequest request, StudyService studies, SweepFinder finder, CancellationToken cancellationToken) =>
                AnswerAsync(id, request, finder, "paused", studies.PauseAsync(id, cancellationToken)))
            .Describe(
                "PauseSweep",
                Tag,
                "Pause a sweep",
                "Halts a queued or running sweep. What is stored is kept; units under way are played again later. Answers when the sweep has come to rest, or after five seconds; where the status is then still running, the pause follows.")
            .WithProblems(404, 409, 422);
        routes.MapPost("/sweeps/{id}:resume", (string id, Query query, HttpRequest request, StudyService studies, SweepFinder finder, CancellationToken cancellationToken) =>
                AnswerAsync(id, request, finder, "resumed", studies.ResumeAsync(id, cancellationToken)))
            .Describe("ResumeSweep", Tag, "Let a paused sweep go on", "Plays the units that are missing.")
            .WithProblems(404, 409, 422);
        routes.MapPost("/sweeps/{id}:cancel", (string id, Query query, HttpRequest request, StudyService studies, SweepFinder finder, CancellationToken cancellationToken) =>
                AnswerAsync(id, request, finder, "cancelled", studies.CancelAsync(id, cancellationToken)))
            .Describe("CancelSweep", Tag, "Cancel a sweep", "Stops a sweep; units that are stored are kept. A sweep in a final status stays as it is (409). Extending a cancelled sweep takes it up again.")
            .WithProblems(404, 409, 422);
        routes.MapPost("/sweeps/{id}:extend", ExtendAsync)
            .Describe(
                "ExtendSweep",
                Tag,
                "Give a sweep more to do",
                "Adds replications to every point, or points: a sweep that is paused or in a final status takes a higher number of replications, a narrower interval or a higher maximum, or the same sweep with another design. " +
                "Only units that are missing are played. A paused sweep stays paused; any other is queued, also one that was cancelled or failed, which an empty extension takes up again.")
            .WithBody<SweepExtensionInput>("What to add; an empty map for nothing new.", examples.Extensions)
            .WithProblems(400, 404, 409, 413, 415, 422);
    }

    private static async Task<Ok<SweepDescription>> ExtendAsync(
        string id,
        Query query,
        HttpRequest request,
        StrategySimSettings settings,
        ScenarioLibrary library,
        ShippedSweeps shipped,
        StudyService studies,
        SweepFinder finder,
        WorkGate gate,
        CancellationToken cancellationToken)
    {
        StudyProgress before = await finder.RequireAsync(id, cancellationToken);
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.ScenarioDocument);
        StudyExtension extension = await SweepExtensionReader.ReadAsync(body, library, shipped, settings.Limits.Games, cancellationToken);
        Task<StudyControl> call = body.PlacingFaultsAsync(() => SweepEndpoints.LookAsync(
            extension.Sweep, fault => SweepExtensionReader.PointerOf(fault, extension), settings, gate, stop => studies.ExtendAsync(id, extension, stop), cancellationToken));
        return await AnswerAsync(id, request, finder, "extended", call);
    }

    private static async Task<Ok<SweepDescription>> AnswerAsync(string id, HttpRequest request, SweepFinder finder, string done, Task<StudyControl> call) => await call switch
    {
        { Outcome: ControlOutcome.Done, Progress: { } progress } => TypedResults.Ok(finder.Describe(progress, request)),
        { Outcome: ControlOutcome.Refused, Progress.Study: var study } => throw new ProblemException(ProblemKinds.WrongState($"Sweep {id} is {Why(study, done)}", RunReader.State(study.Status))),
        _ => throw SweepFinder.Unknown(id),
    };

    // How the sweep is, why that does not do, and what does.
    private static string Why(StudyRecord study, string done)
    {
        string state = RunReader.State(study.Status);
        if (study.IsFinal) return done == state ? $"{state} already." : $"{state}; only a sweep that has not ended can be {done}. It can be extended.";
        return (done, study.Status) switch
        {
            ("paused", RunStatus.Paused) => "paused already; it can be resumed, extended or cancelled.",
            ("resumed", RunStatus.Queued or RunStatus.Running) => $"{state}; only a paused sweep can be resumed. It can be paused or cancelled.",
            ("extended", RunStatus.Queued or RunStatus.Running) => $"{state}; pause it first.",
            // It changed between the attempt and this answer.
            _ => $"{state} now, and was not when this was asked; ask again.",
        };
    }
}
