using System.Collections.Immutable;
using System.Globalization;

namespace StrategySim.Minerals.Mapping;

/// <summary>A number of the mapping that no source gives: its exact text, its meaning and why it has this value.</summary>
public sealed record Coefficient
{
    /// <summary>A coefficient with its reason.</summary>
    /// <param name="name">Name it takes as a scenario parameter.</param>
    /// <param name="value">Exact text: an integer, a decimal or a fraction such as <c>25/11</c>.</param>
    /// <param name="because">Why this value, as it can stand in a scenario.</param>
    /// <param name="unit">Unit, or null for a pure number.</param>
    /// <param name="range">What is plausible, or null.</param>
    /// <exception cref="FormatException"><paramref name="value"/> is not such a number.</exception>
    public Coefficient(string name, string value, string because, string? unit = null, ParameterRange? range = null)
    {
        Number = ToNumber(value);
        Name = name;
        Value = value;
        Because = because;
        Unit = unit;
        Range = range;
    }

    /// <summary>Name it takes as a scenario parameter.</summary>
    public string Name { get; }

    /// <summary>Exact text.</summary>
    public string Value { get; }

    /// <summary>The value as a decimal; a fraction such as 25/11 is rounded to 28 digits.</summary>
    public decimal Number { get; }

    /// <summary>Why this value.</summary>
    public string Because { get; }

    /// <summary>Unit, or null for a pure number.</summary>
    public string? Unit { get; }

    /// <summary>What is plausible, or null.</summary>
    public ParameterRange? Range { get; }

    internal ScenarioParameter ToParameter() => new(Name) { Value = Value, Unit = Unit, Assumption = Because, Range = Range };

    private static decimal ToNumber(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ImmutableArray<string> parts = [.. text.Split('/')];
        return parts switch
        {
            [var whole] when TryDecimal(whole, out decimal value) => value,
            [var over, var under] when TryDecimal(over, out decimal numerator) && TryDecimal(under, out decimal denominator) && denominator != 0 =>
                numerator / denominator,
            _ => throw new FormatException($"'{text}' is not an integer, a decimal or a fraction such as 25/11."),
        };
    }

    private static bool TryDecimal(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
