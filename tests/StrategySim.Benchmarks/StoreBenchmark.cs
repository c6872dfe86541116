using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Experiments;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Storage;

namespace StrategySim.Benchmarks;

/// <summary>What it costs to run, store and settle units beyond playing them: whole runs on an SQLite file beside a bare loop over the same units.</summary>
internal static class StoreBenchmark
{
    /// <summary>Units of about 5, 25, 50 and 200 microseconds: the smaller the unit, the more the bookkeeping weighs.</summary>
    public static void Run()
    {
        foreach ((int rounds, int units) in new[] { (5, 100_000), (50, 40_000), (200, 10_000), (1000, 2_000) }) Run(Chicken(rounds), units);
    }

    private static void Run(Scenario scenario, int units)
    {
        string folder = Directory.CreateTempSubdirectory("strategysim-bench-").FullName;
        try
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddStrategySimExperiments().AddStrategySimStorage(Path.Combine(folder, "experiments.db"));
            builder.Services.Configure<LocalEngineOptions>(options => options.Threads = 1);
            using IHost host = builder.Build();
            host.Start();
            RunService runs = host.Services.GetRequiredService<RunService>();
            CompiledScenario compiled = CompiledScenario.Compile(scenario);
            ulong seed = 0;

            (double stored, double bare, double ratio, double low, double high) = PairedRuns.Measure(
                // A seed of its own each time, or nothing would be left to play.
                () => PlayAndStoreAsync(runs, new RunRequest(scenario, ++seed, units)).GetAwaiter().GetResult(),
                () =>
                {
                    for (int i = 0; i < units; i++) UnitPlayer.Play(compiled, seed, i, CancellationToken.None);
                },
                pairs: 7);
            Console.WriteLine($"{units} units of {scenario.Time.Horizon} rounds, {compiled.Layout.Keys.Count} outcomes each, one thread, processor time of the whole process");
            Console.WriteLine($"  run and stored {stored / units * 1e6,8:F1} µs a unit ({units / stored:F0} units a second)");
            Console.WriteLine($"  bare loop      {bare / units * 1e6,8:F1} µs a unit ({units / bare:F0} units a second)");
            Console.WriteLine($"  bookkeeping    {(stored - bare) / units * 1e6,8:F1} µs a unit; ratio {ratio:F2} of the bare loop ({low:F2} to {high:F2} over the pairs)");
            host.StopAsync().GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PlayAndStoreAsync(RunService runs, RunRequest request)
    {
        StartResult started = await runs.StartAsync(request, null, "", CancellationToken.None);
        RunProgress end = started.Progress;
        await foreach (RunProgress progress in runs.WatchAsync(started.Progress.Run.Id, CancellationToken.None)) end = progress;
        if (end.Run.Status != RunStatus.Completed) throw new InvalidOperationException($"The run ended {end.Run.Status}: {end.Run.Error}");
    }

    private static Scenario Chicken(int rounds) => ScenarioReader.Read(
        $$"""
        schema: strategysim/scenario/v1
        id: chicken-at-random
        status: stylised
        time: { horizon: {{rounds}}, discountFactor: 9/10 }
        actors: { A: Row, B: Column }
        games:
          g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
        """,
        DocumentFormat.Yaml).Require();
}
