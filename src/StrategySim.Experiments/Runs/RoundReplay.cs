using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Runs;

/// <summary>Plays the rounds of an <see cref="RunExecution.Actors"/> run again for one reader, from a place up to wherever the run has come.</summary>
internal sealed class RoundReplay(UnitPosition after)
{
    // After so many the reader hears of progress in between.
    private const int RoundsAtATime = 256;

    // To get to a place beyond so many rounds takes a thread of its own: those that answer requests are few.
    private const int RoundsInPassing = 4096;

    private CompiledScenario? _scenario;
    private UnitStepper? _unit;
    private UnitKey? _key;
    private InterventionLog? _log;

    /// <summary>The last round that was shown, or the place where showing began.</summary>
    public UnitPosition Shown { get; private set; } = after;

    /// <summary>Whether rounds that are played were not shown yet.</summary>
    public bool IsBehind(RunRecord run) => run.Execution == RunExecution.Actors && Next(run) is not null;

    /// <summary>The next rounds that are played and were not shown yet, some hundred at most.</summary>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    public async Task<IReadOnlyList<RunNews>> NextAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (!IsBehind(run)) return [];
        return Shown.Round <= RoundsInPassing || Holds(run)
            ? Play(run, cancellationToken)
            : await Task.Factory.StartNew(() => Play(run, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private List<RunNews> Play(RunRecord run, CancellationToken cancellationToken)
    {
        var rounds = new List<RunNews>();
        while (rounds.Count < RoundsAtATime && Next(run) is { } next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            UnitStepper unit = Unit(run, cancellationToken);
            if (unit.Round == next.Round - 1 && unit.Step())
            {
                rounds.Add(new RunNews(next, null, RoundRecord.Of(unit)));
                Shown = unit.Ended ? new UnitPosition(next.Replication + 1, 0) : next;
            }
            else
            {
                // The unit ended before that round, or the place lies beyond it: go on with the next one.
                Shown = new UnitPosition(next.Replication + 1, 0);
            }

            if (Shown.Round == 0) _unit = null;
        }

        return rounds;
    }

    // The round to show next, or null; a unit before the position of the run is played to its end.
    private UnitPosition? Next(RunRecord run)
    {
        UnitPosition next = Shown with { Round = Shown.Round + 1 };
        return next.Replication < run.Position.Replication || next <= run.Position ? next : null;
    }

    // Whether the unit that is at hand is the one to play on, with the interventions that the run has by now.
    private bool Holds(RunRecord run)
    {
        if (_unit is null) return false;
        // The log is mostly the very same one; to hash it for every round would cost more than the round.
        if (ReferenceEquals(run.Interventions, _log)) return true;
        if (run.KeyOf(Shown.Replication) != _key) return false;
        _log = run.Interventions;
        return true;
    }

    private UnitStepper Unit(RunRecord run, CancellationToken cancellationToken)
    {
        if (Holds(run)) return _unit!;
        _scenario ??= StoredScenarios.Compile(run);
        _key = run.KeyOf(Shown.Replication);
        _log = run.Interventions;
        _unit = new UnitStepper(_scenario, run.Seed, Shown.Replication, run.Interventions);
        while (_unit.Round < Shown.Round && _unit.Step())
        {
            if (_unit.Round % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
        }

        return _unit;
    }
}
