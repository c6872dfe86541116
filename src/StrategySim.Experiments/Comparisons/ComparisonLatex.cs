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

    // Characters of a value and of the names of sides in a caption that are shown.
    private const int LongestValue = 80, LongestCaption = 200;

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
        const string Caption = "What differs between the sides; everything else of their scenarios is the same.", Label = "tab:comparison-settings";
        string[] sides = [.. comparison.Sides.Select(side => side.Name)];
        string[][] values = [.. comparison.Settings.Select(setting => setting.Values.Select(value => value is null ? "—" : Shortened(value)).ToArray())];
        double width = LatexTables.Width([.. comparison.Settings.Select((setting, i) => (string[])[setting.Name, .. values[i]]).Prepend(["", .. sides])]);
        if (LatexTables.SizeOf(width) is { } size)
        {
            new LatexTables(text, Caption, Label, size, new string('l', sides.Length + 1), Row(["", .. sides.Select(LatexText.Escape)]) + "\\midrule\n")
                .Write([.. comparison.Settings.Select((setting, i) => new LatexBlock("", 0, [(Row([LatexText.Escape(setting.Name), .. values[i].Select(LatexText.Escape)]), 1)]))]);
            return;
        }

        // What does not fit beside each other stands below each other.
        const double OfSides = 0.36, OfValues = 0.58;
        string columns = string.Create(CultureInfo.InvariantCulture, $"p{{{OfSides}\\linewidth}}p{{{OfValues}\\linewidth}}");
        new LatexTables(text, Caption, Label, LatexTables.Footnotes, columns, "Side & Value \\\\\n").Write(
        [
            .. comparison.Settings.Select((setting, i) => new LatexBlock(
                $"\\midrule\n\\multicolumn{{2}}{{l}}{{\\emph{{{LatexText.Escape(setting.Name)}}}}} \\\\\n",
                1.7,
                [.. sides.Select((side, j) => ($"\\raggedright {Broken(side)} & \\raggedright {Broken(values[i][j])} \\tabularnewline\n", Math.Max(LatexTables.Lines(side, OfSides), LatexTables.Lines(values[i][j], OfValues))))])),
        ]);
    }

    private static void Outcomes(ComparisonResult comparison, StringBuilder text)
    {
        bool paired = comparison.Outcomes.SelectMany(outcome => outcome.Differences).Any(difference => difference.Paired);
        string[] headers = ["Mean", "Difference", "Bootstrap", "g", .. paired ? ["VR"] : Array.Empty<string>(), "p"];
        (ComparedOutcome Outcome, (string Side, string[] Numbers)[] Rows)[] outcomes =
            [.. comparison.Outcomes.Select(outcome => (outcome, outcome.Means.Select(mean => (mean.Side, Numbers(mean, outcome.Differences.FirstOrDefault(difference => difference.Side == mean.Side), paired))).ToArray()))];
        string[][] numbers = [.. outcomes.SelectMany(outcome => outcome.Rows).Select(row => row.Numbers).Prepend(headers)];
        string[] sides = [.. comparison.Sides.Select(side => side.Name)];
        string widest = sides.MaxBy(LatexTables.Width)!;
        // Names of sides that do not fit beside their numbers stand above them.
        string? beside = LatexTables.SizeOf(LatexTables.Width([.. numbers.Select(row => (string[])[widest, .. row])]));
        string size = beside ?? LatexTables.SizeOf(LatexTables.Width([.. numbers.Select(row => (string[])["  ", .. row])])) ?? LatexTables.Smallest;
        string names = string.Join(", ", sides), named = names.Length <= LongestCaption ? names : $"{sides.Length} sides";
        string notes = string.Join(' ', ComparisonWords.Notes(comparison).Concat(comparison.Warnings.Select(warning => warning.Text)));
        new LatexTables(
            text,
            $"Outcomes of {LatexText.Escape(named)}: differences from {LatexText.Escape(comparison.Baseline)}.",
            "tab:comparison",
            size,
            "l" + new string('r', headers.Length),
            Row([beside is null ? "" : "Side", .. headers.Select(header => header.Length == 1 ? $"${header}$" : header)]))
            .Write(
                [
                    .. outcomes.Select(outcome => new LatexBlock(
                        $"\\midrule\n{Across(headers.Length + 1, $"{ComparisonWords.Of(new OutcomeKey(outcome.Outcome.Actor, outcome.Outcome.Game, outcome.Outcome.Outcome))} ({outcome.Outcome.Unit})", emphasis: true)}",
                        1.7,
                        [.. outcome.Rows.Select(row => beside is null ? (Across(headers.Length + 1, row.Side) + Row(["\\quad", .. row.Numbers.Select(Number)]), 1 + LatexTables.Lines(row.Side)) : (Row([LatexText.Escape(row.Side), .. row.Numbers.Select(Number)]), 1.0))])),
                ],
                LatexText.Escape(notes),
                LatexTables.Lines(notes));
    }

    private static string[] Numbers(ComparedMean mean, ComparedDifference? d, bool paired) =>
    [
        ComparisonNumbers.WithInterval(mean.Mean, mean.Upper),
        d is null ? "" : ComparisonNumbers.WithInterval(d.Mean, d.Upper),
        d is null ? "" : ComparisonNumbers.Bootstrap(d),
        ComparisonNumbers.Short(d?.EffectSize),
        .. paired ? [ComparisonNumbers.Short(d?.VarianceReduction)] : Array.Empty<string>(),
        ComparisonNumbers.P(d?.AdjustedPValue),
    ];

    // A row of words through all columns, as a paragraph where it is longer than a line.
    private static string Across(int columns, string words, bool emphasis = false)
    {
        string text = emphasis ? $"\\emph{{{LatexText.Escape(words)}}}" : LatexText.Escape(words);
        return LatexTables.Lines(words) > 1
            ? $"\\multicolumn{{{columns}}}{{p{{0.98\\linewidth}}}}{{\\raggedright {text}}} \\\\\n"
            : $"\\multicolumn{{{columns}}}{{l}}{{{text}}} \\\\\n";
    }

    private static string Row(IReadOnlyList<string> cells) => string.Join(" & ", cells) + " \\\\\n";

    // Whole games that only one side has are read in the JSON of the comparison.
    private static string Shortened(string value) => value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue - 1), "…");

    // Expressions and JSON have no blanks at which a line could end.
    private static string Broken(string text) => string.Concat(text.Select(c => LatexText.Escape($"{c}") + (c is ',' or ':' or '*' or '+' or '(' or '.' or '-' or '_' or '/' ? "\\allowbreak{}" : "")));

    // In mathematics, so that a minus is one.
    private static string Number(string number) => number.Length == 0
        ? ""
        : $"${number.Replace("±", "\\pm", StringComparison.Ordinal).Replace("…", "\\ldots", StringComparison.Ordinal).Replace(", ", ",\\ ", StringComparison.Ordinal)}$";
}
