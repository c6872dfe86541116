using System.Globalization;
using System.Text;
using StrategySim.Api.Concepts;
using StrategySim.Cli.Views;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Cli.Outputs;

/// <summary>The answer of a solution concept as tables in LaTeX: the payoffs with best replies underlined, then each table of the answer.</summary>
internal static class ConceptLatex
{
    /// <summary>Writes the tables.</summary>
    /// <param name="game">The game as a table; null for a tree, whose payoffs no table shows.</param>
    /// <param name="answer">The answer.</param>
    public static string Write(NormalFormGame? game, ConceptAnswer answer)
    {
        var text = new StringBuilder(game is null ? "" : PayoffTable.Latex(game) + "\n");
        text.Append(CultureInfo.InvariantCulture, $"% {answer.Concept}: {LatexText.Escape(answer.Summary)}\n");
        foreach (ConceptTable table in answer.Tables.Where(table => table.Rows.Count > 0))
        {
            int[] shown = ConceptView.Shown(table);
            string columns = string.Concat(shown.Select(c => table.Rows.All(row => row[c] is null || IsNumber(row[c])) ? 'r' : 'l'));
            text.Append(CultureInfo.InvariantCulture, $"\n% {LatexText.Escape(table.Title)}\n\\begin{{tabular}}{{{columns}}}\n\\toprule\n");
            Row(shown.Select(c => LatexText.Escape(table.Columns[c])));
            text.Append("\\midrule\n");
            foreach (object?[] row in table.Rows) Row(shown.Select(c => IsNumber(row[c]) ? $"${ConceptView.Text(row[c])}$" : LatexText.Escape(ConceptView.Text(row[c]))));
            text.Append("\\bottomrule\n\\end{tabular}\n");
        }

        return text.ToString();

        void Row(IEnumerable<string> cells) => text.AppendJoin(" & ", cells).Append(" \\\\\n");
    }

    private static bool IsNumber(object? cell) => cell is int or long or double || (cell is string text && Rational.TryParse(text, out _));
}
