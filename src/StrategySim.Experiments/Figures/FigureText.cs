using System.Globalization;
using StrategySim.Experiments.Comparisons;

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

    /// <summary>A number, and half the width of its interval with a sign before it, both to what the interval lets one tell apart: "3.61" and "± 0.03". Beside an interval, rounding errors of a sum are nothing.</summary>
    public static (string Number, string? Interval) Show(IntervalValue value)
    {
        if (value.HalfWidth is not { } half) return (Show(value.Value), null);
        double number = Math.Abs(value.Value) < 1e-9 * half ? 0 : value.Value;
        if (half <= Math.Abs(number) * 1e-12) return (Show(number), "± 0");
        // Fewer than two digits of the half-width where that would take more than three decimals.
        int decimals = Math.Min(ComparisonNumbers.Decimals(number, half), Math.Max(3, -(int)Math.Floor(Math.Log10(half))));
        return decimals > 5 || Math.Abs(number) >= 1e6 ? (Show(number), "± " + Show(half)) : (Minus(ComparisonNumbers.Fixed(number, decimals)), "± " + ComparisonNumbers.Fixed(half, decimals));
    }

    /// <summary>The first letter in upper case: a heading.</summary>
    public static string Heading(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>Words in lines of so many letters at the most, as far as blanks allow.</summary>
    public static string[] Lines(string words, int letters)
    {
        List<string> lines = [""];
        foreach (string word in words.Split(' '))
        {
            if (lines[^1].Length == 0) lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= letters) lines[^1] += " " + word;
            else lines.Add(word);
        }

        return [.. lines];
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
