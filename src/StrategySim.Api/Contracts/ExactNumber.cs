using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Contracts;

/// <summary>An exact number with its decimal beside it.</summary>
/// <param name="Exact">The number: an integer or a fraction in lowest terms, such as <c>3/7</c>.</param>
/// <param name="Decimal">The nearest double; null where the number exceeds the range of doubles.</param>
public sealed record ExactNumber(string Exact, double? Decimal)
{
    /// <summary>A number as it travels.</summary>
    public static ExactNumber From(Rational value) => new(value.ToString(), DecimalOf(value));

    /// <summary>The nearest double, or null where the number exceeds the range of doubles.</summary>
    public static double? DecimalOf(Rational value) => value.ToDouble() is var number && double.IsFinite(number) ? number : null;
}
