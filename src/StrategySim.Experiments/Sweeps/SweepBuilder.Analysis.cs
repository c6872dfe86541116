using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Discovery;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Sweeps;

/// <summary>What is to be made of the outcomes: analyses and a comparison.</summary>
internal sealed partial class SweepBuilder
{
    private SweepAnalysis? Analysis(SortedDictionary<string, SweepOutcome> outcomes)
    {
        if (root["analysis"] is not MapNode map) return null;
        if (map.Entries.Count == 0) Add(map, "/analysis", "an empty map", "at least one of sensitivity, discovery, robustness, empiricalGame, phaseDiagram", "Nothing is asked for.");
        return new SweepAnalysis(Sensitivities(map, outcomes), DiscoveryOf(map, outcomes), RobustnessOf(map, outcomes), EmpiricalGameOf(map), DiagramOf(map, outcomes));
    }

    private List<SensitivityRequest> Sensitivities(MapNode map, SortedDictionary<string, SweepOutcome> outcomes)
    {
        var requests = new List<SensitivityRequest>();
        IReadOnlyList<DocumentNode> items = (map["sensitivity"] as ListNode)?.Items ?? [];
        string design = Text(root["design"] as MapNode, "method");
        bool known = SweepShape.Methods.Contains(design) && _factors.Count > 0 && _factors.Count == Entries("factors").Count;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is not MapNode item) continue;
            string pointer = $"/analysis/sensitivity/{i}", outcome = Named(item, "outcome", pointer, outcomes);
            var options = new SensitivityOptions
            {
                Method = Text(item, "method") is { Length: > 0 } method ? method : null,
                Estimand = Text(item, "estimand") is { Length: > 0 } estimand ? estimand : null,
                Intervals = (int?)Whole(item, "intervals"),
            };
            requests.Add(new SensitivityRequest(outcome, options));
            if (!known) continue;
            SweepFactor[] factors = [.. _factors.Values];
            if (options.Method is { } one && SensitivityMethods.All.Contains(one))
            {
                foreach (Fault fault in SensitivityMethods.Unfit(root, design, factors, one, pointer + "/method")) At(fault);
            }

            IReadOnlyList<string> methods = options.Method is { } asked ? [asked] : [.. SensitivityMethods.All.Where(m => SensitivityMethods.Refusals(root, design, factors, m).Count == 0)];
            // Unknown words and numbers out of range the shape has reported.
            foreach (Fault fault in SensitivityAnalysis.Refusals(methods, options, pointer).Where(f => f.Expected.Contains(" only", StringComparison.Ordinal)))
                At(fault);
        }

        return requests;
    }

    private DiscoveryRequest? DiscoveryOf(MapNode map, SortedDictionary<string, SweepOutcome> outcomes)
    {
        const string Pointer = "/analysis/discovery";
        if (map["discovery"] is not MapNode item) return null;
        PrimOptions plain = new();
        var options = new PrimOptions(
            Number(item, "peel", Pointer)?.ToDouble() ?? plain.PeelShare,
            Number(item, "paste", Pointer)?.ToDouble() ?? plain.PasteShare,
            Number(item, "mass", Pointer)?.ToDouble() ?? plain.MinimumMass,
            Text(item, "objective") == SweepShape.Density ? PrimObjective.Density : PrimObjective.GainPerMass);
        foreach (Fault fault in DiscoveryAnalysis.Refusals(options, Pointer)) At(fault);
        foreach (Fault why in DiscoveryAnalysis.DesignRefusals(Text(root["design"] as MapNode, "method"))) Add(item, Pointer, $"PRIM with the design {why.Found}", why.Expected, why.Detail);
        if (Text(item, "interesting") is not { Length: > 0 } text) return null;
        try
        {
            var condition = OutcomeCondition.Parse(text, Pointer + "/interesting");
            if (outcomes.ContainsKey(condition.Outcome)) return new DiscoveryRequest(condition, options);
            At(StudyTable.UnknownOutcome(condition.Outcome, outcomes.Keys, Pointer + "/interesting"));
        }
        catch (InvalidInputException error)
        {
            foreach (Fault fault in error.Faults) At(fault);
        }

        return null;
    }

    private RobustnessRequest? RobustnessOf(MapNode map, SortedDictionary<string, SweepOutcome> outcomes)
    {
        const string Pointer = "/analysis/robustness";
        if (map["robustness"] is not MapNode item) return null;
        string outcome = Named(item, "outcome", Pointer, outcomes);
        string[] choice = [.. (item["choice"] as ListNode)?.Items.OfType<ScalarNode>().Select(node => node.Text) ?? []];
        RobustnessOptions plain = new();
        var options = new RobustnessOptions
        {
            HigherIsBetter = Text(item, "best") != SweepShape.Lowest,
            Quantile = Number(item, "quantile", Pointer)?.ToDouble() ?? plain.Quantile,
            Threshold = Number(item, "threshold", Pointer)?.ToDouble(),
        };
        if (choice.Length > 0 && _factors.Count == Entries("factors").Count)
        {
            foreach (Fault fault in RobustnessAnalysis.Refusals([.. _factors.Values], choice, options, Pointer)) At(fault);
            string design = Text(root["design"] as MapNode, "method");
            if (SweepShape.Methods.Contains(design) && design is not (SweepShape.Grid or SweepShape.List))
                Add(item["choice"]!, Pointer + "/choice", $"choices with the design '{design}'", "the design grid, or a list that crosses choices with the other factors", "Regret compares choices in the same state of the world, and this design draws another for each point.");
        }

        return new RobustnessRequest(choice, outcome, options);
    }

    private EmpiricalGameRequest? EmpiricalGameOf(MapNode map)
    {
        if (map["empiricalGame"] is not MapNode item) return null;
        Rational? epsilon = Number(item, "epsilon", "/analysis/empiricalGame", number => number.Sign >= 0, "a regret of at least 0, in the unit of the payoff");
        return new EmpiricalGameRequest(Text(item, "payoff") is { Length: > 0 } payoff ? payoff : null, epsilon?.ToDouble());
    }

    private SweepDiagramRequest? DiagramOf(MapNode map, SortedDictionary<string, SweepOutcome> outcomes)
    {
        const string Pointer = "/analysis/phaseDiagram";
        if (map["phaseDiagram"] is not MapNode item) return null;
        string x = DiagramAxis(item, "x"), y = DiagramAxis(item, "y");
        if (x.Length > 0 && x == y) Add(item["y"]!, Pointer + "/y", $"'{y}'", "another factor", "Both factors are the same.");
        string[] asked = [.. (item["exact"] as ListNode)?.Items.OfType<ScalarNode>().Select(node => node.Text) ?? SweepShape.DiagramAspects];
        if (asked.Distinct().Count() < asked.Length) Add(item["exact"]!, Pointer + "/exact", string.Join(", ", asked), "each word once", "A word comes twice.");
        string overlay = Named(item, "overlay", Pointer, outcomes);
        foreach (string axis in new[] { x, y }.Distinct().Where(_factors.ContainsKey))
        {
            if (_factors.Values.FirstOrDefault(factor => factor.Place.Length > 0 && Follows(factor, axis)) is { } other)
                Add(item[axis == x ? "x" : "y"]!, $"{Pointer}/{(axis == x ? "x" : "y")}", $"'{axis}'", "a factor that no other follows", $"The factor '{other.Name}' is derived from it, so that the diagram along it is none of this sweep.");
        }

        return new SweepDiagramRequest(x, y.Length > 0 ? y : null, DiagramGame(item, outcomes.GetValueOrDefault(overlay)), asked, overlay.Length > 0 ? overlay : null);
    }

    // Whether a factor is derived from an axis, by way of others too; circles are faults of their own.
    private bool Follows(SweepFactor factor, string axis)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<SweepFactor>([factor]);
        while (waiting.TryDequeue(out SweepFactor? next))
        {
            if (next.Source is not DerivedSource derived) continue;
            foreach (string name in derived.Expression.Names.Where(read.Add))
            {
                if (name == axis) return true;
                if (_factors.TryGetValue(name, out SweepFactor? from)) waiting.Enqueue(from);
            }
        }

        return false;
    }

    private string DiagramAxis(MapNode item, string field)
    {
        string name = Text(item, field), pointer = $"/analysis/phaseDiagram/{field}";
        if (name.Length == 0) return name;
        if (!Entries("factors").Any(entry => entry.Key == name)) Add(item[field]!, pointer, $"'{name}'", Listed(Entries("factors").Select(entry => entry.Key)), $"There is no factor '{name}'.");
        else if (_factors.TryGetValue(name, out SweepFactor? factor) && !(SweepPhases.CanBeAxis(factor) && Moves(factor)))
            Add(item[field]!, pointer, $"'{name}'", Listed(_factors.Values.Where(own => SweepPhases.CanBeAxis(own) && Moves(own)).Select(own => own.Name)), $"The factor '{name}' cannot be an axis: it sets no state or parameter to several numbers.");
        return name;
    }

    // Whether a factor has several numbers.
    private bool Moves(SweepFactor factor) => factor.Source switch
    {
        ListedSource listed => listed.Values.Distinct().Count() > 1,
        LevelSource levels => !levels.Count.IsOne,
        GivenSource => ((root["design"] as MapNode)?["points"] as ListNode)?.Items.OfType<MapNode>().Select(point => FactorValue.Constant(point[factor.Name])).Distinct().Count() > 1,
        _ => true,
    };

    private string DiagramGame(MapNode item, SweepOutcome? overlay)
    {
        const string Pointer = "/analysis/phaseDiagram/game", Wrong = "The type of a game is that of two players who hold or yield.";
        string given = Text(item, "game");
        if (Scenario is null) return given;
        string[] typed = [.. Scenario.Games.Values.Where(game => game.HasGameType).Select(game => game.Id)];
        if (given.Length > 0)
        {
            if (!typed.Contains(given)) Add(item["game"]!, Pointer, $"'{given}'", Listed(typed), Scenario.Games.ContainsKey(given) ? Wrong : $"The scenario has no game '{given}'.");
            return given;
        }

        if (overlay is { Key.Game: not "*" } && Scenario.Games.ContainsKey(overlay.Key.Game))
        {
            if (!typed.Contains(overlay.Key.Game)) Add(item["overlay"]!, "/analysis/phaseDiagram/overlay", $"an outcome of the game '{overlay.Key.Game}'", $"an outcome of {Listed(typed)}, or another game under game", Wrong);
            return overlay.Key.Game;
        }

        if (typed.Length == 1) return typed[0];
        Add(item, Pointer, null, Listed(typed), typed.Length == 0 ? "The scenario has no game of two players who hold or yield." : "The scenario has several games of two players who hold or yield.");
        return "";
    }

    private SweepComparison? Comparison()
    {
        if (root["compare"] is not MapNode map) return null;
        Dictionary<string, SliceCondition> baseline = Slice(map, "baseline"), against = Slice(map, "against");
        if (baseline.Count > 0 && baseline.Count == against.Count && baseline.All(pair => against.GetValueOrDefault(pair.Key) == pair.Value))
            Add(map, "/compare", "the same values twice", "another value or band of at least one factor", "There is nothing to compare.");
        return new SweepComparison(baseline, against);
    }

    private Dictionary<string, SliceCondition> Slice(MapNode map, string field)
    {
        var conditions = new Dictionary<string, SliceCondition>(StringComparer.Ordinal);
        foreach (MapEntry entry in (map[field] as MapNode)?.Entries ?? [])
        {
            string pointer = JsonPointer.Append($"/compare/{field}", entry.Key);
            if (!Entries("factors").Any(e => e.Key == entry.Key))
                faults.Add(new Fault(pointer, $"'{entry.Key}'", Listed(Entries("factors").Select(e => e.Key)), $"There is no factor '{entry.Key}'.", entry.Line, entry.Column));
            else if (_factors.TryGetValue(entry.Key, out SweepFactor? factor) && SliceCondition.Read(factor, entry.Value, pointer, faults) is { } condition && CanHold(factor, condition, entry.Value, pointer))
                conditions[entry.Key] = condition;
        }

        return conditions;
    }

    private bool CanHold(SweepFactor factor, SliceCondition condition, DocumentNode node, string pointer)
    {
        string? expected = factor.Source switch
        {
            ListedSource listed when !listed.Values.Any(condition.Holds) => Listed(listed.Values.Select(v => v.Text), sort: false),
            ContinuousSource { Low: { } low, High: { } high } when (condition.Value?.Number ?? condition.To) < low || (condition.Value?.Number ?? condition.From) > high => $"a number or a band from {low} to {high}",
            _ => null,
        };
        if (expected is not null) Add(node, pointer, ShapeChecker.Show(node), expected, condition.Value is null ? $"'{factor.Name}' has no value in this band." : $"'{factor.Name}' does not take this value.");
        return expected is null;
    }

    private string Named(MapNode item, string field, string pointer, SortedDictionary<string, SweepOutcome> outcomes)
    {
        string name = Text(item, field);
        if (name.Length > 0 && !outcomes.ContainsKey(name)) At(StudyTable.UnknownOutcome(name, outcomes.Keys, $"{pointer}/{field}"));
        return name;
    }

    // A fault with a pointer into the document gets its line.
    private void At(Fault fault)
    {
        DocumentNode? node = DocumentEdit.Find(root, JsonPointer.Split(fault.Pointer));
        faults.Add(fault with { Line = node?.Line ?? root.Line, Column = node?.Column ?? root.Column });
    }
}
