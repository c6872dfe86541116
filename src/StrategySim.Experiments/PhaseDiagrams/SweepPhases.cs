using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>What is asked of a phase diagram over factors of a sweep.</summary>
/// <param name="Game">The game; null for the only one.</param>
/// <param name="Factor">The factor along which phases lie; null for the one that there is, and of two for the one that sets a state.</param>
/// <param name="By">The second factor; null for the other one, where there are two and <paramref name="Factor"/> is null.</param>
/// <param name="Width">How closely what has no closed form is enclosed; null for the usual width.</param>
public sealed record SweepPhaseRequest(string? Game = null, string? Factor = null, string? By = null, Rational? Width = null);

/// <summary>A phase diagram over factors of a sweep, before it is computed.</summary>
/// <param name="Question">What is computed.</param>
/// <param name="Factor">The place, in the sweep, of the factor along which phases lie.</param>
/// <param name="By">The place of the second factor; null without one.</param>
/// <param name="Held">The other factors that are put in the scenario, each with its one value.</param>
public sealed record SweepPhaseQuestion(PhaseQuestion Question, int Factor, int? By, IReadOnlyDictionary<string, string> Held);

/// <summary>Makes the question of a phase diagram from a sweep: factors that set a state or a parameter to several numbers are its axes, over the range of their values; all others have to stand still.</summary>
public static class SweepPhases
{
    private const string Axis = "a factor of the sweep with several numbers for a state or a parameter";

    /// <summary>Makes the question.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="points">The points that are looked at, by index and values; the scenario of the first of them is valid.</param>
    /// <param name="asked">What is asked.</param>
    /// <exception cref="InvalidInputException">
    /// Axes are missing or cannot be (<c>/factor</c>, <c>/by</c>), a factor that is no axis takes several values (<c>/values/NAME</c>), or there is no point (<c>/points</c>). Lists every fault.
    /// </exception>
    public static SweepPhaseQuestion Ask(Sweep sweep, IReadOnlyList<(long Index, IReadOnlyList<FactorValue> Values)> points, SweepPhaseRequest asked)
    {
        if (points.Count == 0) throw Refused("/points", "no point with these values", "at least one", "There is no such point, or none was come to yet.");
        Rational[]?[] numbers = [.. Enumerable.Range(0, sweep.Factors.Count).Select(i => Numbers(sweep, points, i))];
        (int factor, int? by) = Axes(sweep, numbers, asked);
        var held = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<Fault> faults = [];
        for (int i = 0; i < sweep.Factors.Count; i++)
        {
            if (i == factor || i == by || sweep.Factors[i].Place.Length == 0) continue;
            string[] values = [.. points.Select(point => point.Values[i].Text).Distinct(StringComparer.Ordinal).Take(5)];
            if (values.Length == 1) held[sweep.Factors[i].Name] = values[0];
            else faults.Add(NotStill(sweep.Factors[i], values));
        }

        if (faults.Count > 0) throw new InvalidInputException(faults);
        var question = new PhaseQuestion
        {
            // With everything in it that stands still; along the axes it keeps its own values.
            Scenario = sweep.ScenarioWith(points[0].Index, points[0].Values, own => own != factor && own != by),
            Game = asked.Game,
            Factor = Range(sweep, factor, numbers[factor]!),
            By = by is int second ? Range(sweep, second, numbers[second]!) : null,
            ByPoints = by is int up ? Lines(sweep, up, numbers[up]!) : null,
            Width = asked.Width,
        };
        return new SweepPhaseQuestion(question, factor, by, held);
    }

    /// <summary>Makes the question that the <c>analysis</c> section of a sweep asks. Other factors may vary: such a one is held at the value that the scenario has without the sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="points">The points that were come to, by index and values.</param>
    /// <param name="asked">What its document asks.</param>
    /// <exception cref="InvalidInputException">An axis has one value at all points (<c>/x</c>, <c>/y</c>), or there is no point (<c>/points</c>).</exception>
    public static SweepPhaseQuestion Ask(Sweep sweep, IReadOnlyList<(long Index, IReadOnlyList<FactorValue> Values)> points, SweepDiagramRequest asked)
    {
        if (points.Count == 0) throw Refused("/points", "no point", "at least one", "No point was come to yet.");
        int x = IndexOf(asked.X, "/x", out Rational[] across), y = -1;
        Rational[] up = [];
        if (asked.Y is { } second) y = IndexOf(second, "/y", out up);
        var held = new SortedDictionary<string, string>(StringComparer.Ordinal);
        HashSet<int> put = [];
        for (int i = 0; i < sweep.Factors.Count; i++)
        {
            SweepFactor factor = sweep.Factors[i];
            if (i == x || i == y || factor.Target is not { } target) continue;
            if (points.All(point => point.Values[i].Equals(points[0].Values[i]))) put.Add(i);
            held[factor.Name] = put.Contains(i) ? points[0].Values[i].Text : OwnValue(sweep, target);
        }

        var question = new PhaseQuestion
        {
            Scenario = put.Count == 0 ? sweep.Scenario : sweep.ScenarioWith(points[0].Index, points[0].Values, put.Contains),
            Game = asked.Game,
            Factor = Range(sweep, x, across),
            By = y >= 0 ? Range(sweep, y, up) : null,
            ByPoints = y >= 0 ? Lines(sweep, y, up) : null,
        };
        return new SweepPhaseQuestion(question, x, y >= 0 ? y : null, held);

        int IndexOf(string name, string pointer, out Rational[] values)
        {
            int index = Array.FindIndex([.. sweep.Factors], factor => factor.Name == name);
            values = Numbers(sweep, points, index) ?? throw Refused(pointer, $"'{name}' with one value", "several values", $"The factor '{name}' has the same value at all points.");
            return index;
        }
    }

    /// <summary>Whether a factor sets a state or a parameter to numbers of its own.</summary>
    internal static bool CanBeAxis(SweepFactor factor) => Target(factor) is not null;

    // What stands in the scenario's document where a factor is put: of a state its value in round 1.
    private static string OwnValue(Sweep sweep, FactorPlace place)
    {
        var world = new PointArithmetic(sweep.Scenario, "", default, new Dictionary<string, Rational>(StringComparer.Ordinal));
        return place switch
        {
            ParameterPlace parameter => world.Name(parameter.Name).ToString(),
            InitialStatePlace state => world.Name(state.Name).ToString(),
            _ => DocumentEdit.Find(sweep.Base, [.. place.Steps]) is { } node ? FactorValue.Option(node).Text : "the default",
        };
    }

    // A sampled factor never reaches the ends of its range.
    private static PhaseFactorQuestion Range(Sweep sweep, int factor, Rational[] numbers) => sweep.Factors[factor].Source is ContinuousSource { Low: { } low, High: { } high }
        ? new(Target(sweep.Factors[factor]), low, high)
        : new(Target(sweep.Factors[factor]), numbers[0], numbers[^1]);

    // The state or parameter that a factor sets to numbers of its own; null where it sets something else.
    private static string? Target(SweepFactor factor) => !factor.IsNumeric || factor.Source is DerivedSource ? null : factor.Target switch
    {
        ParameterPlace parameter => parameter.Name,
        InitialStatePlace state => state.Name,
        _ => null,
    };

    // The values of a factor that can be an axis, ascending; null for one that cannot.
    private static Rational[]? Numbers(Sweep sweep, IReadOnlyList<(long Index, IReadOnlyList<FactorValue> Values)> points, int factor)
    {
        if (Target(sweep.Factors[factor]) is null) return null;
        Rational[] numbers = [.. points.Select(point => point.Values[factor].Number!.Value).Distinct().Order()];
        return numbers.Length > 1 ? numbers : null;
    }

    private static (int Factor, int? By) Axes(Sweep sweep, Rational[]?[] numbers, SweepPhaseRequest asked)
    {
        int[] possible = [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] is not null)];
        string names = string.Join(", ", possible.Select(i => sweep.Factors[i].Name)), expected = possible.Length == 0 ? Axis : $"one of {names}";
        List<Fault> faults = [];
        int? first = asked.Factor is { } named ? Find("/factor", named) : null, by = asked.By is { } second ? Find("/by", second) : null;
        if (faults.Count > 0) throw new InvalidInputException(faults);
        if (first is int along)
        {
            return along == by ? throw Refused("/by", $"'{asked.By}'", "another factor", "Both factors are the same.") : (along, by);
        }

        int[] left = [.. possible.Where(i => i != by)];
        if (left.Length == 0) throw Refused("/factor", null, Axis, "No factor of the sweep can be an axis.");
        if (left.Length > (by is null ? 2 : 1)) throw Refused("/factor", null, expected, $"Several factors of the sweep could be the axis: {names}.");
        if (left.Length == 1) return (left[0], by);
        // Phases lie along states: they are what moves in play.
        int state = Array.FindIndex(left, i => sweep.Factors[i].Target is InitialStatePlace);
        return state == 1 ? (left[1], left[0]) : (left[0], left[1]);

        int Find(string pointer, string name)
        {
            int index = Array.FindIndex([.. sweep.Factors], factor => factor.Name == name);
            if (!possible.Contains(index)) faults.Add(new Fault(pointer, $"'{name}'", expected, index < 0 ? $"The sweep has no factor '{name}'." : $"The factor '{name}' cannot be an axis: it sets no state or parameter to several numbers."));
            return index;
        }
    }

    private static Fault NotStill(SweepFactor factor, string[] values) => factor.Source is DerivedSource
        ? new Fault(JsonPointer.Append("/values", factor.Name), string.Join(", ", values), "a factor that stands still", $"The factor '{factor.Name}' moves with others, so that the diagram along one of them is none of this sweep.")
        : new Fault(JsonPointer.Append("/values", factor.Name), $"{string.Join(", ", values.Take(4))}{(values.Length > 4 ? ", …" : "")}", $"one value, such as {factor.Name}={values[0]}", $"The factor '{factor.Name}' takes several values, and it is no axis.");

    // So many that lines lie where the sweep has points; null where its values are not even.
    private static int? Lines(Sweep sweep, int factor, Rational[] numbers)
    {
        if (sweep.Factors[factor].Source is ContinuousSource || numbers.Length > PhaseLimits.Default.MaximumPoints) return null;
        Rational step = numbers[1] - numbers[0];
        for (int i = 2; i < numbers.Length; i++)
        {
            if (numbers[i] - numbers[i - 1] != step) return null;
        }

        return numbers.Length;
    }

    private static InvalidInputException Refused(string pointer, string? found, string expected, string detail) => new([new Fault(pointer, found, expected, detail)]);
}
