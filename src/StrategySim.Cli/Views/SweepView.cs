using Spectre.Console;
using Spectre.Console.Rendering;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Cli.Views;

/// <summary>What a sweep gave, for people: the first points with their outcomes, and where all of them are.</summary>
internal static class SweepView
{
    // More is read as CSV, or looked at as figures.
    private const int MostPoints = 40, MostFailures = 5, LongestValue = 24;

    // A mean with its half-width, and the borders beside it.
    private const int OutcomeWidth = 20;

    public static void Write(Page page, StudyProgress progress, StudyData data, IReadOnlyList<UnitFailure> failures, string storePath, TimeSpan elapsed)
    {
        StudyRecord study = progress.Study;
        Sweep sweep = data.Sweep;
        page.Title(study.SweepTitle, $"{study.SweepId}, over {sweep.Scenario.Id}");
        string replications = study.Replications == study.MaxReplications ? $"{Counted(study.Replications, "replication")} each" : $"{Numbers.Count(study.Replications)} to {Counted(study.MaxReplications, "replication")} each";
        page.Say($"{Counted(data.Points.Count, "point")} of the design {sweep.Method}, {replications}, {Counted(progress.UnitsDone, "unit")}; seed {study.Seed}.");
        WriteOutcomes(page, data);
        WriteFailures(page, progress, failures);
        page.Blank();
        page.Facts(
        [
            ("document", study.DocumentHash),
            ("results", study.ResultsHash ?? ""),
            ("sweep", $"{study.Id}, kept in {storePath}, {Numbers.Duration(elapsed)}"),
        ]);
    }

    private static void WriteOutcomes(Page page, StudyData data)
    {
        Sweep sweep = data.Sweep;
        StudyPoint[] points = [.. data.Points.Take(MostPoints)];
        if (points.Length == 0 || data.Outcomes.Count == 0) return;
        bool intervals = points.Any(point => point.Samples.Any(sample => sample.Count > 1));
        int factors = sweep.Factors.Sum(factor => 3 + Math.Max(factor.Name.Length, points.Max(point => ValueOf(sweep, point, factor).Length)));
        int most = Math.Max(1, (page.Width - factors - 8) / OutcomeWidth);
        SweepOutcome[] shown = [.. data.Outcomes.Take(most)];
        page.Heading("Outcomes", intervals ? "mean over replications ± half of the 95 % t-interval" : "of the one replication; there is no interval");
        Table table = Page.NewTable();
        foreach (SweepFactor factor in sweep.Factors) table.AddColumn(Page.Column(factor.Name, right: factor.IsNumeric));
        foreach (SweepOutcome outcome in shown) table.AddColumn(Page.Column(outcome.Name, right: true, wrap: true));
        table.AddColumn(Page.Column("n", right: true));
        foreach (StudyPoint point in points)
        {
            table.AddRow(
            [
                .. sweep.Factors.Select(factor => Page.Cell(ValueOf(sweep, point, factor))),
                .. shown.Select(outcome => Cell(point, outcome.Key)),
                Page.Cell(Numbers.Count(point.Samples.Count == 0 ? 0 : point.Samples.Max(sample => sample.Count)), Page.Quiet),
            ]);
        }

        page.Write(table);
        if (data.Points.Count > points.Length) page.Say($"… and {Counted(data.Points.Count - points.Length, "further point")}; --csv writes all of them.", Page.Quiet);
        if (shown.Length < data.Outcomes.Count) page.Say($"Left out for want of room: {string.Join(", ", data.Outcomes.Skip(shown.Length).Select(outcome => outcome.Name))}.", Page.Quiet);
        foreach (SweepOutcome outcome in shown) page.Say($"{outcome.Name}: {Describe(outcome.Key)}.", Page.Quiet);
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

    private static IRenderable Cell(StudyPoint point, OutcomeKey key)
    {
        Estimate? estimate = point.Samples.FirstOrDefault(sample => sample.Key == key)?.ToEstimate();
        return Page.Cell(estimate is null ? "" : Numbers.WithInterval(estimate.Mean, estimate.Upper));
    }

    private static string ValueOf(Sweep sweep, StudyPoint point, SweepFactor factor)
    {
        FactorValue value = point.Values[sweep.Factors.ToList().IndexOf(factor)];
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
                Page.Cell(StrategySim.Api.Results.RunReader.State(progress.Study.Status)),
                Page.Cell(Of(progress.PointsDone, progress.PointsTotal)),
                Page.Cell(Of(progress.UnitsDone, progress.UnitsTotal)));
        }

        page.Write(table);

        static string Of(long done, long total) => done == total ? Numbers.Count(total) : $"{Numbers.Count(done)}/{Numbers.Count(total)}";
    }
}
