using Spectre.Console;
using StrategySim.Api.Contracts;

namespace StrategySim.Cli.Views;

/// <summary>The Nash equilibria of a tree in behaviour strategies, and which are subgame perfect.</summary>
internal static class TreeView
{
    private const int MostEquilibria = 60;

    public static void Write(Page page, TreeBehaviour tree)
    {
        page.Heading("In behaviour strategies");
        if (tree.Shape.ImperfectRecall is { } forgets)
        {
            page.Say($"There need be none that play alike: {forgets}.");
            return;
        }

        Table table = Page.NewTable();
        table.AddColumn(Page.Column("#", right: true));
        foreach (TreeInformationSet set in tree.Shape.InformationSets) table.AddColumn(Page.Column($"{set.Player} at {set.Id}", wrap: true));
        table.AddColumn(Page.Column("subgame perfect"));
        foreach (BehaviourEquilibrium equilibrium in tree.Equilibria.Take(MostEquilibria))
        {
            List<string> cells = [$"{equilibrium.Id}"];
            cells.AddRange(tree.Shape.InformationSets.Select(set => Words(equilibrium.Behaviour![set.Player][set.Id])));
            cells.Add(equilibrium.SubgamePerfect switch { true => "yes", false => "no", null => "not decided" });
            table.AddRow(cells.Select(cell => Page.Cell(cell)));
        }

        page.Write(table);
        if (tree.SubgamePerfectComponents is { Count: > 0 } components && tree.Equilibria.All(equilibrium => equilibrium.SubgamePerfect != true))
        {
            page.Say($"A subgame-perfect equilibrium lies between the extreme ones of component {string.Join(", ", components)}; '--concept subgame-perfect' lists it.");
        }

        if (tree.Equilibria.Count > MostEquilibria) page.Say($"… and {Numbers.Count(tree.Equilibria.Count - MostEquilibria)} more; --json lists them all.", Page.Quiet);
    }

    private static string Words(IReadOnlyDictionary<string, string>? actions)
    {
        if (actions is null) return "(open)";
        KeyValuePair<string, string>[] played = [.. actions.Where(action => action.Value != "0")];
        return played is [var only] ? only.Key : string.Join(" + ", played.Select(action => $"{action.Value} {action.Key}"));
    }
}
