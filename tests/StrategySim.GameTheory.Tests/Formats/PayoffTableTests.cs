using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Formats;

public sealed class PayoffTableTests
{
    [Fact]
    public void TwoPlayers_AreOneTable_WithEveryBestReplyMarked()
    {
        // A ties in the second column: both replies are best.
        NormalFormGame game = new([new Player("A", ["u", "d"]), new Player("B_1", ["l", "r|s"])], [1, 0, 2, 1, 0, 3, 2, -1], "50 % & more");
        Assert.Equal(
            "**50 % & more**\n\n| A \\\\ B\\_1 | l | r\\|s |\n|---|:-:|:-:|\n| u | **1**, 0 | **2**, **1** |\n| d | 0, **3** | **2**, -1 |\n\nBest replies are bold.\n",
            PayoffTable.Markdown(game));
        Assert.Equal(
            """
            % Needs \usepackage{booktabs} in the preamble. Best replies are underlined.
            % 50 \% \& more
            \begin{tabular}{llcc}
            \toprule
             & & \multicolumn{2}{c}{B\_1} \\
            \cmidrule(lr){3-4}
             & & l & r\ensuremath{|}s \\
            \midrule
            A & u & $\underline{1}, 0$ & $\underline{2}, \underline{1}$ \\
             & d & $0, \underline{3}$ & $\underline{2}, -1$ \\
            \bottomrule
            \end{tabular}

            """.ReplaceLineEndings("\n"),
            PayoffTable.Latex(game));
    }

    [Fact]
    public void MorePlayers_AreAPanelForEachChoiceOfTheOthers()
    {
        // Everybody gets 1 for playing the second strategy, whatever the others do.
        NormalFormGame game = new([Player.Numbered("A", 2), Player.Numbered("B", 2), Player.Numbered("C", 2)], Enumerable.Range(0, 8).SelectMany(p => new Rational[] { p / 4, p / 2 % 2, p % 2 }));
        string markdown = PayoffTable.Markdown(game), latex = PayoffTable.Latex(game);
        Assert.Contains("C: 1\n\n| A \\\\ B | 1 | 2 |\n|---|:-:|:-:|\n| 1 | 0, 0, 0 | 0, **1**, 0 |\n| 2 | **1**, 0, 0 | **1**, **1**, 0 |\n\nC: 2\n\n", markdown, StringComparison.Ordinal);
        Assert.Contains("| 2 | **1**, 0, **1** | **1**, **1**, **1** |", markdown, StringComparison.Ordinal);
        Assert.Equal(2, latex.Split("\\begin{tabular}").Length - 1);
        Assert.Contains("\\noindent C: 2", latex, StringComparison.Ordinal);
    }

    [Fact]
    public void OnePlayer_HasOneColumn() =>
        Assert.Contains("| A | payoff |\n|---|:-:|\n| 1 | 1/3 |\n| 2 | **2** |\n", PayoffTable.Markdown(new NormalFormGame([Player.Numbered("A", 2)], [Rational.Create(1, 3), 2])), StringComparison.Ordinal);
}
