using System.Threading.Channels;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks;

/// <summary>What a second core gives to the units of many points on the local engine, and what the engine costs beside a bare loop over the same units.</summary>
internal static class ScalingBenchmark
{
    private const int UnitsAhead = 4096;

    /// <summary>One point of many units, and many points of few: each point is compiled by whoever needs it first, in the bare loop too.</summary>
    public static void Run(IReadOnlyList<Scenario> points, int unitsPerPoint)
    {
        int units = points.Count * unitsPerPoint;
        LocalEngine one = Engine(1), two = Engine(2);
        (double ofOne, double ofTwo, double gain, double low, double high) = PairedRuns.Measure(() => Play(one, points, unitsPerPoint), () => Play(two, points, unitsPerPoint), pairs: 15, wall: true);
        (_, _, double processor, _, _) = PairedRuns.Measure(() => Play(two, points, unitsPerPoint), () => Play(one, points, unitsPerPoint), pairs: 7);
        (double engine, double bare, double ratio, _, _) = PairedRuns.Measure(() => Play(one, points, unitsPerPoint), () => PlayBare(points, unitsPerPoint), pairs: 15);
        Console.WriteLine($"{points[0].Id}: {points.Count} points of {unitsPerPoint} units of about {points[0].Time.Horizon} rounds, local engine");
        Console.WriteLine($"  one thread    {units / ofOne,10:F0} units a second ({ofOne / units * 1e6:F1} µs a unit), wall time");
        Console.WriteLine($"  two threads   {units / ofTwo,10:F0} units a second ({ofTwo / units * 1e6:F1} µs a unit), wall time");
        Console.WriteLine($"  ratio         {gain,10:F2} times one ({low:F2} to {high:F2} over the pairs); {processor:F2} times its processor time");
        Console.WriteLine($"  bare loop     {units / bare,10:F0} units a second; the engine on one thread adds {(engine - bare) / units * 1e6:F2} µs a unit, ratio {ratio:F3}, processor time");
    }

    private static LocalEngine Engine(int threads) => new(Options.Create(new LocalEngineOptions { Threads = threads }));

    private static void Play(LocalEngine engine, IReadOnlyList<Scenario> points, int unitsPerPoint)
    {
        int[] replications = [.. Enumerable.Range(0, unitsPerPoint)];
        // As sweeps write them: some ahead, the next as units end.
        var orders = Channel.CreateUnbounded<UnitOrder>();
        int written = 0, ended = 0;
        Write();
        engine.PlayAsync(orders.Reader, Count, CancellationToken.None).GetAwaiter().GetResult();
        if (ended != points.Count * unitsPerPoint) throw new InvalidOperationException($"{ended} units ended; expected {points.Count * unitsPerPoint}.");

        ValueTask Count(IReadOnlyList<EndedUnits> groups)
        {
            ended += groups.Sum(static group => group.Count);
            Write();
            return ValueTask.CompletedTask;
        }

        void Write()
        {
            while (written < points.Count && (written * unitsPerPoint) - ended < UnitsAhead) orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(points[written++]), 1, replications));
            if (written == points.Count) orders.Writer.TryComplete();
        }
    }

    private static void PlayBare(IReadOnlyList<Scenario> points, int unitsPerPoint)
    {
        foreach (Scenario point in points)
        {
            CompiledScenario scenario = CompiledScenario.Compile(point);
            for (int replication = 0; replication < unitsPerPoint; replication++) UnitPlayer.Play(scenario, 1, replication, CancellationToken.None);
        }
    }
}
