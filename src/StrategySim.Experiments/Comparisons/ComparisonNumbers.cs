using System.Globalization;

namespace StrategySim.Experiments.Comparisons;

/// <summary>The numbers of a comparison as people read them, rounded to what their intervals let one tell apart.</summary>
public static class ComparisonNumbers
{
    /// <summary>Decimals for a number with an interval: two digits of the half-width, but no more than six of the number unless the half-width would vanish.</summary>
    /// <param name="value">The number.</param>
    /// <param name="half">Half-width of its interval; null or 0 where there is none.</param>
    public static int Decimals(double value, double? half)
    {
        int six = value == 0 ? 2 : 5 - Magnitude(value);
        // A half-width at the rounding error of the number is none.
        if (half is not { } width || width <= Math.Abs(value) * 1e-12) return Math.Clamp(six, 0, 4);
        int one = -Magnitude(width);
        return Math.Clamp(Math.Max(one, Math.Min(one + 1, six)), 0, 12);
    }

    /// <summary>A number with so many decimals; a zero has no sign.</summary>
    public static string Fixed(double value, int decimals)
    {
        string text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
    }

    /// <summary>"3.41 ± 0.02"; the number alone where there is no interval.</summary>
    public static string WithInterval(double value, double? upper)
    {
        double? half = upper - value;
        int decimals = Decimals(value, half);
        return half is { } width ? $"{Fixed(value, decimals)} ± {Fixed(width, decimals)}" : Fixed(value, decimals);
    }

    /// <summary>"[0.01, 0.03]", to the decimals of the difference; an end that the sample does not bound is "…", and nothing where there is no interval.</summary>
    public static string Bootstrap(ComparedDifference difference)
    {
        if (difference.BootstrapLower is null && difference.BootstrapUpper is null) return "";
        int decimals = Decimals(difference.Mean, difference.Upper - difference.Mean);
        return $"[{End(difference.BootstrapLower)}, {End(difference.BootstrapUpper)}]";

        string End(double? end) => end is { } value ? Fixed(value, decimals) : "…";
    }

    /// <summary>To two decimals, or nothing.</summary>
    public static string Short(double? value) => value is { } number ? Math.Abs(number) < 1000 ? Fixed(number, 2) : number.ToString("G3", CultureInfo.InvariantCulture) : "";

    /// <summary>A p-value to three decimals, "&lt; 0.001" below that; nothing for none.</summary>
    public static string P(double? value) => value is { } p ? p < 0.001 ? "< 0.001" : Fixed(p, 3) : "";

    private static int Magnitude(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value)));
}
