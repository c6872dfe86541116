using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;

namespace StrategySim.Storage.Sqlite;

/// <summary>How values are written as text in the file.</summary>
internal static class StoredText
{
    public static string OfTime(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset ToTime(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static DateTimeOffset? ToTimeOrNull(string? text) => text is null ? null : ToTime(text);

    public static string OfSeed(ulong seed) => seed.ToString(CultureInfo.InvariantCulture);

    public static ulong ToSeed(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static string OfStatus(RunStatus status) => status switch
    {
        RunStatus.Queued => "queued",
        RunStatus.Running => "running",
        RunStatus.Paused => "paused",
        RunStatus.Completed => "completed",
        RunStatus.Cancelled => "cancelled",
        RunStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    public static RunStatus ToStatus(string text) => text switch
    {
        "queued" => RunStatus.Queued,
        "running" => RunStatus.Running,
        "paused" => RunStatus.Paused,
        "completed" => RunStatus.Completed,
        "cancelled" => RunStatus.Cancelled,
        "failed" => RunStatus.Failed,
        _ => throw new FormatException($"\"{text}\" is not the status of a run."),
    };

    public static string OfExecution(RunExecution execution) => execution switch
    {
        RunExecution.Batch => "batch",
        RunExecution.Actors => "actors",
        _ => throw new ArgumentOutOfRangeException(nameof(execution), execution, "No such execution."),
    };

    public static RunExecution ToExecution(string text) => text switch
    {
        "batch" => RunExecution.Batch,
        "actors" => RunExecution.Actors,
        _ => throw new FormatException($"\"{text}\" is not an execution of runs."),
    };

    public static string? OfEnvironment(RunEnvironment? environment) =>
        environment is null ? null : JsonSerializer.Serialize(environment, StoredJson.Default.RunEnvironment);

    public static RunEnvironment? ToEnvironment(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, StoredJson.Default.RunEnvironment);

    /// <summary>Reads what a query made of the rows of a run, in their order; <c>[]</c> where there is none.</summary>
    public static InterventionLog ToInterventions(string text) =>
        text == "[]" ? InterventionLog.Empty : new InterventionLog(JsonSerializer.Deserialize(text, StoredJson.Default.InterventionArray)!);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunEnvironment))]
[JsonSerializable(typeof(Intervention[]))]
internal sealed partial class StoredJson : JsonSerializerContext;
