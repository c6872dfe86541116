using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrategySim.Api.Contracts;

/// <summary>How contracts are written as JSON: camelCase, words for enumerations, letters as they are.</summary>
public static class ApiJson
{
    /// <summary>The options of every response; the terminal's <c>--json</c> uses them too.</summary>
    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>Makes other options write as <see cref="Options"/> do.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        // A member that a contract says is there is there, or the response fails loudly.
        options.RespectNullableAnnotations = true;
        // Responses are JSON, never HTML: Greek letters and quotes stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
