using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Play;

namespace StrategySim.Cli.Running;

/// <summary>Shows the rounds of a run that is watched, one call at a time.</summary>
internal interface IRoundView
{
    /// <summary>The run was accepted.</summary>
    void Begin(RunRecord run);

    /// <summary>A round was played; they come in order.</summary>
    void Show(int replication, RoundRecord round);

    /// <summary>The person who watches has paused.</summary>
    /// <param name="after">Where, such as "after round 12".</param>
    void Paused(string after);
}
