using Spectre.Console;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;

namespace StrategySim.Cli.Views;

/// <summary>The equilibria of a game: the extreme ones in a table, sets of them in words.</summary>
internal static class NashView
{
    // A longer list is not read on a terminal; the last line says how to get it.
    private const int MostEquilibria = 60, MostComponents = 20, MostSubsets = 8;

    /// <summary>Writes the result of a solver.</summary>
    public static void Write(Page page, NormalFormGame game, NashResult result)
    {
        if (result.Equilibria.IsEmpty)
        {
            page.Say(result.Complete ? "The game has no equilibrium of this kind." : $"No equilibrium was found ({result.CompleteBecause}).");
            return;
        }

        WriteTable(page, game, result);
        WriteSets(page, game, result);
    }

    /// <summary>How many there are and whether that is all, such as "complete: 3 isolated equilibria".</summary>
    public static string Summary(NashResult result)
    {
        int isolated = result.Equilibria.Count(e => e.Isolated == true), sets = result.Components.Count(c => c.Dimension > 0);
        List<string> parts = [];
        if (isolated > 0) parts.Add(Counted(isolated, "isolated equilibrium", "isolated equilibria"));
        if (sets > 0) parts.Add(Counted(sets, "connected set of equilibria", "connected sets of equilibria"));
        if (isolated < result.Equilibria.Length && sets == 0) parts.Add(Counted(result.Equilibria.Length - isolated, "equilibrium", "equilibria"));
        if (parts.Count == 0) parts.Add("no equilibrium");
        return $"{(result.Complete ? "complete" : "not complete")}: {string.Join(" and ", parts)}";
    }

    /// <summary>How the result came about and what it promises.</summary>
    /// <param name="page">Where to write.</param>
    /// <param name="result">The result.</param>
    /// <param name="elapsed">How long it took.</param>
    public static void WriteMethod(Page page, NashResult result, TimeSpan elapsed)
    {
        page.Blank();
        List<(string, string)> facts =
        [
            ("method", $"{result.Method}, {(result.Exact ? "exact" : "approximate")}"),
            (result.Complete ? "complete" : "not complete", result.CompleteBecause),
        ];
        if (!result.Equilibria.IsEmpty) facts.Add(("regret", $"at most {Numbers.Exact(result.Equilibria.Max(e => e.Regret))}, by a check that shares nothing with the solver"));
        facts.Add(("time", Numbers.Duration(elapsed)));
        page.Facts(facts);
    }

    private static string Counted(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{Numbers.Count(count)} {many}";

    private static void WriteTable(Page page, NormalFormGame game, NashResult result)
    {
        bool byPlayer = game.PlayerCount <= 3, index = result.Equilibria.Any(e => e.Index is not null), sets = result.Components.Any(c => c.Dimension > 0);
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("#", right: true));
        if (byPlayer)
        {
            foreach (Player player in game.Players) table.AddColumn(Page.Column(player.Id, wrap: true));
        }
        else
        {
            table.AddColumn(Page.Column("profile", wrap: true));
        }

        table.AddColumn(Page.Column("payoffs", wrap: game.PlayerCount > 3));
        if (sets) table.AddColumn(Page.Column("in"));
        if (index) table.AddColumn(Page.Column("index", right: true));
        foreach (NashEquilibrium equilibrium in result.Equilibria.Take(MostEquilibria))
        {
            string[] played = [.. game.Players.Select((player, i) => StrategyWords.Of(player, equilibrium.Profile[i]))];
            List<string> cells = [$"{equilibrium.Id}"];
            if (byPlayer) cells.AddRange(played);
            else cells.Add(string.Join(", ", played.Select((text, i) => $"{game.Players[i].Id}: {text}")));
            cells.Add(string.Join(", ", equilibrium.Payoffs.Select(Numbers.Exact)));
            if (sets) cells.Add(equilibrium.Isolated == false ? $"set {equilibrium.Component}" : "itself");
            if (index) cells.Add(equilibrium.Index switch { null => "", > 0 => "+1", _ => "-1" });
            table.AddRow(cells.Select(cell => Page.Cell(cell)));
        }

        page.Write(table);
        if (result.Equilibria.Length > MostEquilibria)
        {
            page.Say($"… and {Numbers.Count(result.Equilibria.Length - MostEquilibria)} more; --json lists them all.", Page.Quiet);
        }
    }

    private static void WriteSets(Page page, NormalFormGame game, NashResult result)
    {
        NashComponent[] sets = [.. result.Components.Where(component => component.Dimension > 0)];
        foreach (NashComponent set in sets.Take(MostComponents))
        {
            string kind = set is { Dimension: 1, MaximalNashSubsets.Length: 1 } ? "a segment" : $"of dimension {set.Dimension}";
            page.Say($"Set {set.Id}, {kind}{(set.Index is { } index ? $", index {(index > 0 ? "+" : "")}{index}" : "")}: every profile in which");
            foreach (NashSubset subset in set.MaximalNashSubsets.Take(MostSubsets))
            {
                bool last = subset == set.MaximalNashSubsets[Math.Min(set.MaximalNashSubsets.Length, MostSubsets) - 1];
                string words = string.Join(" and ", game.Players.Select((player, i) => StrategyWords.OfSet(player, subset.Factors[i])));
                page.SayIndented(words + (last ? "." : ", or"));
            }

            if (set.MaximalNashSubsets.Length > MostSubsets)
            {
                page.SayIndented($"… or one of {set.MaximalNashSubsets.Length - MostSubsets} further convex sets; --json lists them all.", Page.Quiet);
            }
        }

        if (sets.Length > MostComponents) page.Say($"… and {sets.Length - MostComponents} more sets; --json lists them all.", Page.Quiet);
    }
}
