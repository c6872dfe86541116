using System.Text;
using Microsoft.Net.Http.Headers;
using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>The body of a request as a document with places.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Format">JSON or YAML, by its media type.</param>
/// <param name="Root">The tree.</param>
/// <param name="Faults">Faults of the text that leave a tree, such as a key that comes twice.</param>
internal sealed record RequestBody(string Text, DocumentFormat Format, DocumentNode Root, IReadOnlyList<Fault> Faults)
{
    public const string Json = "application/json", Yaml = "application/yaml";

    private static readonly string[] YamlTypes = [Yaml, "application/x-yaml", "text/yaml", "text/x-yaml"];

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a media type, in lower case, is one of YAML's.</summary>
    public static bool IsYaml(string mediaType) => YamlTypes.Contains(mediaType) || mediaType.EndsWith("+yaml", StringComparison.Ordinal);

    /// <summary>Reads the body as JSON or YAML.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">Largest body.</param>
    /// <param name="limits">Bounds on the document.</param>
    /// <exception cref="ProblemException">415 for another media type, 413 for a larger body, 400 where the text is no document.</exception>
    /// <exception cref="BadHttpRequestException">413 where the body is larger than the server even throws away.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, long maximumBytes, DocumentLimits limits)
    {
        DocumentFormat format = FormatOf(request);
        return Parse(await ReadBytesAsync(request, maximumBytes), format, limits);
    }

    /// <summary>Reads a body that may be left out; null where it is.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task<RequestBody?> ReadOptionalAsync(HttpRequest request, long maximumBytes, DocumentLimits limits)
    {
        byte[] bytes = await ReadBytesAsync(request, maximumBytes);
        return bytes.Length == 0 ? null : Parse(bytes, FormatOf(request), limits);
    }

    /// <summary>Gives faults that a floor below found in values of this body their places in its text.</summary>
    public async Task<T> PlacingFaultsAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (InvalidInputException invalid)
        {
            throw new InvalidInputException([.. invalid.Faults.Select(fault => Placed(fault, Root))]);
        }
    }

    /// <summary>A fault with its place in a document; as it is where it has one, or where nothing stands there.</summary>
    internal static Fault Placed(Fault fault, DocumentNode root)
    {
        if (fault.Line is not null) return fault;
        DocumentNode? node = DocumentEdit.Find(root, JsonPointer.Split(fault.Pointer));
        return node is null ? fault : fault with { Line = node.Line, Column = node.Column };
    }

    /// <summary>Reads a line of JSON as a body of its own.</summary>
    /// <param name="bytes">The line.</param>
    /// <param name="limits">Bounds on the document.</param>
    /// <param name="line">Its number, which faults give.</param>
    /// <exception cref="ProblemException">400: the line is no document.</exception>
    public static RequestBody ParseJson(ReadOnlySpan<byte> bytes, DocumentLimits limits, int line) => Parse(bytes, DocumentFormat.Json, limits, line);

    private static RequestBody Parse(ReadOnlySpan<byte> bytes, DocumentFormat format, DocumentLimits limits, int firstLine = 1)
    {
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw Malformed(new Fault("", $"the byte 0x{error.BytesUnknown?[0]:x2} at offset {error.Index}", "text in UTF-8", "The body is not UTF-8."));
        }

        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(text, format, limits, firstLine);
        return root is null
            ? throw new ProblemException(ProblemKinds.Malformed(faults[0].Detail, faults.Select(ProblemFault.From)))
            : new RequestBody(text, format, root, faults);
    }

    private static ProblemException Malformed(Fault fault) => new(ProblemKinds.Malformed(fault.Detail, [ProblemFault.From(fault)]));

    private static DocumentFormat FormatOf(HttpRequest request)
    {
        string? charset = null;
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type))
        {
            charset = type.Charset.HasValue ? type.Charset.Value.Trim('"') : null;
            bool utf8 = charset is null || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
            string name = type.MediaType.ToString().ToLowerInvariant();
            if (utf8 && (name == Json || name == "text/json" || name.EndsWith("+json", StringComparison.Ordinal))) return DocumentFormat.Json;
            if (utf8 && IsYaml(name)) return DocumentFormat.Yaml;
        }

        string found = string.IsNullOrEmpty(request.ContentType) ? "The request says no Content-Type" : $"The Content-Type is '{request.ContentType}'";
        throw new ProblemException(ProblemKinds.UnsupportedMediaType($"{found}; expected {Json} or {Yaml}, in UTF-8."));
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, long limit)
    {
        CancellationToken gone = request.HttpContext.RequestAborted;
        bool keeps = !(request.ContentLength > limit);
        using var kept = new MemoryStream(keeps ? (int)Math.Min(request.ContentLength ?? 0, 1 << 16) : 0);
        byte[] piece = new byte[1 << 14];
        long total = 0;
        int read;
        while ((read = await request.Body.ReadAsync(piece, gone)) > 0)
        {
            total += read;
            keeps &= total <= limit;
            // What is too large is read to its end and thrown away: a client that is still sending would not see the refusal.
            if (keeps) kept.Write(piece, 0, read);
        }

        return keeps
            ? kept.ToArray()
            : throw new ProblemException(ProblemKinds.TooLarge($"The body has {total} bytes; expected at most {limit}."));
    }
}
