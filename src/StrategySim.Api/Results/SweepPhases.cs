using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Api.Results;

/// <summary>A phase diagram over factors of a sweep, before it is computed.</summary>
/// <param name="Question">What is computed.</param>
/// <param name="Factor">The place of the factor along which phases lie.</param>
/// <param name="By">The place of the second factor; null without one.</param>
/// <param name="Held">The other factors that are put in the scenario, each at its one value.</param>
/// <param name="Points">The points that are shown beside it.</param>
internal sealed record SweepPhaseQuestion(PhaseQuestion Question, int Factor, int? By, IReadOnlyDictionary<string, string> Held, IReadOnlyList<StudyPoint> Points);

/// <summary>What is asked of a phase diagram over factors of a sweep.</summary>
/// <param name="Game">The game; null for that of the outcome, or the only one.</param>
/// <param name="Factor">The factor along which phases lie; null for the one that there is.</param>
/// <param name="By">The second factor; null for the other one, where there are two.</param>
/// <param name="Width">How closely what has no closed form is enclosed; null for the usual width.</param>
internal sealed record SweepPhaseRequest(string? Game = null, string? Factor = null, string? By = null, Rational? Width = null);

/// <summary>Makes the question of a phase diagram from a sweep: its factors are the axes where they are states or parameters, and stand still otherwise.</summary>
internal static class SweepPhases
{
    private const string Axis = "a factor of the sweep with several numbers for a state or a parameter";

    /// <summary>Makes the question.</summary>
    /// <param name="data">The points with the outcome that is shown.</param>
    /// <param name="filter">The points that are shown.</param>
    /// <param name="asked">What is asked.</param>
    /// <exception cref="ProblemException">422: axes are missing or cannot be, or another factor takes several values.</exception>
    public static SweepPhaseQuestion Ask(StudyData data, FactorFilter filter, SweepPhaseRequest asked)
    {
        Sweep sweep = data.Sweep;
        StudyPoint[] points = [.. data.Points.Where(point => point.PointId is not null && filter.Fits(point.Values))];
        if (points.Length == 0) throw Refused("factor", null, "a sweep that has come to points with these values", "There is no such point, yet.");
        Rational[]?[] numbers = [.. Enumerable.Range(0, sweep.Factors.Count).Select(i => Numbers(sweep, points, i))];
        (int factor, int? by) = Axes(sweep, numbers, asked);
        var held = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<ProblemFault> faults = [];
        for (int i = 0; i < sweep.Factors.Count; i++)
        {
            if (i == factor || i == by || sweep.Factors[i].Place.Length == 0) continue;
            string[] values = [.. points.Select(point => point.Values[i].Text).Distinct(StringComparer.Ordinal).Take(5)];
            if (values.Length == 1) held[sweep.Factors[i].Name] = values[0];
            else faults.Add(NotStill(sweep.Factors[i], values));
        }

        if (faults.Count > 0) throw new ProblemException(ProblemKinds.Invalid(faults));
        string game = data.Outcomes[0].Key.Game;
        var question = new PhaseQuestion
        {
            // With everything in it that stands still.
            Scenario = sweep.At(points[0].Index)!.Scenario,
            Game = asked.Game ?? (game == "*" ? null : game),
            Factor = Range(sweep, factor, numbers[factor]!),
            By = by is int second ? Range(sweep, second, numbers[second]!) : null,
            ByPoints = by is int own && IsEven(numbers[own]!) ? numbers[own]!.Length : null,
            Width = asked.Width,
        };
        return new SweepPhaseQuestion(question, factor, by, held, points);
    }

    /// <summary>Theory and play together.</summary>
    /// <param name="data">The points with the outcome that is shown.</param>
    /// <param name="asked">The question.</param>
    /// <param name="diagram">Its answer.</param>
    public static SweepPhaseDiagram Answer(StudyData data, SweepPhaseQuestion asked, PhaseDiagramResponse diagram) => new(
        diagram,
        data.Sweep.Factors[asked.Factor].Name,
        asked.By is int second ? data.Sweep.Factors[second].Name : null,
        asked.Held,
        data.Outcomes[0].Name,
        OutcomeCatalog.Find(data.Outcomes[0].Key.Outcome).Unit,
        [.. asked.Points.Select(point =>
        {
            Estimate? estimate = point.Samples[0].ToEstimate();
            return new SweepPhasePoint(
                point.Index,
                ExactNumber.From(point.Values[asked.Factor].Number!.Value),
                asked.By is int by ? ExactNumber.From(point.Values[by].Number!.Value) : null,
                estimate?.Mean,
                estimate?.Lower,
                estimate?.Upper,
                point.Samples[0].Count);
        })]);

    /// <summary>The name of the state or parameter that a factor sets; null where it sets something else.</summary>
    public static string? Target(SweepFactor factor) => factor.IsNumeric && factor.Kind != "derived" && factor.Place.Length > 0
        ? JsonPointer.Split(factor.Place) switch
        {
            ["parameters", var name, "value"] => name,
            ["states", var name] => name,
            ["states", var name, "initial"] => name,
            _ => null,
        }
        : null;

    // The values of a factor that can be an axis, ascending; null for one that cannot.
    private static Rational[]? Numbers(Sweep sweep, StudyPoint[] points, int factor)
    {
        if (Target(sweep.Factors[factor]) is null) return null;
        Rational[] numbers = [.. points.Select(point => point.Values[factor].Number!.Value).Distinct().Order()];
        return numbers.Length > 1 ? numbers : null;
    }

    private static (int Factor, int? By) Axes(Sweep sweep, Rational[]?[] numbers, SweepPhaseRequest asked)
    {
        int[] possible = [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] is not null)];
        string names = string.Join(", ", possible.Select(i => sweep.Factors[i].Name)), expected = possible.Length == 0 ? Axis : $"one of {names}";
        int? by = asked.By is { } second ? Find("by", second) : null;
        if (asked.Factor is { } first)
        {
            int along = Find("factor", first);
            return along == by ? throw Refused("by", $"'{asked.By}'", "another factor", "Both factors are the same.") : (along, by);
        }

        int[] left = [.. possible.Where(i => i != by)];
        if (left.Length == 0) throw Refused("factor", null, Axis, "No factor of the sweep can be an axis.");
        if (left.Length > (by is null ? 2 : 1)) throw Refused("factor", null, expected, $"Several factors of the sweep could be the axis: {names}.");
        if (left.Length == 1) return (left[0], by);
        // Phases lie along states: they are what moves in play.
        int own = Array.FindIndex(left, i => sweep.Factors[i].Place.StartsWith("/states/", StringComparison.Ordinal));
        return own == 1 ? (left[1], left[0]) : (left[0], left[1]);

        int Find(string parameter, string name)
        {
            int index = FactorFilter.IndexOf(sweep, name);
            return possible.Contains(index) ? index : throw Refused(parameter, $"'{name}'", expected, index < 0 ? $"The sweep has no factor '{name}'." : $"The factor '{name}' cannot be an axis: it sets no state or parameter to several numbers.");
        }
    }

    private static ProblemFault NotStill(SweepFactor factor, string[] values) => factor.Kind == "derived"
        ? new ProblemFault("", string.Join(", ", values), "a factor that stands still", $"The factor '{factor.Name}' moves with others, so that the diagram along one of them is none of this sweep.", Parameter: factor.Name)
        : new ProblemFault("", $"{string.Join(", ", values.Take(4))}{(values.Length > 4 ? ", …" : "")}", $"one value, such as ?{factor.Name}={Uri.EscapeDataString(values[0])}", $"The factor '{factor.Name}' takes several values, and it is no axis.", Parameter: factor.Name);

    private static PhaseFactorQuestion Range(Sweep sweep, int factor, Rational[] numbers) => new(Target(sweep.Factors[factor]), numbers[0], numbers[^1]);

    // Then lines lie where the sweep has points.
    private static bool IsEven(Rational[] numbers)
    {
        if (numbers.Length > PhaseLimits.Default.MaximumPoints) return false;
        Rational step = numbers[1] - numbers[0];
        for (int i = 2; i < numbers.Length; i++)
        {
            if (numbers[i] - numbers[i - 1] != step) return false;
        }

        return true;
    }

    private static ProblemException Refused(string parameter, string? found, string expected, string detail) =>
        new(ProblemKinds.Invalid([new ProblemFault("", found, expected, detail, Parameter: parameter)]));
}
