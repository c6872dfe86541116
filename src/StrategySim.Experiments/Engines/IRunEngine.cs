using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>Plays the units of runs. Every implementation gives the same bits.</summary>
public interface IRunEngine
{
    /// <summary>Short name for <c>/about</c> and manifests, such as <c>local</c>.</summary>
    string Name { get; }

    /// <summary>Plays the given replications and hands over each unit as it ends, in any order.</summary>
    /// <param name="scenario">The compiled scenario.</param>
    /// <param name="seed">The seed of all units.</param>
    /// <param name="replications">Which replications to play.</param>
    /// <param name="completed">Called for each unit, one call at a time; play goes on meanwhile, a few units ahead at most.</param>
    /// <param name="cancellationToken">Polled at least every few milliseconds of play.</param>
    Task PlayAsync(
        CompiledScenario scenario,
        ulong seed,
        IReadOnlyList<int> replications,
        Func<UnitKey, UnitSummary, CancellationToken, ValueTask> completed,
        CancellationToken cancellationToken);
}
