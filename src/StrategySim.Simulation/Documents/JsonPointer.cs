namespace StrategySim.Simulation.Documents;

/// <summary>JSON pointers, RFC 6901.</summary>
public static class JsonPointer
{
    /// <summary>A pointer one step further down.</summary>
    public static string Append(string pointer, string key) =>
        key.AsSpan().ContainsAny('~', '/')
            ? pointer + "/" + key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
            : pointer + "/" + key;

    /// <summary>A pointer to an item of a list.</summary>
    public static string Append(string pointer, int index) => $"{pointer}/{index}";

    /// <summary>The steps of a pointer, unescaped; none for the whole document.</summary>
    /// <exception cref="FormatException">The text is neither empty nor starts with a slash.</exception>
    public static IReadOnlyList<string> Split(string pointer)
    {
        if (pointer.Length == 0) return [];
        if (pointer[0] != '/') throw new FormatException($"'{pointer}' is not a JSON pointer; expected it to be empty or to start with '/'.");
        return [.. pointer[1..].Split('/').Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }
}
