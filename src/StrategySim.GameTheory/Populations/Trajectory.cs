using System.Text.Json.Serialization;

namespace StrategySim.GameTheory.Populations;

/// <summary>How a trajectory goes on after its last time, as far as it was followed.</summary>
public enum TrajectoryEnd
{
    /// <summary>It has come to rest.</summary>
    [JsonStringEnumMemberName("rest-point")]
    RestPoint,

    /// <summary>It came back to where it was, and goes round.</summary>
    [JsonStringEnumMemberName("cycle")]
    Cycle,

    /// <summary>It still moves, and has not come back; nothing is known of where it goes.</summary>
    [JsonStringEnumMemberName("moving")]
    Moving,
}

/// <summary>A path of shares.</summary>
/// <param name="Times">When, from 0.</param>
/// <param name="Shares">The shares at these times, population after population; each population's sum to 1.</param>
/// <param name="End">What was seen at the end.</param>
/// <param name="Speed">The largest rate of change of a share at the last time, 1/time.</param>
/// <param name="Period">The length of the cycle; null where none was seen.</param>
/// <param name="Regret">The most that a member could gain by another strategy at the last time, in payoff.</param>
public sealed record Trajectory(IReadOnlyList<double> Times, IReadOnlyList<double[]> Shares, TrajectoryEnd End, double Speed, double? Period, double Regret);
