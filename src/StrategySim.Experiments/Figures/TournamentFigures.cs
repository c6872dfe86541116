using StrategySim.Experiments.Tournaments;

namespace StrategySim.Experiments.Figures;

/// <summary>Draws tournaments: rankings, and the payoffs and cooperation of every match.</summary>
public static class TournamentFigures
{
    private static readonly FigureAxis Payoff = new("payoff", "utility per round");

    /// <summary>Every figure that a tournament has.</summary>
    /// <param name="result">The tournament.</param>
    /// <param name="title">Its title; may be empty.</param>
    public static IReadOnlyList<Figure> All(TournamentResult result, string title) =>
        result.Tournament.Game.Specification.Cooperate is null ? [Scores(result, title), Payoffs(result, title)] : [Scores(result, title), Payoffs(result, title), Cooperation(result, title)];

    /// <summary>The rankings: both roles together where there is one, and each by itself.</summary>
    public static RankedScoresFigure Scores(TournamentResult result, string title)
    {
        bool simulated = result.Cells.Any(cell => cell.Method == TournamentMethod.Simulated);
        return new RankedScoresFigure
        {
            Id = "tournament-scores",
            Title = Heading("How rules score against all others", title),
            Subtitle = TournamentWords.Settings(result),
            Intervals = simulated ? "diamonds: scores with 95 % t-intervals; boxes and lines: quartiles and range of repetitions" : "diamonds: scores, exact",
            Ranks = simulated ? "right: rank, and the ranks left open, at 95 % for all rules at once" : "right: rank, and the ranks that equals share",
            Score = new FigureAxis("mean payoff over matches", Payoff.Unit),
            Panels =
            [
                .. result.Ranking is { } both ? [Panel(result, "both roles", both)] : Array.Empty<RankedPanel>(),
                .. result.Roles.Select((ranking, seat) => Panel(result, $"as {Player(result, seat)}", ranking)),
            ],
        };
    }

    /// <summary>The payoffs of every match, one view a player.</summary>
    public static MatchMatrixFigure Payoffs(TournamentResult result, string title) => Matrix(
        result, "tournament-payoffs", Heading("Payoffs of every match", title), Payoff, null, "payoff of", (cell, seat) => new IntervalValue(cell.Payoffs[seat].Mean, cell.Payoffs[seat].Lower, cell.Payoffs[seat].Upper));

    /// <summary>How often each player cooperates in every match; without a number where the game does not say what that is.</summary>
    public static MatchMatrixFigure Cooperation(TournamentResult result, string title) => Matrix(
        result, "tournament-cooperation", Heading("Cooperation in every match", title), new FigureAxis("cooperation", "share of rounds"), (0, 1), "cooperation of",
        (cell, seat) => result.Cooperation(cell, seat) is { } share ? new IntervalValue(share) : null);

    private static MatchMatrixFigure Matrix(
        TournamentResult result, string id, string title, FigureAxis outcome, (double, double)? domain, string of, Func<TournamentCell, int, IntervalValue?> number)
    {
        // The best first, so that what goes together stands together.
        int[] rows = [.. result.Roles[0].Select(standing => standing.Entry)], columns = [.. result.Roles[1].Select(standing => standing.Entry)];
        if (result.Ranking is { } both) rows = columns = [.. both.Select(standing => standing.Entry)];
        var cells = result.Cells.ToDictionary(cell => (cell.Row, cell.Column));
        return new MatchMatrixFigure
        {
            Id = id,
            Title = title,
            Subtitle = TournamentWords.Settings(result),
            Intervals = "95 % t-intervals of simulated matches",
            RowTitle = $"rule of {Player(result, 0)} (row)",
            ColumnTitle = $"rule of {Player(result, 1)} (column)",
            Rows = [.. rows.Select(entry => result.Tournament.Entries[entry].Name)],
            Columns = [.. columns.Select(entry => result.Tournament.Entries[entry].Name)],
            Outcome = outcome,
            Domain = domain,
            Matrices =
            [
                .. Enumerable.Range(0, 2).Select(seat => new MatchMatrix(
                    $"{of} {Player(result, seat)}",
                    [.. rows.Select(row => (IReadOnlyList<IntervalValue?>)[.. columns.Select(column => cells.TryGetValue((row, column), out TournamentCell? cell) ? number(cell, seat) : null)])])),
            ],
        };
    }

    private static RankedPanel Panel(TournamentResult result, string title, IReadOnlyList<TournamentStanding> ranking) => new(
        title,
        [
            .. ranking.Select(standing => new RankedScore(
                result.Tournament.Entries[standing.Entry].Name,
                TournamentWords.Rank(standing.Rank),
                new IntervalValue(standing.Score.Mean, standing.Score.Lower, standing.Score.Upper),
                [standing.Distribution.Minimum, standing.Distribution.LowerQuartile, standing.Distribution.Median, standing.Distribution.UpperQuartile, standing.Distribution.Maximum])),
        ]);

    private static string Player(TournamentResult result, int seat) => result.Tournament.Game.Specification.Players[seat];

    private static string Heading(string what, string title) => title.Length == 0 ? what : $"{title}: {char.ToLowerInvariant(what[0])}{what[1..]}";

}
