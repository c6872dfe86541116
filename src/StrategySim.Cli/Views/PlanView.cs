using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Views;

/// <summary>What a sweep comes to, for people.</summary>
internal static class PlanView
{
    private const int LongestValue = 40, LongestId = 12;

    public static void Show(Page page, SweepValidation sweep)
    {
        page.Title(sweep.Title, $"{sweep.SweepId}, over {sweep.ScenarioId}");
        page.Say("The sweep is valid.", Page.Good);
        Factors(page, sweep);
        page.Blank();
        page.Facts(Facts(sweep));
        page.Blank();
        page.Say(sweep.Environment.Estimate, Page.Quiet);
        Reasons(page, "Failed in the trial", "such units fail in play too, and the others go on", sweep.Environment.Failures);
        Reasons(page, "Will not be made", "what the document asks for and the design cannot feed", sweep.NotMade);
        if (sweep.FirstPoints.Count > 0) Points(page, sweep);
    }

    private static void Factors(Page page, SweepValidation sweep)
    {
        page.Heading("Factors");
        Table table = Page.NewTable();
        foreach (string header in (string[])["factor", "place", "values"]) table.AddColumn(Page.Column(header, wrap: header != "factor"));
        foreach (SweepFactorDescription factor in sweep.Factors)
        {
            table.AddRow(Page.Cell(factor.Name), Page.Cell(factor.Place.Length > 0 ? factor.Place : "none: others are derived from it"), Page.Cell(factor.Values));
        }

        page.Write(table);
    }

    private static IEnumerable<(string Name, string Value)> Facts(SweepValidation sweep)
    {
        SweepPointCount points = sweep.Points;
        yield return ("design", $"{sweep.Method}, {Of(points.Design, "point")}");
        foreach (SweepConstraintCount constraint in sweep.Constraints) yield return ("constraint", $"{constraint.Constraint} drops {Of(constraint.Drops, "point")}");
        if (points.Dropped > 0) yield return ("dropped", Of(points.Dropped, "point"));
        if (points.Duplicates > 0) yield return ("duplicates", $"{Of(points.Duplicates, "point")} with the scenario of an earlier one, counted once");
        yield return ("points", Numbers.Count(points.Left) + (points.Checked < points.Left ? $", of which {Numbers.Count(points.Checked)}, spread over the design, were read and found valid" : ", all of them valid"));
        SweepUnitCount units = sweep.Units;
        yield return ("units", units.Until is null ? Numbers.Count(units.AtLeast) : $"{Numbers.Count(units.AtLeast)} to {Numbers.Count(units.AtMost)}, until '{units.Until}' is known well enough");
        string least = Numbers.Duration(TimeSpan.FromSeconds(sweep.Environment.SecondsAtLeast)), most = Numbers.Duration(TimeSpan.FromSeconds(sweep.Environment.SecondsAtMost));
        yield return ("expected", least == most ? $"about {least}" : $"about {least} to {most}");
    }

    private static void Reasons(Page page, string heading, string words, IReadOnlyList<Fault> faults)
    {
        if (faults.Count == 0) return;
        page.Heading(heading, words);
        SectionsView.WriteReasons(page, faults);
    }

    private static void Points(Page page, SweepValidation sweep)
    {
        page.Heading("Points", $"the first {Numbers.Count(sweep.FirstPoints.Count)} of {Numbers.Count(sweep.Points.Left)}");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("index", right: true));
        foreach (SweepFactorDescription factor in sweep.Factors) table.AddColumn(Page.Column(factor.Name, right: factor.Kind != "oneOf"));
        table.AddColumn(Page.Column("point id"));
        foreach (SweepPointDescription point in sweep.FirstPoints)
        {
            table.AddRow([Page.Cell(Numbers.Count(point.Index)), .. sweep.Factors.Select(factor => Page.Cell(Value(point.Values[factor.Name], factor))), Page.Cell(Short(point.PointId, LongestId), Page.Quiet)]);
        }

        page.Write(table);
    }

    private static string Of(long count, string what) => $"{Numbers.Count(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Value(string text, SweepFactorDescription factor) =>
        factor.Kind != "oneOf" && Rational.TryParse(text, out Rational number) ? Numbers.Exact(number) : Short(text, LongestValue);

    private static string Short(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");
}
