using System.Text;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Responses;

namespace StrategySim.GameTheory.Formats;

/// <summary>Payoff tables for papers: LaTeX with best replies underlined, Markdown with best replies bold.</summary>
/// <remarks>
/// The first player's strategies are rows, the second's columns; a cell lists the payoffs in the order of the players. More than two
/// players have a table for each choice of the others, one player has a table of one column. Every number is exact.
/// </remarks>
public static class PayoffTable
{
    /// <summary>The game as tabulars of LaTeX; wants the package booktabs, stands in a document of any class.</summary>
    public static string Latex(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        var text = new StringBuilder("% Needs \\usepackage{booktabs} in the preamble. Best replies are underlined.\n");
        if (game.Title.Length > 0) text.Append($"% {LatexText.Escape(game.Title)}\n");
        int columns = Columns(game).Length;
        foreach (int others in Panels(game))
        {
            if (game.PlayerCount > 2) text.Append($"\n\\noindent {string.Join(", ", Choices(game, others).Select(choice => $"{LatexText.Escape(choice.Player)}: {LatexText.Escape(choice.Strategy)}"))}\n\n");
            text.Append($"\\begin{{tabular}}{{ll{new string('c', columns)}}}\n\\toprule\n");
            if (game.PlayerCount > 1)
            {
                text.Append($" & & \\multicolumn{{{columns}}}{{c}}{{{LatexText.Escape(game.Players[1].Id)}}} \\\\\n\\cmidrule(lr){{3-{columns + 2}}}\n");
                text.Append($" & & {string.Join(" & ", Columns(game).Select(LatexText.Escape))} \\\\\n\\midrule\n");
            }

            for (int row = 0; row < game.StrategyCount(0); row++)
            {
                string[] cells = [.. Enumerable.Range(0, columns).Select(column => Cell(game, Profile(game, row, column, others), number => $"\\underline{{{number}}}"))];
                string player = row == 0 ? LatexText.Escape(game.Players[0].Id) : "";
                text.Append($"{player} & {LatexText.Escape(game.Players[0].Strategies[row])} & {string.Join(" & ", cells.Select(cell => $"${cell}$"))} \\\\\n");
            }

            text.Append("\\bottomrule\n\\end{tabular}\n");
        }

        return text.ToString();
    }

    /// <summary>The game as pipe tables of Markdown, as GitHub reads them.</summary>
    public static string Markdown(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        var text = new StringBuilder();
        if (game.Title.Length > 0) text.Append($"**{EscapeMarkdown(game.Title)}**\n\n");
        string[] columns = Columns(game);
        foreach (int others in Panels(game))
        {
            if (game.PlayerCount > 2) text.Append($"{string.Join(", ", Choices(game, others).Select(choice => $"{EscapeMarkdown(choice.Player)}: {EscapeMarkdown(choice.Strategy)}"))}\n\n");
            string corner = game.PlayerCount > 1 ? $"{EscapeMarkdown(game.Players[0].Id)} \\\\ {EscapeMarkdown(game.Players[1].Id)}" : EscapeMarkdown(game.Players[0].Id);
            text.Append($"| {corner} | {string.Join(" | ", columns.Select(EscapeMarkdown))} |\n|---|{string.Concat(Enumerable.Repeat(":-:|", columns.Length))}\n");
            for (int row = 0; row < game.StrategyCount(0); row++)
            {
                IEnumerable<string> cells = Enumerable.Range(0, columns.Length).Select(column => Cell(game, Profile(game, row, column, others), number => $"**{number}**"));
                text.Append($"| {EscapeMarkdown(game.Players[0].Strategies[row])} | {string.Join(" | ", cells)} |\n");
            }

            text.Append('\n');
        }

        return text.Append("Best replies are bold.\n").ToString();
    }

    private static string[] Columns(NormalFormGame game) => game.PlayerCount > 1 ? [.. game.Players[1].Strategies] : ["payoff"];

    /// <summary>The numbers of the profiles in which the first two players play their first strategies.</summary>
    private static IEnumerable<int> Panels(NormalFormGame game) => Enumerable.Range(0, game.PlayerCount > 1 ? game.Stride(1) : 1);

    private static IEnumerable<(string Player, string Strategy)> Choices(NormalFormGame game, int others) =>
        Enumerable.Range(2, game.PlayerCount - 2).Select(i => (game.Players[i].Id, game.Players[i].Strategies[game.StrategyAt(others, i)]));

    private static int Profile(NormalFormGame game, int row, int column, int others) => (row * game.Stride(0)) + (game.PlayerCount > 1 ? column * game.Stride(1) : 0) + others;

    private static string Cell(NormalFormGame game, int profile, Func<string, string> mark) => string.Join(", ", Enumerable.Range(0, game.PlayerCount).Select(player =>
    {
        string number = game.PayoffAt(profile, player).ToString();
        return BestResponse.IsBestReply(game, profile, player) ? mark(number) : number;
    }));

    private static string EscapeMarkdown(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '\\' or '|' or '*' or '_' or '`' or '<' or '>' or '[' or ']' or '#') escaped.Append('\\');
            escaped.Append(char.IsControl(c) ? ' ' : c);
        }

        return escaped.ToString();
    }
}
