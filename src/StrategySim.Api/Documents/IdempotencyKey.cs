using System.Security.Cryptography;
using System.Text;
using StrategySim.Api.Contracts;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;

namespace StrategySim.Api.Documents;

/// <summary>The header by which a caller asks for one thing once, however often it has to ask.</summary>
internal static class IdempotencyKey
{
    private const string Name = "Idempotency-Key";
    private const int MaximumLength = 255;

    /// <summary>The header for the OpenAPI document.</summary>
    /// <param name="things">What is started once, such as "run".</param>
    public static HeaderMetadata Header(string things) => new(Name, $"A key of the caller's, 1 to {MaximumLength} visible characters: the same key and body start one {things} only.");

    /// <summary>The key of a request; null where it has none.</summary>
    /// <exception cref="ProblemException">400: the header cannot be read.</exception>
    public static string? Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Name, out var values)) return null;
        // The draft standard writes the key as a quoted string; a bare one is taken too.
        string key = values.ToString();
        if (key is ['"', .. var inner, '"']) key = inner;
        if (values.Count == 1 && key.Length is >= 1 and <= MaximumLength && key.All(c => c is > ' ' and <= '~')) return key;
        throw new ProblemException(ProblemKinds.Malformed(
            $"The header {Name} cannot be read.",
            [new ProblemFault("", $"{key.Length} characters", $"one key of 1 to {MaximumLength} visible ASCII characters", "This cannot be an idempotency key.", Parameter: Name)]));
    }

    /// <summary>What is compared where the key is known; empty where there is none.</summary>
    public static string HashOf(string? key, RequestBody body) => key is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{body.Format}\n{body.Text}")));

    /// <summary>The key came with another body before.</summary>
    /// <param name="key">The key.</param>
    /// <param name="started">What that one started, such as "run 7".</param>
    public static ProblemException Conflict(string key, string started) => new(ProblemKinds.Invalid(
    [
        new ProblemFault("", $"'{key}'", "a new key, or the body that came with it first", $"The key was used for another request; that one started {started}.", Parameter: Name),
    ]));
}
