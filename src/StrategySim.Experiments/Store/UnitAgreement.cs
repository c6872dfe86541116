using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Store;

/// <summary>The rule that a unit has one summary, whoever computes it and whenever.</summary>
public static class UnitAgreement
{
    /// <summary>Requires two summaries of one unit to be the same to the last bit.</summary>
    /// <exception cref="IntegrityException">They differ; the message names the unit and says in what.</exception>
    public static void Require(UnitKey key, UnitSummary stored, UnitSummary computed)
    {
        string? difference =
            stored.TrajectoryHash != computed.TrajectoryHash ? $"is stored with the trajectory {stored.TrajectoryHash} and was now computed with {computed.TrajectoryHash}"
            : stored.Rounds != computed.Rounds ? $"is stored with {stored.Rounds} rounds and was now computed with {computed.Rounds}"
            : !SameBits(stored.Values, computed.Values) ? "is stored with other outcomes than were now computed from the same trajectory"
            : null;
        if (difference is null) return;
        throw new IntegrityException(
            $"Replication {key.Replication} of point {key.PointId}, seed {key.Seed}, model version {key.ModelVersion}, {difference}. The file was changed, or the program or its runtime is at fault.");
    }

    private static bool SameBits(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count != b.Count) return false;
        for (int i = 0; i < a.Count; i++)
            if (BitConverter.DoubleToInt64Bits(a[i]) != BitConverter.DoubleToInt64Bits(b[i])) return false;
        return true;
    }
}
