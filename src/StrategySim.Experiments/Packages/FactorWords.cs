using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Rules;

namespace StrategySim.Experiments.Packages;

/// <summary>What the documents of a package say of factors.</summary>
internal static class FactorWords
{
    /// <summary>The decision rules that points have in the places of factors.</summary>
    public static IEnumerable<string> Rules(Sweep sweep)
    {
        IEnumerable<DocumentNode?> nodes = sweep.Factors.Where(factor => factor.Place.Contains("/rules/", StringComparison.Ordinal)).Select(factor => DocumentEdit.Find(sweep.Document, ["factors", factor.Name]));
        if (sweep.Plan is ListDesign) nodes = nodes.Append(DocumentEdit.Find(sweep.Document, ["design", "points"]));
        return nodes.SelectMany(node => node is null ? [] : Texts(node)).Where(text => RuleCatalog.Find(text) is not null);
    }

    private static IEnumerable<string> Texts(DocumentNode node) => node switch
    {
        ScalarNode scalar => [scalar.Text],
        ListNode list => list.Items.SelectMany(Texts),
        MapNode map => map.Entries.SelectMany(entry => Texts(entry.Value)),
        _ => [],
    };
}
