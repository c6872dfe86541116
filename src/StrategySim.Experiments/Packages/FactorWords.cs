using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Rules;

namespace StrategySim.Experiments.Packages;

/// <summary>What the documents of a package say of factors.</summary>
internal static class FactorWords
{
    private const int Longest = 200;

    /// <summary>Where the values of a factor are from, as the sweep says it: <c>0 to 3 by 1/20</c>, <c>uniform from 0 to 1</c>.</summary>
    public static string Values(Sweep sweep, SweepFactor factor)
    {
        if (DocumentEdit.Find(sweep.Document, ["factors", factor.Name, factor.Kind]) is not { } node) return "given by the points of the design";
        string text = (factor.Kind, node) switch
        {
            ("range", MapNode range) => $"{Word(range["from"])} to {Word(range["to"])} {(range["step"] is { } step ? $"by {Word(step)}" : $"in {Word(range["steps"])} {(Word(range["steps"]) == "1" ? "step" : "steps")}")}",
            ("list" or "oneOf", ListNode list) => string.Join(", ", list.Items.Select(Word)),
            ("uniform" or "loguniform", ListNode { Items: [var low, var high] }) => $"{factor.Kind} from {Word(low)} to {Word(high)}",
            _ => $"{factor.Kind} {Word(node)}",
        };
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }

    /// <summary>The decision rules that points have in the places of factors.</summary>
    public static IEnumerable<string> Rules(Sweep sweep)
    {
        IEnumerable<DocumentNode?> nodes = sweep.Factors.Where(factor => factor.Place.Contains("/rules/", StringComparison.Ordinal)).Select(factor => DocumentEdit.Find(sweep.Document, ["factors", factor.Name]));
        if (sweep.Plan is ListDesign) nodes = nodes.Append(DocumentEdit.Find(sweep.Document, ["design", "points"]));
        return nodes.SelectMany(node => node is null ? [] : Texts(node)).Where(text => RuleCatalog.Find(text) is not null);
    }

    private static string Word(DocumentNode? node) => node is null ? "" : FactorValue.Option(node).Text;

    private static IEnumerable<string> Texts(DocumentNode node) => node switch
    {
        ScalarNode scalar => [scalar.Text],
        ListNode list => list.Items.SelectMany(Texts),
        MapNode map => map.Entries.SelectMany(entry => Texts(entry.Value)),
        _ => [],
    };
}
