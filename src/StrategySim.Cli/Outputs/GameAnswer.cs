using System.Text.Json.Serialization;
using StrategySim.Api.Contracts;

namespace StrategySim.Cli.Outputs;

/// <summary>The answer to one of several games, as <c>--json</c> writes it: one a line.</summary>
/// <param name="Source">The file, as the user named it.</param>
/// <param name="Line">Its line, from 1, where the file has a game on each; absent otherwise.</param>
/// <param name="Result">What one game alone would be answered with; absent where there are faults.</param>
/// <param name="Faults">Why it could not be answered; absent otherwise.</param>
internal sealed record GameAnswer(
    string Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemFault>? Faults);
