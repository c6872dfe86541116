using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Runs;

/// <summary>Plays the rounds of an <see cref="RunExecution.Actors"/> run again for one reader, from a place up to wherever the run has come.</summary>
internal sealed class RoundReplay(UnitPosition after)
{
    // After so many the reader hears of progress in between.
    private const int RoundsAtATime = 256;

    private CompiledScenario? _scenario;
    private UnitStepper? _unit;
    private UnitKey? _key;

    /// <summary>The last round that was shown, or the place where showing began.</summary>
    public UnitPosition Shown { get; private set; } = after;

    /// <summary>Whether rounds that are played were not shown yet.</summary>
    public bool IsBehind(RunRecord run) => run.Execution == RunExecution.Actors && Next(run) is not null;

    /// <summary>The next rounds that are played and were not shown yet, some hundred at most.</summary>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    public IEnumerable<RunNews> Next(RunRecord run, CancellationToken cancellationToken)
    {
        if (run.Execution != RunExecution.Actors) yield break;
        for (int i = 0; i < RoundsAtATime && Next(run) is { } next; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            UnitStepper unit = At(run, next.Replication, cancellationToken);
            if (unit.Round != next.Round - 1 || !unit.Step())
            {
                // The unit ended before that round, or the place lies beyond it: go on with the next one.
                Shown = new UnitPosition(next.Replication + 1, 0);
                _unit = null;
                continue;
            }

            Shown = next;
            yield return new RunNews(next, null, RoundRecord.Of(unit));
            if (unit.Ended) Shown = new UnitPosition(next.Replication + 1, 0);
        }
    }

    // The round to show next, or null; a unit before the position of the run is played to its end.
    private UnitPosition? Next(RunRecord run)
    {
        UnitPosition next = Shown with { Round = Shown.Round + 1 };
        return next.Replication < run.Position.Replication || next <= run.Position ? next : null;
    }

    private UnitStepper At(RunRecord run, int replication, CancellationToken cancellationToken)
    {
        UnitKey key = run.KeyOf(replication);
        if (_unit is not null && _key == key) return _unit;
        _scenario ??= StoredScenarios.Compile(run);
        _key = key;
        _unit = new UnitStepper(_scenario, run.Seed, replication, run.Interventions);
        while (_unit.Round < Shown.Round && _unit.Step())
        {
            if (_unit.Round % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
        }

        return _unit;
    }
}
