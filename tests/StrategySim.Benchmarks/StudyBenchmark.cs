using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;

namespace StrategySim.Benchmarks;

/// <summary>What it costs to play the units of a study, store them and keep count, beyond making its points and playing their units: whole studies on an SQLite file beside a bare loop over the same points and units.</summary>
/// <remarks>The share in processor time of the whole process while it is kept on one core, so that it does not depend on idle ones; and whole studies by the clock, on one core and on all in turn.</remarks>
internal static class StudyBenchmark
{
    private const int Replications = 100;

    // The runtime compiles a method anew after it was called 30 times, and much of what opens and closes a study is called once.
    private const int WarmUpPoints = 20, WarmUpTurns = 40;

    /// <summary>Units of 61 rounds of one game.</summary>
    public static async Task RunPathAsync(string configs, IReadOnlyList<int> sizes)
    {
        string path = await File.ReadAllTextAsync(Path.Combine(configs, "coordination-to-chicken.yaml"));
        await RunAsync("coordination-to-chicken (61 rounds)", (points, of) => Read(path, "k_us", 3, points, of), sizes);
    }

    /// <summary>Units of five rounds, which weigh less than what has to be kept of them.</summary>
    public static async Task RunTinyAsync(IReadOnlyList<int> sizes)
    {
        const string Chicken = """
            schema: strategysim/scenario/v1
            id: chicken-at-random
            status: stylised
            time: { horizon: 5, discountFactor: 9/10 }
            actors: { A: Row, B: Column }
            parameters:
              win: { value: 4, assumption: for the benchmark }
            games:
              g:
                form: table
                players: { A: A, B: B }
                strategies: { A: [hold, yield], B: [hold, yield] }
                payoffs:
                  hold/hold: { A: 0, B: 0 }
                  hold/yield: { A: win, B: 1 }
                  yield/hold: { A: 1, B: win }
                  yield/yield: { A: 3, B: 3 }
                cooperate: yield
                rules: { A: random, B: random }
            """;
        await RunAsync("chicken at random (5 rounds)", (points, of) => Read(Chicken, "win", 4, points, of), sizes);
    }

    private static async Task RunAsync(string name, Func<int, int, Sweep> read, IReadOnlyList<int> sizes)
    {
        foreach (int units in sizes)
        {
            int points = Math.Max(1, units / Replications);
            await WarmUpAsync(read(Math.Min(points, WarmUpPoints), points));
            Sweep sweep = read(points, points);
            // Small ones vary more.
            int pairs = units switch { > 100_000 => 3, > 10_000 => 9, > 1_000 => 25, _ => 101 };
            var parts = new List<(double Share, double Making, double Playing, double Study, double Clock)>();
            long memory;
            Cores.Use(1);
            await using (StudyHost host = await StudyHost.StartAsync(threads: 1))
            {
                (double Making, double Playing) before = Bare(sweep);
                for (int pair = 0; pair < pairs; pair++)
                {
                    (double study, double clock) = await host.PlayAsync(sweep, seed: (ulong)pair);
                    (double Making, double Playing) after = Bare(sweep);
                    // The mean of those before and after: machines drift within the minute that a large study takes.
                    (double making, double playing) = ((before.Making + after.Making) / 2, (before.Playing + after.Playing) / 2);
                    parts.Add(((study - making - playing) / playing, making / points, playing / units, study / units, clock / units));
                    before = after;
                }

                memory = host.Memory;
            }

            Cores.Use(Environment.ProcessorCount);

            (double one, double all, double gain) = await OnCoresAsync(sweep, pairs);
            double[] shares = [.. parts.Select(static part => part.Share)];
            Console.WriteLine(
                $"{name}: {points} points of {Replications} units, {pairs} {(pairs == 1 ? "pair" : "pairs")}: store and bookkeeping {PairedRuns.Median(shares):P0} of the units alone ({PairedRuns.Percentile(shares, 0.25):P0} to {PairedRuns.Percentile(shares, 0.75):P0}, the middle half)");
            Console.WriteLine(
                $"  units alone {Median(static part => part.Playing),6:F1} µs a unit; making points {Median(static part => part.Making),5:F0} µs a point; study {Median(static part => part.Study),6:F1} µs a unit, " +
                $"by the clock {Median(static part => part.Clock):F1}; {memory >> 20} MB at most");
            Console.WriteLine($"  the process on one core {one / units * 1e6:F1} µs a unit by the clock, on {Environment.ProcessorCount} cores {all / units * 1e6:F1}: {gain:F2} times as fast");

            double Median(Func<(double Share, double Making, double Playing, double Study, double Clock), double> part) => PairedRuns.Median(parts.Select(part)) * 1e6;
        }
    }

    private static async Task<(double One, double All, double Gain)> OnCoresAsync(Sweep sweep, int pairs)
    {
        await using StudyHost single = await StudyHost.StartAsync(threads: 1), full = await StudyHost.StartAsync(Environment.ProcessorCount);
        var clocks = new List<(double One, double All)>();
        for (int pair = 0; pair < pairs; pair++)
        {
            Cores.Use(1);
            double one = (await single.PlayAsync(sweep, seed: (ulong)pair)).Clock;
            Cores.Use(Environment.ProcessorCount);
            clocks.Add((one, (await full.PlayAsync(sweep, seed: (ulong)pair)).Clock));
        }

        return (PairedRuns.Median(clocks.Select(static pair => pair.One)), PairedRuns.Median(clocks.Select(static pair => pair.All)), PairedRuns.Median(clocks.Select(static pair => pair.One / pair.All)));
    }

    // As in a service that has been up for a while: the runtime compiles hot code anew, in the background, while it runs.
    private static async Task WarmUpAsync(Sweep sweep)
    {
        await using StudyHost host = await StudyHost.StartAsync(Environment.ProcessorCount);
        for (int turn = 0; turn < WarmUpTurns; turn++)
        {
            Bare(sweep);
            await host.PlayAsync(sweep, (ulong)turn);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }

    private static (double Making, double Playing) Bare(Sweep sweep)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        double making = 0, playing = 0;
        for (long index = 0; index < sweep.Count; index++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            var point = CompiledScenario.Compile(sweep.At(index)!.Scenario);
            TimeSpan made = Environment.CpuUsage.TotalTime;
            for (int replication = 0; replication < Replications; replication++) UnitPlayer.Play(point, sweep.Scenario.Run.Seed, replication, CancellationToken.None);
            making += (made - start).TotalSeconds;
            playing += (Environment.CpuUsage.TotalTime - made).TotalSeconds;
        }

        return (making, playing);
    }

    // The first points of a range of so many: numbers get longer with these.
    private static Sweep Read(string scenario, string parameter, int from, int points, int of)
    {
        string values = points == 1 ? $"list: [{from}]" : $"range: {{ from: {from}, to: {(from * (of - 1)) + points - 1}/{of - 1}, steps: {points - 1} }}";
        return SweepReader.Read(
            $$"""
            schema: strategysim/sweep/v1
            id: bench
            scenario: base
            factors: { x: { parameter: {{parameter}}, {{values}} } }
            design: { method: grid }
            replications: {{Replications}}
            """,
            DocumentFormat.Yaml,
            _ => new ScenarioDocument(scenario, DocumentFormat.Yaml)).Require();
    }
}
