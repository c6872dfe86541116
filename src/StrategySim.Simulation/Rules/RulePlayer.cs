using StrategySim.Simulation.Play;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Simulation.Rules;

/// <summary>What a player knows when it decides.</summary>
public readonly ref struct Situation
{
    /// <summary>The stage game of this round.</summary>
    public required StageTable Table { get; init; }

    /// <summary>The player's seat, from 0.</summary>
    public required int Player { get; init; }

    /// <summary>The round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>All players' executed actions of the round before, by seat, as far as they were seen (see <see cref="ThreatRound"/>); empty in round 1.</summary>
    public required ReadOnlySpan<int> Last { get; init; }

    /// <summary>The first mover's executed action of this round, for those who move after it; −1 otherwise.</summary>
    public required int Observed { get; init; }

    /// <summary>The seat of the first mover; −1 where all move at once.</summary>
    public required int FirstMover { get; init; }

    /// <summary>Public reputations at the start of the round.</summary>
    public required IReputationView Reputation { get; init; }

    /// <summary>This player's draws of this round in this game: stream <c>decision/GAME/ACTOR</c>.</summary>
    public required RandomStream Draws { get; init; }

    /// <summary>The draws of this round that every player of this game sees: stream <c>public/GAME</c>.</summary>
    public required RandomStream PublicDraws { get; init; }

    /// <summary>Whether this player sees the first mover's action before deciding.</summary>
    public bool MovesSecond => Observed >= 0;
}

/// <summary>Public names as a player sees them.</summary>
public interface IReputationView
{
    /// <summary>The belief that the actor in a seat is firm, exact, in (0, 1).</summary>
    Belief FirmBelief(int player);
}

/// <summary>A rule in one seat of one game during one unit; holds the player's private memory.</summary>
public abstract class RulePlayer
{
    /// <summary>The strategy to play this round, an index.</summary>
    public abstract int Decide(in Situation situation);

    /// <summary>Sees what is public before a round in which it is not asked to decide: a fallback that stands by.</summary>
    public virtual void StandBy(in Situation situation)
    {
    }

    /// <summary>Takes note of a round after it was played.</summary>
    /// <param name="actions">All players' executed actions, by seat, as far as they were seen.</param>
    public virtual void Learn(ReadOnlySpan<int> actions)
    {
    }

    /// <summary>Whether the latest decision was made by the rule's fallback.</summary>
    public virtual bool FellBack => false;
}
