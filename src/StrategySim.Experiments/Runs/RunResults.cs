using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Runs;

/// <summary>Reads the results of runs, and checks them against themselves.</summary>
public sealed class RunResults(IExperimentStore store)
{
    /// <summary>The compiled scenario of a run, to play any of its units again.</summary>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored scenario does not read back as what was run.</exception>
    public CompiledScenario Compile(RunRecord run) => StoredScenarios.Compile(run);

    /// <summary>One row per outcome over the units stored so far; none where no unit is stored.</summary>
    /// <remarks>
    /// One pass over the units in replication order with constant memory. Of a completed run the rows are final and the same
    /// bits however it was played; of any other they cover the units that happen to be stored, as <see cref="OutcomeRow.N"/> says.
    /// </remarks>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored units of a completed run are not those it was completed with.</exception>
    public async Task<IReadOnlyList<OutcomeRow>> SummariseAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var table = new OutcomeTable(Compile(run).Layout);
        using var hash = new ResultsHash();
        await foreach ((_, UnitSummary summary) in store.ReadUnitsAsync(run, cancellationToken))
        {
            table.Add(summary);
            hash.Add(summary.TrajectoryHash);
        }

        if (run.ResultsHash is not null && hash.Finish() is var found && found != run.ResultsHash)
            throw new IntegrityException($"The stored units of run {run.Id} give the results {found}; it was completed with {run.ResultsHash}.");
        return table.ToRows();
    }

    /// <summary>Plays one unit again and compares it with what is stored.</summary>
    /// <param name="run">The run.</param>
    /// <param name="replication">0 to the run's replications less one.</param>
    /// <param name="cancellationToken">Cancels play between rounds.</param>
    /// <returns>The summary, as stored and as played.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The run has no such replication.</exception>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    /// <exception cref="KeyNotFoundException">The unit is not stored yet.</exception>
    /// <exception cref="IntegrityException">Play gives another summary than the stored one.</exception>
    public async Task<UnitSummary> VerifyUnitAsync(RunRecord run, int replication, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replication);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(replication, run.Replications);
        CompiledScenario scenario = Compile(run);
        UnitKey key = run.KeyOf(replication);
        UnitSummary stored = await store.FindUnitAsync(key, cancellationToken)
            ?? throw new KeyNotFoundException($"Replication {replication} of run {run.Id} is not stored yet.");
        UnitSummary played = await Task.Run(() => UnitPlayer.Play(scenario, run.Seed, replication, run.Interventions, cancellationToken), cancellationToken);
        UnitAgreement.Require(key, stored, played);
        return stored;
    }
}
