using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Grains.Contracts;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks.Grains;

/// <summary>Rounds a second of runs whose state actors are grains, beside bare calls of the same number and shape between grains, and beside the local engine.</summary>
internal static class ActorsBenchmark
{
    private const int WarmUps = 30, Pairs = 41, PairsOfProcessor = 11, WarmUpsWithLocal = 5, PairsWithLocal = 9;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    /// <summary>Units are played one after the other, as in a run.</summary>
    public static async Task RunAsync(Scenario scenario, int units)
    {
        await using GrainHost host = await GrainHost.StartAsync();
        BareShape shape = BareShape.Of(scenario);
        long rounds = (long)shape.Rounds * units;
        // A run of its own each time, with actors of its own; they are stored beforehand, as they are before play.
        var runs = new Queue<RunRecord>();
        for (int i = 0; i < WarmUps + Pairs + PairsOfProcessor + (2 * (WarmUpsWithLocal + PairsWithLocal)); i++) runs.Enqueue(await host.StoreAsync(scenario, units));
        (double actors, double bare, double ratio, double low, double high) = PairedRuns.Measure(
            () => PlayAsync(host.Orleans, runs.Dequeue()).GetAwaiter().GetResult(),
            () => CallAsync(host, shape, units).GetAwaiter().GetResult(),
            Pairs,
            wall: true,
            WarmUps);
        (_, _, double processor, _, _) = PairedRuns.Measure(
            () => PlayAsync(host.Orleans, runs.Dequeue()).GetAwaiter().GetResult(),
            () => CallAsync(host, shape, units).GetAwaiter().GetResult(),
            PairsOfProcessor,
            warmUps: 0);
        (_, double local, double ofLocal, _, _) = PairedRuns.Measure(
            () => PlayAsync(host.Orleans, runs.Dequeue()).GetAwaiter().GetResult(),
            () => PlayAsync(host.Local, runs.Dequeue()).GetAwaiter().GetResult(),
            PairsWithLocal,
            wall: true,
            WarmUpsWithLocal);
        Console.WriteLine($"{scenario.Id} as actors on Orleans: {units} units of {shape.Rounds} rounds, {shape.First.Length + shape.Second.Length} calls a round, one silo, wall time");
        Console.WriteLine($"  actors run    {rounds / actors,10:F0} rounds a second ({actors / rounds * 1e6:F1} µs a round)");
        Console.WriteLine($"  bare calls    {rounds / bare,10:F0} rounds a second ({bare / rounds * 1e6:F1} µs a round; as many calls between as many grains, and no work)");
        Console.WriteLine($"  ratio         {1 / ratio,10:F2} of the bare calls ({1 / high:F2} to {1 / low:F2} over the pairs); {processor:F2} times their processor time");
        Console.WriteLine($"  local engine  {rounds / local,10:F0} rounds a second ({local / rounds * 1e6:F1} µs a round; all rules at one table, nobody is called); ratio {1 / ofLocal:F3} of it");
    }

    private static async Task PlayAsync(IRunEngine engine, RunRecord run)
    {
        for (int unit = 0; unit < run.Replications; unit++)
        {
            var advance = new ActorsAdvance(new UnitPosition(unit, 0), null);
            while (advance.Ended is null) advance = await engine.AdvanceAsync(new ActorsOrder(run, advance.Position, int.MaxValue, Slice), CancellationToken.None);
        }
    }

    private static async Task CallAsync(GrainHost host, BareShape shape, int units)
    {
        IBareReferee referee = host.Factory.GetGrain<IBareReferee>(Guid.NewGuid().ToString("N"));
        for (int unit = 0; unit < units; unit++)
        {
            var advance = new RunAdvance(new RunPlace(unit, 0), null, null, false);
            while (advance.Ended is null) advance = await referee.AdvanceAsync(new RunOrder(advance.Place, int.MaxValue, (int)Slice.TotalMilliseconds, 0), shape, CancellationToken.None);
        }
    }
}
