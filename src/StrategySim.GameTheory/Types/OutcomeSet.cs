namespace StrategySim.GameTheory.Types;

/// <summary>A set of pure outcomes of a 2 × 2 game; A's letter first.</summary>
[Flags]
public enum OutcomeSet : byte
{
    /// <summary>No outcome.</summary>
    None = 0,

    /// <summary>Both hold: clash.</summary>
    HH = 1,

    /// <summary>A holds, B yields.</summary>
    HY = 2,

    /// <summary>A yields, B holds.</summary>
    YH = 4,

    /// <summary>Both yield: compromise.</summary>
    YY = 8,
}

/// <summary>Reading a set of outcomes.</summary>
public static class OutcomeSets
{
    /// <summary>The outcome in which A and B do this.</summary>
    public static OutcomeSet Outcome(bool aHolds, bool bHolds) =>
        aHolds ? (bHolds ? OutcomeSet.HH : OutcomeSet.HY) : (bHolds ? OutcomeSet.YH : OutcomeSet.YY);

    /// <summary>The number of outcomes in the set, 0 to 4.</summary>
    public static int Count(this OutcomeSet set) => System.Numerics.BitOperations.PopCount((uint)set);

    /// <summary>Whether the set holds every outcome of another one.</summary>
    public static bool Includes(this OutcomeSet set, OutcomeSet other) => (set & other) == other;
}
