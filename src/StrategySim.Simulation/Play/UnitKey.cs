namespace StrategySim.Simulation.Play;

/// <summary>Names one unit of play and everything that its bits depend on.</summary>
/// <param name="ModelVersion">Version of the rules of play; see <see cref="SimulationModel.Version"/>.</param>
/// <param name="PointId">SHA-256 (64 hexadecimal digits) of the canonical scenario less seed, replications, titles and provenance.</param>
/// <param name="Seed">The 64-bit seed; 0 is an ordinary seed.</param>
/// <param name="Replication">Number of the replication, from 0.</param>
/// <param name="InterventionsHash">SHA-256 of the log of interventions; empty text where there are none.</param>
public sealed record UnitKey(int ModelVersion, string PointId, ulong Seed, int Replication, string InterventionsHash);

/// <summary>What is kept of one unit of play: its outcomes and the hash of its trajectory.</summary>
/// <param name="Rounds">Rounds played, at least 1.</param>
/// <param name="Values">One number for each key of the scenario's <c>OutcomeLayout</c>, in its order; finite.</param>
/// <param name="TrajectoryHash">SHA-256 (64 hexadecimal digits) over executed actions, game types and payoff bits, little-endian, in round order.</param>
public sealed record UnitSummary(int Rounds, IReadOnlyList<double> Values, string TrajectoryHash);

/// <summary>The model of play as a whole.</summary>
public static class SimulationModel
{
    /// <summary>Rises whenever a golden trajectory changes; a unit's key carries it.</summary>
    public const int Version = 1;

    /// <summary>The random generator, as a manifest names it.</summary>
    public const string Generator = "Philox4x32-10; key = seed; counter = (replication, stream, round, block)";
}
