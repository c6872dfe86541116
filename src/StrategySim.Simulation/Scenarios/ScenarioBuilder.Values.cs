using System.Globalization;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Scenarios;

/// <summary>Reading single values, and checking what expressions name.</summary>
internal sealed partial class ScenarioBuilder
{
    // Names declared by the document, whether or not their definitions are sound: a broken definition is reported once, where it stands.
    private IReadOnlySet<string> _parameterNames = new HashSet<string>();
    private IReadOnlySet<string> _stateNames = new HashSet<string>();

    private void DeclareNames()
    {
        var owners = new Dictionary<string, string>();
        Declare("clubs");
        _parameterNames = Declare("parameters");
        _stateNames = Declare("states");

        HashSet<string> Declare(string section)
        {
            var names = new HashSet<string>();
            foreach (MapEntry entry in Entries(root, section))
            {
                names.Add(entry.Key);
                if (entry.Key is "min" or "max")
                {
                    faults.Add(new Fault($"/{section}/{entry.Key}", $"'{entry.Key}'", "a name other than min and max", "The name is a function of expressions.", entry.Line, entry.Column));
                }
                else if (!owners.TryAdd(entry.Key, section))
                {
                    faults.Add(new Fault($"/{section}/{entry.Key}", $"'{entry.Key}', which is also one of the {owners[entry.Key]}", "a name of its own", "Parameters, states and clubs share one space of names.", entry.Line, entry.Column));
                }
            }

            return names;
        }
    }

    private static IReadOnlyList<MapEntry> Entries(MapNode? map, string key) => (map?[key] as MapNode)?.Entries ?? [];

    private static string Text(MapNode? map, string key) => map?[key] is ScalarNode { Kind: not ScalarKind.Null } s ? s.Text : "";

    private static string TextOr(MapNode? map, string key, string otherwise) => Text(map, key) is { Length: > 0 } text ? text : otherwise;

    private static bool Boolean(MapNode? map, string key, bool otherwise) =>
        map?[key] is ScalarNode { Kind: ScalarKind.Boolean } s ? s.Text is "true" or "True" or "TRUE" : otherwise;

    private static int Integer(MapNode? map, string key, int otherwise) =>
        map?[key] is ScalarNode { Kind: ScalarKind.Number } s && int.TryParse(s.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    // Texts that are no expressions were reported by the shape.
    private static Expression? Parse(DocumentNode? node)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar) return null;
        try
        {
            return ExpressionParser.Parse(scalar.Text);
        }
        catch (ExpressionException)
        {
            return null;
        }
    }

    /// <summary>An expression over parameters and clubs whose value at the start must lie in a range.</summary>
    private Expression Constrained(MapNode? map, string key, string pointer, Rational otherwise, string expected, Func<Rational, bool> accepts)
    {
        if (map?[key] is not ScalarNode node || Parse(node) is not { } expression) return Expression.Constant(otherwise);
        Range(expression, node, JsonPointer.Append(pointer, key), expected, accepts);
        return expression;
    }

    private void Range(Expression expression, ScalarNode at, string pointer, string expected, Func<Rational, bool> accepts)
    {
        if (!Names(expression, at, pointer, states: false)) return;
        if (TryConstant(expression) is not { } value)
        {
            if (Evaluable(expression)) faults.Add(ShapeChecker.At(at, pointer, ShapeChecker.Show(at), expected, "The expression divides by zero."));
        }
        else if (!accepts(value))
        {
            string found = expression.AsConstant is null ? $"{ShapeChecker.Show(at)}, which is {value}" : ShapeChecker.Show(at);
            faults.Add(ShapeChecker.At(at, pointer, found, expected, "The value is out of range."));
        }
    }

    private (Expression First, Expression Second)? Pair(DocumentNode? node, string pointer)
    {
        if (node is not ListNode { Items: [ScalarNode first, ScalarNode second] } || Parse(first) is not { } a || Parse(second) is not { } b) return null;
        bool known = Names(a, first, pointer + "/0", states: false) & Names(b, second, pointer + "/1", states: false);
        return known ? (a, b) : null;
    }

    // Whether all parameters that the expression needs could be evaluated; a broken one was reported where it stands.
    private bool Evaluable(Expression expression)
    {
        foreach (string name in expression.Names)
        {
            if (_parameterNames.Contains(name)) _reads.Add(name);
            if (!_parameters.ContainsKey(name) && CompiledScenario.TryClubValue(_clubs, name) is null) return false;
        }

        return true;
    }

    private Rational? TryConstant(Expression expression)
    {
        if (expression.AsConstant is { } number) return number;
        if (!Evaluable(expression)) return null;
        try
        {
            return expression.Evaluate(name => _parameters.TryGetValue(name, out Parameter? p) ? p.Value : CompiledScenario.TryClubValue(_clubs, name)!.Value);
        }
        catch (DivideByZeroException)
        {
            return null;
        }
    }

    /// <summary>Checks that every name in an expression stands for something that may be used there.</summary>
    private bool Names(Expression expression, ScalarNode at, string pointer, bool states)
    {
        bool good = true;
        foreach (string name in expression.Names)
        {
            if (_parameterNames.Contains(name) || CompiledScenario.TryClubValue(_clubs, name) is not null || (states && _stateNames.Contains(name)))
            {
                int dot = name.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0 || _actors.ContainsKey(name[(dot + 1)..])) continue;
                good = false;
                Unknown(at, pointer, "actor", name[(dot + 1)..], _actors.Keys);
                continue;
            }

            good = false;
            if (_stateNames.Contains(name))
            {
                faults.Add(ShapeChecker.At(at, pointer, $"the state '{name}'", "a name of a parameter or club", "States move, so they cannot be used here."));
                continue;
            }

            IEnumerable<string> known = _parameterNames.Concat(_clubs.Keys);
            if (states) known = known.Concat(_stateNames);
            Unknown(at, pointer, states ? "parameter, state or club" : "parameter or club", name, known);
        }

        return good;
    }

    private void Unknown(DocumentNode at, string pointer, string what, string name, IEnumerable<string> known) =>
        faults.Add(ShapeChecker.At(at, pointer, $"'{name}'", Listed(known), $"There is no {what} '{name}'."));

    private void Unknown(MapEntry entry, string pointer, string what, IEnumerable<string> known) =>
        faults.Add(new Fault(pointer, $"'{entry.Key}'", Listed(known), $"There is no {what} '{entry.Key}'.", entry.Line, entry.Column));

    private static string Listed(IEnumerable<string> known)
    {
        string[] names = [.. known.Order(StringComparer.Ordinal)];
        if (names.Length == 0) return "nothing: none are declared";
        return "one of " + (names.Length <= 30 ? string.Join(", ", names) : string.Join(", ", names.Take(30)) + ", …");
    }
}
