using System.Text.RegularExpressions;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.Experiments.Figures;

/// <summary>Figures of exact phase diagrams, with simulated outcomes laid over them.</summary>
public static partial class PhaseFigures
{
    private const int SmoothSteps = 48;

    /// <summary>Strips along one factor: the game, its Nash set, and what risk dominance selects where that is defined anywhere.</summary>
    /// <param name="id">Id of the figure.</param>
    /// <param name="diagram">A diagram of one factor.</param>
    /// <param name="outcomes">Simulated outcomes along the same factor; null for none.</param>
    /// <param name="factor">What the factor is called; null for its name in the scenario.</param>
    /// <exception cref="ArgumentException">The diagram has two factors.</exception>
    public static PhaseStripFigure Along(string id, PhaseDiagram diagram, IReadOnlyList<StripOutcome>? outcomes = null, FigureAxis? factor = null)
    {
        if (diagram.By is not null) throw new ArgumentException("The diagram has two factors; expected one.", nameof(diagram));
        PhaseLine line = diagram.Lines[0];
        factor ??= Axis(diagram.Factor);
        (string a, string b) = Names(diagram);
        List<PhaseStrip> strips = [];
        if (diagram.Game.HasGameType) strips.Add(new PhaseStrip("game", Pieces(line, facts => Coarse(facts, a, b))));
        strips.Add(new PhaseStrip("Nash set", Pieces(line, facts => facts.Type?.NashSet ?? Count(facts.Equilibria))));
        if (line.Phases.Any(phase => phase.Facts.RiskDominant is not null))
            strips.Add(new PhaseStrip("risk dominant", Pieces(line, facts => facts.RiskDominant is { } set ? Outcomes(set) : null)));
        return new PhaseStripFigure
        {
            Id = id,
            Title = $"Which game is played along {factor.Title}: {Title(diagram)}",
            Subtitle = diagram.Game.HasGameType ? $"computed exactly; H hold, Y yield, {a} first" : "equilibria at samples; changes between samples enclosed",
            Factor = factor,
            Range = (diagram.Factor.From.ToDouble(), diagram.Factor.To.ToDouble()),
            Strips = strips,
            Boundaries = [.. line.Boundaries.Select(boundary => new StripBoundary(boundary.At.Decimal, Show(boundary.At)))],
            Outcomes = outcomes ?? [],
        };
    }

    /// <summary>Regions over two factors, with the boundaries between families of games and their equations where those could be read off.</summary>
    /// <param name="id">Id of the figure.</param>
    /// <param name="diagram">A diagram of two factors.</param>
    /// <param name="outcome">What the outcomes are; null for none.</param>
    /// <param name="outcomes">Simulated outcomes over the same factors.</param>
    /// <param name="x">What the first factor is called; null for its name in the scenario.</param>
    /// <param name="y">What the second factor is called; null for its name in the scenario.</param>
    /// <exception cref="ArgumentException">The diagram has one factor only.</exception>
    public static PhaseMapFigure Map(string id, PhaseDiagram diagram, FigureAxis? outcome = null, IReadOnlyList<MapOutcome>? outcomes = null, FigureAxis? x = null, FigureAxis? y = null)
    {
        PhaseFactor by = diagram.By ?? throw new ArgumentException("The diagram has one factor; expected two.", nameof(diagram));
        (x, y) = (x ?? Axis(diagram.Factor), y ?? Axis(by));
        return new PhaseMapFigure
        {
            Id = id,
            Title = $"Which game is played over {x.Title} and {y.Title}: {Title(diagram)}",
            X = x,
            XRange = (diagram.Factor.From.ToDouble(), diagram.Factor.To.ToDouble()),
            Y = y,
            YRange = (by.From.ToDouble(), by.To.ToDouble()),
            Regions = Regions(diagram),
            Boundaries = Curves(diagram, x.Title, y.Title),
            Outcome = outcome,
            Outcomes = outcomes ?? [],
        };
    }

    /// <summary>Lays the boundaries of an exact diagram and the names of its games over a simulated outcome.</summary>
    /// <param name="heatMap">A heat map over the two factors of the diagram, in their order.</param>
    /// <param name="diagram">A diagram of two factors.</param>
    /// <exception cref="ArgumentException">The diagram has one factor only.</exception>
    public static HeatMapFigure Over(HeatMapFigure heatMap, PhaseDiagram diagram)
    {
        PhaseMapFigure map = Map(heatMap.Id, diagram, x: heatMap.X, y: heatMap.Y);
        return heatMap with { Curves = map.Boundaries, Labels = map.RegionLabels() };
    }

    /// <summary>The question with so many values of its second factor that boundaries are drawn as they run; those that it asks for are among them.</summary>
    public static PhaseQuestion Smooth(PhaseQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.By is null) return question;
        int steps = (question.ByPoints ?? PhaseLimits.DefaultPoints) - 1;
        return steps < 1 || steps >= SmoothSteps ? question : question with { ByPoints = (steps * ((SmoothSteps + steps - 1) / steps)) + 1 };
    }

    private static string Title(PhaseDiagram diagram) => diagram.Game.Id;

    private static FigureAxis Axis(PhaseFactor factor) => new(factor.Name, factor.Unit);

    private static (string A, string B) Names(PhaseDiagram diagram) => (diagram.Game.Players[0], diagram.Game.Players[^1]);

    // Neighbouring pieces that say the same are one.
    private static List<StripPiece> Pieces(PhaseLine line, Func<PhaseFacts, string?> label)
    {
        var pieces = new List<StripPiece>();
        foreach (Phase phase in line.Phases)
        {
            if (label(phase.Facts) is not { } text) continue;
            if (pieces.Count > 0 && pieces[^1].Label == text && pieces[^1].To == phase.From.Decimal) pieces[^1] = pieces[^1] with { To = phase.To.Decimal };
            else pieces.Add(new StripPiece(phase.From.Decimal, phase.To.Decimal, text));
        }

        return pieces;
    }

    private static string Outcomes(OutcomeSet set) =>
        string.Join(" or ", new[] { OutcomeSet.HH, OutcomeSet.HY, OutcomeSet.YH, OutcomeSet.YY }.Where(one => set.Includes(one)).Select(one => one.ToString()));

    private static string Count(EquilibriumCount count)
    {
        string[] parts = [.. new[] { (count.Pure, "pure"), (count.Mixed, "mixed"), (count.Sets, count.Sets == 1 ? "set" : "sets") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}")];
        return parts.Length == 0 ? "none found" : string.Join(", ", parts);
    }

    // The game as far as boundaries of families part it; orders and variants are finer.
    private static string Coarse(PhaseFacts facts, string a, string b) =>
        facts.Type is not { } type ? Count(facts.Equilibria) : type.By is { } player ? $"{type.FamilyName} by {(player == 0 ? a : b)}" : type.FamilyName;

    /// <summary>A number exactly where it has a form that people read: <c>8/3</c>, <c>(1+√5)/2</c>; else to six digits after ≈.</summary>
    private static string Show(PhaseNumber number)
    {
        if (number.Exact is not { } exact || exact.Length > 24) return $"≈ {number.Decimal:0.######}";
        string surd = SquareRoot().Replace(exact, match => (match.Groups["n"].Value == "1" ? "" : match.Groups["n"].Value) + "√" + match.Groups["d"].Value);
        return LeadingZero().Replace(surd, "$1").Replace('-', '−');
    }

    [GeneratedRegex(@"(?<n>\d+)\*sqrt\((?<d>\d+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex SquareRoot();

    [GeneratedRegex(@"^(\(?)0\+")]
    private static partial Regex LeadingZero();

    // A region goes on from run to run as long as its game is there, and is the same in number among pieces of that game.
    private static List<PhaseRegion> Regions(PhaseDiagram diagram)
    {
        (string a, string b) = Names(diagram);
        var regions = new List<(int Order, PhaseRegion Region)>();
        var open = new Dictionary<(string, int), (int Order, List<(double Y, double From, double To)> Spans)>();
        List<List<PhaseLine>> runs = Runs(diagram.Lines);
        for (int r = 0; r < runs.Count; r++)
        {
            List<PhaseLine> run = runs[r];
            List<StripPiece>[] pieces = [.. run.Select(line => Pieces(line, facts => Coarse(facts, a, b)))];
            var met = new HashSet<(string, int)>();
            for (int p = 0; p < pieces[0].Count; p++)
            {
                string label = pieces[0][p].Label;
                int number = 0;
                while (!met.Add((label, number))) number++;
                if (!open.TryGetValue((label, number), out (int Order, List<(double Y, double From, double To)> Spans) region))
                {
                    PhaseFacts facts = run[0].Phases.First(phase => phase.From.Decimal >= pieces[0][p].From).Facts;
                    open[(label, number)] = region = (facts.Type is { } type ? ((int)type.Family * 4) + (type.By ?? -1) + 1 : p, []);
                }

                (double Y, double From, double To)[] spans = [.. run.Select((line, i) => (line.By!.Value.ToDouble(), pieces[i][p].From, pieces[i][p].To))];
                // Runs meet half-way between their nearest lines: refinement has made that narrower than a line of print.
                double low = r > 0 ? Meeting(runs[r - 1][^1], run[0]) : diagram.By!.From.ToDouble();
                double high = r < runs.Count - 1 ? Meeting(run[^1], runs[r + 1][0]) : diagram.By!.To.ToDouble();
                if (low < spans[0].Y) region.Spans.Add(spans[0] with { Y = low });
                region.Spans.AddRange(spans);
                if (high > spans[^1].Y) region.Spans.Add(spans[^1] with { Y = high });
            }

            foreach ((string, int) ended in open.Keys.Where(key => !met.Contains(key)).ToArray()) Close(ended);
        }

        foreach ((string, int) rest in open.Keys.ToArray()) Close(rest);
        return [.. regions.OrderBy(region => region.Order).Select(region => region.Region)];

        void Close((string Label, int Number) key)
        {
            open.Remove(key, out (int Order, List<(double Y, double From, double To)> Spans) region);
            if (region.Spans.Count == 1) region.Spans.Add(region.Spans[0]);
            regions.Add((region.Order, new PhaseRegion(key.Label, region.Spans)));
        }
    }

    private static double Meeting(PhaseLine below, PhaseLine above) => ((below.By!.Value + above.By!.Value) * Rational.Half).ToDouble();

    // Lines one after another with the same list of phases. A line that stands alone where the list changes is no run.
    private static List<List<PhaseLine>> Runs(IReadOnlyList<PhaseLine> lines)
    {
        var runs = new List<List<PhaseLine>>();
        foreach (PhaseLine line in lines)
        {
            if (runs.Count > 0 && runs[^1][0].LooksLike(line)) runs[^1].Add(line);
            else runs.Add([line]);
        }

        List<List<PhaseLine>> wide = [.. runs.Where(run => run.Count > 1)];
        return wide.Count > 0 ? wide : runs;
    }

    // A boundary goes on from line to line as long as it parts the same games and is the same in number among such.
    private static List<FigureCurve> Curves(PhaseDiagram diagram, string x, string y)
    {
        (string a, string b) = Names(diagram);
        var open = new Dictionary<(string, int), List<(Rational By, PhaseNumber At)>>();
        var curves = new List<FigureCurve>();
        foreach (PhaseLine line in diagram.Lines)
        {
            var met = new HashSet<(string, int)>();
            foreach (PhaseBoundary boundary in line.Boundaries)
            {
                string parts = $"{Side(boundary.Before)} | {Side(boundary.After)}";
                int number = 0;
                while (!met.Add((parts, number))) number++;
                if (!open.TryGetValue((parts, number), out List<(Rational, PhaseNumber)>? points)) open[(parts, number)] = points = [];
                points.Add((line.By!.Value, boundary.At));
            }

            foreach ((string, int) ended in open.Keys.Where(key => !met.Contains(key)).ToArray())
            {
                Close(open[ended]);
                open.Remove(ended);
            }
        }

        foreach (List<(Rational, PhaseNumber)> points in open.Values) Close(points);
        return curves;

        string Side(PhaseFacts? facts) => facts is null ? "" : Coarse(facts, a, b);

        void Close(List<(Rational By, PhaseNumber At)> points)
        {
            if (points.Count < 2) return;
            curves.Add(new FigureCurve(Equation(x, y, points), [.. points.Select(point => (point.At.Decimal, point.By.ToDouble()))]));
        }
    }

    private static string Equation(string x, string y, List<(Rational By, PhaseNumber At)> points)
    {
        if (points.All(point => point.At.Exact is not null && point.At.Exact == points[0].At.Exact)) return $"{x} = {Show(points[0].At)}";
        return points.All(point => point.At.Form == PhaseNumberForm.Rational)
            ? MobiusFormula.Through([.. points.Select(point => (point.By, point.At.Low))])?.Show(y) is { } formula ? $"{x} = {formula}" : ""
            : "";
    }
}
