using System.Text.Json.Serialization;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Contracts;

/// <summary>Why a request was refused or failed: a problem document of RFC 9457 that lists every fault.</summary>
public sealed record Problem
{
    /// <summary>The media type of problem documents.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The kind of problem, a URN such as <c>urn:strategysim:problem:invalid</c>; stable, for programs.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem in words; the same for every problem of the type.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status, 400 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong with this request, in a sentence or two.</summary>
    public required string Detail { get; init; }

    /// <summary>Where the run or sweep stands, where that is why the request was refused (409); absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>The id under which the log has the cause, where the service itself failed (500); absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorId { get; init; }

    /// <summary>The line of the batch that this is the answer to, from 1; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Line { get; init; }

    /// <summary>Every fault found in the input, in the order of its text; empty where the input is not at fault.</summary>
    public IReadOnlyList<ProblemFault> Faults { get; init; } = [];
}

/// <summary>One thing wrong with an input.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) to the place in the body, such as <c>/game/payoffs/0/1</c>; empty for the whole body, and for a parameter outside it.</param>
/// <param name="Found">The value found, shortened where long; null where something is missing.</param>
/// <param name="Expected">What would have been accepted there.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Line">Line in the text, from 1: of the body, or of the text inside it that has lines of its own (.nfg); absent where there is none.</param>
/// <param name="Column">Column in the line, from 1; absent where there is none.</param>
/// <param name="Parameter">The query parameter or header at fault; absent where the fault is in the body.</param>
public sealed record ProblemFault(
    string Pointer,
    string? Found,
    string Expected,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Column = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parameter = null)
{
    /// <summary>A fault of the floors below, as it travels.</summary>
    public static ProblemFault From(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new ProblemFault(fault.Pointer, fault.Found, fault.Expected, fault.Detail, fault.Line, fault.Column);
    }
}
