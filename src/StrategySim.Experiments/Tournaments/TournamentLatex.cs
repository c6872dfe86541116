using System.Globalization;
using System.Text;
using StrategySim.Experiments.Comparisons;
using StrategySim.GameTheory.Formats;

namespace StrategySim.Experiments.Tournaments;

/// <summary>The rankings of a tournament as tables in LaTeX, for the package booktabs.</summary>
public static class TournamentLatex
{
    /// <summary>Writes a table for each ranking: both roles together where there is one, and each by itself.</summary>
    /// <param name="result">The tournament.</param>
    /// <param name="title">Its title; may be empty.</param>
    public static string Write(TournamentResult result, string title)
    {
        var text = new StringBuilder("% Needs \\usepackage{booktabs} in the preamble.\n");
        if (result.Ranking is { } both) Table(text, result, title, "both roles", "both", both, notes: false);
        for (int seat = 0; seat < 2; seat++)
        {
            string player = result.Tournament.Game.Specification.Players[seat];
            Table(text, result, title, $"as {player}", seat == 0 ? "row" : "column", result.Roles[seat], notes: seat == 1);
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, TournamentResult result, string title, string role, string label, IReadOnlyList<TournamentStanding> ranking, bool notes)
    {
        bool cooperates = result.Tournament.Game.Specification.Cooperate is not null, wins = ranking.Any(standing => standing.Decided > 0);
        string[] headers = ["Rank", "Rule", "Score", .. cooperates ? ["Cooperation"] : Array.Empty<string>(), .. wins ? ["Wins"] : Array.Empty<string>()];
        string[][] rows = [.. ranking.Select(standing => Cells(result, standing, cooperates, wins))];
        string size = LatexTables.SizeOf(LatexTables.Width([.. rows.Prepend(headers)])) ?? LatexTables.Smallest;
        string caption = $"{(title.Length == 0 ? "Tournament" : title)}, {role}: {TournamentWords.Settings(result)}.";
        const string Notes = "Score: payoff a round, averaged over matches, with 95 % t-intervals over repetitions where matches are simulated. Rank: in parentheses the ranks left open, with 95 % confidence for all rules at once. Wins: matches in which the rule's total was the greater, in an average repetition.";
        new LatexTables(text, LatexText.Escape(caption), $"tab:tournament-{label}", size, "rl" + new string('r', headers.Length - 2), Row(headers) + "\\midrule\n").Write(
            [new LatexBlock("", 0, [.. rows.Select(row => (Row([LatexText.Escape(row[0]), LatexText.Escape(row[1]), .. row[2..].Select(number => $"${number.Replace("±", "\\pm", StringComparison.Ordinal)}$")]), 1.0))])],
            notes ? LatexText.Escape(Notes) : "",
            notes ? LatexTables.Lines(Notes) : 0);
    }

    private static string[] Cells(TournamentResult result, TournamentStanding standing, bool cooperates, bool wins) =>
    [
        TournamentWords.Rank(standing.Rank),
        result.Tournament.Entries[standing.Entry].Name,
        standing.Score.StandardError is > 0 ? ComparisonNumbers.WithInterval(standing.Score.Mean, standing.Score.Upper) : ComparisonNumbers.WithInterval(standing.Score.Mean, null),
        .. cooperates ? [ComparisonNumbers.Short(standing.Cooperation)] : Array.Empty<string>(),
        .. wins ? [$"{ComparisonNumbers.Fixed(standing.Wins, standing.Wins % 1 == 0 ? 0 : 1)}/{standing.Decided.ToString(CultureInfo.InvariantCulture)}"] : Array.Empty<string>(),
    ];

    private static string Row(IEnumerable<string> cells) => string.Join(" & ", cells) + " \\\\\n";
}
