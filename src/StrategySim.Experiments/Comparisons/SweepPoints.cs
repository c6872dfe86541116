using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Comparisons;

/// <summary>Finds the points of a sweep that a comparison speaks of.</summary>
public static class SweepPoints
{
    /// <summary>Most points that are taken together.</summary>
    public const int Maximum = 1000;

    /// <summary>One point by its index.</summary>
    /// <returns>The index; null with a fault where the design has no such point, or a constraint drops it.</returns>
    public static IReadOnlyList<long>? Check(Sweep sweep, long index, DocumentNode node, string pointer, List<Fault> faults)
    {
        if (index >= sweep.Count)
        {
            faults.Add(ShapeChecker.At(node, pointer, $"{index}", $"0 to {sweep.Count - 1}", "The sweep has no such point."));
            return null;
        }

        if (sweep.Keeps(sweep.ValuesAt(index))) return [index];
        faults.Add(ShapeChecker.At(node, pointer, $"{index}", "a point that no constraint drops", "A constraint of the sweep drops this point."));
        return null;
    }

    /// <summary>All points with the values given, or in the bands given.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="where">A map from names of factors to values or bands.</param>
    /// <param name="pointer">Its place.</param>
    /// <param name="faults">Collects faults.</param>
    /// <returns>Their indices, ascending, at least one, and what the slice is called; null with faults.</returns>
    public static (IReadOnlyList<long> Points, string Name)? Matching(Sweep sweep, DocumentNode where, string pointer, List<Fault> faults)
    {
        string names = string.Join(", ", sweep.Factors.Select(factor => factor.Name));
        if (where is not MapNode { Entries.Count: > 0 } map)
        {
            faults.Add(ShapeChecker.At(where, pointer, ShapeChecker.Show(where), $"values or bands of at least one of the factors {names}", "This cannot say which points are meant."));
            return null;
        }

        var conditions = new Dictionary<string, SliceCondition>(StringComparer.Ordinal);
        int before = faults.Count;
        foreach (MapEntry entry in map.Entries)
        {
            string at = JsonPointer.Append(pointer, entry.Key);
            if (sweep.Factors.FirstOrDefault(one => one.Name == entry.Key) is not { } factor) faults.Add(new Fault(at, $"'{entry.Key}'", $"one of {names}", "The sweep has no such factor.", entry.Line, entry.Column));
            else if (SliceCondition.Read(factor, entry.Value, at, faults) is { } condition) conditions[entry.Key] = condition;
        }

        if (faults.Count > before) return null;
        List<long> found = Find(sweep, conditions);
        if (Fault(sweep, conditions, found, pointer, Named(conditions)) is not { } fault) return (found, conditions.Values.Any(condition => condition.Value is null) ? Named(conditions) : Name(sweep, found));
        faults.Add(fault with { Line = where.Line, Column = where.Column });
        return null;
    }

    /// <summary>The points of both slices that the <c>compare</c> section of a sweep names.</summary>
    /// <returns>Indices of the points of each slice, ascending, at least one.</returns>
    /// <exception cref="InvalidInputException">The document has no such section (<c>/compare</c>), or no point or too many are in a slice (<c>/compare/baseline</c>, <c>/compare/against</c>). Lists every fault.</exception>
    public static (IReadOnlyList<long> Baseline, IReadOnlyList<long> Against) Compared(Sweep sweep)
    {
        if (sweep.Comparison is not { } asked)
            throw new InvalidInputException([new Fault("/compare", null, "a section 'compare' with baseline and against", "The sweep asks for no comparison.")]);
        List<Fault> faults = [];
        List<long> baseline = Slice("baseline", asked.Baseline), against = Slice("against", asked.Against);
        return faults.Count == 0 ? (baseline, against) : throw new InvalidInputException(faults);

        List<long> Slice(string side, IReadOnlyDictionary<string, SliceCondition> conditions)
        {
            List<long> found = Find(sweep, conditions);
            if (Fault(sweep, conditions, found, $"/compare/{side}", Named(conditions)) is { } fault) faults.Add(fault);
            return found;
        }
    }

    /// <summary>"k = 3, play = grudger, x ≥ 1/2": conditions in words, in order of names.</summary>
    public static string Named(IReadOnlyDictionary<string, SliceCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return string.Join(", ", conditions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Show(pair.Key)));
    }

    private static Fault? Fault(Sweep sweep, IReadOnlyDictionary<string, SliceCondition> conditions, List<long> found, string pointer, string? shown)
    {
        if (found.Count > Maximum) return new Fault(pointer, shown, $"values or bands that at most {Maximum} points have", "Too many points are in this slice.");
        if (found.Count > 0) return null;
        string[] sampled =
        [
            .. conditions.Where(pair => pair.Value.Value is not null && sweep.Plan is CubeDesign && sweep.Factors.Any(factor => factor.Name == pair.Key && factor.Source is ContinuousSource))
                .Select(pair => pair.Key).Order(StringComparer.Ordinal),
        ];
        return sampled.Length == 0
            ? new Fault(pointer, shown, "values or bands that a point of the sweep has", "No point is in this slice.")
            : new Fault(pointer, shown, $"a band of {string.Join(" and of ", sampled)}, such as {{ from: 1, to: 2 }}", $"No point has exactly these values: the design samples {string.Join(", ", sampled)}.");
    }

    // One more than may be taken together at the most.
    private static List<long> Find(Sweep sweep, IReadOnlyDictionary<string, SliceCondition> conditions)
    {
        (int Factor, SliceCondition Condition)[] wanted = [.. conditions.Select(pair => (sweep.Factors.ToList().FindIndex(factor => factor.Name == pair.Key), pair.Value))];
        var found = new List<long>();
        for (long index = 0; index < sweep.Count && found.Count <= Maximum; index++)
        {
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
            if (Array.TrueForAll(wanted, want => want.Condition.Holds(values[want.Factor])) && sweep.Keeps(values)) found.Add(index);
        }

        return found;
    }

    /// <summary>"k = 3, play = grudger": the values that the points have in common; the id of the sweep where they have none.</summary>
    public static string Name(Sweep sweep, IReadOnlyList<long> points)
    {
        IReadOnlyList<FactorValue>[] values = [.. points.Select(sweep.ValuesAt)];
        string[] common = [.. Enumerable.Range(0, sweep.Factors.Count).Where(i => values.All(of => of[i].Equals(values[0][i]))).Select(i => new SliceCondition(values[0][i]).Show(sweep.Factors[i].Name))];
        return common.Length == 0 ? sweep.Id : string.Join(", ", common);
    }
}
