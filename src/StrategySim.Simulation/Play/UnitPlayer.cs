using StrategySim.Simulation.Interventions;

namespace StrategySim.Simulation.Play;

/// <summary>Plays whole units.</summary>
public static class UnitPlayer
{
    // Often enough that a cancelled run stops within a few milliseconds, rarely enough not to be felt.
    private const int RoundsBetweenPolls = 1024;

    /// <summary>Plays a unit to its end, without interventions.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="cancellationToken">Polled every 1024 rounds.</param>
    /// <exception cref="Shocks.ScenarioPlayException">The scenario cannot go on in some round.</exception>
    public static UnitSummary Play(CompiledScenario scenario, ulong seed, int replication, CancellationToken cancellationToken) =>
        Play(scenario, seed, replication, InterventionLog.Empty, cancellationToken);

    /// <summary>Plays a unit to its end.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <param name="cancellationToken">Polled every 1024 rounds.</param>
    /// <exception cref="ArgumentException">An intervention does not fit the scenario.</exception>
    /// <exception cref="Shocks.ScenarioPlayException">The scenario cannot go on in some round.</exception>
    public static UnitSummary Play(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stepper = new UnitStepper(scenario, seed, replication, log);
        while (stepper.Step())
        {
            if (stepper.Round % RoundsBetweenPolls == 0) cancellationToken.ThrowIfCancellationRequested();
        }

        return stepper.Finish();
    }
}
