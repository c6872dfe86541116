using System.Text;

namespace StrategySim.Experiments.Packages;

/// <summary>Writes Markdown; what authors wrote stays text.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    /// <summary>A heading.</summary>
    public Markdown Heading(int level, string text) => Line($"{new string('#', level)} {Inline(text)}").Line("");

    /// <summary>A paragraph as it stands.</summary>
    public Markdown Paragraph(string text) => Line(text).Line("");

    /// <summary>A quotation of what somebody wrote, paragraph by paragraph.</summary>
    public Markdown Quote(string text)
    {
        foreach (string line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')) Line(line.Length == 0 ? ">" : $"> {Escape(line)}");
        return Line("");
    }

    /// <summary>A list.</summary>
    public Markdown List(IEnumerable<string> items)
    {
        foreach (string item in items) Line($"- {item}");
        return Line("");
    }

    /// <summary>A table; nothing where it has no rows.</summary>
    public Markdown Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        string[][] all = [.. rows.Select(row => row.Select(Inline).ToArray())];
        if (all.Length == 0) return this;
        Line($"| {string.Join(" | ", header)} |").Line($"|{string.Concat(header.Select(_ => " --- |"))}");
        foreach (string[] row in all) Line($"| {string.Join(" | ", row)} |");
        return Line("");
    }

    /// <summary>Lines of code.</summary>
    public Markdown Code(string code) => Line("```sh").Line(code).Line("```").Line("");

    /// <summary>Somebody's text within a line: no line break, no mark-up.</summary>
    public static string Inline(string text) => Escape(text.ReplaceLineEndings(" ").Trim());

    /// <inheritdoc/>
    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '<' or '>' or '#') escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private Markdown Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }
}
