using System.Globalization;
using StrategySim.Api.OpenApi;

namespace StrategySim.Api.Documents;

/// <summary>What a client prefers of the answer: RFC 7240, the preferences <c>respond-async</c> and <c>wait</c>; others are ignored, as it says.</summary>
/// <param name="RespondAsync">Whether to answer at once with where to ask later.</param>
/// <param name="Wait">How long the client waits for the answer itself before that; zero where it does not say.</param>
internal readonly record struct Preference(bool RespondAsync, TimeSpan Wait)
{
    /// <summary>The response header that says which preference was honoured.</summary>
    public const string Applied = "Preference-Applied";

    private const string Name = "Prefer";

    /// <summary>The header for the OpenAPI document.</summary>
    public static HeaderMetadata Header { get; } = new(
        Name, "respond-async: answer at once with 202 and where to ask later; with wait=10 only where the answer takes longer than ten seconds (RFC 7240).");

    /// <summary>Reads the header.</summary>
    public static Preference Of(HttpRequest request)
    {
        bool respondAsync = false;
        TimeSpan? wait = null;
        foreach (string preference in request.Headers[Name].SelectMany(value => (value ?? "").Split(',')))
        {
            // A preference may carry parameters after a semicolon; these two have none.
            string[] parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts[0].Equals("respond-async", StringComparison.OrdinalIgnoreCase)) respondAsync = true;
            // Of two for one preference the first holds.
            else if (parts is [var name, var text] && name.Equals("wait", StringComparison.OrdinalIgnoreCase) && int.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)) wait ??= TimeSpan.FromSeconds(seconds);
        }

        return new Preference(respondAsync, wait ?? TimeSpan.Zero);
    }
}
