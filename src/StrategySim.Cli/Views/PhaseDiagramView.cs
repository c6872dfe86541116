using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Views;

/// <summary>A phase diagram as tables: phases and what parts them, or a line of boundaries for each value of a second factor.</summary>
internal static class PhaseDiagramView
{
    // A diagram with more is read as JSON.
    private const int MostRows = 60;

    public static void Write(Page page, PhaseDiagram diagram, TimeSpan elapsed)
    {
        GameSpecification game = diagram.Game;
        page.Title(diagram.Scenario.Title, $"{game.Id}: which game is played where");
        if (diagram.By is null) WriteLine(page, diagram, diagram.Lines[0]);
        else WriteLines(page, diagram, diagram.By);

        page.Blank();
        List<(string, string)> facts = [("factor", Factor(diagram.Factor))];
        if (diagram.By is { } by) facts.Add(("by", Factor(by)));
        if (diagram.Held.Count > 0) facts.Add(("held", string.Join(", ", diagram.Held.Select(held => $"{held.Name} = {Numbers.Exact(held.Value)}"))));
        facts.Add((diagram.Exact ? "exact" : "not exact", diagram.Because));
        facts.Add(("time", Numbers.Duration(elapsed)));
        page.Facts(facts);
        foreach (string note in diagram.Notes) page.Say(note);
    }

    private static void WriteLine(Page page, PhaseDiagram diagram, PhaseLine line)
    {
        GameSpecification game = diagram.Game;
        Table table = Page.NewTable();
        table.AddColumn(Page.Column(diagram.Factor.Name, right: true));
        if (diagram.Exact) table.AddColumn(Page.Column("game", wrap: true));
        table.AddColumn(Page.Column("equilibria", wrap: true));
        if (diagram.Exact) table.AddColumn(Page.Column("risk dominant"));
        (PhaseNumber At, bool IsPlace, string Where, PhaseFacts? Facts)[] rows =
        [
            .. line.Phases.Select(phase => (phase.From, false, Interval(phase.From, phase.IncludesFrom, phase.To, phase.IncludesTo), (PhaseFacts?)phase.Facts)),
            .. line.Boundaries.Concat(line.FinerBoundaries).Where(b => b.There is not null).Select(b => (b.At, true, Place(b.At), b.There)),
            .. line.Gaps.Select(gap => (gap.From, gap.From == gap.To, gap.From == gap.To ? Place(gap.From) : Interval(gap.From, false, gap.To, false), (PhaseFacts?)null)),
        ];
        // A place comes before the phase that begins there.
        var ordered = rows.OrderBy(row => row.At.Low).ThenBy(row => row.IsPlace ? 0 : 1).ToList();
        foreach ((_, bool isPlace, string where, PhaseFacts? facts) in ordered.Take(MostRows))
        {
            Style? style = isPlace ? Page.Quiet : null;
            const string Undefined = "undefined: a payoff divides by zero";
            string[] cells = (facts, diagram.Exact) switch
            {
                (null, true) => [where, Undefined, "", ""],
                (null, false) => [where, Undefined],
                (_, true) => [where, PhaseWords.Game(facts, game), PhaseWords.Equilibria(facts), PhaseWords.RiskDominant(facts)],
                (_, false) => [where, PhaseWords.Equilibria(facts)],
            };
            table.AddRow(cells.Select(cell => Page.Cell(cell, style)));
        }

        page.Write(table);
        if (ordered.Count > MostRows) page.Say($"… and {ordered.Count - MostRows} further rows; --json lists them all.", Page.Quiet);

        WriteBoundaries(page, "Boundaries", diagram.Exact ? "of the family of the game" : "of the kind of the Nash set", line.Boundaries, game);
        WriteBoundaries(page, "Finer boundaries", "of orders of payoffs and of risk dominance", line.FinerBoundaries, game);
    }

    private static void WriteBoundaries(Page page, string heading, string about, IReadOnlyList<PhaseBoundary> boundaries, GameSpecification game)
    {
        if (boundaries.Count == 0 && heading != "Boundaries") return;
        page.Heading(heading, about);
        if (boundaries.Count == 0) page.Say("None in this range.");
        foreach (PhaseBoundary boundary in boundaries.Take(MostRows))
        {
            page.SayIndented($"{Place(boundary.At)}{Approximation(boundary.At)}  {PhaseWords.Detail(boundary, game)}");
        }
    }

    private static void WriteLines(Page page, PhaseDiagram diagram, PhaseFactor by)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column(by.Name, right: true));
        table.AddColumn(Page.Column($"phases along {diagram.Factor.Name}, with the boundaries between them", wrap: true));
        // Values that were added to find a change are many and alike.
        PhaseLine[] shown = [.. diagram.Lines.Where(line => !line.Refined || diagram.Transitions.Any(change => change.At == line.By))];
        foreach (PhaseLine line in shown.Take(MostRows)) table.AddRow(Page.Cell(Numbers.Exact(line.By!.Value), line.Refined ? Page.Quiet : null), Page.Cell(InOneLine(line, diagram.Game), line.Refined ? Page.Quiet : null));
        page.Write(table);
        if (shown.Length > MostRows) page.Say($"… and {shown.Length - MostRows} further values; --json lists them all.", Page.Quiet);
        page.Heading($"Changes of the list of phases in {by.Name}", "orders of payoffs and risk dominance included");
        if (diagram.Transitions.Count == 0) page.Say("None in this range.");
        foreach (PhaseTransition change in diagram.Transitions.Take(MostRows))
        {
            string below = Families(diagram, change.Low), above = Families(diagram, change.High);
            page.SayIndented($"{(change.At is Rational at ? $"at {Numbers.Exact(at)}" : $"between {Numbers.Exact(change.Low)} and {Numbers.Exact(change.High)}")}{(below == above ? "" : $"  {below} → {above}")}");
        }
    }

    // The games along a line, without the places of their boundaries.
    private static string Families(PhaseDiagram diagram, Rational by) => string.Join(
        " | ", diagram.Lines.First(line => line.By == by).Phases.Select(phase => Label(phase, diagram.Game)).Aggregate(new List<string>(), (labels, label) =>
        {
            if (labels.Count == 0 || labels[^1] != label) labels.Add(label);
            return labels;
        }));

    private static string Label(Phase phase, GameSpecification game) => phase.Facts.Type is { } type ? $"{type.FamilyName}{(type.By is int player ? $" by {game.Players[player]}" : "")}" : PhaseWords.Equilibria(phase.Facts);

    // "coordination ·1· blackmail by US ·2· chicken": neighbours of one family are one here.
    private static string InOneLine(PhaseLine line, GameSpecification game)
    {
        var parts = new List<string>();
        string last = "";
        foreach (Phase phase in line.Phases)
        {
            string label = Label(phase, game);
            PhaseBoundary? before = line.Boundaries.FirstOrDefault(b => b.At == phase.From || (b.At.Form == PhaseNumberForm.Interval && b.At.High == phase.From.Low));
            if (before?.Before is not null) parts.Add($"| {Place(before.At)} |");
            else if (parts.Count > 0 && line.Gaps.Any(gap => gap.To == phase.From)) parts.Add($"| gap {Place(phase.From)} |");
            else if (label == last) continue;
            parts.Add(last = label);
        }

        return string.Join(' ', parts);
    }

    private static string Factor(PhaseFactor factor) =>
        $"{factor.Name} from {Numbers.Exact(factor.From)} to {Numbers.Exact(factor.To)}{(factor.Unit.Length > 0 ? $" {factor.Unit}" : "")}, {(factor.Source switch
        {
            "path" => "as its path goes",
            "range" => "the parameter's own range",
            "bounds" => "the state's own bounds",
            _ => "as asked",
        })}; {Numbers.Exact(factor.ScenarioValue)} in the scenario{(factor.IsState ? " in round 1" : "")}";

    private static string Interval(PhaseNumber from, bool includesFrom, PhaseNumber to, bool includesTo) =>
        from == to ? Place(from) : $"{(includesFrom ? '[' : '(')}{Place(from)}, {Place(to)}{(includesTo ? ']' : ')')}";

    private static string Place(PhaseNumber number) => number.Form switch
    {
        PhaseNumberForm.Rational => Numbers.Exact(number.Low),
        PhaseNumberForm.Surd => number.Exact!,
        _ => "≈" + number.Decimal.ToString("G10", CultureInfo.InvariantCulture),
    };

    private static string Approximation(PhaseNumber number) => number.Form switch
    {
        PhaseNumberForm.Rational => "",
        PhaseNumberForm.Surd => $" ≈ {number.Decimal.ToString("G10", CultureInfo.InvariantCulture)}",
        PhaseNumberForm.Root => $" (a root of {number.Polynomial}; in [{Numbers.Exact(number.Low)}, {Numbers.Exact(number.High)}])",
        _ => $" (in [{Numbers.Exact(number.Low)}, {Numbers.Exact(number.High)}])",
    };
}
