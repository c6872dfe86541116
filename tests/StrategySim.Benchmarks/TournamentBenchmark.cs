using StrategySim.Experiments.Tournaments;
using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Simulated;

namespace StrategySim.Benchmarks;

/// <summary>A round robin from its rules to its rankings, beside its matches alone.</summary>
internal static class TournamentBenchmark
{
    private static readonly string[] Rules =
    [
        "alternator", "bully", "cooperator", "defector", "firm-but-fair", "forgiver", "gradual", "grudger", "gtft-1-3", "hard-majority", "joss-9-10", "prober", "random-1-2", "soft-grudger", "soft-majority",
        "suspicious-tit-for-tat", "tit-for-tat", "tit-for-two-tats", "win-stay-lose-shift", "zd-extort-2",
    ];

    public static void Run()
    {
        MatchGame game = new(GameCatalog.Get("prisoners-dilemma").Variant(null).ToGame("A", "B"), [1, 1]);
        var tournament = new Tournament
        {
            Game = game,
            Entries = [.. Rules.Select(id => new TournamentEntry(id, MatchBenchmark.Reference(id)))],
            Rounds = 200,
            Noise = Rational.Create(1, 20),
            Repetitions = 50,
            Mode = TournamentMode.Simulate,
        };
        string what = $"{Rules.Length} rules each against each in both roles, 200 rounds, 50 repetitions, slips 1/20";
        Match[] matches = [.. TournamentPlan.Of(tournament).Matches.Select(planned => planned.Match)];
        (double one, double both) = MatchBenchmark.Best(threads => MatchSimulator.Play(matches, new SimulationOptions { Repetitions = 50, Threads = threads }));
        Console.WriteLine($"tournament, {what}, its matches alone: {one * 1000:F0} ms on one core, {both * 1000:F0} ms on two");
        (one, both) = MatchBenchmark.Best(threads => TournamentPlayer.Play(TournamentPlan.Of(tournament), threads));
        Console.WriteLine($"tournament, {what}, from rules to rankings and tables: {one * 1000:F0} ms on one core, {both * 1000:F0} ms on two");
        (one, both) = MatchBenchmark.Best(threads => TournamentPlayer.Play(TournamentPlan.Of(tournament with { Noise = Rational.Zero }), threads));
        Console.WriteLine($"tournament, the same without slips: {one * 1000:F0} ms on one core, {both * 1000:F0} ms on two");
        tournament = tournament with { Mode = TournamentMode.Auto };
        (one, both) = MatchBenchmark.Best(threads => TournamentPlayer.Play(TournamentPlan.Of(tournament), threads));
        int exact = TournamentPlan.Of(tournament).Matches.Count(planned => planned.Method == TournamentMethod.Exact);
        Console.WriteLine($"tournament, the same with slips, {exact} of {matches.Length} matches exact: {one * 1000:F0} ms on one core, {both * 1000:F0} ms on two");
    }
}
