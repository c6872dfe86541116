using System.Globalization;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Formats;

/// <summary>Numbers and names as both of Gambit's formats write them.</summary>
internal static class GambitText
{
    /// <summary>The current word as an exact number.</summary>
    public static Rational ReadNumber(GambitLexer lexer, string expected) =>
        lexer.Current.Kind == GambitTokenKind.Word && Rational.TryParse(lexer.Current.Value, out Rational value)
            ? value
            : throw lexer.Unexpected($"{expected}, an integer, a decimal or a fraction{(lexer.Current.Value.Length > Rational.MaximumTextLength ? $" of at most {Rational.MaximumTextLength} characters" : "")}");

    /// <summary>The current word as a whole number in a range.</summary>
    public static int ReadInteger(GambitLexer lexer, string expected, int least, int greatest) =>
        lexer.Current.Kind == GambitTokenKind.Word &&
        int.TryParse(lexer.Current.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) &&
        value >= least && value <= greatest
            ? value
            : throw lexer.Unexpected(expected);

    /// <summary>A name in quotes.</summary>
    /// <exception cref="ArgumentException">It has a backslash at its end or before a quote, which the formats cannot express.</exception>
    public static string Quote(string name, string format)
    {
        if (name.EndsWith('\\') || name.Contains("\\\"", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{name}' has a backslash at its end or before a quote; expected a name that {format} can express.");
        }

        return $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
