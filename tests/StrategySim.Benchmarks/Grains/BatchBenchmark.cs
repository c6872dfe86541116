using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks.Grains;

/// <summary>Units a second of a batch on Orleans beside the same batch on the local engine.</summary>
internal static class BatchBenchmark
{
    public static async Task RunAsync(Scenario scenario, int units)
    {
        await using GrainHost host = await GrainHost.StartAsync();
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        int[] replications = [.. Enumerable.Range(0, units)];
        (double orleans, double local, double ratio, double low, double high) = PairedRuns.Measure(
            () => PlayAsync(host.Orleans, compiled, replications).GetAwaiter().GetResult(),
            () => PlayAsync(host.Local, compiled, replications).GetAwaiter().GetResult(),
            pairs: 15,
            wall: true);
        (_, _, double processor, _, _) = PairedRuns.Measure(
            () => PlayAsync(host.Orleans, compiled, replications).GetAwaiter().GetResult(),
            () => PlayAsync(host.Local, compiled, replications).GetAwaiter().GetResult(),
            pairs: 7);
        Console.WriteLine($"{scenario.Id} as a batch: {units} units of {scenario.Time.Horizon} rounds, {new LocalEngineOptions().Threads} workers or threads, wall time");
        Console.WriteLine($"  on Orleans    {units / orleans,10:F0} units a second ({orleans / units * 1e6:F1} µs a unit)");
        Console.WriteLine($"  local engine  {units / local,10:F0} units a second ({local / units * 1e6:F1} µs a unit)");
        Console.WriteLine($"  ratio         {1 / ratio,10:F2} of the local engine ({1 / high:F2} to {1 / low:F2} over the pairs); {processor:F2} times its processor time");
    }

    private static async Task PlayAsync(IRunEngine engine, CompiledScenario scenario, int[] replications)
    {
        int ended = 0;
        await engine.PlayAsync(scenario, scenario.Scenario.Run.Seed, replications, Count, CancellationToken.None);
        if (ended != replications.Length) throw new InvalidOperationException($"{ended} of {replications.Length} units ended on {engine.Name}.");

        ValueTask Count(EndedUnits units)
        {
            ended += units.Count;
            units.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
