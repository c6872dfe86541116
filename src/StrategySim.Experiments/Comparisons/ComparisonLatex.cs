using System.Globalization;
using System.Text;
using StrategySim.GameTheory.Formats;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Comparisons;

/// <summary>A comparison as tables in LaTeX: what differs between the sides, and the outcomes with notes below.</summary>
/// <remarks>Wants the package booktabs and nothing else; stands by itself in a document of any class. Text of users is escaped.</remarks>
public static class ComparisonLatex
{
    /// <summary>Writes the tables.</summary>
    public static string Write(ComparisonResult comparison)
    {
        var text = new StringBuilder();
        text.Append("% Needs \\usepackage{booktabs} in the preamble.\n");
        if (comparison.Settings.Count > 0) Settings(comparison, text);
        Outcomes(comparison, text);
        return text.ToString();
    }

    private static void Settings(ComparisonResult comparison, StringBuilder text)
    {
        Begin(text, "What differs between the sides; everything else of their scenarios is the same.", "tab:comparison-settings", "l" + new string('l', comparison.Sides.Count));
        Row(text, ["", .. comparison.Sides.Select(side => LatexText.Escape(side.Name))]);
        text.Append("\\midrule\n");
        foreach (ComparedSetting setting in comparison.Settings) Row(text, [LatexText.Escape(setting.Name), .. setting.Values.Select(value => value is null ? "---" : LatexText.Escape(value))]);
        End(text);
        text.Append("\\end{table}\n\n");
    }

    private static void Outcomes(ComparisonResult comparison, StringBuilder text)
    {
        bool paired = comparison.Outcomes.SelectMany(outcome => outcome.Differences).Any(difference => difference.Paired);
        string[] headers = ["Side", "Mean", "Difference", "Bootstrap", "$g$", .. paired ? ["VR"] : Array.Empty<string>(), "$p$"];
        Begin(text, $"Outcomes of {LatexText.Escape(string.Join(", ", comparison.Sides.Select(side => side.Name)))}: differences from {LatexText.Escape(comparison.Baseline)}.", "tab:comparison", "l" + new string('r', headers.Length - 1));
        Row(text, headers);
        foreach (ComparedOutcome outcome in comparison.Outcomes)
        {
            string name = LatexText.Escape(ComparisonWords.Of(new OutcomeKey(outcome.Actor, outcome.Game, outcome.Outcome)));
            text.Append(CultureInfo.InvariantCulture, $"\\midrule\n\\multicolumn{{{headers.Length}}}{{l}}{{\\emph{{{name}}} ({LatexText.Escape(outcome.Unit)})}} \\\\\n");
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
                Row(text, cells);
            }
        }

        End(text);
        string notes = string.Join(' ', ComparisonWords.Notes(comparison).Concat(comparison.Warnings.Select(warning => warning.Text)).Select(LatexText.Escape));
        text.Append(CultureInfo.InvariantCulture, $"\\par\\medskip\n\\begin{{minipage}}{{\\linewidth}}\\footnotesize\n\\emph{{Notes.}} {notes}\n\\end{{minipage}}\n\\end{{table}}\n");
    }

    private static void Begin(StringBuilder text, string caption, string label, string columns) => text.Append(
        CultureInfo.InvariantCulture, $"\\begin{{table}}[htbp]\n\\centering\n\\caption{{{caption}}}\n\\label{{{label}}}\n\\footnotesize\n\\begin{{tabular}}{{{columns}}}\n\\toprule\n");

    private static void End(StringBuilder text) => text.Append("\\bottomrule\n\\end{tabular}\n");

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append(string.Join(" & ", cells)).Append(" \\\\\n");

    // In mathematics, so that a minus is one.
    private static string Number(string number) => number.Length == 0
        ? ""
        : $"${number.Replace("±", "\\pm", StringComparison.Ordinal).Replace("…", "\\ldots", StringComparison.Ordinal).Replace(", ", ",\\ ", StringComparison.Ordinal)}$";
}
