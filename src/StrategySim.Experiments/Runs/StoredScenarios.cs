using StrategySim.Experiments.Store;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Runs;

/// <summary>Reads the scenario of a run back from its record.</summary>
public static class StoredScenarios
{
    /// <summary>The compiled scenario of a run.</summary>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored scenario does not read back as what was run.</exception>
    public static CompiledScenario Compile(RunRecord run) => CompiledScenario.Compile(Read(run));

    /// <summary>The scenario of a run.</summary>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored scenario does not read back as what was run.</exception>
    public static Scenario Read(RunRecord run)
    {
        ModelVersionException.ThrowIfOther(run);
        ScenarioReadResult read = ScenarioReader.Read(run.ScenarioJson, DocumentFormat.Json);
        if (read.Scenario is not { } scenario)
            throw new IntegrityException($"The scenario stored with run {run.Id} does not read back: {string.Join(' ', read.Faults)}");
        if (scenario.PointId != run.PointId)
            throw new IntegrityException($"The scenario stored with run {run.Id} reads back as point {scenario.PointId}; the run is of point {run.PointId}.");
        return scenario;
    }
}
