using System.Globalization;

namespace StrategySim.Experiments.Figures;

/// <summary>Numbers and lists in words.</summary>
internal static class FigureText
{
    /// <summary>Three significant digits; whole numbers below a million in full. Exponents only where digits would not be read.</summary>
    public static string Show(double value)
    {
        double size = Math.Abs(value);
        if (size == 0) return "0";
        if (size < 1e6 && value == Math.Round(value)) return Minus(value.ToString("0", CultureInfo.InvariantCulture));
        if (size is < 1e-3 or >= 1e6) return Minus(value.ToString("0.##E0", CultureInfo.InvariantCulture));
        int decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 5);
        return Minus(Math.Round(value, decimals).ToString(decimals == 0 ? "0" : "0." + new string('#', decimals), CultureInfo.InvariantCulture));
    }

    /// <summary>"a, b and c"; of more than the limit the first ones and how many more there are.</summary>
    public static string List(IEnumerable<string> items, int limit = 8)
    {
        string[] all = [.. items];
        if (all.Length > limit) all = [.. all.Take(limit - 1), $"{all.Length - limit + 1} more"];
        return all.Length switch
        {
            0 => "none",
            1 => all[0],
            _ => string.Join(", ", all[..^1]) + " and " + all[^1],
        };
    }

    /// <summary>"from 0 to 3".</summary>
    public static string Range(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? "of no values" : all.Min() == all.Max() ? $"at {Show(all.Min())}" : $"from {Show(all.Min())} to {Show(all.Max())}";
    }

    private static string Minus(string text) => text.Replace('-', '−');
}
