using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace StrategySim.GameTheory.Numerics;

/// <content>Reading and writing.</content>
public readonly partial struct Rational
{
    /// <summary>"3/7", or "3" where the denominator is 1.</summary>
    public override string ToString() =>
        IsInteger
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>The decimal with that many places, rounded half to even: "0.3333" for 1/3 with 4.</summary>
    /// <param name="places">At least 1.</param>
    public string ToDecimalText(int places)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        BigInteger scaled = (this * (Rational)BigInteger.Pow(10, places)).RoundHalfEven();
        string digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        return $"{(scaled.Sign < 0 ? "-" : "")}{digits[..^places]}.{digits[^places..]}";
    }

    /// <summary>Longest text that <see cref="TryParse"/> reads, characters.</summary>
    public const int MaximumTextLength = 4096;

    /// <summary>Largest power of ten that <see cref="TryParse"/> reads, in absolute value.</summary>
    public const int MaximumExponent = 1000;

    /// <summary>Reads an integer, a decimal (also with an exponent) or a fraction of two of them, exactly.</summary>
    /// <exception cref="FormatException">The text is none of these, or its denominator is 0.</exception>
    public static Rational Parse(string text) =>
        TryParse(text, out Rational value)
            ? value
            : throw new FormatException($"'{Shorten(text)}' is not an exact number; expected an integer, a decimal or a fraction such as 3/7.");

    /// <summary>Reads an integer ("−2" with an ASCII hyphen), a decimal ("0.25", "1e-3") or a fraction of two of them ("3/7"), exactly.</summary>
    /// <param name="text">
    /// At most <see cref="MaximumTextLength"/> characters, exponents at most <see cref="MaximumExponent"/>; surrounding blanks
    /// are ignored.
    /// </param>
    /// <param name="value">The number, or 0.</param>
    /// <returns>Whether the text was such a number.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational value)
    {
        value = default;
        if (text is null || text.Length > MaximumTextLength) return false;
        ReadOnlySpan<char> span = text.AsSpan().Trim();
        int slash = span.IndexOf('/');
        if (slash < 0) return TryParseDecimal(span, out value);
        if (!TryParseDecimal(span[..slash].TrimEnd(), out Rational numerator) ||
            !TryParseDecimal(span[(slash + 1)..].TrimStart(), out Rational denominator) || denominator.IsZero)
        {
            return false;
        }

        value = numerator / denominator;
        return true;
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> span, out Rational value)
    {
        value = default;
        int exponent = 0;
        int e = span.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!int.TryParse(span[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) ||
                Math.Abs((long)exponent) > MaximumExponent)
            {
                return false;
            }

            span = span[..e];
        }

        bool negative = false;
        if (span.Length > 0 && span[0] is '+' or '-')
        {
            negative = span[0] == '-';
            span = span[1..];
        }

        int point = span.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? span : span[..point], fraction = point < 0 ? [] : span[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || !AllDigits(whole) || !AllDigits(fraction)) return false;
        exponent -= fraction.Length;
        if (exponent == 0 && whole.Length <= 18)
        {
            long small = long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture);
            value = negative ? -small : small;
            return true;
        }

        BigInteger digits = BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        if (negative) digits = -digits;
        value = exponent >= 0
            ? (Rational)(digits * BigInteger.Pow(10, exponent))
            : Create(digits, BigInteger.Pow(10, -exponent));
        return true;
    }

    private static bool AllDigits(ReadOnlySpan<char> span) => span.IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
