using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Experiments;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Storage;

namespace StrategySim.Benchmarks;

/// <summary>What it costs to play the units of a study, store them and keep count, beyond making its points and playing their units: whole studies on an SQLite file beside a bare loop over the same points and units.</summary>
/// <remarks>On one thread, in processor time of the whole process, so that the share does not depend on idle cores; and on all cores by the clock.</remarks>
internal static class StudyBenchmark
{
    private const int Replications = 100;

    /// <summary>Units of 61 rounds of one game.</summary>
    public static async Task RunPathAsync(string configs, IReadOnlyList<int> sizes)
    {
        string path = await File.ReadAllTextAsync(Path.Combine(configs, "coordination-to-chicken.yaml"));
        // The first units of a process wait for the compiler.
        await WarmUpAsync(Read(path, "k_us", 3, 200));
        foreach (int units in sizes) await RunAsync("coordination-to-chicken (61 rounds)", path, "k_us", 3, units);
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
        await WarmUpAsync(Read(Chicken, "win", 4, 200));
        foreach (int units in sizes) await RunAsync("chicken at random (5 rounds)", Chicken, "win", 4, units);
    }

    private static async Task WarmUpAsync(Sweep sweep)
    {
        Bare(sweep);
        await PlayAsync(sweep, Environment.ProcessorCount);
    }

    private static async Task RunAsync(string name, string scenario, string parameter, int from, int units)
    {
        int points = Math.Max(1, units / Replications);
        int pairs = units > 100_000 ? 1 : 3;
        var shares = new List<double>();
        Console.WriteLine($"{name}: {points} points of {Replications} units");
        for (int pair = 0; pair < pairs; pair++)
        {
            Sweep sweep = Read(scenario, parameter, from, points);
            (double making, double playing, int outcomes) = Bare(sweep);
            (double one, _, long memory) = await PlayAsync(sweep, threads: 1);
            double share = (one - making - playing) / playing;
            shares.Add(share);
            string both = "";
            if (pair == pairs - 1)
            {
                (_, double clock, _) = await PlayAsync(sweep, Environment.ProcessorCount);
                both = $"; by the clock on {Environment.ProcessorCount} threads {clock / units * 1e6:F1} µs a unit";
            }

            Console.WriteLine(
                $"  units alone {playing / units * 1e6,6:F1} µs a unit; making points {making / points * 1e6,7:F0} µs a point; study {one / units * 1e6,6:F1} µs a unit; " +
                $"store and bookkeeping {(one - making - playing) / units * 1e6,6:F1} µs a unit = {share,6:P0} of the units alone; {outcomes} outcomes; {memory >> 20} MB at most{both}");
        }

        Console.WriteLine($"  median share {PairedRuns.Median(shares):P0}");
    }

    private static (double Making, double Playing, int Outcomes) Bare(Sweep sweep)
    {
        double making = 0, playing = 0;
        int outcomes = 0;
        // Some at a time: asking for the time that was spent costs as much as several units.
        foreach (long[] indexes in Enumerable.Range(0, (int)sweep.Count).Select(static index => (long)index).Chunk(50))
        {
            TimeSpan start = Spent();
            CompiledScenario[] points = [.. indexes.Select(index => CompiledScenario.Compile(sweep.At(index)!.Scenario))];
            TimeSpan made = Spent();
            foreach (CompiledScenario point in points)
            {
                for (int replication = 0; replication < Replications; replication++) UnitPlayer.Play(point, sweep.Scenario.Run.Seed, replication, CancellationToken.None);
            }

            making += (made - start).TotalSeconds;
            playing += (Spent() - made).TotalSeconds;
            outcomes = points[0].Layout.Keys.Count;
        }

        return (making, playing, outcomes);
    }

    private static async Task<(double Processor, double Clock, long Memory)> PlayAsync(Sweep sweep, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("strategysim-bench-").FullName;
        try
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddStrategySimExperiments().AddStrategySimStorage(Path.Combine(folder, "experiments.db"));
            builder.Services.Configure<LocalEngineOptions>(options => options.Threads = threads);
            using IHost host = builder.Build();
            await host.StartAsync();
            StudyService studies = host.Services.GetRequiredService<StudyService>();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            string id = (await studies.StartAsync(new StudyRequest(sweep, StartPaused: true), null, "", CancellationToken.None)).Progress.Study.Id;
            TimeSpan before = Spent();
            long start = Stopwatch.GetTimestamp(), memory = 0;
            await studies.ResumeAsync(id, CancellationToken.None);
            StudyProgress? end = null;
            await foreach (StudyProgress progress in studies.WatchAsync(id, CancellationToken.None))
            {
                end = progress;
                memory = Math.Max(memory, Environment.WorkingSet);
            }

            double clock = Stopwatch.GetElapsedTime(start).TotalSeconds, processor = (Spent() - before).TotalSeconds;
            if (end!.Study.Status != RunStatus.Completed) throw new InvalidOperationException($"The study ended {end.Study.Status}: {end.Study.Error}");
            await host.StopAsync();
            return (processor, clock, memory);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TimeSpan Spent()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static Sweep Read(string scenario, string parameter, int from, int points)
    {
        string end = points == 1 ? $"list: [{from}]" : $"range: {{ from: {from}, to: {from + 1}, steps: {points - 1} }}";
        return SweepReader.Read(
            $$"""
            schema: strategysim/sweep/v1
            id: bench
            scenario: base
            factors: { x: { parameter: {{parameter}}, {{end}} } }
            design: { method: grid }
            replications: {{Replications}}
            """,
            DocumentFormat.Yaml,
            _ => new ScenarioDocument(scenario, DocumentFormat.Yaml)).Require();
    }
}
