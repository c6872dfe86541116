using StrategySim.Api.Contracts;

namespace StrategySim.Api.Results;

/// <summary>A tournament as tidy rows.</summary>
internal static class TournamentTables
{
    /// <summary>A row for each rule and ranking: <c>both</c> roles together, <c>row</c>, <c>column</c>.</summary>
    public static CsvTable Ranking(TournamentAnswer answer) => new(
        [
            "role", "player", "rule", "rank", "bestRank", "worstRank", "score", "standardError", "lower", "upper", "exact", "minimum", "lowerQuartile", "median", "upperQuartile", "maximum",
            "cooperation", "wins", "losses", "decided", "matches", .. answer.Outcomes.Select(outcome => $"share:{outcome}"),
        ],
        from ranking in answer.Roles.Select(role => (role.Role, role.Player, role.Ranking)).Prepend(("both", "*", answer.Ranking ?? []))
        from row in ranking.Item3
        select (object?[])
        [
            ranking.Item1, ranking.Item2, row.Name, row.Rank, row.BestRank, row.WorstRank, row.Score, row.StandardError, row.Lower, row.Upper, row.Exact, row.Minimum, row.LowerQuartile, row.Median,
            row.UpperQuartile, row.Maximum, row.Cooperation, row.Wins, row.Losses, row.Decided, row.Matches, .. answer.Outcomes.Select((_, i) => (object?)row.Outcomes?[i]),
        ]);

    /// <summary>A row for each match and player.</summary>
    public static CsvTable Matches(TournamentAnswer answer) => new(
        [
            "row", "column", "role", "player", "rule", "rival", "method", "payoff", "exact", "standardError", "cooperation", "wins", "rounds", .. answer.Outcomes.Select(outcome => $"share:{outcome}"),
        ],
        from cell in answer.Cells
        from seat in (int[])[0, 1]
        select (object?[])
        [
            cell.Row, cell.Column, answer.Roles[seat].Role, answer.Roles[seat].Player, seat == 0 ? cell.Row : cell.Column, seat == 0 ? cell.Column : cell.Row, $"{cell.Method}".ToLowerInvariant(), cell.Payoffs[seat],
            cell.Exact?[seat], cell.StandardErrors[seat], cell.Cooperation?[seat], cell.Wins?[seat], cell.Rounds, .. cell.Outcomes.Select(share => (object?)share),
        ]);
}
