using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrategySim.Minerals.Sources;

/// <summary>The calendar years a figure speaks of: one year, or a span such as 2020-2023.</summary>
/// <remarks>Its text is the one a scenario takes as <c>year</c>: <c>2024</c> or <c>2020-2023</c>.</remarks>
[JsonConverter(typeof(YearsConverter))]
public readonly record struct Years : IComparable<Years>
{
    private const int Earliest = 1800;
    private const int Latest = 2200;

    /// <summary>One year.</summary>
    /// <param name="year">Calendar year, 1800 to 2200.</param>
    public Years(int year)
        : this(year, year)
    {
    }

    /// <summary>A span of years.</summary>
    /// <param name="first">First calendar year, 1800 to 2200.</param>
    /// <param name="last">Last calendar year, inclusive, not before <paramref name="first"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A year lies outside 1800 to 2200, or the span runs backwards.</exception>
    public Years(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, Earliest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, Latest);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        First = first;
        Last = last;
    }

    /// <summary>First calendar year.</summary>
    public int First { get; }

    /// <summary>Last calendar year, inclusive; equal to <see cref="First"/> for a single year.</summary>
    public int Last { get; }

    /// <summary>Reads <c>2024</c> or <c>2020-2023</c>.</summary>
    /// <param name="text">One year, or two joined by a hyphen, four digits each.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static Years Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('-');
        return parts switch
        {
            [var one] when TryYear(one, out int year) => new Years(year),
            [var one, var two] when TryYear(one, out int first) && TryYear(two, out int last) && first <= last => new Years(first, last),
            _ => throw new FormatException($"'{text}' is not a year such as 2024 or a span such as 2020-2023."),
        };
    }

    /// <summary>Whether the span includes the year.</summary>
    public bool Includes(int year) => First <= year && year <= Last;

    /// <summary>Orders by the last year, then by the first.</summary>
    public int CompareTo(Years other) => Last != other.Last ? Last.CompareTo(other.Last) : First.CompareTo(other.First);

    /// <summary>Whether <paramref name="left"/> ends before <paramref name="right"/>, or ends with it and begins earlier.</summary>
    public static bool operator <(Years left, Years right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> ends after <paramref name="right"/>, or ends with it and begins later.</summary>
    public static bool operator >(Years left, Years right) => left.CompareTo(right) > 0;

    /// <summary>The negation of <c>&gt;</c>.</summary>
    public static bool operator <=(Years left, Years right) => left.CompareTo(right) <= 0;

    /// <summary>The negation of <c>&lt;</c>.</summary>
    public static bool operator >=(Years left, Years right) => left.CompareTo(right) >= 0;

    /// <summary><c>2024</c> or <c>2020-2023</c>.</summary>
    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryYear(string text, out int year)
    {
        year = 0;
        return text.Length == 4
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year)
            && year is >= Earliest and <= Latest;
    }
}

/// <summary>Reads a year from a JSON number or text and writes it the same way.</summary>
internal sealed class YearsConverter : JsonConverter<Years>
{
    public override Years Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.TokenType == JsonTokenType.Number ? new Years(reader.GetInt32()) : Years.Parse(reader.GetString()!);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new JsonException(fault.Message, fault);
        }
    }

    public override void Write(Utf8JsonWriter writer, Years value, JsonSerializerOptions options)
    {
        if (value.First == value.Last)
            writer.WriteNumberValue(value.First);
        else
            writer.WriteStringValue(value.ToString());
    }
}
