using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Runs;

/// <summary>Raised where a run belongs to a version of the model of play that this program does not play.</summary>
public sealed class ModelVersionException : Exception
{
    /// <summary>Refuses the given run.</summary>
    public ModelVersionException(RunRecord run)
        : base($"Run {run.Id} belongs to model version {run.ModelVersion}; this program plays model version {SimulationModel.Version}. Start the scenario again to have it under this version.")
    {
        RunModelVersion = run.ModelVersion;
    }

    /// <summary>The model version of the run.</summary>
    public int RunModelVersion { get; }

    /// <summary>Refuses a run of another model version than <see cref="SimulationModel.Version"/>.</summary>
    /// <exception cref="ModelVersionException">The versions differ.</exception>
    public static void ThrowIfOther(RunRecord run)
    {
        if (run.ModelVersion != SimulationModel.Version) throw new ModelVersionException(run);
    }
}
