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

    /// <summary>All points with the values given.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="where">A map from names of factors to values.</param>
    /// <param name="pointer">Its place.</param>
    /// <param name="faults">Collects faults.</param>
    /// <returns>Their indices, ascending, at least one; null with faults.</returns>
    public static IReadOnlyList<long>? Matching(Sweep sweep, DocumentNode where, string pointer, List<Fault> faults)
    {
        if (where is not MapNode { Entries.Count: > 0 } map)
        {
            faults.Add(ShapeChecker.At(where, pointer, ShapeChecker.Show(where), $"values of at least one of the factors {string.Join(", ", sweep.Factors.Select(factor => factor.Name))}", "This cannot say which points are meant."));
            return null;
        }

        var wanted = new List<(int Factor, string Text)>();
        int before = faults.Count;
        foreach (MapEntry entry in map.Entries)
        {
            int factor = sweep.Factors.ToList().FindIndex(one => one.Name == entry.Key);
            if (factor >= 0) wanted.Add((factor, (sweep.Factors[factor].IsNumeric ? FactorValue.Of(entry.Value) : FactorValue.Option(entry.Value)).Text));
            else faults.Add(new Fault(JsonPointer.Append(pointer, entry.Key), $"'{entry.Key}'", $"one of {string.Join(", ", sweep.Factors.Select(one => one.Name))}", "The sweep has no such factor.", entry.Line, entry.Column));
        }

        if (faults.Count > before) return null;
        List<long> found = Find(sweep, wanted);
        if (found.Count is >= 1 and <= Maximum) return found;
        faults.Add(ShapeChecker.At(
            where, pointer, ShapeChecker.Show(where), found.Count == 0 ? "values that a point of the sweep has" : $"values that at most {Maximum} points have", found.Count == 0 ? "No point has these values." : "Too many points have these values."));
        return null;
    }

    /// <summary>The points of both slices that the <c>compare</c> section of a sweep names.</summary>
    /// <returns>Indices of the points of each slice, ascending, at least one.</returns>
    /// <exception cref="InvalidInputException">The document has no such section (<c>/compare</c>), or no point or too many have the values of a slice (<c>/compare/baseline</c>, <c>/compare/against</c>). Lists every fault.</exception>
    public static (IReadOnlyList<long> Baseline, IReadOnlyList<long> Against) Compared(Sweep sweep)
    {
        if (sweep.Comparison is not { } asked)
            throw new InvalidInputException([new Fault("/compare", null, "a section 'compare' with baseline and against", "The sweep asks for no comparison.")]);
        List<Fault> faults = [];
        List<long> baseline = Slice("baseline", asked.Baseline), against = Slice("against", asked.Against);
        return faults.Count == 0 ? (baseline, against) : throw new InvalidInputException(faults);

        List<long> Slice(string side, IReadOnlyDictionary<string, FactorValue> values)
        {
            List<long> found = Find(sweep, [.. values.Select(pair => (sweep.Factors.ToList().FindIndex(factor => factor.Name == pair.Key), pair.Value.Text))]);
            string pointer = $"/compare/{side}", shown = Named(values);
            if (found.Count > Maximum)
            {
                faults.Add(new Fault(pointer, shown, $"values that at most {Maximum} points have", "Too many points have these values."));
            }
            else if (found.Count == 0)
            {
                string[] sampled = [.. values.Keys.Where(name => sweep.Plan is CubeDesign && sweep.Factors.Any(factor => factor.Name == name && factor.Source is ContinuousSource)).Order(StringComparer.Ordinal)];
                faults.Add(sampled.Length == 0
                    ? new Fault(pointer, shown, "values that a point of the sweep has", "No point has these values.")
                    : new Fault(
                        pointer,
                        shown,
                        $"a list with these values for {string.Join(", ", sampled)} in the factors of the sweep; or runs of the scenario with these values (POST /runs), compared by POST /comparisons",
                        $"No point has exactly these values: the design samples {string.Join(", ", sampled)}."));
            }

            return found;
        }
    }

    /// <summary>"k = 3, play = grudger": values of factors in words, in order of names.</summary>
    public static string Named(IReadOnlyDictionary<string, FactorValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return string.Join(", ", values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} = {pair.Value.Text}"));
    }

    // One more than may be taken together at the most.
    private static List<long> Find(Sweep sweep, List<(int Factor, string Text)> wanted)
    {
        var found = new List<long>();
        for (long index = 0; index < sweep.Count && found.Count <= Maximum; index++)
        {
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
            if (wanted.TrueForAll(want => values[want.Factor].Text == want.Text) && sweep.Keeps(values)) found.Add(index);
        }

        return found;
    }

    /// <summary>"k = 3, play = grudger": the values that the points have in common; the id of the sweep where they have none.</summary>
    public static string Name(Sweep sweep, IReadOnlyList<long> points)
    {
        IReadOnlyList<FactorValue>[] values = [.. points.Select(sweep.ValuesAt)];
        string[] common = [.. Enumerable.Range(0, sweep.Factors.Count).Where(i => values.All(of => of[i].Equals(values[0][i]))).Select(i => $"{sweep.Factors[i].Name} = {values[0][i].Text}")];
        return common.Length == 0 ? sweep.Id : string.Join(", ", common);
    }
}
