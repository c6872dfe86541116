using Spectre.Console;
using StrategySim.Experiments.Comparisons;

namespace StrategySim.Cli.Views;

/// <summary>A comparison, for people.</summary>
internal static class ComparisonView
{
    private const int WideEnough = 110;

    // Blanks at which no line ends, so that a long name begins on its own line.
    private const string Indent = "\u00a0\u00a0";

    // Whole games that only one side has are read in the JSON of the comparison.
    private const int LongestValue = 60;

    public static void Show(Page page, ComparisonResult comparison)
    {
        page.Title(string.Join(", ", comparison.Sides.Select(side => side.Name)), $"differences from {comparison.Baseline}");
        Sides(page, comparison);
        if (comparison.Settings.Count > 0) Settings(page, comparison);
        foreach (IGrouping<string, ComparedOutcome> outcomes in comparison.Outcomes.GroupBy(outcome => outcome.Outcome)) Outcomes(page, comparison, outcomes);
        page.Blank();
        foreach (string note in ComparisonWords.Notes(comparison)) page.Say(note, Page.Quiet);
        if (comparison.Warnings.Count == 0) return;
        page.Heading("Warnings");
        foreach (ComparisonWarning warning in comparison.Warnings) page.SayIndented(warning.Text);
    }

    private static void Sides(Page page, ComparisonResult comparison)
    {
        page.Facts(comparison.Sides.Select(side => (
            side.Name,
            $"{side.ScenarioTitle}; {Numbers.Count(side.Replications)} {(side.Replications == 1 ? "replication" : "replications")}, seed {side.Seed} ({side.Source})")));
    }

    private static void Settings(Page page, ComparisonResult comparison)
    {
        page.Heading("What differs", "everything else of the scenarios is the same");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("setting", wrap: true));
        foreach (ComparedSideDescription side in comparison.Sides) table.AddColumn(Page.Column(side.Name, wrap: true));
        foreach (ComparedSetting setting in comparison.Settings) table.AddRow([Page.Cell(setting.Name), .. setting.Values.Select(value => Page.Cell(value is null ? "—" : value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue - 1), "…")))]);
        page.Write(table);
    }

    private static void Outcomes(Page page, ComparisonResult comparison, IGrouping<string, ComparedOutcome> outcomes)
    {
        bool wide = page.Width >= WideEnough, paired = outcomes.SelectMany(outcome => outcome.Differences).Any(difference => difference.Paired);
        page.Heading(outcomes.Key, outcomes.First().Unit);
        Table table = Page.NewTable();
        // Where there is little room, sides stand below what they are sides of.
        table.AddColumn(Page.Column(wide ? "of" : "of, side", wrap: true));
        if (wide) table.AddColumn(Page.Column("side", wrap: true));
        table.AddColumn(Page.Column("mean", right: true));
        table.AddColumn(Page.Column("difference", right: true));
        if (wide) table.AddColumn(Page.Column("bootstrap", right: true));
        table.AddColumn(Page.Column("g", right: true));
        if (paired) table.AddColumn(Page.Column("VR", right: true));
        table.AddColumn(Page.Column("p", right: true));
        foreach (ComparedOutcome outcome in outcomes)
        {
            string of = string.Join(' ', new[] { outcome.Game, outcome.Actor }.Where(id => id != "*"));
            if (!wide) table.AddRow(Page.Cell(of, Page.Strong));
            foreach (ComparedMean mean in outcome.Means)
            {
                ComparedDifference? d = outcome.Differences.FirstOrDefault(difference => difference.Side == mean.Side);
                string[] cells =
                [
                    .. wide ? [of, mean.Side] : (string[])[Indent + mean.Side],
                    ComparisonNumbers.WithInterval(mean.Mean, mean.Upper),
                    d is null ? "" : ComparisonNumbers.WithInterval(d.Mean, d.Upper),
                    .. wide ? [d is null ? "" : ComparisonNumbers.Bootstrap(d)] : Array.Empty<string>(),
                    ComparisonNumbers.Short(d?.EffectSize),
                    .. paired ? [ComparisonNumbers.Short(d?.VarianceReduction)] : Array.Empty<string>(),
                    ComparisonNumbers.P(d?.AdjustedPValue),
                ];
                table.AddRow(cells.Select(cell => Page.Cell(cell)));
                of = "";
            }
        }

        page.Write(table);
    }
}
