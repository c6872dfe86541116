using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Tests.Engines;

/// <summary>How one unit ended: with a summary, or with the reason why it failed.</summary>
public sealed record UnitEnd(UnitKey Key, UnitSummary? Summary, string? Failure)
{
    /// <summary>The units of groups one by one.</summary>
    public static IEnumerable<UnitEnd> Of(IEnumerable<EndedUnits> groups)
    {
        foreach (EndedUnits group in groups)
        {
            for (int i = 0; i < group.Units.Count; i++) yield return new UnitEnd(group.KeyOf(group.Units.Replication(i)), group.Units.Summary(i), null);
            foreach (FailedUnit failed in group.Failures) yield return new UnitEnd(group.KeyOf(failed.Replication), null, failed.Reason);
        }
    }
}
