using Spectre.Console;
using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Types;

namespace StrategySim.Cli.Views;

/// <summary>The named games.</summary>
internal static class GameCatalogView
{
    /// <summary>All games, one row each variant.</summary>
    public static void List(Page page, IReadOnlyList<GameDefinition> games)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("game"));
        table.AddColumn(Page.Column("variant"));
        table.AddColumn(Page.Column("T,R,S,P of A | B"));
        table.AddColumn(Page.Column("type", wrap: true));
        foreach (GameDefinition game in games)
        {
            string id = game.Id;
            foreach (GameVariant variant in game.Variants)
            {
                table.AddRow(
                    Page.Cell(id, Page.Strong),
                    Page.Cell(variant.Id),
                    Page.Cell(variant.A == variant.B ? Letters(variant.A) : $"{Letters(variant.A)} | {Letters(variant.B)}"),
                    Page.Cell(variant.Type.Label("A", "B")));
                id = "";
            }
        }

        page.Write(table);
        page.Say("T: I hold, the rival yields; R: both yield; S: I yield, the rival holds; P: both hold.", Page.Quiet);
        page.Say("'strategysim games ID' shows one game with its tables and equilibria.", Page.Quiet);
    }

    /// <summary>One game with its tables and their equilibria.</summary>
    public static void Show(Page page, GameDefinition game)
    {
        page.Title(game.Title, game.Id);
        page.Say(game.Description);
        page.Blank();
        page.Facts([("to hold (H)", game.Hold), ("to yield (Y)", game.Yield), ("source", game.Source)]);
        foreach (GameVariant variant in game.Variants)
        {
            NormalFormGame table = variant.ToGame();
            NashResult result = NashSolvers.Solve(table);
            page.Heading(variant.Id, variant.Title == game.Title ? variant.Type.Label("A", "B") : $"{variant.Title}; {variant.Type.Label("A", "B")}");
            MatrixView.Write(page, table, legend: false);
            NashView.Write(page, table, result);
        }

        page.Say(MatrixView.Legend, Page.Quiet);
    }

    private static string Letters(HoldYieldPayoffs x) => $"{x.T},{x.R},{x.S},{x.P}";
}
