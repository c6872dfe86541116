using System.Globalization;
using System.Text;

namespace StrategySim.Experiments.Comparisons;

/// <summary>Rows that belong together, under a head that is repeated where a page parts them.</summary>
/// <param name="Head">The head in LaTeX; empty for none.</param>
/// <param name="HeadLines">Its height in lines.</param>
/// <param name="Rows">Rows in LaTeX, each with its height in lines.</param>
internal sealed record LatexBlock(string Head, double HeadLines, IReadOnlyList<(string Text, double Lines)> Rows);

/// <summary>Writes rows as tables in LaTeX, as many as pages need.</summary>
/// <remarks>
/// Widths are estimates in digits of Computer Modern. A line of the standard classes holds at least 77 digits of <c>\footnotesize</c> and 84 of <c>\scriptsize</c>
/// (article at 11pt, 360pt wide), and a page 40 lines of a table with its caption (article at 12pt).
/// </remarks>
/// <param name="text">What is written to.</param>
/// <param name="caption">The caption, in LaTeX.</param>
/// <param name="label">The label of the first table; further ones add their number.</param>
/// <param name="size">The size of letters.</param>
/// <param name="columns">The columns of the tabular.</param>
/// <param name="header">The header row, in LaTeX.</param>
internal sealed class LatexTables(StringBuilder text, string caption, string label, string size, string columns, string header)
{
    /// <summary>The usual size of letters in tables.</summary>
    public const string Footnotes = "footnotesize";

    /// <summary>The smallest size of letters that can be read.</summary>
    public const string Smallest = "scriptsize";

    private const double DigitsOfFootnotes = 77, DigitsOfSmallest = 84, Gap = 1.4, LinesOfAPage = 40, LinesOfAFoot = 2;

    private int _tables;
    private double _lines;

    /// <summary>The size of letters in which a table of this width fits a line; null where none does.</summary>
    public static string? SizeOf(double width) => width <= DigitsOfFootnotes ? Footnotes : width <= DigitsOfSmallest ? Smallest : null;

    /// <summary>Width of a table with these cells, in digits.</summary>
    public static double Width(IReadOnlyList<string[]> rows) => Enumerable.Range(0, rows[0].Length).Sum(column => rows.Max(row => Width(row[column]))) + (Gap * (rows[0].Length - 1));

    /// <summary>Width of words, in digits.</summary>
    public static double Width(string words) => words.Sum(c => c switch
    {
        ' ' or '.' or ',' or ':' or ';' or '[' or ']' or '|' or '\'' or 'i' or 'j' or 'l' => 0.67,
        'c' or 'e' or 'f' or 'r' or 's' or 't' => 0.9,
        '±' => 1.1,
        'M' or 'W' => 2.1,
        'm' or 'w' or '-' or '=' or '<' or '>' or '+' or '%' or '≤' or '≥' or (>= 'A' and <= 'Z') => 1.6,
        // What the fonts lack is written by its code point.
        > '\u017f' => 8,
        _ => 1.1,
    } - (char.IsAsciiDigit(c) ? 0.1 : 0));

    /// <summary>Lines that words need in a share of the width of a line.</summary>
    public static double Lines(string words, double share = 1) => Math.Max(1, Math.Ceiling(Width(words) / (share * DigitsOfFootnotes)));

    /// <summary>Writes the tables.</summary>
    /// <param name="blocks">The rows.</param>
    /// <param name="notes">Notes in LaTeX, below the last table, or after it where its page has no room for them; empty for none.</param>
    /// <param name="noteLines">Their height in lines.</param>
    public void Write(IReadOnlyList<LatexBlock> blocks, string notes = "", double noteLines = 0)
    {
        foreach (LatexBlock block in blocks)
        {
            double whole = block.HeadLines + block.Rows.Sum(row => row.Lines);
            if (_tables == 0 || _lines + Math.Min(whole, LinesOfAPage) > LinesOfAPage) Begin();
            Append(block.Head, block.HeadLines);
            foreach ((string row, double lines) in block.Rows)
            {
                // A float that is higher than its page would be cut off.
                if (_lines + lines > LinesOfAPage && _lines > block.HeadLines)
                {
                    Begin();
                    Append(block.Head, block.HeadLines);
                }

                Append(row, lines);
            }
        }

        bool fits = _lines + LinesOfAFoot + noteLines <= LinesOfAPage;
        text.Append("\\bottomrule\n\\end{tabular}\n");
        if (notes.Length > 0 && fits) text.Append(CultureInfo.InvariantCulture, $"\\par\\medskip\n\\begin{{minipage}}{{\\linewidth}}\\footnotesize\n\\emph{{Notes.}} {notes}\n\\end{{minipage}}\n");
        text.Append("\\end{table}\n\n");
        if (notes.Length > 0 && !fits) text.Append(CultureInfo.InvariantCulture, $"{{\\footnotesize\\noindent\\emph{{Notes on Table~\\ref{{{label}}}.}} {notes}\\par}}\n\n");
    }

    private void Begin()
    {
        if (_tables++ > 0) text.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"\\begin{{table}}[htbp]\n\\centering\n\\caption{{{caption}{(_tables > 1 ? " (Continued.)" : "")}}}\n\\label{{{label}{(_tables > 1 ? $"-{_tables}" : "")}}}\n");
        text.Append(CultureInfo.InvariantCulture, $"\\{size}\n\\setlength{{\\tabcolsep}}{{3pt}}\n\\begin{{tabular}}{{@{{}}{columns}@{{}}}}\n\\toprule\n{header}");
        _lines = 0;
    }

    private void Append(string part, double lines)
    {
        text.Append(part);
        _lines += lines;
    }
}
