using System.Text.Json.Serialization;

namespace StrategySim.Minerals.Sources;

/// <summary>How a printed number stands to the true one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Bound>))]
public enum Bound
{
    /// <summary>The number itself, within the source's rounding.</summary>
    [JsonStringEnumMemberName("=")] Exact,

    /// <summary>The truth is below the number.</summary>
    [JsonStringEnumMemberName("<")] Below,

    /// <summary>The truth is at most the number.</summary>
    [JsonStringEnumMemberName("<=")] AtMost,

    /// <summary>The truth is at least the number.</summary>
    [JsonStringEnumMemberName(">=")] AtLeast,

    /// <summary>The truth is above the number.</summary>
    [JsonStringEnumMemberName(">")] Above,

    /// <summary>The source says nearly or about.</summary>
    [JsonStringEnumMemberName("~")] About,
}
