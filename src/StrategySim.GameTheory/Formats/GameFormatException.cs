namespace StrategySim.GameTheory.Formats;

/// <summary>A text that is not a game in the format asked: where it goes wrong, what stands there, what was expected.</summary>
public sealed class GameFormatException : FormatException
{
    /// <param name="format">The format, such as ".nfg".</param>
    /// <param name="line">From 1.</param>
    /// <param name="column">From 1, in characters.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should.</param>
    public GameFormatException(string format, int line, int column, string found, string expected)
        : base($"{format}, line {line}, column {column}: found {found}; expected {expected}.")
    {
        Line = line;
        Column = column;
        Found = found;
        Expected = expected;
    }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1, in characters.</summary>
    public int Column { get; }

    /// <summary>What stands there.</summary>
    public string Found { get; }

    /// <summary>What should.</summary>
    public string Expected { get; }
}
