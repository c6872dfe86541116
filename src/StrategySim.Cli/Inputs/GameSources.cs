using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.Inputs;

/// <summary>The games that a user names: files, patterns of names, standard input; each file one game, or one JSON document a line.</summary>
internal static class GameSources
{
    /// <summary>Every file that the arguments name, patterns written out in the order of names; a shell that does so itself leaves none.</summary>
    /// <exception cref="InputException">A pattern fits no file.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> arguments) => [.. arguments.SelectMany(Expand)];

    /// <summary>Reads a file, and cuts it where it is JSON lines.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static async Task<IReadOnlyList<SourceText>> ReadAsync(string file, Terminal terminal, CancellationToken cancellationToken)
    {
        SourceText source = await SourceText.ReadAsync(file, terminal.In, cancellationToken);
        string[] lines = source.Text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.TrimEntries);
        // More than one document, each on a line of its own: a document in one piece would stop or go on between two lines.
        bool cut = lines.Count(line => line.Length > 0) > 1 && lines.All(line => line.Length == 0 || line is ['{', .., '}']);
        bool named = Path.GetExtension(file).ToLowerInvariant() is ".jsonl" or ".ndjson";
        if (!cut && !named) return [source];
        return [.. lines.Select((line, k) => source with { Text = line, FirstLine = k + 1, IsLine = true }).Where(line => line.Text.Length > 0)];
    }

    private static IEnumerable<string> Expand(string argument)
    {
        if (argument.IndexOfAny(['*', '?']) < 0 || File.Exists(argument)) return [argument];
        string folder = Path.GetDirectoryName(argument) is { Length: > 0 } named ? named : ".";
        string pattern = Path.GetFileName(argument);
        if (folder.IndexOfAny(['*', '?']) >= 0) throw new InputException($"{argument}: only the name of the file may be a pattern, not that of its folder.");
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0) throw new InputException($"{argument}: no file has such a name.");
        return files.Select(file => folder == "." && !argument.StartsWith('.') ? Path.GetFileName(file) : file);
    }
}
