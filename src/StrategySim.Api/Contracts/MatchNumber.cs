using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches.Exact;

namespace StrategySim.Api.Contracts;

/// <summary>A number of a match: exact text where it is known exactly, a JSON number where it is counted or simulated.</summary>
[JsonConverter(typeof(Converter))]
public sealed class MatchNumber
{
    // A longer fraction is read by nobody, and some languages refuse to read it.
    private const int LongestText = 1000;

    private readonly string? _text;
    private readonly double _number;

    private MatchNumber(string? text, double number, bool rounded) => (_text, _number, IsRounded) = (text, number, rounded);

    /// <summary>Whether the text is a decimal of 30 places, because the fraction would be too long or is not known.</summary>
    public bool IsRounded { get; }

    /// <summary>The nearest double; null beyond the range of doubles.</summary>
    public double? Decimal => double.IsFinite(_number) ? _number : null;

    /// <summary>An exact number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="exact">Whether it is known exactly; else it is written as a decimal.</param>
    public static MatchNumber Exact(Rational value, bool exact = true)
    {
        // A decimal digit takes more than three bits, so that only texts near the limit are made to be measured.
        bool longer = !exact || value.Numerator.GetBitLength() + value.Denominator.GetBitLength() > 4 * LongestText;
        string text = longer ? "" : value.ToString();
        longer |= text.Length > LongestText;
        return new MatchNumber(longer ? Places(value) : text, value.ToDouble(), longer);
    }

    /// <summary>A counted or simulated number.</summary>
    public static MatchNumber Of(double value) => new(null, value, rounded: false);

    /// <inheritdoc/>
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);

    private static string Places(Rational value)
    {
        BigInteger scale = BigInteger.Pow(10, ExactMatch.RoundedDigits);
        BigInteger units = (value * (Rational)scale).RoundHalfEven();
        BigInteger whole = BigInteger.DivRem(BigInteger.Abs(units), scale, out BigInteger rest);
        return $"{(units.Sign < 0 ? "-" : "")}{whole}.{rest.ToString(CultureInfo.InvariantCulture).PadLeft(ExactMatch.RoundedDigits, '0')}";
    }

    private sealed class Converter : JsonConverter<MatchNumber>
    {
        public override MatchNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Numbers of matches are written, never read.");

        public override void Write(Utf8JsonWriter writer, MatchNumber value, JsonSerializerOptions options)
        {
            if (value._text is not null) writer.WriteStringValue(value._text);
            else writer.WriteNumberValue(value._number);
        }
    }
}
