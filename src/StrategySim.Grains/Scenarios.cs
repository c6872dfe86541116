using System.Collections.Concurrent;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Grains;

/// <summary>The scenarios that the grains of this silo play, each read and compiled once.</summary>
/// <remarks>Caches: what was dropped is read again. Safe for several threads.</remarks>
public sealed class Scenarios(IExperimentStore store)
{
    // Sweeps have many points, and a compiled scenario is small; runs are few at a time.
    private const int Kept = 256;

    private readonly ConcurrentDictionary<string, CompiledScenario> _points = new();
    private readonly ConcurrentDictionary<string, LoadedRun> _runs = new();

    /// <summary>The scenario of a point; null where it is not at hand and no text was given.</summary>
    /// <param name="pointId">The point.</param>
    /// <param name="json">Its scenario as canonical JSON, or null.</param>
    /// <exception cref="IntegrityException">The text is not the scenario of that point.</exception>
    public CompiledScenario? OfPoint(string pointId, string? json)
    {
        if (_points.TryGetValue(pointId, out CompiledScenario? known)) return known;
        if (json is null) return null;
        ScenarioReadResult read = ScenarioReader.Read(json, DocumentFormat.Json);
        if (read.Scenario is not { } scenario || scenario.PointId != pointId)
            throw new IntegrityException($"The scenario sent with point {pointId} reads back as {read.Scenario?.PointId ?? string.Join(' ', read.Faults)}.");
        return Keep(pointId, scenario);
    }

    /// <summary>A run and its scenario.</summary>
    /// <param name="id">The run.</param>
    /// <param name="interventions">Interventions that it has had at least.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="IntegrityException">The store does not hold the run, or fewer interventions.</exception>
    public async Task<LoadedRun> OfRunAsync(string id, int interventions, CancellationToken cancellationToken)
    {
        if (_runs.TryGetValue(id, out LoadedRun? known) && known.Run.Interventions.Entries.Count >= interventions) return known;
        RunRecord? run = (await store.FindRunAsync(id, cancellationToken))?.Run;
        if (run is null || run.Interventions.Entries.Count < interventions)
            throw new IntegrityException($"The store holds {(run is null ? "no run" : $"{run.Interventions.Entries.Count} interventions of run")} {id}; expected it with at least {interventions}.");
        if (_runs.Count >= Kept) _runs.Clear();
        ModelVersionException.ThrowIfOther(run);
        // Runs of one scenario differ in their seeds, and share what is compiled.
        var loaded = new LoadedRun(run, _points.TryGetValue(run.PointId, out CompiledScenario? compiled) ? compiled : Keep(run.PointId, StoredScenarios.Read(run)));
        _runs[id] = loaded;
        return loaded;
    }

    private CompiledScenario Keep(string pointId, Scenario scenario)
    {
        if (_points.Count >= Kept) _points.Clear();
        return _points.GetOrAdd(pointId, CompiledScenario.Compile(scenario));
    }
}

/// <summary>A run with its compiled scenario.</summary>
/// <param name="Run">The run, with the interventions known when it was loaded.</param>
/// <param name="Scenario">Its scenario.</param>
public sealed record LoadedRun(RunRecord Run, CompiledScenario Scenario);
