using System.Diagnostics;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Benchmarks.Equilibria;

/// <summary>Equilibria of two-player games: this engine in process, certificates included, and lrsnash, where installed, on the same games.</summary>
internal static class EquilibriaBenchmark
{
    private const int GamesASize = 5;

    /// <summary>Speed.</summary>
    public static void Run()
    {
        using LrsNash? lrsnash = LrsNash.Find();
        if (lrsnash is null) Console.WriteLine("lrsnash is not on the path: its columns stay empty");
        // What any game costs a process, to be taken off its times: the least of several runs on the smallest game.
        (double Cpu, double Wall) startUp = default;
        if (lrsnash is not null)
        {
            (string, int) smallest = (lrsnash.Write(Random(1, 9, 0)), 1);
            var runs = Enumerable.Range(0, 21).Select(_ => LrsNash.Solve([smallest])).ToList();
            startUp = (PairedRuns.Median(runs.Select(run => run.Cpu)), PairedRuns.Median(runs.Select(run => run.Wall)));
            Console.WriteLine(Invariant($"lrsnash start-up: {startUp.Cpu * 1e3:F1} ms of processor time, {startUp.Wall * 1e3:F1} ms wall; taken off below"));
        }

        Console.WriteLine("all equilibria, medians; lrsnash in a process of its own, this engine warm in this one");
        Console.WriteLine("  game                            found  lrsnash CPU   engine CPU ratio |  lrsnash wall  engine wall, all cores, and ratio");
        foreach (int n in new[] { 8, 10, 12, 14 })
        {
            Compare(lrsnash, startUp, Invariant($"random {n}×{n}, 0–99"), [.. Enumerable.Range(0, GamesASize).Select(k => Random(n, 99, (ulong)((100 * n) + k)))]);
        }

        Compare(lrsnash, startUp, "random 10×10, 0–2", [.. Enumerable.Range(0, GamesASize).Select(k => Random(10, 2, (ulong)(40_000 + k)))]);
        Compare(lrsnash, startUp, "coordination 10×10", [Coordination(10)]);
        Compare(null, startUp, "random 16×16, 0–99", [.. Enumerable.Range(0, GamesASize).Select(k => Random(16, 99, (ulong)(1600 + k)))]);
        One("lemke-howson", "one equilibrium, random 200×200, 0–99", k => Random(200, 99, (ulong)(20_000 + k)));
        One("zero-sum", "value and all optimal strategies, random 200×200 zero-sum, 0–99", k => ZeroSum(Random(200, 99, (ulong)(30_000 + k))));
        TwoByTwo(3);
        TwoByTwo(1_000_000);
    }

    /// <summary>Agreement of the engine, the reference solver and lrsnash on games up to 5×5 with payoffs from −3 to 3.</summary>
    public static void Agree(int games)
    {
        const int Batch = 500;
        using LrsNash? lrsnash = LrsNash.Find();
        var draws = new SplitMix(20260801);
        int differing = 0, equilibria = 0, sets = 0;
        for (int first = 0; first < games; first += Batch)
        {
            List<(NormalFormGame Game, NashResult Result)> solved = [];
            for (int k = 0; k < Math.Min(Batch, games - first); k++)
            {
                NormalFormGame game = Bimatrix(draws, draws.Next(1, 5), draws.Next(1, 5), -3, 3);
                NashResult result = NashSolvers.Solve(game, "extreme-points"), reference = NashSolvers.Solve(game, "vertex-enumeration");
                solved.Add((game, result));
                equilibria += result.Equilibria.Length;
                sets += result.Components.Count(component => component.Dimension > 0);
                if (!Profiles(result).SequenceEqual(Profiles(reference)) || result.Components.Sum(component => component.Index) != 1) Differs(game, "the reference solver");
            }

            if (lrsnash is null) continue;
            List<List<string>> theirs = LrsNash.Solve(solved.Select(one => (lrsnash.Write(one.Game), one.Game.StrategyCount(0)))).Equilibria;
            for (int k = 0; k < solved.Count; k++)
            {
                if (!theirs[k].Distinct().SequenceEqual(Profiles(solved[k].Result).Order(StringComparer.Ordinal))) Differs(solved[k].Game, "lrsnash");
            }
        }

        Console.WriteLine(Invariant(
            $"{games:N0} games up to 5×5 with payoffs from -3 to 3: {equilibria:N0} extreme equilibria, {sets:N0} components of dimension 1 or more; {differing} games differ between the engine, the reference solver{(lrsnash is null ? "" : " and lrsnash")}, or have indices that do not sum to 1"));
        if (differing > 0) throw new InvalidOperationException($"{differing} games differ.");

        void Differs(NormalFormGame game, string other)
        {
            differing++;
            Console.WriteLine($"differs from {other}: {string.Join(' ', Enumerable.Range(0, game.ProfileCount * 2).Select(p => game.PayoffAt(p / 2, p % 2)))}, {game.Shape}");
        }
    }

    private static IEnumerable<string> Profiles(NashResult result) => result.Equilibria.Select(equilibrium => LrsNash.Text(equilibrium.Profile));

    private static void Compare(LrsNash? lrsnash, (double Cpu, double Wall) startUp, string name, NormalFormGame[] games)
    {
        List<(double LrsCpu, double Cpu, double LrsWall, double Wall, int Found)> rows = [];
        foreach (NormalFormGame game in games)
        {
            (double lrsCpu, double lrsWall) = (double.NaN, double.NaN);
            List<string>? theirs = null;
            if (lrsnash is not null)
            {
                string file = lrsnash.Write(game);
                var runs = Enumerable.Range(0, 5).Select(_ => LrsNash.Solve([(file, game.StrategyCount(0))])).ToList();
                theirs = runs[0].Equilibria[0];
                lrsCpu = Math.Max(0, PairedRuns.Median(runs.Select(run => run.Cpu)) - startUp.Cpu);
                lrsWall = Math.Max(0, PairedRuns.Median(runs.Select(run => run.Wall)) - startUp.Wall);
            }

            var one = new SolverLimits { Threads = 1 };
            var all = new SolverLimits();
            NashResult result = Solve(game, one);
            double cpu = Median(() => Solve(game, one), () => Environment.CpuUsage.TotalTime), wall = Median(() => Solve(game, all), Now);
            if (theirs is not null && !theirs.Distinct().SequenceEqual(Profiles(result).Order(StringComparer.Ordinal)))
            {
                throw new InvalidOperationException($"lrsnash found {theirs.Count} equilibria of the {game}, the engine {result.Equilibria.Length}, and they are not the same.");
            }

            rows.Add((lrsCpu, cpu, lrsWall, wall, result.Equilibria.Length));
        }

        Console.WriteLine(
            $"  {name,-20} {string.Join('/', rows.Select(row => row.Found)),16} {Milliseconds(row => row.LrsCpu)} {Milliseconds(row => row.Cpu)} {Ratio(row => row.Cpu / row.LrsCpu)} | {Milliseconds(row => row.LrsWall)} {Milliseconds(row => row.Wall)} {Ratio(row => row.Wall / row.LrsWall)}");

        string Milliseconds(Func<(double LrsCpu, double Cpu, double LrsWall, double Wall, int Found), double> figure) =>
            Of(figure) is var seconds && double.IsNaN(seconds) ? "           -" : Invariant($"{seconds * 1e3,9:F2} ms");

        string Ratio(Func<(double LrsCpu, double Cpu, double LrsWall, double Wall, int Found), double> figure) =>
            Of(figure) is var ratio && double.IsNaN(ratio) ? "    -" : Invariant($"{ratio,5:F2}");

        double Of(Func<(double LrsCpu, double Cpu, double LrsWall, double Wall, int Found), double> figure) => PairedRuns.Median(rows.Select(figure));
    }

    private static NashResult Solve(NormalFormGame game, SolverLimits limits) => NashSolvers.Solve(game, "extreme-points", limits);

    private static void One(string method, string name, Func<int, NormalFormGame> make)
    {
        NormalFormGame[] games = [.. Enumerable.Range(0, 7).Select(make)];
        NashSolvers.Solve(games[0], method);
        double[] walls = [.. games.Select(game => Seconds(() => NashSolvers.Solve(game, method), Now))];
        double[] cpus = [.. games.Select(game => Seconds(() => NashSolvers.Solve(game, method), () => Environment.CpuUsage.TotalTime))];
        Console.WriteLine(Invariant(
            $"{name}: processor time {PairedRuns.Median(cpus) * 1e3:F0} ms ({cpus.Min() * 1e3:F0} to {cpus.Max() * 1e3:F0}), wall {PairedRuns.Median(walls) * 1e3:F0} ms ({walls.Min() * 1e3:F0} to {walls.Max() * 1e3:F0}), {games.Length} games"));
    }

    private static void TwoByTwo(int size)
    {
        var draws = new SplitMix(4);
        NormalFormGame[] games = [.. Enumerable.Range(0, 50_000).Select(_ => Bimatrix(draws, 2, 2, -size, size))];
        double seconds = Median(
            () =>
            {
                foreach (NormalFormGame game in games) NashSolvers.Solve(game);
            },
            () => Environment.CpuUsage.TotalTime);
        Console.WriteLine(Invariant($"2×2, payoffs from -{size} to {size}, certified: {games.Length / seconds:N0} games a second of processor time"));
    }

    /// <summary>The median of repeated runs, seconds: as many as fit a second, but one at least.</summary>
    private static double Median(Action work, Func<TimeSpan> clock)
    {
        // The runtime compiles hot code anew while it runs.
        long begin = Stopwatch.GetTimestamp();
        do work();
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.7);
        List<double> seconds = [];
        begin = Stopwatch.GetTimestamp();
        do seconds.Add(Seconds(work, clock));
        while (seconds.Count < 200 && Stopwatch.GetElapsedTime(begin).TotalSeconds < 1);
        return PairedRuns.Median(seconds);
    }

    private static double Seconds(Action work, Func<TimeSpan> clock)
    {
        TimeSpan before = clock();
        work();
        return (clock() - before).TotalSeconds;
    }

    private static TimeSpan Now() => Stopwatch.GetElapsedTime(0);

    private static NormalFormGame Random(int n, int greatest, ulong seed) => Bimatrix(new SplitMix(seed), n, n, 0, greatest);

    private static NormalFormGame Bimatrix(SplitMix draws, int rows, int columns, int least, int greatest)
    {
        var payoffs = new Rational[rows * columns * 2];
        for (int k = 0; k < payoffs.Length; k++) payoffs[k] = draws.Next(least, greatest);
        return new NormalFormGame([Player.Numbered("A", rows), Player.Numbered("B", columns)], payoffs);
    }

    private static NormalFormGame ZeroSum(NormalFormGame game) =>
        new(game.Players, Enumerable.Range(0, game.ProfileCount).SelectMany(p => new[] { game.PayoffAt(p, 0), -game.PayoffAt(p, 0) }));

    private static NormalFormGame Coordination(int n)
    {
        var identity = new Rational[n, n];
        for (int i = 0; i < n; i++) identity[i, i] = 1;
        return NormalFormGame.Symmetric(identity, [.. Enumerable.Range(1, n).Select(i => $"{i}")]);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
