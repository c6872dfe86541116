namespace StrategySim.Simulation.Outcomes;

/// <summary>The address of one outcome of a unit of play.</summary>
/// <param name="Actor">Actor id, or <c>*</c> where the outcome belongs to a game as a whole.</param>
/// <param name="Game">Game id, or <c>*</c> where the outcome is taken over all games of the actor.</param>
/// <param name="Outcome">Outcome id; see <see cref="OutcomeCatalog"/>.</param>
public sealed record OutcomeKey(string Actor, string Game, string Outcome);

/// <summary>How replications of an outcome are averaged.</summary>
public enum OutcomeAveraging
{
    /// <summary>A number of the whole unit: the plain mean over replications.</summary>
    PerUnit,

    /// <summary>A number per round: where the length of play is random, the ratio of sums over replications (total over rounds), with a delta-method interval.</summary>
    PerRound,
}
