using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Work;
using StrategySim.Simulation.Interventions;

namespace StrategySim.Experiments.Runs;

/// <summary>Plays an <see cref="RunExecution.Actors"/> run from its position on: in order, at its pace, until it ends, is paused, or has made its steps.</summary>
internal sealed class ActorsPlayer(IExperimentStore store, IRunEngine engine, ProgressFeed<RunProgress> feed, TimeProvider time)
{
    // Long enough that the engine is not kept busy with orders, short enough for those who watch.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    // A crash makes this much play be played again.
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMilliseconds(250);

    /// <summary>Plays; the position is stored when it returns or throws.</summary>
    /// <returns>True where every unit has ended; false where the run is paused or no longer running.</returns>
    /// <exception cref="OperationCanceledException">Play was stopped.</exception>
    public async Task<bool> PlayAsync(ActivePlay active, RunRecord run)
    {
        UnitPosition position = run.Position;
        int? steps = run.StepsLeft;
        // Whoever asks for steps waits for them.
        var pace = new Pace(steps is null ? run.RoundsPerSecond : null, time);
        long noted = time.GetTimestamp();
        Publish();
        try
        {
            while (position.Replication < run.Replications)
            {
                if (steps == 0 || active.Paused.IsCancellationRequested) return await PauseAsync(run, position);
                if (await pace.NextAsync(active.Paused, active.Stopped) is not { } rounds) continue;
                ActorsAdvance advance = await engine.AdvanceAsync(new ActorsOrder(run, position, Math.Min(rounds, steps ?? int.MaxValue), Slice), active.Stopped);
                int played = advance.Position.Round - position.Round;
                steps -= played;
                pace.Count(played);
                position = advance.Position;
                if (advance.Ended is { } summary)
                {
                    await store.SaveUnitsAsync([(run.KeyOf(position.Replication), summary)], CancellationToken.None);
                    position = new UnitPosition(position.Replication + 1, 0);
                }

                Publish();
                if (advance is { Ended: null, Interrupted: false } && time.GetElapsedTime(noted) < BetweenNotes) continue;
                noted = time.GetTimestamp();
                if (!await store.TryAdvanceAsync(run.Id, position, steps, CancellationToken.None)) return false;
                if (advance.Interrupted && await store.FindRunAsync(run.Id, active.Stopped) is { Run.PauseRequested: true }) active.Pause();
            }

            return true;
        }
        catch (Exception) when (position.Replication < run.Replications)
        {
            await store.TryAdvanceAsync(run.Id, position, steps, CancellationToken.None);
            throw;
        }

        void Publish() => feed.Publish(new RunProgress(run with { Position = position, StepsLeft = steps }, position.Replication, run.Replications));
    }

    private async Task<bool> PauseAsync(RunRecord run, UnitPosition position)
    {
        await store.TryPauseAsync(run.Id, position, CancellationToken.None);
        return false;
    }
}

/// <summary>Says when rounds are due.</summary>
internal sealed class Pace(double? roundsPerSecond, TimeProvider time)
{
    // Whoever falls behind for longer takes up the pace from there instead of hurrying.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private long _origin = time.GetTimestamp();
    private long _played;

    /// <summary>Waits until a round is due.</summary>
    /// <param name="paused">Ends the wait.</param>
    /// <param name="stopped">Ends the wait with an exception.</param>
    /// <returns>Rounds that are due, at least 1; null where the wait was ended.</returns>
    public async Task<int?> NextAsync(CancellationToken paused, CancellationToken stopped)
    {
        stopped.ThrowIfCancellationRequested();
        if (roundsPerSecond is not { } rate) return int.MaxValue;
        TimeSpan elapsed = time.GetElapsedTime(_origin), due = TimeSpan.FromSeconds(_played / rate);
        if (elapsed - due > Patience)
        {
            _origin = time.GetTimestamp();
            _played = 0;
            return 1;
        }

        if (elapsed >= due) return (int)Math.Floor((elapsed - due).TotalSeconds * rate) + 1;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(paused, stopped);
        try
        {
            await Task.Delay(due - elapsed, time, ended.Token);
            return 1;
        }
        catch (OperationCanceledException) when (!stopped.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Counts rounds that were played.</summary>
    public void Count(int rounds) => _played += rounds;
}
