using System.Numerics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Expressions;

namespace StrategySim.Experiments.Sweeps;

/// <summary>Factors: places, values, and what they say of each other.</summary>
internal sealed partial class SweepBuilder
{
    // Beyond this the arithmetic of distributions could overflow.
    private const double LargestDouble = 1e300;

    // What makes a document of its own, and what the sweep decides.
    private static readonly string[] Reserved = ["", "/schema", "/id", "/run", "/run/seed", "/run/replications"];

    private DocumentNode? _canonical;

    private void Factors()
    {
        foreach (MapEntry entry in Entries("factors"))
        {
            if (entry.Value is not MapNode map) continue;
            string pointer = JsonPointer.Append("/factors", entry.Key);
            if (entry.Key is "min" or "max") faults.Add(new(pointer, $"'{entry.Key}'", "a name other than min and max", "The name is a function of expressions.", entry.Line, entry.Column));
            FactorPlace? place = Place(map, pointer);
            FactorSource? source = Source(map, pointer);
            if (map["bounds"] is { } bounds && map["normal"] is null) Add(bounds, pointer + "/bounds", ShapeChecker.Show(bounds), "bounds beside 'normal' only", "Only a normal distribution is cut at bounds.");
            if (source is null) continue;
            _factors[entry.Key] = new SweepFactor(entry.Key, place?.Pointer ?? "", source.Field, source.IsNumeric)
            {
                Target = place,
                Source = source,
                Line = entry.Line,
                Column = entry.Column,
            };
        }
    }

    private FactorPlace? Place(MapNode map, string pointer)
    {
        string[] given = [.. SweepShape.Places.Where(field => map[field] is not null)];
        if (given.Length > 1) Add(map, pointer, string.Join(" and ", given), "one of parameter, initialState, at", "A factor has one place.");
        if (given.Length != 1 || Scenario is null || map[given[0]] is not ScalarNode { Kind: not ScalarKind.Null } node) return null;
        string at = $"{pointer}/{given[0]}";
        switch (given[0])
        {
            case "parameter" when !Scenario.Parameters.ContainsKey(node.Text):
                Add(node, at, ShapeChecker.Show(node), Listed(Scenario.Parameters.Values.Where(p => !p.Derived).Select(p => p.Name), 100), "The scenario has no such parameter.");
                return null;
            case "parameter":
                return Own(new ParameterPlace(node.Text));
            case "initialState" when !Scenario.States.TryGetValue(node.Text, out _):
                Add(node, at, ShapeChecker.Show(node), Listed(Scenario.States.Keys), "The scenario has no such state.");
                return null;
            case "initialState":
                return new InitialStatePlace(node.Text, Scenario.States[node.Text].Path is not null);
            default:
                return Pointed(node, at) is { } steps ? Own(FactorPlace.Of(steps, Scenario)) : null;
        }

        FactorPlace? Own(FactorPlace place)
        {
            if (place is not ParameterPlace { Name: var name } || !Scenario!.Parameters[name].Derived) return place;
            Add(node, at, ShapeChecker.Show(node), $"a parameter with a value of its own, such as {string.Join(" or ", Scenario.Parameters[name].Definition.Names)}", $"The parameter is derived: it is {Scenario.Parameters[name].Definition}.");
            return null;
        }
    }

    // A place of the author's document, or one that the document leaves to its default.
    private IReadOnlyList<string>? Pointed(ScalarNode node, string at)
    {
        if (node.Text.Length > 0 && node.Text[0] != '/')
        {
            Add(node, at, ShapeChecker.Show(node), "a JSON pointer such as /games/us-china/rules/CN", "A place starts with '/'.");
            return null;
        }

        if (Reserved.Contains(node.Text))
        {
            Add(node, at, ShapeChecker.Show(node), "a place inside of the model; replications are the sweep's own, and points share their seed", "This place is not for factors.");
            return null;
        }

        IReadOnlyList<string> steps = JsonPointer.Split(node.Text);
        if (DocumentEdit.Find(_document!, steps) is not null) return steps;
        _canonical ??= DocumentParser.Parse(Scenario!.ToCanonicalJson(), DocumentFormat.Json).Root!;
        int known = Enumerable.Range(0, steps.Count).Last(n => DocumentEdit.Find(_document!, steps.Take(n)) is not null);
        DocumentNode nearest = DocumentEdit.Find(_document!, steps.Take(known))!;
        string where = steps.Take(known).Aggregate("", JsonPointer.Append);
        if (nearest is MapNode && DocumentEdit.Find(_canonical, steps) is not null) return steps;
        string has = nearest switch
        {
            MapNode map => $"a place of the scenario; {(where.Length == 0 ? "the document" : where)} has {string.Join(", ", map.Entries.Select(e => e.Key))}",
            ListNode list => $"a place of the scenario; {where} is a list of {list.Items.Count}, counted from 0",
            _ => $"a place of the scenario; {where} is the single value {ShapeChecker.Show(nearest)}, which can be replaced as a whole",
        };
        Add(node, at, ShapeChecker.Show(node), has, $"The scenario has no '{steps[known]}' there.");
        return null;
    }

    private FactorSource? Source(MapNode map, string pointer)
    {
        string[] given = [.. SweepShape.Sources.Where(field => map[field] is not null)];
        if (IsList)
        {
            foreach (string field in given.Where(field => field != "derived"))
            {
                Add(map[field]!, $"{pointer}/{field}", $"'{field}'", "no values here: the points of the design list give them", "The design already says the values.");
            }

            if (given.Contains("derived")) return Derived(map, pointer);
            return new GivenSource(GivenAreNumbers(pointer["/factors/".Length..]));
        }

        if (given.Length != 1)
        {
            Add(map, pointer, given.Length == 0 ? "no values" : string.Join(" and ", given), $"exactly one of {string.Join(", ", SweepShape.Sources)}", "A factor has its values from one source.");
            return null;
        }

        string one = given[0], at = $"{pointer}/{one}";
        switch (one)
        {
            case "list":
                IReadOnlyList<DocumentNode> items = (map[one] as ListNode)?.Items ?? [];
                Rational?[] numbers = [.. items.Select((item, i) => NumberAt(item, $"{at}/{i}"))];
                return numbers.Length > 0 && numbers.All(n => n is not null) ? new ListedSource(one, [.. numbers.Select(n => FactorValue.Of(n!.Value))]) : null;
            case "oneOf":
                IReadOnlyList<DocumentNode> options = (map[one] as ListNode)?.Items ?? [];
                return options.Count > 0 ? new ListedSource(one, [.. options.Select(FactorValue.Option)]) : null;
            case "range":
                return map[one] is MapNode range ? Range(range, at) : null;
            case "integers":
                if (map[one] is not ListNode { Items: [var first, var last] } pair || WholeOf(first) is not { } least || WholeOf(last) is not { } most) return null;
                if (least > most)
                {
                    Add(pair, at, $"[{least}, {most}]", "the lower end first", "The range is upside down.");
                    return null;
                }

                return new SpacedSource(one, least, Rational.One, (BigInteger)most - least + 1);
            case "derived":
                return Derived(map, pointer);
            default:
                return Distribution(map, one, at, pointer);
        }
    }

    private SpacedSource? Range(MapNode map, string pointer)
    {
        Rational? from = Number(map, "from", pointer), to = Number(map, "to", pointer);
        bool byNumber = map["steps"] is not null;
        if (byNumber == (map["step"] is not null))
        {
            Add(map, pointer, byNumber ? "both steps and step" : "neither steps nor step", "either steps, their number, or step, their length", "A range has one spacing.");
            return null;
        }

        if (from is not { } first || to is not { } last) return null;
        if (first >= last)
        {
            Add(map, pointer, $"from {first} to {last}", "the lower end first, and the other above it", "The range is upside down.");
            return null;
        }

        if (byNumber) return Whole(map, "steps") is { } steps and > 0 ? new SpacedSource("range", first, (last - first) / steps, (BigInteger)steps + 1) : null;
        if (Number(map, "step", pointer, n => n.Sign > 0, "a length greater than 0") is not { } step) return null;
        Rational whole = (last - first) / step;
        return new SpacedSource("range", first, step, BigInteger.Divide(whole.Numerator, whole.Denominator) + 1);
    }

    private DerivedSource? Derived(MapNode map, string pointer)
    {
        if (map["derived"] is not ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } node) return null;
        try
        {
            return new DerivedSource(ExpressionParser.Parse(node.Text));
        }
        catch (ExpressionException)
        {
            return null;
        }
    }

    private ContinuousSource? Distribution(MapNode map, string field, string at, string pointer)
    {
        if (map[field] is not ListNode list) return null;
        Rational?[] numbers = Doubles(list, at);
        if (numbers.Length != (field == "triangular" ? 3 : 2) || numbers.Any(n => n is null)) return null;
        Rational a = numbers[0]!.Value, b = numbers[1]!.Value;
        switch (field)
        {
            case "normal":
                return Normal(map, list, a, b, at, pointer);
            case "triangular":
                Rational c = numbers[2]!.Value;
                if (a < c && a <= b && b <= c) return FactorDistributions.Triangle(a, b, c);
                Add(list, at, $"[{a}, {b}, {c}]", "least, likeliest and greatest number in this order", "The range is upside down.");
                return null;
            default:
                if (a >= b)
                {
                    Add(list, at, $"[{a}, {b}]", "the lower end first, and the other above it", "The range is upside down.");
                    return null;
                }

                if (field == "uniform") return FactorDistributions.Uniform(a, b);
                if (a.Sign > 0 && a.ToDouble() > 0) return FactorDistributions.LogUniform(a, b);
                Add(list.Items[0], at + "/0", $"{a}", "a number greater than 0", "Only numbers greater than 0 have a logarithm.");
                return null;
        }
    }

    private ContinuousSource? Normal(MapNode map, ListNode list, Rational mean, Rational deviation, string at, string pointer)
    {
        if (deviation.Sign <= 0 || deviation.ToDouble() == 0)
        {
            Add(list.Items[1], at + "/1", $"{deviation}", "a standard deviation greater than 0", "A normal distribution needs spread.");
            return null;
        }

        if (map["bounds"] is null) return FactorDistributions.Normal(mean, deviation, null);
        if (map["bounds"] is not ListNode ends) return null;
        Rational?[] numbers = Doubles(ends, pointer + "/bounds");
        if (numbers.Length != 2 || numbers.Any(n => n is null)) return null;
        (Rational low, Rational high) = (numbers[0]!.Value, numbers[1]!.Value);
        if (low >= high)
        {
            Add(ends, pointer + "/bounds", $"[{low}, {high}]", "the lower end first, and the other above it", "The bounds are upside down.");
            return null;
        }

        ContinuousSource? source = FactorDistributions.Normal(mean, deviation, (low, high));
        if (source is null) Add(ends, pointer + "/bounds", $"[{low}, {high}]", $"bounds within about 35 standard deviations of the mean {mean}", "The bounds leave nothing of the distribution.");
        return source;
    }

    private Rational?[] Doubles(ListNode list, string pointer) =>
        [.. list.Items.Select((item, i) => NumberAt(item, $"{pointer}/{i}", n => Math.Abs(n.ToDouble()) <= LargestDouble, "an exact number of at most 1e300, such as 3, 0.25 or 3/2"))];

    private void CheckPlaces()
    {
        HashSet<string> used = [.. _factors.Values.Select(f => f.Source).OfType<DerivedSource>().SelectMany(source => source.Expression.Names)];
        foreach (MapEntry entry in Entries("factors"))
        {
            if (entry.Value is MapNode map && SweepShape.Places.All(field => map[field] is null) && !used.Contains(entry.Key))
            {
                Add(map, JsonPointer.Append("/factors", entry.Key), "no place", "one of parameter, initialState, at; or another factor that is derived from this one", "The factor changes nothing.");
            }
        }

        SweepFactor[] placed = [.. _factors.Values.Where(f => f.Target is not null).OrderBy(f => f.Line).ThenBy(f => f.Column)];
        for (int i = 0; i < placed.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!placed[i].Target!.Overlaps(placed[j].Target!)) continue;
                faults.Add(new(placed[i].Pointer, $"{placed[i].Place}, where '{placed[j].Name}' ({placed[j].Place}) is put too", "a place of its own", "Two factors have the same place, or one is put inside of the other.", placed[i].Line, placed[i].Column));
            }
        }
    }

    private void CheckDerived()
    {
        var waiting = new SortedDictionary<string, DerivedSource>(StringComparer.Ordinal);
        foreach (SweepFactor factor in _factors.Values)
        {
            if (factor.Source is not DerivedSource source || DocumentEdit.Find(root, ["factors", factor.Name, "derived"]) is not ScalarNode node) continue;
            waiting[factor.Name] = source;
            CheckNames(source.Expression.Names, node, factor.Pointer + "/derived");
            if (source.Expression.Names.Count == 0) Add(node, factor.Pointer + "/derived", ShapeChecker.Show(node), "an expression over at least one factor", "The factor does not vary; write the number into the scenario.");
        }

        while (waiting.Where(w => !w.Value.Expression.Names.Any(waiting.ContainsKey)).Select(w => w.Key).ToArray() is { Length: > 0 } ready)
        {
            foreach (string name in ready) waiting.Remove(name);
        }

        foreach ((string name, DerivedSource source) in waiting)
        {
            faults.Add(new($"/factors/{name}/derived", $"{source.Expression}", "an expression that does not lead back to itself", $"The definition is circular: it reads {string.Join(", ", source.Expression.Names.Where(waiting.ContainsKey))}.", _factors[name].Line, _factors[name].Column));
        }
    }

    // The scenario itself would refuse the points; said here, it has its place, and no point has to fall there.
    private void CheckRanges(ListDesign? list)
    {
        if (Scenario is null) return;
        foreach (SweepFactor factor in _factors.Values)
        {
            if (factor.Target is not ParameterPlace { Name: var name } || Scenario.Parameters[name].Range is not { } range) continue;
            switch (factor.Source)
            {
                case ListedSource { IsNumeric: true } listed:
                    for (int i = 0; i < listed.Values.Count; i++) Check(listed.Values[i].Number, $"{factor.Pointer}/list/{i}");
                    break;
                case SpacedSource spaced:
                    Check(spaced.First, factor.Pointer + (spaced.Field == "range" ? "/range/from" : "/integers/0"));
                    Check(spaced.Last, factor.Pointer + (spaced.Field == "range" ? "/range/to" : "/integers/1"));
                    break;
                case ContinuousSource { Low: { } low, High: { } high } continuous:
                    string ends = factor.Pointer + (continuous.Field == "normal" ? "/bounds" : $"/{continuous.Field}");
                    Check(low, ends + "/0");
                    Check(high, ends + (continuous.Field == "triangular" ? "/2" : "/1"));
                    break;
                case ContinuousSource:
                    DocumentNode normal = DocumentEdit.Find(root, ["factors", factor.Name, "normal"])!;
                    Add(normal, factor.Pointer + "/normal", "a normal distribution without bounds", $"bounds within the parameter's range [{range.Low}, {range.High}]", $"The parameter '{name}' has a range.");
                    break;
                case GivenSource:
                    for (int i = 0; i < (list?.Points.Count ?? 0); i++) Check(list!.Points[i].GetValueOrDefault(factor.Name)?.Number, $"/design/points/{i}/{factor.Name}");
                    break;
            }

            void Check(Rational? value, string pointer)
            {
                if (value is not { } number || (number >= range.Low && number <= range.High)) return;
                DocumentNode? node = DocumentEdit.Find(root, JsonPointer.Split(pointer));
                faults.Add(new(pointer, $"{number}", $"a number within the range of the parameter '{name}', [{range.Low}, {range.High}]", "The value lies outside the range of the parameter.", node?.Line, node?.Column));
            }
        }
    }
}
