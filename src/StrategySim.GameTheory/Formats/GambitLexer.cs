using System.Globalization;
using System.Text;

namespace StrategySim.GameTheory.Formats;

/// <summary>The kinds of words in Gambit's text formats.</summary>
internal enum GambitTokenKind
{
    /// <summary>{.</summary>
    Open,

    /// <summary>}.</summary>
    Close,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>A quoted text.</summary>
    Text,

    /// <summary>Anything else between blanks: a number or a keyword.</summary>
    Word,

    /// <summary>The end of the file.</summary>
    End,
}

/// <summary>A word with its place.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Value">The text without quotes, or the word.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal readonly record struct GambitToken(GambitTokenKind Kind, string Value, int Line, int Column)
{
    /// <summary>The word as an error message shows it.</summary>
    public string Shown => Kind switch
    {
        GambitTokenKind.End => "the end of the text",
        GambitTokenKind.Text => $"the text \"{Shorten(Value)}\"",
        _ => $"'{Shorten(Value)}'",
    };

    /// <summary>The beginning of a long text.</summary>
    public static string Shorten(string text) => text.Length <= 40 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 40)}… ({text.Length} characters)");
}

/// <summary>Cuts a Gambit file into words.</summary>
/// <remarks>
/// Blanks and line ends only part words. In a quoted text \" stands for a quote and any other backslash for itself; a text
/// may run over lines. Gambit: "Game representation formats", and src/games/file.cc of version 16.
/// </remarks>
internal sealed class GambitLexer(string text, string format)
{
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _line = 1;
    private int _lineStart = text.StartsWith('\uFEFF') ? 1 : 0;

    /// <summary>The word last read.</summary>
    public GambitToken Current { get; private set; }

    /// <summary>Reads the next word.</summary>
    public GambitToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) Step();
        int line = _line, column = _at - _lineStart + 1;
        if (_at == text.Length) return Current = new GambitToken(GambitTokenKind.End, "", line, column);
        char c = text[_at];
        GambitTokenKind? mark = c switch
        {
            '{' => GambitTokenKind.Open,
            '}' => GambitTokenKind.Close,
            ',' => GambitTokenKind.Comma,
            _ => null,
        };
        if (mark is { } kind)
        {
            _at++;
            return Current = new GambitToken(kind, c.ToString(CultureInfo.InvariantCulture), line, column);
        }

        if (c == '"') return Current = new GambitToken(GambitTokenKind.Text, Quoted(line, column), line, column);
        int start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('{' or '}' or ',' or '"')) _at++;
        return Current = new GambitToken(GambitTokenKind.Word, text[start.._at], line, column);
    }

    /// <summary>Refuses the current word.</summary>
    public GameFormatException Unexpected(string expected) => Unexpected(Current, Current.Shown, expected);

    /// <summary>Refuses what begins at an earlier word.</summary>
    public GameFormatException Unexpected(GambitToken at, string found, string expected) => new(format, at.Line, at.Column, found, expected);

    private string Quoted(int line, int column)
    {
        var value = new StringBuilder();
        for (Step(); _at < text.Length; Step())
        {
            char c = text[_at];
            if (c == '"')
            {
                Step();
                return value.ToString();
            }

            if (c == '\\' && _at + 1 < text.Length && text[_at + 1] == '"')
            {
                Step();
                c = '"';
            }

            value.Append(c);
        }

        throw new GameFormatException(format, line, column, "a text that does not end", "a closing quote");
    }

    private void Step()
    {
        if (text[_at++] == '\n')
        {
            _line++;
            _lineStart = _at;
        }
    }
}
