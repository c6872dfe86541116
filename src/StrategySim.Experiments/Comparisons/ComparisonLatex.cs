using System.Globalization;
using System.Text;
using StrategySim.GameTheory.Formats;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Comparisons;

/// <summary>A comparison as tables in LaTeX: what differs between the sides, and the outcomes with notes below.</summary>
/// <remarks>Wants the package booktabs and nothing else; stands by itself in a document of any class. Text of users is escaped.</remarks>
public static class ComparisonLatex
{
    // Letters that are not put together from others: the standard encoding of LaTeX, OT1, has no sign for them, nor an ogonek.
    private const string OnlyInT1 = "ĄąĘęĮįŲųĐđÐðÞþŊŋĦħĸŦŧ";

    // Characters that fit beside each other, lines that fit above each other on a page with notes below them, and characters of a value that a table shows.
    private const int CharactersOfALine = 95, LinesOfAPage = 40, LongestValue = 80;

    /// <summary>Writes the tables; where there are more rows than a page holds, further tables go on.</summary>
    public static string Write(ComparisonResult comparison)
    {
        var text = new StringBuilder();
        if (comparison.Settings.Count > 0) Settings(comparison, text);
        Outcomes(comparison, text);
        string tables = text.ToString();
        return $"% Needs \\usepackage{{booktabs}}{(tables.AsSpan().ContainsAny(OnlyInT1) ? " and \\usepackage[T1]{fontenc}" : "")} in the preamble.\n{tables}";
    }

    private static void Settings(ComparisonResult comparison, StringBuilder text)
    {
        int columns = comparison.Sides.Count + 1;
        string[][] rows = [.. comparison.Settings.Select(setting => (string[])[Broken(setting.Name), .. setting.Values.Select(value => value is null ? "---" : Broken(Shortened(value)))])];
        int[] widths =
        [
            comparison.Settings.Max(setting => setting.Name.Length),
            .. comparison.Sides.Select((side, i) => Math.Max(side.Name.Length, comparison.Settings.Max(setting => Math.Min(setting.Values[i]?.Length ?? 0, LongestValue)))),
        ];
        bool wraps = widths.Sum() + (2 * columns) > CharactersOfALine;
        // Paragraphs of one width: what does not fit beside the rest goes on below.
        string width = (0.92 / columns).ToString("0.000", CultureInfo.InvariantCulture);
        int perLine = Math.Max(1, CharactersOfALine / columns);
        Tables(
            text,
            "What differs between the sides; everything else of their scenarios is the same.",
            "tab:comparison-settings",
            wraps ? string.Concat(Enumerable.Repeat($"p{{{width}\\linewidth}}", columns)) : new string('l', columns),
            RowOf(["", .. comparison.Sides.Select(side => LatexText.Escape(side.Name))], wraps) + "\\midrule\n",
            [.. rows.Select((row, i) => (RowOf(row, wraps), wraps ? comparison.Settings[i].Values.Append(comparison.Settings[i].Name).Max(cell => 1 + (Math.Min(cell?.Length ?? 0, LongestValue) / perLine)) : 1.0))],
            "");
    }

    private static void Outcomes(ComparisonResult comparison, StringBuilder text)
    {
        bool paired = comparison.Outcomes.SelectMany(outcome => outcome.Differences).Any(difference => difference.Paired);
        string[] headers = ["Side", "Mean", "Difference", "Bootstrap", "$g$", .. paired ? ["VR"] : Array.Empty<string>(), "$p$"];
        string notes = string.Join(' ', ComparisonWords.Notes(comparison).Concat(comparison.Warnings.Select(warning => warning.Text)).Select(LatexText.Escape));
        Tables(
            text,
            $"Outcomes of {LatexText.Escape(string.Join(", ", comparison.Sides.Select(side => side.Name)))}: differences from {LatexText.Escape(comparison.Baseline)}.",
            "tab:comparison",
            "l" + new string('r', headers.Length - 1),
            RowOf(headers, wraps: false),
            [.. comparison.Outcomes.Select(outcome => (Block(outcome, headers.Length, paired), outcome.Means.Count + 1.7))],
            $"\\par\\medskip\n\\begin{{minipage}}{{\\linewidth}}\\footnotesize\n\\emph{{Notes.}} {notes}\n\\end{{minipage}}\n");
    }

    private static string Block(ComparedOutcome outcome, int columns, bool paired)
    {
        var block = new StringBuilder();
        string name = LatexText.Escape(ComparisonWords.Of(new OutcomeKey(outcome.Actor, outcome.Game, outcome.Outcome)));
        block.Append(CultureInfo.InvariantCulture, $"\\midrule\n\\multicolumn{{{columns}}}{{l}}{{\\emph{{{name}}} ({LatexText.Escape(outcome.Unit)})}} \\\\\n");
        foreach (ComparedMean mean in outcome.Means)
        {
            ComparedDifference? d = outcome.Differences.FirstOrDefault(difference => difference.Side == mean.Side);
            string[] cells =
            [
                LatexText.Escape(mean.Side),
                Number(ComparisonNumbers.WithInterval(mean.Mean, mean.Upper)),
                d is null ? "" : Number(ComparisonNumbers.WithInterval(d.Mean, d.Upper)),
                d is null ? "" : Number(ComparisonNumbers.Bootstrap(d)),
                Number(ComparisonNumbers.Short(d?.EffectSize)),
                .. paired ? [Number(ComparisonNumbers.Short(d?.VarianceReduction))] : Array.Empty<string>(),
                Number(ComparisonNumbers.P(d?.AdjustedPValue)),
            ];
            block.Append(RowOf(cells, wraps: false));
        }

        return block.ToString();
    }

    // A float that is higher than its page would be cut off.
    private static void Tables(StringBuilder text, string caption, string label, string columns, string header, IReadOnlyList<(string Text, double Lines)> blocks, string notes)
    {
        int at = 0;
        for (int part = 1; at < blocks.Count; part++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\begin{{table}}[htbp]\n\\centering\n\\caption{{{caption}{(part > 1 ? " (Continued.)" : "")}}}\n\\label{{{label}{(part > 1 ? $"-{part}" : "")}}}\n");
            text.Append(CultureInfo.InvariantCulture, $"\\footnotesize\n\\setlength{{\\tabcolsep}}{{3pt}}\n\\begin{{tabular}}{{{columns}}}\n\\toprule\n{header}");
            double lines = 0;
            for (int first = at; at < blocks.Count && (at == first || lines + blocks[at].Lines <= LinesOfAPage); at++)
            {
                text.Append(blocks[at].Text);
                lines += blocks[at].Lines;
            }

            text.Append("\\bottomrule\n\\end{tabular}\n").Append(at == blocks.Count ? notes : "").Append("\\end{table}\n\n");
        }
    }

    private static string RowOf(IReadOnlyList<string> cells, bool wraps) =>
        string.Join(" & ", wraps ? cells.Select(cell => $"\\raggedright {cell}") : cells) + (wraps ? " \\tabularnewline\n" : " \\\\\n");

    // Whole games that only one side has are read in the JSON of the comparison.
    private static string Shortened(string value) => value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue - 1), "…");

    // Expressions and JSON have no blanks at which a line could end.
    private static string Broken(string text) => string.Concat(text.Select(c => LatexText.Escape($"{c}") + (c is ',' or ':' or '*' or '+' or '(' or '.' or '-' or '_' or '/' ? "\\allowbreak{}" : "")));

    // In mathematics, so that a minus is one.
    private static string Number(string number) => number.Length == 0
        ? ""
        : $"${number.Replace("±", "\\pm", StringComparison.Ordinal).Replace("…", "\\ldots", StringComparison.Ordinal).Replace(", ", ",\\ ", StringComparison.Ordinal)}$";
}
