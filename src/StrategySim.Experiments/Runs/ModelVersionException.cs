using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Runs;

/// <summary>Raised where a run or study belongs to a version of the model of play that this program does not play.</summary>
public sealed class ModelVersionException : Exception
{
    /// <summary>Refuses the given run.</summary>
    public ModelVersionException(RunRecord run)
        : base($"Run {run.Id} belongs to model version {run.ModelVersion}; this program plays model version {SimulationModel.Version}. Start the scenario again to have it under this version.")
    {
        RunModelVersion = run.ModelVersion;
    }

    /// <summary>Refuses the given study.</summary>
    public ModelVersionException(StudyRecord study)
        : base($"Study {study.Id} belongs to model version {study.ModelVersion}; this program plays model version {SimulationModel.Version}. Start the sweep again to have it under this version.")
    {
        RunModelVersion = study.ModelVersion;
    }

    /// <summary>The model version of the run or study.</summary>
    public int RunModelVersion { get; }

    /// <summary>Refuses a run of another model version than <see cref="SimulationModel.Version"/>.</summary>
    /// <exception cref="ModelVersionException">The versions differ.</exception>
    public static void ThrowIfOther(RunRecord run)
    {
        if (run.ModelVersion != SimulationModel.Version) throw new ModelVersionException(run);
    }

    /// <summary>Refuses a study of another model version than <see cref="SimulationModel.Version"/>.</summary>
    /// <exception cref="ModelVersionException">The versions differ.</exception>
    public static void ThrowIfOther(StudyRecord study)
    {
        if (study.ModelVersion != SimulationModel.Version) throw new ModelVersionException(study);
    }
}
