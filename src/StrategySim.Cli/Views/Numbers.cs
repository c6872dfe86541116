using System.Globalization;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Cli.Views;

/// <summary>Numbers as people read them in tables.</summary>
internal static class Numbers
{
    // Longer fractions make columns that no window holds; JSON has them in full.
    private const int LongestFraction = 16;

    /// <summary>The exact number where it is short, otherwise its first six digits after a sign of approximation.</summary>
    public static string Exact(Rational value)
    {
        string text = value.ToString();
        return text.Length <= LongestFraction ? text : "≈" + value.ToDouble().ToString("G6", CultureInfo.InvariantCulture);
    }

    /// <summary>A mean with the half-width of its interval, both rounded to the second significant digit of the half-width.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="upper">The upper end of the interval; null where there is none.</param>
    public static string WithInterval(double mean, double? upper)
    {
        if (upper is not double end) return Plain(mean);
        double half = end - mean;
        // A half-width at the rounding error of the mean is none: every replication gave the same number.
        if (half <= Math.Abs(mean) * 1e-12) return $"{Plain(mean)} ± 0";
        int decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(half)), 0, 9);
        return $"{Fixed(mean, decimals)} ± {Fixed(half, decimals)}";
    }

    /// <summary>A share of one as percent, with one decimal below 10 % and above 90 % where it has one.</summary>
    public static string Percent(double share)
    {
        double percent = share * 100;
        return percent switch
        {
            0 => "0 %",
            > 0 and < 0.05 => "<0.1 %",
            _ => $"{percent.ToString(percent is < 10 or > 90 ? "0.#" : "0", CultureInfo.InvariantCulture)} %",
        };
    }

    /// <summary>A count with thousands parted.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A duration in the unit that suits it.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.01 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.##} ms"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
    };

    private static string Plain(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Fixed(double value, int decimals)
    {
        string text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture) == 0 ? text.TrimStart('-') : text;
    }
}
