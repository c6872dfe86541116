using Microsoft.AspNetCore.WebUtilities;
using StrategySim.Api.Contracts;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Problems;

/// <summary>Ends a request with a problem document; <see cref="ProblemMiddleware"/> writes it.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}

/// <summary>The kinds of problems that the service answers with.</summary>
internal static class ProblemKinds
{
    private const string Prefix = "urn:strategysim:problem:";

    /// <summary>400: the text is not JSON or YAML at all, or a header cannot be read.</summary>
    public static Problem Malformed(string detail, IEnumerable<ProblemFault> faults) =>
        Of("malformed", "The request is malformed", StatusCodes.Status400BadRequest, detail, faults);

    /// <summary>422: the text can be read, but what it says is not valid.</summary>
    public static Problem Invalid(IReadOnlyList<Fault> faults) => Invalid([.. faults.Select(ProblemFault.From)]);

    /// <summary>422: the text can be read, but what it says is not valid.</summary>
    public static Problem Invalid(IReadOnlyList<ProblemFault> faults) => Of(
        "invalid",
        "The input is not valid",
        StatusCodes.Status422UnprocessableEntity,
        faults.Count == 1 ? faults[0].Detail : $"The input has {faults.Count} faults.",
        faults);

    /// <summary>422: the work asked for would exceed, or has exceeded, what one request may cost.</summary>
    public static Problem TooMuchWork(ProblemFault fault) =>
        Of("too-much-work", "The request asks for too much work", StatusCodes.Status422UnprocessableEntity, fault.Detail, [fault]);

    /// <summary>404: there is no such thing.</summary>
    public static Problem NotFound(string detail) => Of("not-found", "There is no such thing", StatusCodes.Status404NotFound, detail);

    /// <summary>409: the thing is there, but not in a state for this.</summary>
    public static Problem WrongState(string detail, string? state) =>
        Of("wrong-state", "Not in this state", StatusCodes.Status409Conflict, detail) with { State = state };

    /// <summary>405: the address does not take this method.</summary>
    public static Problem MethodNotAllowed(string detail) =>
        Of("method-not-allowed", "The address does not take this method", StatusCodes.Status405MethodNotAllowed, detail);

    /// <summary>406: this is not written in any of the formats asked for.</summary>
    public static Problem NotAcceptable(string detail) => Of("not-acceptable", "No such format", StatusCodes.Status406NotAcceptable, detail);

    /// <summary>413: the body is larger than the service reads.</summary>
    public static Problem TooLarge(string detail) => Of("too-large", "The body is too large", StatusCodes.Status413PayloadTooLarge, detail);

    /// <summary>415: the body is in a format that this address does not read.</summary>
    public static Problem UnsupportedMediaType(string detail) =>
        Of("unsupported-media-type", "The body is in a format that is not read here", StatusCodes.Status415UnsupportedMediaType, detail);

    /// <summary>500: a fault of the service.</summary>
    public static Problem Internal(string detail, string errorId) =>
        Of("internal", "The service failed", StatusCodes.Status500InternalServerError, detail) with { ErrorId = errorId };

    /// <summary>503: the service cannot work at the moment.</summary>
    public static Problem Unavailable(string detail) => Of("unavailable", "The service is not ready", StatusCodes.Status503ServiceUnavailable, detail);

    /// <summary>A status that the framework answered with, of which no more is known.</summary>
    public static Problem OfStatus(int status) =>
        Of("", ReasonPhrases.GetReasonPhrase(status), status, "The request could not be served.") with { Type = "about:blank" };

    private static Problem Of(string kind, string title, int status, string detail, IEnumerable<ProblemFault>? faults = null) =>
        new() { Type = Prefix + kind, Title = title, Status = status, Detail = detail, Faults = [.. faults ?? []] };
}
