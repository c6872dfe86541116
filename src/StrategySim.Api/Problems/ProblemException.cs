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

    /// <summary>400: the text is not JSON or YAML at all.</summary>
    public static Problem Malformed(string detail, IReadOnlyList<Fault> faults) => new()
    {
        Type = Prefix + "malformed", Title = "The request is malformed", Status = StatusCodes.Status400BadRequest, Detail = detail, Faults = [.. faults.Select(ProblemFault.From)],
    };

    /// <summary>422: the text can be read, but what it says is not valid.</summary>
    public static Problem Invalid(IReadOnlyList<Fault> faults) => Invalid([.. faults.Select(ProblemFault.From)]);

    /// <summary>422: the text can be read, but what it says is not valid.</summary>
    public static Problem Invalid(IReadOnlyList<ProblemFault> faults) => new()
    {
        Type = Prefix + "invalid",
        Title = "The input is not valid",
        Status = StatusCodes.Status422UnprocessableEntity,
        Detail = faults.Count == 1 ? faults[0].Detail : $"The input has {faults.Count} faults.",
        Faults = faults,
    };

    /// <summary>422: the work asked for would exceed, or has exceeded, what one request may cost.</summary>
    public static Problem TooMuchWork(ProblemFault fault) => new()
    {
        Type = Prefix + "too-much-work", Title = "The request asks for too much work", Status = StatusCodes.Status422UnprocessableEntity, Detail = fault.Detail, Faults = [fault],
    };

    /// <summary>404: there is no such thing.</summary>
    public static Problem NotFound(string detail) => new()
    {
        Type = Prefix + "not-found", Title = "There is no such thing", Status = StatusCodes.Status404NotFound, Detail = detail,
    };

    /// <summary>409: the thing is there, but not in a state for this.</summary>
    public static Problem WrongState(string detail, string? state) => new()
    {
        Type = Prefix + "wrong-state", Title = "Not in this state", Status = StatusCodes.Status409Conflict, Detail = detail, State = state,
    };

    /// <summary>405: the address does not take this method.</summary>
    public static Problem MethodNotAllowed(string detail) => new()
    {
        Type = Prefix + "method-not-allowed", Title = "The address does not take this method", Status = StatusCodes.Status405MethodNotAllowed, Detail = detail,
    };

    /// <summary>406: results are not written in any of the formats asked for.</summary>
    public static Problem NotAcceptable(string detail) => new()
    {
        Type = Prefix + "not-acceptable", Title = "No such format", Status = StatusCodes.Status406NotAcceptable, Detail = detail,
    };

    /// <summary>413: the body is larger than the service reads.</summary>
    public static Problem TooLarge(string detail) => new()
    {
        Type = Prefix + "too-large", Title = "The body is too large", Status = StatusCodes.Status413PayloadTooLarge, Detail = detail,
    };

    /// <summary>415: the body is in a format that this address does not read.</summary>
    public static Problem UnsupportedMediaType(string detail) => new()
    {
        Type = Prefix + "unsupported-media-type", Title = "The body is in a format that is not read here", Status = StatusCodes.Status415UnsupportedMediaType, Detail = detail,
    };

    /// <summary>500: a fault of the service.</summary>
    public static Problem Internal(string detail, string errorId) => new()
    {
        Type = Prefix + "internal", Title = "The service failed", Status = StatusCodes.Status500InternalServerError, Detail = detail, ErrorId = errorId,
    };

    /// <summary>503: the service cannot work at the moment.</summary>
    public static Problem Unavailable(string detail) => new()
    {
        Type = Prefix + "unavailable", Title = "The service is not ready", Status = StatusCodes.Status503ServiceUnavailable, Detail = detail,
    };

    /// <summary>A status that the framework answered with, of which no more is known.</summary>
    public static Problem OfStatus(int status) => new()
    {
        Type = "about:blank",
        Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = "The request could not be served.",
    };
}
