using System.Diagnostics;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Benchmarks.Equilibria;

/// <summary>Equilibria of games with three and more players: this engine in process, proof and certificates included, and gambit-enumpoly, where installed, on the same games.</summary>
internal static class ManyPlayersBenchmark
{
    private const string Gambit = "gambit-enumpoly";
    private static readonly TimeSpan GambitPatience = TimeSpan.FromSeconds(20);

    /// <summary>Runs it.</summary>
    public static void Run()
    {
        bool gambit = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Gambit)));
        if (!gambit) Console.WriteLine($"{Gambit} is not on the path: it is not compared");
        Console.WriteLine("all equilibria of three and more players, random integer payoffs -99 to 99; medians (largest), this engine warm in one process");
        Console.WriteLine("  game          games complete  sum 1  equilibria   engine CPU, one thread    engine wall, all cores");
        Compare([2, 2, 2], 200, gambit);
        Compare([3, 2, 2], 100, gambit);
        Compare([3, 3, 2], 50, gambit);
        Compare([3, 3, 3], 50, gambit);
        Compare([2, 2, 2, 2], 50, gambit);
        Compare([2, 2, 2, 2, 2], 30, gambit);
        Compare([3, 3, 3, 3], 5, gambit: false);
        Compare([4, 4, 4], 7, gambit: false);
        Console.WriteLine("one equilibrium by the logit path, proven");
        foreach (int[] counts in new[] { [4, 4, 4], Enumerable.Repeat(2, 10).ToArray(), [5, 5, 5, 5] }) One(counts);
    }

    private static void Compare(int[] counts, int games, bool gambit)
    {
        NormalFormGame[] all = [.. Enumerable.Range(0, games).Select(k => Random(counts, (ulong)(7_000 + k)))];
        var one = new SolverLimits { Threads = 1 };
        foreach (NormalFormGame game in all.Take(20)) NashSolvers.Solve(game, limits: one);
        List<double> cpus = [], walls = [];
        int complete = 0, sums = 0, found = 0;
        List<int> theirs = [];
        foreach (NormalFormGame game in all)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            NashResult result = NashSolvers.Solve(game, limits: one);
            cpus.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            long begin = Stopwatch.GetTimestamp();
            NashSolvers.Solve(game);
            walls.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            if (result.Complete) complete++;
            if (result.IndexSum == 1) sums++;
            found += result.Equilibria.Length;
            if (gambit && result.Components.All(component => component.Dimension == 0)) theirs.Add(result.Equilibria.Length - CountOfGambit(game));
        }

        Console.WriteLine(Invariant(
            $"  {string.Join('×', counts),-14} {games,4} {complete,8} {sums,6} {found,11} {PairedRuns.Median(cpus),11:F2} ms ({cpus.Max():F1}) {PairedRuns.Median(walls),11:F2} ms ({walls.Max():F1})"));
        if (gambit) Console.WriteLine(Invariant($"    {Gambit}: fewer equilibria in {theirs.Count(missing => missing > 0)}, more in {theirs.Count(missing => missing < 0)} of {theirs.Count} games whose equilibria are isolated"));
    }

    private static void One(int[] counts)
    {
        NormalFormGame[] games = [.. Enumerable.Range(0, 5).Select(k => Random(counts, (ulong)(9_000 + k)))];
        NashSolvers.Solve(games[0], "logit-path");
        List<double> cpus = [];
        int found = 0;
        foreach (NormalFormGame game in games)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            found += NashSolvers.Solve(game, "logit-path").Equilibria.Length;
            cpus.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        Console.WriteLine(Invariant($"  {string.Join('×', counts),-22} found in {found} of {games.Length} games, CPU {PairedRuns.Median(cpus):F0} ms ({cpus.Min():F0} to {cpus.Max():F0})"));
    }

    /// <summary>How many equilibria the program prints; 0 where its patience ends.</summary>
    private static int CountOfGambit(NormalFormGame game)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, GambitNfg.Write(game));
            using Process process = Process.Start(new ProcessStartInfo(Gambit, ["-q", file]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(GambitPatience)) process.Kill();
            return output.Result.Split('\n').Count(line => line.StartsWith("NE,", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static NormalFormGame Random(int[] counts, ulong seed)
    {
        var draws = new SplitMix(seed);
        var payoffs = new Rational[counts.Aggregate(counts.Length, (product, count) => product * count)];
        for (int k = 0; k < payoffs.Length; k++) payoffs[k] = draws.Next(-99, 99);
        return new NormalFormGame(counts.Select((count, i) => Player.Numbered($"P{i + 1}", count)), payoffs);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
