using System.Globalization;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Simulation.Scenarios;

/// <summary>Parameters, states and shocks.</summary>
internal sealed partial class ScenarioBuilder
{
    // A chain of products could otherwise grow without end.
    private const int MaximumBits = 4096;

    private void Parameters()
    {
        var derived = new SortedDictionary<string, (MapNode Node, Expression Expression)>(StringComparer.Ordinal);
        foreach (MapEntry entry in Entries(root, "parameters"))
        {
            if (entry.Value is not MapNode map) continue;
            if (_known?.Find<Parameter>(map, _parameters) is { } known)
            {
                if (known.Derived) derived[entry.Key] = (map, known.Definition);
                else _parameters[entry.Key] = known;
                continue;
            }

            string pointer = JsonPointer.Append("/parameters", entry.Key);
            Provenance(map, pointer);
            bool isDerived = map["derived"] is not null;
            if (isDerived == (map["value"] is not null))
            {
                faults.Add(ShapeChecker.At(map, pointer, isDerived ? "both value and derived" : "neither value nor derived", "either a value or a derived expression", "A parameter has one definition."));
                continue;
            }

            string key = isDerived ? "derived" : "value";
            if (map[key] is not ScalarNode node || Parse(node) is not { } expression) continue;
            if (isDerived)
            {
                if (Names(expression, node, $"{pointer}/{key}", states: false)) derived[entry.Key] = (map, expression);
            }
            else if (expression.AsConstant is { } value)
            {
                Define(entry.Key, map, expression, derived: false, value);
            }
            else
            {
                faults.Add(ShapeChecker.At(node, $"{pointer}/value", ShapeChecker.Show(node), "an exact number such as 7, 0.99 or 4/7; an expression goes under 'derived'", "A value is a number."));
            }
        }

        Evaluate(derived);
    }

    private void Provenance(MapNode map, string pointer)
    {
        string source = Text(map, "source");
        if (source.Length > 0 && !_sources.ContainsKey(source)) Unknown(map["source"]!, pointer + "/source", "source", source, _sources.Keys);
        if (map["derived"] is not null || source.Length > 0 || Text(map, "assumption").Length > 0) return;
        faults.Add(ShapeChecker.At(map, pointer, "no source and no assumption", "a 'source' (with 'year'), or an 'assumption' that says why", "Every number says where it is from."));
    }

    // Values in an order in which each comes after those it reads; what is left over stands in a circle.
    private void Evaluate(SortedDictionary<string, (MapNode Node, Expression Expression)> waiting)
    {
        while (waiting.Count > 0)
        {
            string[] ready = [.. waiting.Where(w => !w.Value.Expression.Names.Any(waiting.ContainsKey)).Select(w => w.Key)];
            if (ready.Length == 0) break;
            foreach (string name in ready)
            {
                (MapNode node, Expression expression) = waiting[name];
                waiting.Remove(name);
                if (TryConstant(expression) is { } value) Define(name, node, expression, derived: true, value);
                else if (Evaluable(expression)) faults.Add(ShapeChecker.At(node, $"/parameters/{name}/derived", expression.ToString(), "an expression without division by zero", "The expression divides by zero."));
            }
        }

        foreach ((string name, (MapNode node, Expression expression)) in waiting)
        {
            faults.Add(ShapeChecker.At(node, $"/parameters/{name}/derived", expression.ToString(), "an expression that does not lead back to itself", $"The definition is circular: it reads {string.Join(", ", expression.Names.Where(waiting.ContainsKey))}."));
        }
    }

    private void Define(string name, MapNode node, Expression expression, bool derived, Rational value)
    {
        if (_known?.Find<Parameter>(node, _parameters) is { } known && known.Value == value)
        {
            _parameters[name] = known;
            return;
        }

        if (value.Numerator.GetBitLength() > MaximumBits || value.Denominator.GetBitLength() > MaximumBits)
        {
            faults.Add(ShapeChecker.At(node, $"/parameters/{name}", $"a number of {Math.Max(value.Numerator.GetBitLength(), value.Denominator.GetBitLength())} bits", $"numbers of at most {MaximumBits} bits", "The number is too long."));
            return;
        }

        Parameter parameter = _parameters[name] = NewParameter(name, node, expression, derived, value);
        // What is made anew of a derived one is its value.
        _parts?.Add(node, parameter, []);
    }

    private Parameter NewParameter(string name, MapNode node, Expression expression, bool derived, Rational value)
    {
        string pointer = $"/parameters/{name}";
        (Rational, Rational)? range = null;
        if (node["range"] is ListNode { Items: [ScalarNode low, ScalarNode high] } list && Parse(low)?.AsConstant is { } l && Parse(high)?.AsConstant is { } h)
        {
            if (l > h) faults.Add(ShapeChecker.At(list, pointer + "/range", $"[{l}, {h}]", "the lower end first", "The range is upside down."));
            else if (value < l || value > h) faults.Add(ShapeChecker.At(node, pointer, $"{value}", $"a value within its range [{l}, {h}]", "The value lies outside its own range."));
            range = (l, h);
        }
        else if (node["range"] is ListNode bad)
        {
            faults.Add(ShapeChecker.At(bad, pointer + "/range", ShapeChecker.Show(bad), "two numbers", "A range is two exact numbers."));
        }

        return new Parameter(name, expression, derived, value, Text(node, "unit"), Text(node, "source"), Text(node, "year"), Text(node, "assumption"), range, Text(node, "note"));
    }

    private StateVariable State(string name, MapNode map, string pointer)
    {
        IReadOnlyList<PathKnot>? path = map["path"] is ListNode knots ? Path(knots, pointer + "/path") : null;
        if (map["path"] is not null)
        {
            foreach (string field in new[] { "initial", "drift", "halfLife" }.Where(f => map[f] is not null))
            {
                faults.Add(ShapeChecker.At(map[field]!, $"{pointer}/{field}", $"'{field}' beside 'path'", "either a path, or initial with drift and halfLife", "A path already says how the state moves."));
            }
        }
        else if (map["initial"] is null)
        {
            faults.Add(ShapeChecker.At(map, pointer + "/initial", null, "an initial value, or a path", "The field 'initial' is missing."));
        }

        Expression initial = Constrained(map, "initial", pointer, 0, "a number", _ => true);
        Expression drift = Expression.Constant(0);
        if (map["drift"] is ScalarNode driftNode && Parse(driftNode) is { } parsed && Names(parsed, driftNode, pointer + "/drift", states: false)) drift = parsed;
        Expression? low = map["min"] is null ? null : Constrained(map, "min", pointer, 0, "a number", _ => true);
        Expression? high = map["max"] is null ? null : Constrained(map, "max", pointer, 0, "a number", _ => true);
        Expression? half = map["halfLife"] is null ? null : Constrained(map, "halfLife", pointer, 1, "a number greater than 0", v => v.Sign > 0);
        Rational? start = TryConstant(initial), lowest = low is null ? null : TryConstant(low), highest = high is null ? null : TryConstant(high);
        if (lowest > highest) faults.Add(ShapeChecker.At(map, pointer, $"min {lowest} above max {highest}", "min at most max", "The bounds are upside down."));
        else if (path is null && map["initial"] is not null && (start < lowest || start > highest)) faults.Add(ShapeChecker.At(map["initial"]!, pointer + "/initial", $"{start}", $"a value within the bounds [{lowest?.ToString() ?? "−∞"}, {highest?.ToString() ?? "∞"}]", "The state starts outside its own bounds."));
        return new StateVariable(name, initial, drift, low, high, half, path, Text(map, "unit"), Text(map, "note"));
    }

    private List<PathKnot>? Path(ListNode knots, string pointer)
    {
        var path = new List<PathKnot>();
        int before = 0;
        for (int i = 0; i < knots.Items.Count; i++)
        {
            if (knots.Items[i] is not ListNode { Items: [ScalarNode round, ScalarNode value] } || Parse(value) is not { } expression) return null;
            string at = $"{pointer}/{i}";
            // The canonical form writes rounds as text, like every number.
            if (!int.TryParse(round.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1 || number > ScenarioShape.MaximumHorizon)
            {
                faults.Add(ShapeChecker.At(round, at + "/0", ShapeChecker.Show(round), $"a round from 1 to {ScenarioShape.MaximumHorizon}", "A knot begins with its round."));
                return null;
            }

            if (number <= before) faults.Add(ShapeChecker.At(round, at + "/0", $"{number} after {before}", "rounds that rise", "The knots of a path are in order of rounds."));
            before = number;
            Range(expression, value, at + "/1", "a number", _ => true);
            path.Add(new PathKnot(number, expression));
        }

        return path.Count == 0 ? null : path;
    }

    private ShockSpecification Shock(string id, MapNode map, string pointer)
    {
        string target = Text(map, "target");
        if (_parameterNames.Contains(target)) _reads.Add(target);
        if (target.Length > 0 && !_parameterNames.Contains(target) && !_stateNames.Contains(target))
        {
            Unknown(map["target"]!, pointer + "/target", "state or parameter", target, _stateNames.Concat(_parameterNames));
        }
        else if (_parameters.TryGetValue(target, out Parameter? parameter) && parameter.Derived)
        {
            faults.Add(ShapeChecker.At(map["target"]!, pointer + "/target", $"'{target}', which is derived", "a state, or a parameter with a value of its own", "A derived parameter moves with what it derives from."));
        }

        Expression? rate = null;
        if (map["rate"] is ScalarNode rateNode && Parse(rateNode) is { } parsed && Names(parsed, rateNode, pointer + "/rate", states: true))
        {
            rate = parsed;
            if (!parsed.Names.Any(_stateNames.Contains)) Range(parsed, rateNode, pointer + "/rate", $"0 to {CompiledShock.MaximumRate} arrivals a round", v => v.Sign >= 0 && v <= CompiledShock.MaximumRate);
        }

        List<int> rounds = [];
        foreach (DocumentNode item in (map["rounds"] as ListNode)?.Items ?? [])
        {
            if (item is ScalarNode s && int.TryParse(s.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int round)) rounds.Add(round);
        }

        (ShockSizeKind kind, Expression first, Expression second) = Size(map["size"], pointer + "/size");
        Expression? half = map["halfLife"] is null ? null : Constrained(map, "halfLife", pointer, 1, "a number greater than 0", v => v.Sign > 0);
        return new ShockSpecification(id, TextOr(map, "title", id), Text(map, "process") == "scheduled" ? null : rate ?? Expression.Constant(0), [.. rounds.Distinct().Order()], target, kind, first, second, half, Text(map, "note"));
    }

    private (ShockSizeKind Kind, Expression First, Expression Second) Size(DocumentNode? node, string pointer)
    {
        Expression zero = Expression.Constant(0);
        if (node is ScalarNode scalar && Parse(scalar) is { } one)
        {
            Range(one, scalar, pointer, "a number", _ => true);
            return (ShockSizeKind.Fixed, one, zero);
        }

        if (node is not MapNode map) return (ShockSizeKind.Fixed, zero, zero);
        if (map.Entries.Count != 1)
        {
            faults.Add(ShapeChecker.At(map, pointer, ShapeChecker.Show(map), "exactly one of exponential, uniform, normal", "A size has one distribution."));
            return (ShockSizeKind.Fixed, zero, zero);
        }

        string key = map.Entries[0].Key;
        string below = JsonPointer.Append(pointer, key);
        if (key == "exponential") return (ShockSizeKind.Exponential, Constrained(map, key, pointer, 1, "a mean other than 0", v => !v.IsZero), zero);
        if (Pair(map[key], below) is not { } pair || map[key] is not ListNode { Items: [ScalarNode low, ScalarNode high] }) return (ShockSizeKind.Fixed, zero, zero);
        if (key == "uniform")
        {
            if (TryConstant(pair.First) > TryConstant(pair.Second)) faults.Add(ShapeChecker.At(low, below, $"{TryConstant(pair.First)} above {TryConstant(pair.Second)}", "the lower end first", "The range is upside down."));
            return (ShockSizeKind.Uniform, pair.First, pair.Second);
        }

        Range(pair.Second, high, below + "/1", "a standard deviation of at least 0", v => v.Sign >= 0);
        return (ShockSizeKind.Normal, pair.First, pair.Second);
    }
}
