using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Comparisons;

/// <summary>A run as a side of a comparison. One that is not completed gives the units that are stored, and the comparison warns of it.</summary>
public sealed class RunSource : IComparisonSource
{
    private readonly RunRecord _run;
    private readonly IExperimentStore _store;
    private readonly OutcomeLayout _layout;

    /// <summary>A run in a store.</summary>
    /// <param name="name">What the side is called.</param>
    /// <param name="run">The run.</param>
    /// <param name="store">The store that has its units.</param>
    /// <param name="description">Where the side is from, for people; the id of the run where null.</param>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored scenario does not read back as what was run.</exception>
    public RunSource(string name, RunRecord run, IExperimentStore store, string? description = null)
    {
        Name = name;
        _run = run;
        _store = store;
        Scenario = StoredScenarios.Read(run);
        _layout = OutcomeLayout.Of(Scenario);
        Description = description ?? $"run {run.Id}" + (run.Status == RunStatus.Completed ? "" : $", {run.Status.ToString().ToLowerInvariant()}");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public Scenario Scenario { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Varied => [];

    /// <inheritdoc/>
    public int DrawnPoints => 0;

    /// <inheritdoc/>
    public IReadOnlyList<OutcomeKey> Outcomes => _layout.Keys;

    /// <inheritdoc/>
    public int Replications => _run.Replications;

    /// <inheritdoc/>
    /// <exception cref="IntegrityException">The stored units of a completed run are not those it was completed with.</exception>
    public async Task<ComparedSamples> ReadAsync(IReadOnlyList<OutcomeKey> keys, CancellationToken cancellationToken)
    {
        int[] places = [.. keys.Select(_layout.IndexOf)];
        List<double>[] values = [.. keys.Select(_ => new List<double>())];
        List<int> replications = [], rounds = [];
        using var hash = new ResultsHash();
        await foreach ((int replication, UnitSummary summary) in _store.ReadUnitsAsync(_run, cancellationToken))
        {
            // Another run may have stored the same unit; of this one, played round by round, it may still become another.
            if (_run is { Execution: RunExecution.Actors, Status: not RunStatus.Completed } && replication >= _run.Position.Replication) continue;
            if (summary.Values.Count != _layout.Keys.Count)
                throw new IntegrityException($"A stored unit of run {_run.Id} has {summary.Values.Count} outcomes where the scenario has {_layout.Keys.Count}.");
            hash.Add(summary.TrajectoryHash);
            replications.Add(replication);
            rounds.Add(summary.Rounds);
            for (int i = 0; i < places.Length; i++) values[i].Add(summary.Values[places[i]]);
        }

        if (_run.ResultsHash is not null && hash.Finish() is var found && found != _run.ResultsHash)
            throw new IntegrityException($"The stored units of run {_run.Id} give the results {found}; it was completed with {_run.ResultsHash}.");
        return new ComparedSamples([.. keys.Select((key, i) => new OutcomeSample(key, replications, values[i], rounds))], 0, _run.Replications - replications.Count);
    }
}
