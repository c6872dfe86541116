using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.Api.Results;
using StrategySim.Experiments.Tournaments;

namespace StrategySim.Cli.Views;

/// <summary>A tournament: the rankings in one table, and the payoffs of matches where they fit.</summary>
internal static class TournamentView
{
    // More columns are no longer read, only scrolled past.
    private const int MostColumns = 24;

    // Of a payoff with its sign, and the border beside it.
    private const int NumberWidth = 8;

    /// <summary>Writes what came of it.</summary>
    public static void Write(Page page, PlayedTournament played)
    {
        TournamentResult result = played.Result;
        TournamentAnswer answer = TournamentAnswers.Of(played);
        page.Title(answer.Title.Length > 0 ? answer.Title : "Tournament", TournamentWords.Settings(result));
        string[] players = [.. answer.Roles.Select(role => role.Player)];
        if (answer.Ranking is { } ranking) Both(page, answer, ranking, players);
        foreach (TournamentRole role in answer.Ranking is null ? answer.Roles : []) One(page, role);
        page.Say("± half-width of the 95 % interval; in parentheses the ranks left open, with 95 % confidence for all rules at once; (=) exact.", Page.Quiet);
        if (answer.Roles[0].Columns.Count <= MostColumns)
        {
            foreach (TournamentRole role in answer.Roles) Payoffs(page, role);
        }
        else
        {
            page.Say($"{Numbers.Count(answer.Cells.Count)} matches; --csv --matches lists them, and --figures draws them.", Page.Quiet);
        }

        foreach (MatchNote note in answer.Notes) page.Say(note.Says, Page.Quiet);
    }

    /// <summary>Writes what it comes to.</summary>
    public static void WritePlan(Page page, TournamentPlanAnswer plan)
    {
        page.Title(plan.Title.Length > 0 ? plan.Title : "Tournament", $"{plan.Rules.Count} rules on {(plan.Game.Title.Length > 0 ? plan.Game.Title : plan.Game.Shape)}");
        page.Facts(
        [
            ("played once, without chance", Numbers.Count(plan.Matches.Played)),
            ("worked out exactly", Numbers.Count(plan.Matches.Exact)),
            ("simulated", Numbers.Count(plan.Matches.Simulated)),
            ("rounds of play", plan.Rounds.ToString("N0", CultureInfo.InvariantCulture)),
            ("about", Numbers.Duration(TimeSpan.FromSeconds(Math.Min(plan.EstimatedSeconds, 1e9)))),
        ]);
    }

    private static void Both(Page page, TournamentAnswer answer, IReadOnlyList<TournamentRow> ranking, string[] players)
    {
        Table table = Page.NewTable();
        foreach (string header in (string[])["rank", "rule", "score", $"as {players[0]}", $"as {players[1]}"]) table.AddColumn(Page.Column(header, right: header is not "rule"));
        if (answer.Cooperate is not null) table.AddColumn(Page.Column("coop. %", right: true));
        bool wins = ranking.All(AllDecided);
        if (wins) table.AddColumn(Page.Column("wins", right: true));
        foreach (TournamentRow row in ranking)
        {
            TournamentRow[] roles = [.. answer.Roles.Select(role => role.Ranking.First(own => own.Name == row.Name))];
            table.AddRow(
            [
                Page.Cell(Rank(row)), Page.Cell(row.Name, Page.Strong), Page.Cell(Score(row)), .. roles.Select(own => Page.Cell(Numbers.Payoff(own.Score))),
                .. answer.Cooperate is null ? Array.Empty<Text>() : [(Text)Page.Cell(Percent(row.Cooperation))], .. wins ? [(Text)Page.Cell(Wins(row))] : Array.Empty<Text>(),
            ]);
        }

        page.Write(table);
    }

    private static void One(Page page, TournamentRole role)
    {
        page.Heading($"As {role.Player}");
        Table table = Page.NewTable();
        foreach (string header in (string[])["rank", "rule", "score", "coop. %", "wins"]) table.AddColumn(Page.Column(header, right: header is not "rule"));
        foreach (TournamentRow row in role.Ranking) table.AddRow(Page.Cell(Rank(row)), Page.Cell(row.Name, Page.Strong), Page.Cell(Score(row)), Page.Cell(Percent(row.Cooperation)), Page.Cell(Wins(row)));
        page.Write(table);
    }

    private static void Payoffs(Page page, TournamentRole role)
    {
        page.Heading($"Payoffs of {role.Player}", "a round; lines: the row player's rule");
        int names = role.Rows.Max(name => name.Length) + 3, fit = Math.Max(1, (page.Width - names - 4) / NumberWidth);
        for (int from = 0; from < role.Columns.Count; from += fit)
        {
            int to = Math.Min(from + fit, role.Columns.Count);
            Table table = Page.NewTable();
            table.AddColumn(Page.Column(""));
            // Columns are numbered: names of rules would not fit above numbers.
            for (int j = from; j < to; j++) table.AddColumn(Page.Column($"{j + 1}", right: true));
            for (int i = 0; i < role.Rows.Count; i++)
            {
                int own = role.Columns.ToList().IndexOf(role.Rows[i]);
                table.AddRow([Page.Cell($"{(own < 0 ? "" : $"{own + 1} ")}{role.Rows[i]}", Page.Strong), .. role.Payoffs[i].Skip(from).Take(to - from).Select(payoff => Page.Cell(payoff is { } value ? Numbers.Payoff(value) : "–"))]);
            }

            page.Write(table);
        }

        string[] unnamed = [.. role.Columns.Select((name, j) => (name, j)).Where(column => !role.Rows.Contains(column.name)).Select(column => $"{column.j + 1} {column.name}")];
        if (unnamed.Length > 0) page.Say($"Columns: {string.Join(", ", unnamed)}.", Page.Quiet);
    }

    // A match against itself has no winner; there are at most two.
    private static bool AllDecided(TournamentRow row) => row.Decided >= row.Matches - 2;

    private static string Rank(TournamentRow row) => TournamentWords.Rank(new TournamentRank(row.Rank, row.BestRank, row.WorstRank));

    private static string Score(TournamentRow row) => row.StandardError is > 0 ? Numbers.WithInterval(row.Score, row.Upper) : row.StandardError == 0 ? Numbers.Payoff(row.Score) + " (=)" : Numbers.Payoff(row.Score);

    private static string Percent(double? share) => share is { } value ? Numbers.PercentWithInterval(value, null) : "";

    private static string Wins(TournamentRow row) => row.Decided == 0 ? "" : $"{row.Wins.ToString(row.Wins % 1 == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)}/{row.Decided}";
}
