using System.Diagnostics;
using Orleans;
using StrategySim.Experiments.Store;
using StrategySim.Grains.Contracts;
using StrategySim.Grains.Placement;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains;

/// <summary>Plays units with everybody's rules at one table, one order after the other, on a thread of its own.</summary>
[SpreadPlacement]
internal sealed class UnitWorkerGrain(Scenarios scenarios) : Grain, IUnitWorkerGrain
{
    private const int RoundsBetweenLooks = 256;

    // Runs share the worker piece by piece; more than so many long units at once would be strange.
    private const int UnitsUnderWay = 16;

    private readonly WorkQueue _orders = new();

    // Touched by the thread of the orders alone.
    private readonly Dictionary<UnitKey, UnitStepper> _underWay = [];

    public Task<BatchAdvance> PlayAsync(BatchOrder order) => _orders.RunAsync(() => Play(order));

    private BatchAdvance Play(BatchOrder order)
    {
        long started = Stopwatch.GetTimestamp();
        var results = new List<UnitResult?>(order.Pieces.Sum(static piece => piece.Replications.Length));
        var failures = new List<string>();
        foreach (BatchPiece piece in order.Pieces)
        {
            if (results.Count > 0 && TimeIsOver()) break;
            CompiledScenario? scenario = null;
            string? failure = null;
            try
            {
                scenario = scenarios.OfPoint(piece.PointId, piece.Scenario);
                if (scenario is null) return Advance(pointUnknown: true);
            }
            catch (Exception exception) when (exception is not IntegrityException)
            {
                // Not to be compiled: so for every unit, and anywhere.
                failure = exception.Message;
            }

            foreach (int replication in piece.Replications.Span)
            {
                if (results.Count > 0 && TimeIsOver()) return Advance();
                if (failure is null)
                {
                    try
                    {
                        if (TryPlay(scenario!, new UnitKey(SimulationModel.Version, piece.PointId, piece.Seed, replication, ""), TimeIsOver) is not { } summary) return Advance();
                        results.Add(RunGrain.Result(summary));
                        continue;
                    }
                    catch (Exception exception)
                    {
                        failures.Add(exception.Message);
                    }
                }
                else
                {
                    failures.Add(failure);
                }

                results.Add(null);
            }
        }

        return Advance();

        BatchAdvance Advance(bool pointUnknown = false) => new([.. results], [.. failures], pointUnknown, Elapsed());

        bool TimeIsOver() => Elapsed() >= order.Milliseconds;

        double Elapsed() => Stopwatch.GetElapsedTime(started).TotalMilliseconds;
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
