using System.Globalization;
using System.Numerics;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Cli.Views;

/// <summary>Numbers as people read them in tables.</summary>
internal static class Numbers
{
    // Longer numbers make columns that no window holds; JSON has them in full.
    private const int LongestNumber = 12, LongestInteger = 16;

    /// <summary>The exact number where it is short: a fraction, or the decimal that it equals; otherwise its first six digits after a sign of approximation.</summary>
    public static string Exact(Rational value)
    {
        string fraction = value.ToString();
        if (value.IsInteger && fraction.Length <= LongestInteger) return fraction;
        // Fractions of a whole power of ten come from the quantum of the world, and read better as the decimals they are.
        if (value.Denominator > 1000 && Decimal(value) is { } exact && exact.Length <= LongestNumber) return exact;
        return fraction.Length <= LongestNumber ? fraction : "≈" + value.ToDouble().ToString("G6", CultureInfo.InvariantCulture);
    }

    /// <summary>A mean with the half-width of its interval, rounded to what the half-width lets one tell apart.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="upper">The upper end of the interval; null where there is none.</param>
    public static string WithInterval(double mean, double? upper)
    {
        if (upper is not double end) return Plain(mean);
        double half = end - mean;
        // A half-width at the rounding error of the mean is none: every replication gave the same number.
        if (half <= Math.Abs(mean) * 1e-12) return $"{Plain(mean)} ± 0";
        // Two digits of the half-width, but no more than four of the mean unless the half-width would vanish.
        int one = -Magnitude(half), two = one + 1, four = mean == 0 ? two : 3 - Magnitude(mean);
        int decimals = Math.Clamp(Math.Max(one, Math.Min(two, four)), 0, 12);
        return $"{Fixed(mean, decimals)} ± {Fixed(half, decimals)}";
    }

    /// <summary>A share of one in percent with the half-width of its interval, both with one decimal.</summary>
    /// <param name="share">The mean share, 0 to 1.</param>
    /// <param name="upper">The upper end of the interval; null where there is none.</param>
    public static string PercentWithInterval(double share, double? upper) =>
        upper is double end ? $"{Fixed(share * 100, 1)} ± {Fixed((end - share) * 100, 1)}" : Fixed(share * 100, 1);

    /// <summary>A number to five digits.</summary>
    public static string Rounded(double value) => Plain(value);

    /// <summary>A payoff with two decimals, so that columns of them stand under each other; to four digits where two decimals would hide it or take too much room.</summary>
    public static string Payoff(double value) =>
        value != 0 && Math.Abs(value) is < 0.005 or >= 10_000 ? value.ToString("G4", CultureInfo.InvariantCulture) : Fixed(value, 2);

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

    private static int Magnitude(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value)));

    private static string Plain(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Fixed(double value, int decimals)
    {
        string text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture) == 0 ? text.TrimStart('-') : text;
    }

    /// <summary>The finite decimal that a fraction equals; null where it has none of a sensible length.</summary>
    private static string? Decimal(Rational value)
    {
        Rational scaled = value;
        for (int digits = 1; digits <= LongestNumber; digits++)
        {
            scaled *= 10;
            if (!scaled.IsInteger) continue;
            string text = BigInteger.Abs(scaled.Numerator).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
            return $"{(value.Sign < 0 ? "-" : "")}{text[..^digits]}.{text[^digits..]}";
        }

        return null;
    }
}
