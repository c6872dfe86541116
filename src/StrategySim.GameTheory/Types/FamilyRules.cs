namespace StrategySim.GameTheory.Types;

/// <summary>The family of a pair of orders.</summary>
internal static class FamilyRules
{
    /// <summary>What the signs of g and h make a player do.</summary>
    private enum Kind
    {
        /// <summary>g, h &gt; 0: does the opposite of the rival.</summary>
        Opposes,

        /// <summary>g &gt; 0 &gt; h: holds whatever the rival does.</summary>
        Holds,

        /// <summary>g &lt; 0 &lt; h: yields whatever the rival does.</summary>
        Yields,

        /// <summary>g, h &lt; 0: does as the rival does.</summary>
        Matches,
    }

    public static (GameFamily Family, int? By, string? Variant) Of(PlayerOrder a, PlayerOrder b)
    {
        if (a.SignG == 0 || a.SignH == 0 || b.SignG == 0 || b.SignH == 0) return (GameFamily.Threshold, null, null);
        return (KindOf(a), KindOf(b)) switch
        {
            (Kind.Opposes, Kind.Opposes) => (OpposingFamily(a, b), null, null),
            (Kind.Holds, Kind.Opposes) => (GameFamily.Blackmail, 0, BlackmailVariant(a)),
            (Kind.Opposes, Kind.Holds) => (GameFamily.Blackmail, 1, BlackmailVariant(b)),
            (Kind.Holds, Kind.Holds) => (GameFamily.Confrontation, null, ConfrontationVariant(a, b)),
            (Kind.Yields, Kind.Yields) => (GameFamily.Harmony, null, null),
            (Kind.Matches, Kind.Matches) => (GameFamily.Assurance, null, null),
            (Kind.Opposes, Kind.Matches) or (Kind.Matches, Kind.Opposes) => (GameFamily.MixedOnly, null, null),
            // At least one dominant strategy is left: a holder leads, otherwise the one who always yields.
            (Kind.Holds, _) => (GameFamily.OneSided, 0, null),
            (_, Kind.Holds) => (GameFamily.OneSided, 1, null),
            (Kind.Yields, _) => (GameFamily.OneSided, 0, null),
            _ => (GameFamily.OneSided, 1, null),
        };
    }

    private static Kind KindOf(PlayerOrder order) => (order.SignG > 0, order.SignH > 0) switch
    {
        (true, true) => Kind.Opposes,
        (true, false) => Kind.Holds,
        (false, true) => Kind.Yields,
        _ => Kind.Matches,
    };

    private static GameFamily OpposingFamily(PlayerOrder a, PlayerOrder b) =>
        IsCoordination(a) && IsCoordination(b) ? GameFamily.Coordination
        : IsChicken(a) && IsChicken(b) ? GameFamily.Chicken
        : GameFamily.MixedOrder;

    /// <summary>T &gt; S &gt; max(R, P).</summary>
    private static bool IsCoordination(PlayerOrder order) =>
        order.Compare('T', 'S') > 0 && order.Compare('S', 'R') > 0 && order.Compare('S', 'P') > 0;

    /// <summary>T &gt; R &gt; S &gt; P.</summary>
    private static bool IsChicken(PlayerOrder order) =>
        order.Compare('T', 'R') > 0 && order.Compare('R', 'S') > 0 && order.Compare('S', 'P') > 0;

    private static string? BlackmailVariant(PlayerOrder holder) => holder.Compare('P', 'R') switch
    {
        > 0 => "bully",
        < 0 => "called-bluff",
        _ => null,
    };

    private static string ConfrontationVariant(PlayerOrder a, PlayerOrder b) => (a.Compare('R', 'P'), b.Compare('R', 'P')) switch
    {
        ( > 0, > 0) => "prisoners-dilemma",
        ( < 0, < 0) => "deadlock",
        _ => "mixed",
    };
}
