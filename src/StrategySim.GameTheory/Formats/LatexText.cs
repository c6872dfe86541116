using System.Globalization;
using System.Text;

namespace StrategySim.GameTheory.Formats;

/// <summary>Text of users as LaTeX prints it.</summary>
public static class LatexText
{
    private static readonly Dictionary<char, string> Escapes = new()
    {
        ['\\'] = @"\textbackslash{}", ['{'] = @"\{", ['}'] = @"\}", ['$'] = @"\$", ['&'] = @"\&", ['%'] = @"\%", ['#'] = @"\#", ['_'] = @"\_", ['^'] = @"\textasciicircum{}", ['~'] = @"\textasciitilde{}",
        ['<'] = @"\ensuremath{<}", ['>'] = @"\ensuremath{>}", ['|'] = @"\ensuremath{|}", ['"'] = "{''}", ['−'] = @"\ensuremath{-}", ['±'] = @"\ensuremath{\pm}", ['×'] = @"\ensuremath{\times}",
        ['≥'] = @"\ensuremath{\geq}", ['≤'] = @"\ensuremath{\leq}", ['…'] = @"\ldots{}", ['–'] = "--", ['—'] = "---", ['’'] = "'", ['‘'] = "`", ['“'] = "``", ['”'] = "''",
        ['α'] = @"\ensuremath{\alpha}", ['β'] = @"\ensuremath{\beta}", ['γ'] = @"\ensuremath{\gamma}", ['δ'] = @"\ensuremath{\delta}", ['ε'] = @"\ensuremath{\epsilon}", ['κ'] = @"\ensuremath{\kappa}",
        ['λ'] = @"\ensuremath{\lambda}", ['μ'] = @"\ensuremath{\mu}", ['ρ'] = @"\ensuremath{\rho}", ['σ'] = @"\ensuremath{\sigma}", ['τ'] = @"\ensuremath{\tau}", ['ω'] = @"\ensuremath{\omega}",
    };

    /// <summary>Text as LaTeX prints it; letters that its standard fonts do not have are written by their code point.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && Escapes.TryGetValue((char)rune.Value, out string? written)) escaped.Append(written);
            else if (rune.Value is >= 0x20 and < 0x7f or >= 0xc0 and < 0x180) escaped.Append(rune);
            else if (Rune.IsWhiteSpace(rune)) escaped.Append(' ');
            else escaped.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }

        return escaped.ToString();
    }
}
