using System.Globalization;
using System.Text;
using StrategySim.Cli.Views;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;

namespace StrategySim.Cli.Outputs;

/// <summary>A game and its equilibria as tables in LaTeX: the payoffs with best replies underlined, then the extreme equilibria.</summary>
internal static class NashLatex
{
    /// <summary>Writes both tables.</summary>
    public static string Write(NormalFormGame game, NashResult result)
    {
        var text = new StringBuilder(PayoffTable.Latex(game));
        text.Append(CultureInfo.InvariantCulture, $"\n% {result.Method}, {(result.Complete ? "complete" : "not complete")}: {LatexText.Escape(result.CompleteBecause)}\n");
        text.Append(CultureInfo.InvariantCulture, $"\\begin{{tabular}}{{r{new string('l', game.PlayerCount)}rr}}\n\\toprule\n");
        Row(["", .. game.Players.Select(player => LatexText.Escape(player.Id)), "payoffs", "index"]);
        text.Append("\\midrule\n");
        foreach (NashEquilibrium equilibrium in result.Equilibria)
        {
            Row(
            [
                $"{equilibrium.Id}",
                .. game.Players.Select((player, i) => LatexText.Escape(StrategyWords.Of(player, equilibrium.Profile[i]))),
                $"${string.Join(",\\ ", equilibrium.Payoffs.Select(Numbers.Exact))}$",
                equilibrium.Index switch { null => "", > 0 => "$+1$", _ => "$-1$" },
            ]);
        }

        return text.Append("\\bottomrule\n\\end{tabular}\n").ToString();

        void Row(IEnumerable<string> cells) => text.AppendJoin(" & ", cells).Append(" \\\\\n");
    }
}
