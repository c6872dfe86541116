using Spectre.Console;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;

namespace StrategySim.Cli.Views;

/// <summary>What the factors of a sweep do to an outcome, method by method.</summary>
internal static class SensitivityView
{
    public static void Write(Page page, StudyProgress progress, SensitivityResult result)
    {
        page.Title(progress.Study.SweepTitle, $"{progress.Study.SweepId}, design {result.Design}");
        WriteResult(page, result);
    }

    /// <summary>The methods, without a title.</summary>
    public static void WriteResult(Page page, SensitivityResult result)
    {
        AnalysedPoints points = result.Points;
        string replications = points.FewestReplications == points.MostReplications ? Numbers.Count(points.MostReplications) : $"{Numbers.Count(points.FewestReplications)} to {Numbers.Count(points.MostReplications)}";
        page.Say($"What moves '{result.Outcome}' ({result.Unit})? {Numbers.Count(points.Used)} points, {replications} {(points.MostReplications == 1 ? "replication" : "replications")} of each.");
        if (result.Sobol is { } sobol) WriteSobol(page, sobol);
        if (result.Shapley is { } shapley) WriteTable(page, "Shapley effects", "shares of the variance that add up to 1 ± half of the 95 % t-interval over scrambles", ["effect"], shapley.Effects.Select(e => (e.Input, (string[])[Value(e.Effect)])));
        if (result.Morris is { } morris) WriteMorris(page, morris);
        if (result.Pawn is { } pawn)
        {
            WriteTable(
                page, "PAWN", "distances between distributions, 0 to 1", ["mean", "median", "maximum", "inert"],
                pawn.Indices.Select(index => (index.Input, (string[])[Number(index.Mean), Number(index.Median), Number(index.Maximum), Number(index.Inert)])));
        }

        if (result.RankCorrelation is { } ranks)
        {
            WriteTable(
                page, "Rank correlations", "Spearman's, and partial given all other numbers; -1 to 1", ["rank", "partial"],
                ranks.Correlations.Select(c => (c.Input, (string[])[Number(c.Spearman), Number(c.Partial)])));
            foreach (RefusedInput refused in ranks.Refused) page.Say($"{refused.Input}: {refused.Reason}", Page.Quiet);
        }

        if (result.Notes.Count == 0) return;
        page.Blank();
        foreach (string note in result.Notes) page.Say(note, Page.Quiet);
    }

    private static void WriteSobol(Page page, SobolResult sobol)
    {
        WriteTable(
            page, "Sobol indices", $"shares of the variance of the {sobol.Estimand.Replace('-', ' ')} ± half of the 95 % t-interval over {sobol.Randomisations} scrambles", ["first order", "total"],
            sobol.Indices.Select(index => (index.Input, (string[])[Value(index.First), Value(index.Total)])));
        if (sobol.Pairs.Count > 0) WriteTable(page, "Pairs", "what two inputs do together, beyond the sum of their own effects", ["second order"], sobol.Pairs.Select(pair => ($"{pair.First} × {pair.Second}", (string[])[Value(pair.Index)])));
        if (sobol.NoiseShare is { } noise) page.Say($"Noise is {Numbers.PercentWithInterval(noise.Mean, noise.Upper)} % of the variance of a single replication.", Page.Quiet);
    }

    private static void WriteMorris(Page page, MorrisResult morris) => WriteTable(
        page, "Morris's measures", "effects of a change over the whole range, in units of the outcome; noise: what replications alone would show", ["μ*", "μ", "σ", "noise"],
        morris.Measures.Select(measure => (measure.Input, (string[])[Value(measure.MuStar), Number(measure.Mu), Number(measure.Sigma), Number(measure.NoiseSd)])));

    private static void WriteTable(Page page, string heading, string about, string[] columns, IEnumerable<(string Input, string[] Cells)> rows)
    {
        page.Heading(heading, about);
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("input", wrap: true));
        foreach (string column in columns) table.AddColumn(Page.Column(column, right: true));
        int count = 0;
        foreach ((string input, string[] cells) in rows)
        {
            table.AddRow([Page.Cell(input), .. cells.Select(cell => Page.Cell(cell))]);
            count++;
        }

        if (count > 0) page.Write(table);
        else page.Say("The outcome does not vary, or no more than its noise.");
    }

    private static string Value(Estimate estimate) => Numbers.WithInterval(estimate.Mean, estimate.Upper);

    private static string Number(double? value) => value is double number ? Numbers.Rounded(number) : "";
}
