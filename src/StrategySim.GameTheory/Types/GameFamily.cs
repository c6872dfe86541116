namespace StrategySim.GameTheory.Types;

/// <summary>The families of 2 × 2 games of holding or yielding, by the signs of g = T − R and h = S − P of both players.</summary>
public enum GameFamily : byte
{
    /// <summary>g, h &gt; 0 and T &gt; S &gt; max(R, P) for both: agreement matters more than whose scheme wins.</summary>
    Coordination,

    /// <summary>g, h &gt; 0 and T &gt; R &gt; S &gt; P for both: conceding is worse than mutual yielding.</summary>
    Chicken,

    /// <summary>g, h &gt; 0 for both, with any other orders: players differ in kind, or have hero's or a rarer order.</summary>
    MixedOrder,

    /// <summary>One player holds whatever the rival does (g &gt; 0 &gt; h), the other would rather concede than clash (g, h &gt; 0).</summary>
    Blackmail,

    /// <summary>Both hold whatever the rival does (g &gt; 0 &gt; h): prisoner's dilemma, deadlock, or one of each.</summary>
    Confrontation,

    /// <summary>Both yield whatever the rival does (g &lt; 0 &lt; h).</summary>
    Harmony,

    /// <summary>Each does best to do as the rival does (g, h &lt; 0 for both).</summary>
    Assurance,

    /// <summary>A dominant strategy on at least one side, in no family above: the other side answers it.</summary>
    OneSided,

    /// <summary>One player matches, the other does the opposite (g, h &lt; 0 against g, h &gt; 0): no pure equilibrium.</summary>
    MixedOnly,

    /// <summary>Some g or h is zero: a boundary between families.</summary>
    Threshold,
}

/// <summary>Names of the families.</summary>
public static class GameFamilies
{
    private static readonly string[] Names =
    [
        "coordination", "chicken", "mixed-order", "blackmail", "confrontation",
        "harmony", "assurance", "one-sided", "mixed-only", "threshold",
    ];

    /// <summary>The name in kebab case, such as <c>mixed-order</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public static string Name(this GameFamily family) =>
        (int)family < Names.Length
            ? Names[(int)family]
            : throw new ArgumentOutOfRangeException(nameof(family), family, $"Expected one of the {Names.Length} families of games.");

    /// <summary>The family of that name.</summary>
    /// <exception cref="ArgumentException">No family has the name.</exception>
    public static GameFamily Parse(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index >= 0
            ? (GameFamily)index
            : throw new ArgumentException($"'{name}' is not a family of games; expected one of {string.Join(", ", Names)}.", nameof(name));
    }
}
