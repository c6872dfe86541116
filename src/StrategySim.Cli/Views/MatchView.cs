using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;

namespace StrategySim.Cli.Views;

/// <summary>A match: outcomes in a table, payoffs below, and what has to be known to read them.</summary>
internal static class MatchView
{
    // Wider tables do not fit a window, longer fractions no column.
    private const int MostOutcomes = 9, LongestFraction = 11;

    /// <summary>Writes an answer.</summary>
    public static void Write(Page page, MatchAnswer answer)
    {
        string length = answer.Horizon is { } rounds ? $"{Numbers.Count(rounds)} rounds" : $"going on with probability {answer.Continuation}";
        string noise = answer.Noise == "0" ? "" : $", slips {answer.Noise}";
        string perception = answer.PerceptionNoise == "0" ? "" : $", misperception {answer.PerceptionNoise}";
        string how = answer.Mode == "exact" ? "exact" : $"{Numbers.Count(answer.Repetitions!.Value)} repetitions, seed {answer.Seed}";
        page.Title($"{Words(answer.Players[0])} against {Words(answer.Players[1])}", $"{(answer.Game.Title.Length > 0 ? answer.Game.Title : answer.Game.Shape)}, {length}{noise}{perception}; {how}");
        if (answer.OpeningRow is { } row)
        {
            page.Facts([($"{answer.Game.Players[0].Id} opens", row), ($"{answer.Game.Players[1].Id} opens", answer.OpeningColumn!)]);
            page.Blank();
        }

        if (answer.Outcomes.Count <= MostOutcomes) Outcomes(page, answer);
        else page.Say($"{answer.Outcomes.Count} outcomes; --json lists their frequencies.", Page.Quiet);
        Payoffs(page, answer);
        foreach (MatchNote note in answer.Notes) page.Say(note.Says);
    }

    private static void Outcomes(Page page, MatchAnswer answer)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("outcome"));
        foreach (string outcome in answer.Outcomes) table.AddColumn(Page.Column(outcome, right: true));
        Row("rounds", answer.Counts);
        if (answer.Rounds is not null)
        {
            for (int i = 0; i < answer.Rounds.Count; i++) Row($"P in round {answer.OutcomesOfRounds![i]}", answer.Rounds[i]);
        }

        if (answer.Counts is null) Row("expected share", answer.ExpectedOutcomes);
        Row("long run", answer.LongRun);
        if (answer.UniqueLongRun == false)
        {
            foreach (MatchClosedSet set in answer.ClosedSets!) Row($"… with probability {Short(set.Probability)}", set.LongRun);
        }

        page.Write(table);

        void Row(string name, IReadOnlyList<MatchNumber>? numbers)
        {
            if (numbers is not null) table.AddRow([Page.Cell(name), .. numbers.Select(number => Page.Cell(Short(number)))]);
        }
    }

    private static void Payoffs(Page page, MatchAnswer answer)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("payoff"));
        foreach (GamePlayer player in answer.Game.Players) table.AddColumn(Page.Column(player.Id, right: true));
        Row("total", answer.Totals);
        if (answer.Intervals is { } intervals) table.AddRow([Page.Cell("a round"), .. intervals.Select(mean => Page.Cell(Numbers.WithInterval(mean.Mean, mean.Upper)))]);
        else Row("a round", answer.Means);
        if (answer.Means is null) Row("a round, expected", answer.ExpectedMeans);
        Row($"discounted at {answer.Discount}", answer.DiscountedPayoffs);
        Row("long run, a round", answer.LongRunPayoffs);
        Row("asymptotic variance", answer.AsymptoticVariances);
        page.Write(table);

        void Row(string name, IReadOnlyList<MatchNumber>? numbers)
        {
            if (numbers is not null) table.AddRow([Page.Cell(name), .. numbers.Select(number => Page.Cell(Short(number)))]);
        }
    }

    private static string Words(MatchPlayer player) =>
        player.Parameters.Count is 0 or > 5 || player.Parameters.Values.Any(value => value.Length > 20) ? player.Rule : $"{player.Rule} ({string.Join(", ", player.Parameters.Select(p => $"{p.Key} {p.Value}"))})";

    private static string Short(MatchNumber number)
    {
        string text = number.ToString();
        return text.Length <= LongestFraction || number.Decimal is not { } value ? text : "≈" + value.ToString("G6", CultureInfo.InvariantCulture);
    }
}
