using Spectre.Console;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Responses;

namespace StrategySim.Cli.Views;

/// <summary>The payoff table of a game, best replies marked.</summary>
internal static class MatrixView
{
    /// <summary>Explains the marks.</summary>
    public const string Legend = "* marks a best reply; where all payoffs of a cell are marked, it is a pure equilibrium.";

    // More cells than this are no longer read, only scrolled past.
    private const int MostCells = 400;

    /// <summary>Writes the table: two players as a matrix, more as one matrix for each choice of the others.</summary>
    public static void Write(Page page, NormalFormGame game, bool legend = true) => Write(page, game, (profile, player) => Numbers.Exact(game.PayoffAt(profile, player)), legend);

    /// <summary>Writes the table with payoffs as they are to be read.</summary>
    /// <param name="page">Where to write.</param>
    /// <param name="game">The game, whose payoffs say what a best reply is.</param>
    /// <param name="payoff">The text of a payoff, by profile and player.</param>
    /// <param name="legend">Whether the marks are explained.</param>
    public static void Write(Page page, NormalFormGame game, Func<int, int, string> payoff, bool legend = true)
    {
        if (game.ProfileCount > MostCells)
        {
            page.Say($"The payoff table has {Numbers.Count(game.ProfileCount)} cells and is not shown.", Page.Quiet);
            return;
        }

        Cell[] cells = Cells(game, payoff);
        if (game.PlayerCount == 1)
        {
            WriteList(page, game, cells);
            return;
        }

        int perMatrix = game.StrategyCount(0) * game.StrategyCount(1), stride = game.ProfileCount / perMatrix;
        for (int others = 0; others < stride; others++)
        {
            if (stride > 1)
            {
                page.Say(string.Join(", ", Enumerable.Range(2, game.PlayerCount - 2)
                    .Select(i => $"{game.Players[i].Id} plays {game.Players[i].Strategies[game.StrategyAt(others, i)]}")) + ":");
            }

            WriteMatrix(page, game, cells, others);
        }

        if (legend) page.Say(Legend, Page.Quiet);
    }

    private static void WriteMatrix(Page page, NormalFormGame game, Cell[] cells, int others)
    {
        int columns = game.StrategyCount(1), rows = game.StrategyCount(0);
        int rowHeader = game.Players[0].Strategies.Concat([$"{game.Players[0].Id} \\ {game.Players[1].Id}"]).Max(text => text.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(j => Math.Max(
            game.Players[1].Strategies[j].Length,
            Enumerable.Range(0, rows).Max(i => cells[Profile(i, j)].Text.Length)))];

        // A matrix wider than the window is cut into blocks of columns, each with the row headers before it.
        for (int from = 0; from < columns;)
        {
            int to = from, width = rowHeader + 4;
            while (to < columns && (to == from || width + widths[to] + 3 <= page.Width)) width += widths[to++] + 3;
            Table table = Page.NewTable();
            table.AddColumn(Page.Column($"{game.Players[0].Id} \\ {game.Players[1].Id}"));
            for (int j = from; j < to; j++) table.AddColumn(Page.Column(game.Players[1].Strategies[j]).Centered());
            for (int i = 0; i < rows; i++)
            {
                table.AddRow([
                    Page.Cell(game.Players[0].Strategies[i], Page.Strong),
                    .. Enumerable.Range(from, to - from).Select(j => Page.Cell(cells[Profile(i, j)].Text, cells[Profile(i, j)].Style)),
                ]);
            }

            page.Write(table);
            from = to;
        }

        int Profile(int i, int j) => (i * game.Stride(0)) + (j * game.Stride(1)) + others;
    }

    private static void WriteList(Page page, NormalFormGame game, Cell[] cells)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column(game.Players[0].Id));
        table.AddColumn(Page.Column("payoff", right: true));
        for (int i = 0; i < cells.Length; i++) table.AddRow(Page.Cell(game.Players[0].Strategies[i], Page.Strong), Page.Cell(cells[i].Text, cells[i].Style));
        page.Write(table);
    }

    private sealed record Cell(string Text, Style? Style);

    private static Cell[] Cells(NormalFormGame game, Func<int, int, string> payoff)
    {
        var best = new bool[game.ProfileCount, game.PlayerCount];
        for (int profile = 0; profile < game.ProfileCount; profile++)
        {
            for (int i = 0; i < game.PlayerCount; i++) best[profile, i] = BestResponse.IsBestReply(game, profile, i);
        }

        // Numbers of one column stand under each other: every player's are as wide as the widest of the column.
        return [.. Enumerable.Range(0, game.ProfileCount).Select(profile =>
        {
            int column = game.PlayerCount > 1 ? game.StrategyAt(profile, 1) : 0;
            var parts = new string[game.PlayerCount];
            bool all = true;
            for (int i = 0; i < game.PlayerCount; i++)
            {
                all &= best[profile, i];
                parts[i] = payoff(profile, i).PadLeft(WidthOf(game, i, column, payoff)) + (best[profile, i] ? "*" : " ");
            }

            return new Cell(string.Join(' ', parts), all ? Page.Good : null);
        })];
    }

    private static int WidthOf(NormalFormGame game, int player, int column, Func<int, int, string> payoff)
    {
        int width = 0;
        for (int profile = 0; profile < game.ProfileCount; profile++)
        {
            if (game.PlayerCount > 1 && game.StrategyAt(profile, 1) != column) continue;
            width = Math.Max(width, payoff(profile, player).Length);
        }

        return width;
    }
}
