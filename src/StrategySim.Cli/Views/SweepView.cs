using Spectre.Console;
using StrategySim.Api.Results;
using StrategySim.Cli.Outputs;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Cli.Views;

/// <summary>What a sweep gave, for people: its outcomes over all points, and the first points one by one.</summary>
internal static class SweepView
{
    // More is read as CSV, or looked at as figures.
    private const int MostPoints = 40, FirstPoints = 12, MostFailures = 5, LongestValue = 24;

    // Two borders and a blank on either side, as the tables have them.
    private const int ColumnBorder = 3;

    public static void Write(Page page, StudyProgress progress, StudyData data, IReadOnlyList<UnitFailure> failures, AskedSections sections, string storePath, TimeSpan elapsed)
    {
        StudyRecord study = progress.Study;
        Sweep sweep = data.Sweep;
        page.Title(study.SweepTitle, $"{study.SweepId}, over {sweep.Scenario.Id}");
        string replications = study.Replications == study.MaxReplications ? $"{Counted(study.Replications, "replication")} each" : $"{Numbers.Count(study.Replications)} to {Counted(study.MaxReplications, "replication")} each";
        page.Say($"{Counted(data.Points.Count, "point")} of the design {sweep.Method}, {replications}, {Counted(progress.UnitsDone, "unit")}; seed {study.Seed}.");
        (string Name, OutcomeKey Key, Estimate?[] Estimates)[] outcomes =
            [.. data.Outcomes.Select((outcome, i) => (outcome.Name, outcome.Key, data.Points.Select(point => point.Samples[i].ToEstimate()).ToArray()))];
        if (data.Points.Count > MostPoints) WriteRanges(page, data, outcomes);
        WritePoints(page, data, outcomes, data.Points.Count > MostPoints ? FirstPoints : MostPoints);
        WriteFailures(page, progress, failures);
        SectionsView.Write(page, sections);
        page.Blank();
        page.Facts(
        [
            ("document", study.DocumentHash),
            ("results", study.ResultsHash ?? ""),
            ("sweep", $"{study.Id}, kept in {storePath}, {Numbers.Duration(elapsed)}"),
        ]);
    }

    private static void WriteRanges(Page page, StudyData data, (string Name, OutcomeKey Key, Estimate?[] Estimates)[] outcomes)
    {
        page.Heading("Outcomes", "means over replications: their range over the points, and where its ends are");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("outcome", wrap: true));
        foreach (string column in (string[])["least", "mean", "greatest"]) table.AddColumn(Page.Column(column, right: true));
        table.AddColumn(Page.Column("least at", wrap: true));
        table.AddColumn(Page.Column("greatest at", wrap: true));
        foreach ((string name, _, Estimate?[] estimates) in outcomes)
        {
            (double Mean, int Point)[] means = [.. estimates.Select((estimate, i) => (estimate, i)).Where(pair => pair.estimate is not null).Select(pair => (pair.estimate!.Mean, pair.i))];
            if (means.Length == 0) continue;
            (double least, int low) = means.MinBy(mean => mean.Mean);
            (double greatest, int high) = means.MaxBy(mean => mean.Mean);
            table.AddRow(
                Page.Cell(name),
                Page.Cell(Numbers.Rounded(least)),
                Page.Cell(Numbers.Rounded(means.Average(mean => mean.Mean))),
                Page.Cell(Numbers.Rounded(greatest)),
                Page.Cell(least == greatest ? "" : At(data, low), Page.Quiet),
                Page.Cell(least == greatest ? "" : At(data, high), Page.Quiet));
        }

        page.Write(table);
    }

    private static void WritePoints(Page page, StudyData data, (string Name, OutcomeKey Key, Estimate?[] Estimates)[] outcomes, int most)
    {
        Sweep sweep = data.Sweep;
        int count = Math.Min(most, data.Points.Count);
        if (count == 0) return;
        bool intervals = data.Points.Take(count).Any(point => point.Samples.Any(sample => sample.Count > 1));
        string[][] values = [.. Enumerable.Range(0, sweep.Factors.Count).Select(f => data.Points.Take(count).Select(point => ValueOf(point.Values[f])).ToArray())];
        string[][] cells = [.. outcomes.Select(outcome => outcome.Estimates.Take(count).Select(estimate => estimate is null ? "" : Numbers.WithInterval(estimate.Mean, estimate.Upper)).ToArray())];
        int left = page.Width - 1 - (ColumnBorder + 4) - values.Zip(sweep.Factors, (column, factor) => Width(column, factor.Name)).Sum();
        int shown = 0;
        while (shown < outcomes.Length && (left -= Width(cells[shown], outcomes[shown].Name)) >= 0) shown++;
        shown = Math.Max(1, Math.Min(shown, outcomes.Length));
        page.Heading(count < data.Points.Count ? "First points" : "Points", intervals ? "mean over replications ± half of the 95 % t-interval" : "of the one replication; there is no interval");
        Table table = Page.NewTable();
        foreach (SweepFactor factor in sweep.Factors) table.AddColumn(Page.Column(factor.Name, right: factor.IsNumeric));
        foreach ((string name, _, _) in outcomes.Take(shown)) table.AddColumn(Page.Column(name, right: true));
        table.AddColumn(Page.Column("n", right: true));
        for (int i = 0; i < count; i++)
        {
            int n = data.Points[i].Samples.Max(sample => sample.Count);
            table.AddRow([.. values.Select(column => Page.Cell(column[i])), .. cells.Take(shown).Select(column => Page.Cell(column[i])), Page.Cell(Numbers.Count(n), Page.Quiet)]);
        }

        page.Write(table);
        if (count < data.Points.Count) page.Say($"… and {Counted(data.Points.Count - count, "further point")}; --csv writes all of them.", Page.Quiet);
        if (shown < outcomes.Length) page.Say($"Left out for want of room: {string.Join(", ", outcomes.Skip(shown).Select(outcome => outcome.Name))}.", Page.Quiet);
        foreach ((string name, OutcomeKey key, _) in outcomes.Take(sweep.Outcomes.Count)) page.Say($"{name}: {Describe(key)}.", Page.Quiet);

        static int Width(string[] column, string header) => ColumnBorder + Math.Max(header.Length, column.Max(cell => cell.Length));
    }

    private static void WriteFailures(Page page, StudyProgress progress, IReadOnlyList<UnitFailure> failures)
    {
        if (progress.UnitsFailed == 0) return;
        page.Heading("Failed", $"{Numbers.Count(progress.UnitsFailed)} of {Counted(progress.UnitsTotal, "unit")}; the others are complete");
        foreach (UnitFailure failure in failures.Take(MostFailures))
        {
            page.SayIndented($"point {failure.Index}{(failure.Replication is int replication ? $", replication {replication}" : "")}: {failure.Reason}");
        }
    }

    private static string At(StudyData data, int point) => string.Join(", ", data.Sweep.Factors.Zip(data.Points[point].Values, (factor, value) => ValueOf(value) is ['≈', .. { } rounded] ? $"{factor.Name} ≈ {rounded}" : $"{factor.Name} = {ValueOf(value)}"));

    private static string ValueOf(FactorValue value)
    {
        string text = value.Number is { } number ? Numbers.Exact(number) : value.Text;
        return text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, LongestValue), "…");
    }

    private static string Describe(OutcomeKey key) =>
        $"{key.Outcome}{(key.Actor == "*" ? "" : $" of {key.Actor}")}{(key.Game == "*" ? "" : $" in {key.Game}")}, {OutcomeCatalog.Find(key.Outcome).Unit}";

    private static string Counted(long count, string what) => count == 1 ? $"1 {what}" : $"{Numbers.Count(count)} {what}s";
}

/// <summary>The started sweeps of a data folder, for people.</summary>
internal static class SweepListView
{
    public static void Write(Page page, IReadOnlyList<StudyProgress> sweeps, string storePath)
    {
        page.Title("Sweeps", $"newest first, in {storePath}");
        if (sweeps.Count == 0)
        {
            page.Say("There are none.");
            return;
        }

        Table table = Page.NewTable();
        table.AddColumn(Page.Column("id"));
        table.AddColumn(Page.Column("sweep", wrap: true));
        table.AddColumn(Page.Column("status"));
        table.AddColumn(Page.Column("points", right: true));
        table.AddColumn(Page.Column("units", right: true));
        foreach (StudyProgress progress in sweeps)
        {
            table.AddRow(
                Page.Cell(progress.Study.Id),
                Page.Cell(progress.Study.SweepId),
                Page.Cell(RunReader.State(progress.Study.Status)),
                Page.Cell(Of(progress.PointsDone, progress.PointsTotal)),
                Page.Cell(Of(progress.UnitsDone, progress.UnitsTotal)));
        }

        page.Write(table);

        static string Of(long done, long total) => done == total ? Numbers.Count(total) : $"{Numbers.Count(done)}/{Numbers.Count(total)}";
    }
}
