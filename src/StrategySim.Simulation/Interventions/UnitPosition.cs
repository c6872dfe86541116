namespace StrategySim.Simulation.Interventions;

/// <summary>A place in a run whose units are played in order: so many rounds of one unit are over.</summary>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Round">Rounds of it that were played, from 0.</param>
public readonly record struct UnitPosition(int Replication, int Round) : IComparable<UnitPosition>
{
    /// <summary>Units in order, rounds in order within them.</summary>
    public int CompareTo(UnitPosition other)
    {
        int units = Replication.CompareTo(other.Replication);
        return units != 0 ? units : Round.CompareTo(other.Round);
    }

    /// <summary>Whether the left place comes before the right one.</summary>
    public static bool operator <(UnitPosition left, UnitPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left place comes after the right one.</summary>
    public static bool operator >(UnitPosition left, UnitPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place does not come after the right one.</summary>
    public static bool operator <=(UnitPosition left, UnitPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left place does not come before the right one.</summary>
    public static bool operator >=(UnitPosition left, UnitPosition right) => left.CompareTo(right) >= 0;

    /// <summary>"2:38": replication and round.</summary>
    public override string ToString() => $"{Replication}:{Round}";
}
