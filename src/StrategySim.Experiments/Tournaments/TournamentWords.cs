using System.Globalization;

namespace StrategySim.Experiments.Tournaments;

/// <summary>Tournaments in words, for tables and figures.</summary>
public static class TournamentWords
{
    /// <summary>"2 (1–3)": the rank, and those that are open; the rank alone where it is sure, or nothing is known of others.</summary>
    public static string Rank(TournamentRank rank) =>
        rank.Best is { } best && rank.Worst is { } worst && (best != rank.Rank || worst != rank.Rank) ? string.Create(CultureInfo.InvariantCulture, $"{rank.Rank} ({best}–{worst})") : rank.Rank.ToString(CultureInfo.InvariantCulture);

    /// <summary>How it was played: "Chicken, 200 rounds, slips 1/20; 12 matches played, 20 exact, 68 simulated 50 times each, seed 0".</summary>
    public static string Settings(TournamentResult result)
    {
        Tournament tournament = result.Tournament;
        string length = (tournament.Discount, tournament.Continuation) switch
        {
            ({ } discount, null) => $"discounted at {discount}",
            ({ } discount, { } continuation) => $"discounted at {discount}, going on with probability {continuation}",
            (null, { } continuation) => $"going on with probability {continuation}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{tournament.Rounds:N0} rounds"),
        };
        string game = tournament.Game.Specification.Title.Length > 0 ? tournament.Game.Specification.Title : $"{tournament.Game.Rows}×{tournament.Game.Columns} game";
        string noise = tournament.Noise.IsZero ? "" : $", slips {tournament.Noise}", perception = tournament.PerceptionNoise.IsZero ? "" : $", misperception {tournament.PerceptionNoise}";
        string self = tournament.SelfPlay ? "" : ", nobody against itself";
        return $"{game}, {length}{noise}{perception}{self}; {Methods(result)}";
    }

    private static string Methods(TournamentResult result)
    {
        Tournament tournament = result.Tournament;
        int Count(TournamentMethod method) => result.Cells.Count(cell => cell.Method == method);
        (int played, int exact, int simulated) = (Count(TournamentMethod.Played), Count(TournamentMethod.Exact), Count(TournamentMethod.Simulated));
        string[] parts =
        [
            .. played > 0 ? [$"{played} without chance"] : Array.Empty<string>(),
            .. exact > 0 ? [$"{exact} exact"] : Array.Empty<string>(),
            .. simulated > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{simulated} simulated {tournament.Repetitions:N0} {(tournament.Repetitions == 1 ? "time" : "times")}, seed {tournament.Seed}")] : Array.Empty<string>(),
        ];
        return $"{result.Cells.Count} matches: {string.Join(", ", parts)}";
    }
}
