using System.Globalization;
using System.Numerics;
using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Sensitivity;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Sweeps;

/// <summary>Dimensions and points.</summary>
internal sealed partial class SweepBuilder
{
    // Coordinates of designs that are kept in memory: a Latin hypercube keeps 12 bytes for each, points for Shapley effects 8.
    private const long MaximumKept = 20_000_000;

    private List<IReadOnlyList<int>> Axes()
    {
        string[] names = [.. _factors.Keys];
        var grouped = new Dictionary<string, int[]>();
        IReadOnlyList<DocumentNode> groups = (root["together"] as ListNode)?.Items ?? [];
        for (int g = 0; g < groups.Count; g++)
        {
            if (groups[g] is not ListNode list) continue;
            string pointer = $"/together/{g}";
            if (IsList)
            {
                Add(list, pointer, ShapeChecker.Show(list), "no groups: the points of the design list give all values", "The design already says which values come together.");
                continue;
            }

            var members = new List<string>();
            for (int i = 0; i < list.Items.Count; i++)
            {
                if (list.Items[i] is not ScalarNode node) continue;
                string at = $"{pointer}/{i}";
                if (!Entries("factors").Any(entry => entry.Key == node.Text)) Add(node, at, ShapeChecker.Show(node), Listed(Entries("factors").Select(e => e.Key)), $"There is no factor '{node.Text}'.");
                else if (members.Contains(node.Text) || grouped.ContainsKey(node.Text)) Add(node, at, $"'{node.Text}' a second time", "each factor in one group, once", "A factor moves with one group.");
                else if (!_factors.TryGetValue(node.Text, out SweepFactor? factor)) continue;
                else if (factor.Source is DerivedSource) Add(node, at, $"'{node.Text}', which is derived", "factors with values of their own", "A derived factor moves with what it is derived from.");
                else members.Add(node.Text);
            }

            if (members.Count != list.Items.Count) continue;
            LevelSource?[] levels = [.. members.Select(m => _factors[m].Source as LevelSource)];
            if (levels.Any(l => l is null) && levels.Any(l => l is not null))
            {
                Add(list, pointer, string.Join(", ", members.Select(m => $"{m} ({_factors[m].Kind})")), "all with values that can be counted, or all with distributions", "Factors move together by their places in lists, or by their quantiles.");
                continue;
            }

            if (levels.Select(l => l?.Count).Distinct().Count() > 1)
            {
                Add(list, pointer, string.Join(", ", members.Zip(levels, (m, l) => $"{m} with {l!.Count} values")), "as many values for each", "Factors that move together have lists of the same length.");
                continue;
            }

            int[] indexes = [.. members.Select(m => Array.IndexOf(names, m)).Order()];
            foreach (string member in members) grouped[member] = indexes;
        }

        var axes = new List<IReadOnlyList<int>>();
        for (int i = 0; i < names.Length; i++)
        {
            if (_factors[names[i]].Source is DerivedSource) continue;
            if (!grouped.TryGetValue(names[i], out int[]? group)) axes.Add([i]);
            else if (group[0] == i) axes.Add(group);
        }

        return axes;
    }

    private SweepDesign? Design(List<IReadOnlyList<int>> axes, int replications, Lazy<FactorSpace> space)
    {
        if (root["design"] is not MapNode map) return null;
        string method = Text(map, "method");
        if (method == SweepShape.List) return Listed(map);
        int before = faults.Count;
        CheckFactors(map, method, axes.Count);
        // Factors with faults of their own have no dimension, so the number of points is not known yet.
        if (axes.Count == 0 || _factors.Count != Entries("factors").Count) return null;
        bool fits = faults.Count == before;
        // A grid of what cannot be counted has no number of points; whatever else is wrong with a design is found beside what is wrong with its factors.
        SweepDesign? design = method == SweepShape.Grid && !fits ? null : Cube(map, method, axes, space);
        if (design is null) return null;
        BigInteger units = design.Count * replications;
        if (design.Count <= SweepShape.MaximumPoints && units <= SweepShape.MaximumUnits) return fits ? design : null;
        string each = replications == 1 ? "1 replication" : $"{Count(replications)} replications at most";
        Add(map, "/design", $"{Count(design.Count)} points, which with {each} are {Count(units)} units", $"at most {Count(SweepShape.MaximumPoints)} points and {Count(SweepShape.MaximumUnits)} units", "The sweep is too large.");
        return null;

        static string Count(BigInteger number) => number.ToString("N0", CultureInfo.InvariantCulture);
    }

    private void CheckFactors(MapNode map, string method, int axes)
    {
        DocumentNode word = map["method"] ?? map;
        bool oneAtATime = method is SweepShape.Morris or SweepShape.Saltelli;
        string purpose = method == SweepShape.Morris ? "elementary effects" : "Sobol indices";
        foreach (SweepFactor factor in _factors.Values)
        {
            string pointer = $"{factor.Pointer}/{factor.Source.Field}";
            DocumentNode? node = DocumentEdit.Find(root, ["factors", factor.Name, factor.Source.Field]);
            if (node is null) continue;
            if (method == SweepShape.Grid && factor.Source is ContinuousSource)
                Add(node, pointer, $"'{factor.Source.Field}'", "list, range, integers or oneOf, whose values can be counted; or a design that samples, such as sobol", "A grid needs values one by one.");
            if (oneAtATime && factor.Source is ListedSource { IsNumeric: false })
                Add(node, pointer, ShapeChecker.Show(node), $"numbers; the design shapley, whose effects need no order, a sweep of each option by itself, or the designs grid, monte-carlo, latin-hypercube and sobol, take options", $"Options have no order and no distance, so {purpose} of them are not defined here.");
            if (factor.Source is ContinuousSource { Low: null } && (method == SweepShape.Morris || (method == SweepShape.Sobol && !Flag(map, "scramble", true))))
                Add(node, pointer, ShapeChecker.Show(node), $"bounds, or {(method == SweepShape.Morris ? "another design" : "scramble: true")}", "The design has points at the very ends of the distribution, which has none.");
        }

        if (oneAtATime && root["constraints"] is ListNode constraints)
            Add(constraints, "/constraints", constraints.Items.Count == 1 ? "1 constraint" : $"{constraints.Items.Count} constraints", "no constraints with this design; the design shapley takes them, and its effects add up for dependent factors too", $"A dropped point takes others with it: {purpose} need every point of the design.");
        int most = method == SweepShape.Sobol ? SobolSequence.MaximumDimension : method == SweepShape.Saltelli ? SobolSequence.MaximumDimension / 2 : SweepShape.MaximumFactors;
        if (axes > most) Add(word, "/design/method", $"{axes} factors", $"at most {most} factors; latin-hypercube and monte-carlo take more", "There are no Sobol points in so many dimensions.");
    }

    private SweepDesign? Cube(MapNode map, string method, List<IReadOnlyList<int>> axes, Lazy<FactorSpace> space)
    {
        SweepFactor[] factors = [.. _factors.Values];
        int dimension = axes.Count;
        ulong seed = ulong.TryParse(Text(map, "seed"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong given) ? given : 0;
        int? points = (int?)Whole(map, "points");
        string path = $"design/{method}";
        switch (method)
        {
            case SweepShape.Grid:
                return new GridDesign([.. axes.Select(axis => ((LevelSource)factors[axis[0]].Source).Count)]);
            case SweepShape.MonteCarlo when points is int n:
                return new CubeDesign(method, n, () => [new MonteCarloDesign(dimension, n, seed, path)]);
            case SweepShape.LatinHypercube when points is int n:
                if ((long)n * dimension > MaximumKept)
                {
                    Add(map["points"]!, "/design/points", $"{n:N0} points of {dimension} factors", $"at most {MaximumKept / dimension:N0} points; monte-carlo and sobol keep nothing in memory and take more", "The Latin hypercube is too large.");
                    return null;
                }

                return new CubeDesign(method, n, () => [new LatinHypercube(dimension, n, seed, path)]);
            case SweepShape.Sobol when points is int n:
                bool scramble = Flag(map, "scramble", true);
                if (!scramble) NoSeed(map, "the plain sequence, without a scramble, is always the same");
                return PowerOfTwo(map, "points", n)
                    ? new CubeDesign(method, n, () => [new SobolSequence(dimension, n, scramble ? new NestedUniformScramble(dimension, seed, path) : null)])
                    : null;
            case SweepShape.Morris:
                return MorrisDesign(map, dimension, seed, path);
            case SweepShape.Shapley:
                return ShapleyDesign(map, dimension, seed, path, space);
            case SweepShape.Saltelli when Whole(map, "rows") is { } rows:
                if (!PowerOfTwo(map, "rows", rows)) return null;
                int randomisations = (int)(Whole(map, "randomisations") ?? 8);
                bool second = Flag(map, "secondOrder", false);
                return new CubeDesign(method, (BigInteger)randomisations * rows * (second ? (2 * dimension) + 2 : dimension + 2), () => SaltelliDesign.Scrambled(dimension, (int)rows, randomisations, second, seed, path));
            default:
                return null;
        }
    }

    private CubeDesign? MorrisDesign(MapNode map, int dimension, ulong seed, string path)
    {
        int levels = (int)(Whole(map, "levels") ?? 4);
        if (levels % 2 != 0 || levels < 2)
        {
            Add(map["levels"]!, "/design/levels", $"{levels}", "an even number, at least 2", "A step of Morris's method is half the levels.");
            return null;
        }

        if (Text(map, "trajectories") == "all")
        {
            NoSeed(map, "the whole grid is always the same");
            return new CubeDesign(SweepShape.Morris, BigInteger.Pow(levels, dimension), () => [new MorrisGrid(dimension, levels)]);
        }

        return Whole(map, "trajectories") is { } trajectories
            ? new CubeDesign(SweepShape.Morris, (BigInteger)trajectories * (dimension + 1), () => [new MorrisTrajectories(dimension, (int)trajectories, levels, seed, path)])
            : null;
    }

    private CubeDesign? ShapleyDesign(MapNode map, int dimension, ulong seed, string path, Lazy<FactorSpace> space)
    {
        int variance = (int)(Whole(map, "variance") ?? 2), outer = (int)(Whole(map, "outer") ?? 1), inner = (int)(Whole(map, "inner") ?? 3), randomisations = (int)(Whole(map, "randomisations") ?? 8);
        bool all = Text(map, "permutations") == "all";
        int permutations = (int)(Whole(map, "permutations") ?? 1);
        if (all && dimension > Sensitivity.ShapleyDesign.MaximumExactDimension)
        {
            Add(map["permutations"]!, "/design/permutations", $"all with {dimension} factors", $"a number of random permutations, or at most {Sensitivity.ShapleyDesign.MaximumExactDimension} factors", "There are too many sets of factors.");
            return null;
        }

        BigInteger count = randomisations * (all
            ? Sensitivity.ShapleyDesign.ExactCount(dimension, variance, outer, inner)
            : Sensitivity.ShapleyDesign.RandomCount(dimension, permutations, variance, outer, inner));
        if (count <= SweepShape.MaximumPoints && count * dimension > MaximumKept)
        {
            Add(map, "/design", $"{count:N0} points of {dimension} factors", $"at most {MaximumKept / dimension:N0} points", "The design is kept in memory and too large for that.");
            return null;
        }

        return new CubeDesign(SweepShape.Shapley, count, Make);

        IReadOnlyList<IUnitDesign> Make()
        {
            bool constrained = space.Value.Constraints.Count > 0;
            var cube = new ConstrainedCube(dimension, constrained ? space.Value.Allows : null);
            try
            {
                return
                [
                    .. Enumerable.Range(0, randomisations).Select(k => all
                        ? Sensitivity.ShapleyDesign.Exact(cube, variance, outer, inner, seed, path, k)
                        : Sensitivity.ShapleyDesign.Random(cube, permutations, variance, outer, inner, seed, path, k)),
                ];
            }
            catch (InvalidOperationException)
            {
                DocumentNode node = root["constraints"]!;
                throw new InvalidInputException(
                [
                    ShapeChecker.At(node, "/constraints", $"none that holds in {ConstrainedCube.MaximumTries:N0} draws of factors, some of them given others", "constraints that hold for more of the draws, no equalities between distributions", "The constraints leave next to no point."),
                ]);
            }
        }
    }

    private void NoSeed(MapNode map, string why)
    {
        if (map["seed"] is { } seed) Add(seed, "/design/seed", ShapeChecker.Show(seed), $"no seed: {why}", "The seed would change nothing.");
    }

    private bool PowerOfTwo(MapNode map, string field, long value)
    {
        if (value < 1 || BitOperations.IsPow2(value)) return value >= 1;
        long below = 1L << BitOperations.Log2((ulong)value);
        Add(map[field]!, $"/design/{field}", $"{value}", $"a power of two, such as {below} or {2 * below}", "Other numbers of Sobol points lose their balance.");
        return false;
    }

    private bool GivenAreNumbers(string factor)
    {
        DocumentNode?[] values = [.. ((root["design"] as MapNode)?["points"] as ListNode)?.Items.Select(item => (item as MapNode)?[factor]).Where(node => node is not null) ?? []];
        return values.All(value => FactorValue.Constant(value) is not null);
    }

    private ListDesign? Listed(MapNode map)
    {
        if (map["points"] is not ListNode list) return null;
        var points = new List<IReadOnlyDictionary<string, FactorValue>>();
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is not MapNode point) continue;
            var values = new Dictionary<string, FactorValue>(StringComparer.Ordinal);
            foreach (MapEntry entry in point.Entries)
            {
                string pointer = JsonPointer.Append($"/design/points/{i}", entry.Key);
                if (!Entries("factors").Any(e => e.Key == entry.Key))
                    faults.Add(new(pointer, $"'{entry.Key}'", Listed(Entries("factors").Select(e => e.Key)), $"There is no factor '{entry.Key}'.", entry.Line, entry.Column));
                else if (_factors.TryGetValue(entry.Key, out SweepFactor? factor) && factor.Source is DerivedSource)
                    faults.Add(new(pointer, $"'{entry.Key}', which is derived", "factors with values of their own", "A derived factor follows from others.", entry.Line, entry.Column));
                else if (_factors.GetValueOrDefault(entry.Key) is { } own)
                    values[entry.Key] = own.IsNumeric ? FactorValue.Of(entry.Value) : FactorValue.Option(entry.Value);
            }

            foreach (SweepFactor missing in _factors.Values.Where(f => f.Source is GivenSource && point[f.Name] is null))
                Add(point, JsonPointer.Append($"/design/points/{i}", missing.Name), null, "a value for every factor", $"The point says nothing of '{missing.Name}'.");
            points.Add(values);
        }

        return new ListDesign(points);
    }
}
