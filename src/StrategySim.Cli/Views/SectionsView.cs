using Spectre.Console;
using StrategySim.Cli.Outputs;
using StrategySim.Experiments.Analysis;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Views;

/// <summary>What the document of a sweep asks to be made of its outcomes, for people.</summary>
internal static class SectionsView
{
    // A trajectory of boxes is looked at as a figure; here stand the boxes among which a reader would choose.
    private const int MostBoxes = 12, MostStates = 3;

    public static void Write(Page page, AskedSections sections)
    {
        if (sections.Analysis is { } analysis)
        {
            foreach (SensitivityResult sensitivity in analysis.Sensitivity)
            {
                page.Blank();
                SensitivityView.WriteResult(page, sensitivity);
            }

            if (analysis.Discovery is { } discovery) WriteDiscovery(page, discovery);
            if (analysis.Robustness is { } robustness) WriteRobustness(page, robustness);
            if (analysis.EmpiricalGame is { } game) EmpiricalGameView.WriteGame(page, game);
            if (analysis.PhaseDiagram is { } asked)
            {
                page.Blank();
                PhaseDiagramView.Write(page, sections.Diagram!, TimeSpan.FromMilliseconds(asked.Diagram.ElapsedMs));
            }
        }

        if (sections.Comparison is { } comparison)
        {
            page.Blank();
            ComparisonView.Show(page, comparison);
        }

        if (sections.Faults.Count == 0) return;
        page.Heading("Not made", "what the document asks for and the outcomes do not allow");
        WriteReasons(page, sections.Faults);
    }

    /// <summary>Why something is not there, a sentence for each reason with its place in the document.</summary>
    public static void WriteReasons(Page page, IEnumerable<Fault> faults)
    {
        foreach (Fault fault in faults) page.SayIndented($"{fault.Pointer}: {fault.Detail}{(fault.Found is { } found ? $" Found {found};" : "")} expected {fault.Expected}.");
    }

    private static void WriteDiscovery(Page page, DiscoveryResult result)
    {
        page.Heading($"Where {result.Condition}", $"{Numbers.Count(result.Interesting)} of {Numbers.Count(result.Points.Used)} points; boxes of factors by PRIM, coverage traded for density");
        Table table = Page.NewTable();
        foreach (string column in (string[])["step", "coverage", "density", "mass"]) table.AddColumn(Page.Column(column, right: column != "step"));
        table.AddColumn(Page.Column("box", wrap: true));
        DiscoveryBox[] shown = Thinned(result.Boxes);
        foreach (DiscoveryBox box in shown)
        {
            table.AddRow(
                Page.Cell(box.Step), Page.Cell(Numbers.Rounded(box.Coverage)), Page.Cell(Numbers.Rounded(box.Density)), Page.Cell(Numbers.Rounded(box.Mass)),
                Page.Cell(box.Restrictions.Count == 0 ? "all points" : string.Join(", ", box.Restrictions.Select(Show))));
        }

        page.Write(table);
        if (shown.Length < result.Boxes.Count) page.Say($"{shown.Length} of {result.Boxes.Count} boxes; --json lists them all, --figures draws them.", Page.Quiet);
        foreach (string note in result.Notes) page.Say(note, Page.Quiet);
    }

    private static void WriteRobustness(Page page, RobustnessResult result)
    {
        page.Heading($"Robustness of {string.Join(" + ", result.Factors)}", $"{result.Outcome} ({result.Unit}) over {Numbers.Count(result.States)} combinations of the other factors, {(result.HigherIsBetter ? "more" : "less")} being better");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("choice", wrap: true));
        foreach (string column in (string[])["worst", "greatest regret", "mean", $"{Numbers.Rounded(result.Quantile)} quantile", .. result.Threshold is null ? Array.Empty<string>() : ["good enough"]]) table.AddColumn(Page.Column(column, right: true));
        table.AddColumn(Page.Column("worst at", wrap: true));
        foreach (ChoiceResult choice in result.Choices)
        {
            table.AddRow(
            [
                Page.Cell(choice.Choice),
                Best(choice.Worst, result.Maximin, choice),
                Best(choice.MaximumRegret, result.MinimaxRegret, choice),
                Best(choice.Mean, result.BestMean, choice),
                Best(choice.Quantile, result.BestQuantile, choice),
                .. choice.Satisficing is double share ? [Best(share, result.BestSatisficing, choice)] : Array.Empty<Spectre.Console.Rendering.IRenderable>(),
                Page.Cell(string.Join(", ", choice.WorstState.Take(MostStates).Select(state => $"{state.Key} = {state.Value}")), Page.Quiet),
            ]);
        }

        page.Write(table);
        page.Say($"Best by maximin: {string.Join(", ", result.Maximin)}; by minimax regret: {string.Join(", ", result.MinimaxRegret)}; by mean: {string.Join(", ", result.BestMean)}; by quantile: {string.Join(", ", result.BestQuantile)}"
            + $"{(result.BestSatisficing.Count > 0 ? $"; good enough most often: {string.Join(", ", result.BestSatisficing)}" : "")}.");
        foreach (string note in result.Notes) page.Say(note, Page.Quiet);
    }

    private static Spectre.Console.Rendering.IRenderable Best(double value, IReadOnlyList<string> best, ChoiceResult choice) => Page.Cell(Numbers.Rounded(value), best.Contains(choice.Choice) ? Page.Strong : null);

    // The first and the last, and between them as many in even steps as are read.
    private static DiscoveryBox[] Thinned(IReadOnlyList<DiscoveryBox> boxes) => boxes.Count <= MostBoxes
        ? [.. boxes]
        : [.. Enumerable.Range(0, MostBoxes).Select(i => boxes[(int)Math.Round((double)i * (boxes.Count - 1) / (MostBoxes - 1))])];

    private static string Show(BoxRestriction restriction) => (restriction.Lower, restriction.Upper) switch
    {
        ({ } lower, { } upper) => $"{Numbers.Rounded(lower)} ≤ {restriction.Input} ≤ {Numbers.Rounded(upper)}",
        ({ } lower, null) => $"{restriction.Input} ≥ {Numbers.Rounded(lower)}",
        (null, { } upper) => $"{restriction.Input} ≤ {Numbers.Rounded(upper)}",
        _ => $"{restriction.Input} in {string.Join(", ", restriction.Options)}",
    };
}
