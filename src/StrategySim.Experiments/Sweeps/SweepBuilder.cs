using System.Globalization;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Sweeps;

/// <summary>Builds a sweep from a document and checks what its parts say of each other and of the scenario.</summary>
/// <remarks>Places whose kind is wrong were reported by <see cref="ShapeChecker"/>; here they read as missing, so that every fault is found in one pass.</remarks>
internal sealed partial class SweepBuilder(MapNode root, Func<string, ScenarioDocument?> scenarios, List<Fault> faults)
{
    private readonly SortedDictionary<string, SweepFactor> _factors = new(StringComparer.Ordinal);
    private DocumentNode? _document;
    private ScenarioReadResult? _read;

    private Scenario? Scenario => _read?.Scenario;

    private bool IsList => Text(root["design"] as MapNode, "method") == SweepShape.List;

    public Sweep? Build()
    {
        ReadScenario();
        Factors();
        CheckPlaces();
        CheckDerived();
        List<IReadOnlyList<int>> axes = Axes();
        List<SweepConstraint> constraints = Constraints();
        SortedDictionary<string, SweepOutcome> outcomes = Outcomes();
        SweepReplications replications = Replications(outcomes);
        // What a point of the cube becomes is asked for once nothing is wrong.
        var space = new Lazy<FactorSpace>(() => new FactorSpace(root, [.. _factors.Values], axes, constraints));
        SweepDesign? design = Design(axes, replications.Maximum, space);
        CheckRanges(design as ListDesign);
        SweepAnalysis? analysis = Analysis(outcomes);
        SweepComparison? comparison = Comparison();
        if (faults.Count > 0 || design is null) return null;
        var sweep = new Sweep(root, _document!, _read!, space.Value, design)
        {
            Id = Text(root, "id"),
            Title = Text(root, "title") is { Length: > 0 } title ? title : Text(root, "id"),
            Description = Text(root, "description"),
            Outcomes = [.. outcomes.Values],
            Replications = replications,
            Analysis = analysis,
            Comparison = comparison,
        };
        if (analysis?.EmpiricalGame is not null)
        {
            foreach (Fault fault in EmpiricalGameSetup.Refusals(sweep)) At(fault);
        }

        return faults.Count == 0 ? sweep : null;
    }

    private void ReadScenario()
    {
        const string Expected = "the id of a scenario that ships with the program or is kept, or a scenario document";
        switch (root["scenario"])
        {
            case ScalarNode { Kind: not ScalarKind.Null } id when scenarios(id.Text) is { } found:
                (_document, IReadOnlyList<Fault> unread) = DocumentParser.Parse(found.Text, found.Format);
                _read = _document is null ? null : ScenarioReader.Read(_document, unread);
                // Its faults are none of this document.
                if (Scenario is null) Add(id, "/scenario", ShapeChecker.Show(id), "a valid scenario", $"The scenario is not valid: {(_read?.Faults ?? unread)[0]}");
                break;
            case ScalarNode { Kind: not ScalarKind.Null } id:
                Add(id, "/scenario", ShapeChecker.Show(id), Expected, "There is no such scenario.");
                break;
            case MapNode inline:
                _document = inline;
                _read = ScenarioReader.Read(inline);
                faults.AddRange(_read.Faults.Select(fault => fault with { Pointer = "/scenario" + fault.Pointer }));
                break;
        }
    }

    private SortedDictionary<string, SweepOutcome> Outcomes()
    {
        var outcomes = new SortedDictionary<string, SweepOutcome>(StringComparer.Ordinal);
        OutcomeLayout? layout = Scenario is null ? null : OutcomeLayout.Of(Scenario);
        foreach (MapEntry entry in Entries("outcomes"))
        {
            if (entry.Value is not MapNode map || Text(map, "measure") is not { Length: > 0 } measure) continue;
            var key = new OutcomeKey(Or(Text(map, "actor"), "*"), Or(Text(map, "game"), "*"), measure);
            outcomes[entry.Key] = new SweepOutcome(entry.Key, key);
            if (layout is null || layout.IndexOf(key) >= 0) continue;
            string pointer = JsonPointer.Append("/outcomes", entry.Key);
            OutcomeKey[] same = [.. layout.Keys.Where(k => k.Outcome == measure)];
            if (same.Length == 0)
            {
                DocumentNode node = map["measure"]!;
                Add(node, pointer + "/measure", ShapeChecker.Show(node), Listed(layout.Keys.Select(k => k.Outcome), 60), "The scenario has no such outcome.");
                continue;
            }

            string expected = string.Join("; ", same.GroupBy(k => k.Game).Select(g => $"{(g.Key == "*" ? "no game" : $"game {g.Key}")} with {(g.First().Actor == "*" ? "no actor" : $"actor {string.Join(" or ", g.Select(k => k.Actor))}")}"));
            Add(map, pointer, $"game {key.Game}, actor {key.Actor}", expected, $"The scenario does not have the outcome '{measure}' for this game and actor.");
        }

        return outcomes;

        static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
    }

    private SweepReplications Replications(SortedDictionary<string, SweepOutcome> outcomes)
    {
        int own = Scenario?.Run.Replications ?? 1;
        if (root["replications"] is not MapNode map)
        {
            int fixedNumber = root["replications"] is ScalarNode ? (int)(Whole(root, "replications") ?? 1) : own;
            return new SweepReplications(fixedNumber, fixedNumber, null, null);
        }

        int initial = (int)(Whole(map, "initial") ?? ReplicationRule.FirstLook), most = (int)(Whole(map, "max") ?? 0);
        var until = map["until"] as MapNode;
        string outcome = Text(until, "outcome");
        if (outcome.Length > 0 && !outcomes.ContainsKey(outcome))
        {
            DocumentNode node = until!["outcome"]!;
            Add(node, "/replications/until/outcome", ShapeChecker.Show(node), Listed(outcomes.Keys), "The sweep has no outcome of this name.");
        }

        ReplicationRule? rule = null;
        double? target = Number(until, "halfWidth", "/replications/until", n => n.Sign > 0, "a half-width greater than 0")?.ToDouble();
        if (target is > 0 && double.IsFinite(target.Value) && most >= 4)
        {
            rule = new ReplicationRule(target.Value, most);
            if (!rule.Looks().Contains(initial))
            {
                Add(map["initial"] ?? map, "/replications/initial", $"{initial}", Listed(rule.Looks().Select(look => look.ToString(CultureInfo.InvariantCulture)), 30, sort: false), "Decisions are made at fixed numbers of replications only.");
            }
        }

        return new SweepReplications(initial, Math.Max(initial, most), rule, outcome);
    }

    private List<SweepConstraint> Constraints()
    {
        var constraints = new List<SweepConstraint>();
        IReadOnlyList<DocumentNode> items = (root["constraints"] as ListNode)?.Items ?? [];
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is not ScalarNode { Kind: not ScalarKind.Null } node) continue;
            string pointer = $"/constraints/{i}";
            try
            {
                var constraint = SweepConstraint.Parse(node.Text);
                if (CheckNames(constraint.Names, node, pointer)) constraints.Add(constraint);
                if (!constraint.Names.Any()) Add(node, pointer, ShapeChecker.Show(node), SweepConstraint.Expected, "The constraint names no factor.");
            }
            catch (ExpressionException error)
            {
                Add(node, pointer, ShapeChecker.Show(node), SweepConstraint.Expected, $"This is not a constraint: {error.Message}.");
            }
        }

        return constraints;
    }

    // Names in expressions of a sweep are those of factors with numbers.
    private bool CheckNames(IEnumerable<string> names, ScalarNode at, string pointer)
    {
        bool good = true;
        foreach (string name in names)
        {
            if (!Entries("factors").Any(entry => entry.Key == name))
            {
                string detail = Scenario?.Parameters.ContainsKey(name) == true
                    ? $"'{name}' is a parameter of the scenario; expressions of a sweep are over its factors."
                    : $"There is no factor '{name}'.";
                Add(at, pointer, $"'{name}'", Listed(Entries("factors").Select(entry => entry.Key)), detail);
                good = false;
            }
            else if (_factors.TryGetValue(name, out SweepFactor? factor) && !factor.IsNumeric)
            {
                Add(at, pointer, $"'{name}', whose values are no numbers", "factors with numbers", "An expression reads numbers only.");
                good = false;
            }
        }

        return good;
    }

    private void Add(DocumentNode node, string pointer, string? found, string expected, string detail) => faults.Add(ShapeChecker.At(node, pointer, found, expected, detail));

    private IReadOnlyList<MapEntry> Entries(string key) => (root[key] as MapNode)?.Entries ?? [];

    private static string Text(MapNode? map, string key) => map?[key] is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : "";

    private static bool Flag(MapNode map, string key, bool otherwise) =>
        map[key] is ScalarNode { Kind: ScalarKind.Boolean } scalar ? scalar.Text is "true" or "True" or "TRUE" : otherwise;

    /// <summary>A whole number, where one stands there that the shape accepts; null otherwise.</summary>
    private static long? Whole(MapNode? map, string key) => WholeOf(map?[key]);

    private static long? WholeOf(DocumentNode? node) =>
        node is ScalarNode { Kind: ScalarKind.Number } scalar && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    private Rational? Number(MapNode? map, string key, string pointer, Func<Rational, bool>? accepts = null, string expected = "an exact number such as 3, 0.25 or 3/2") =>
        map?[key] is { } node ? NumberAt(node, JsonPointer.Append(pointer, key), accepts, expected) : null;

    /// <summary>The number at a node; a fault where there is an expression over names instead, or one that is out of range. Other kinds were reported.</summary>
    private Rational? NumberAt(DocumentNode node, string pointer, Func<Rational, bool>? accepts = null, string expected = "an exact number such as 3, 0.25 or 3/2")
    {
        if (node is not ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar) return null;
        Expression expression;
        try
        {
            expression = ExpressionParser.Parse(scalar.Text);
        }
        catch (ExpressionException)
        {
            return null;
        }

        if (expression.AsConstant is { } number && (accepts is null || accepts(number))) return number;
        Add(node, pointer, ShapeChecker.Show(node), expected, expression.AsConstant is null ? "This is not a number." : "The number is out of range.");
        return null;
    }

    private static string Listed(IEnumerable<string> known, int most = 30, bool sort = true)
    {
        string[] names = [.. sort ? known.Distinct().Order(StringComparer.Ordinal) : known];
        if (names.Length == 0) return "nothing: there are none";
        return "one of " + (names.Length <= most ? string.Join(", ", names) : string.Join(", ", names.Take(most)) + ", …");
    }
}
