using System.Diagnostics;
using Orleans;
using StrategySim.Grains.Contracts;
using StrategySim.Grains.Placement;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains;

/// <summary>Plays units with everybody's rules at one table, on a thread of its own.</summary>
[SpreadPlacement]
internal sealed class UnitWorkerGrain(Scenarios scenarios) : Grain, IUnitWorkerGrain
{
    private const int RoundsBetweenLooks = 256;

    // Runs share the worker piece by piece; more than so many long units at once would be strange.
    private const int UnitsUnderWay = 16;

    private readonly Dictionary<UnitKey, UnitStepper> _underWay = [];

    public Task<BatchAdvance> PlayAsync(BatchOrder order) => OwnThread.RunAsync(() => Play(order));

    // The grain takes one call at a time, so nobody else touches what it holds meanwhile.
    private BatchAdvance Play(BatchOrder order)
    {
        long started = Stopwatch.GetTimestamp();
        CompiledScenario scenario = scenarios.OfPoint(order.PointId, order.Scenario);
        var results = new List<UnitResult>(order.Replications.Length);
        foreach (int replication in order.Replications.Span)
        {
            if (results.Count > 0 && TimeIsOver()) break;
            try
            {
                if (TryPlay(scenario, new UnitKey(SimulationModel.Version, order.PointId, order.Seed, replication, ""), TimeIsOver) is not { } summary) break;
                results.Add(RunGrain.Result(summary));
            }
            catch (Exception exception)
            {
                return new BatchAdvance([.. results], exception.Message);
            }
        }

        return new BatchAdvance([.. results], null);

        bool TimeIsOver() => Stopwatch.GetElapsedTime(started).TotalMilliseconds >= order.Milliseconds;
    }

    // Null where the time was over first; the unit is kept as it stands.
    private UnitSummary? TryPlay(CompiledScenario scenario, UnitKey key, Func<bool> timeIsOver)
    {
        UnitStepper? unit = null;
        if (_underWay.Count == 0 || !_underWay.Remove(key, out unit)) unit = new UnitStepper(scenario, key.Seed, key.Replication);
        while (unit.Step())
        {
            if (unit.Round % RoundsBetweenLooks != 0 || !timeIsOver()) continue;
            if (_underWay.Count >= UnitsUnderWay) _underWay.Clear();
            _underWay.Add(key, unit);
            return null;
        }

        return unit.Finish();
    }
}
