namespace StrategySim.GameTheory.Types;

/// <summary>Which 2 × 2 game of holding or yielding is being played: the two orders of T, R, S, P and what follows from them.</summary>
/// <remarks>
/// Instances are interned: two games are of one type exactly where the references are equal. Get them from
/// <see cref="GameTypes.Of"/>. Players are 0 (A, whose payoffs are given first) and 1 (B).
/// </remarks>
public sealed class GameType
{
    internal GameType(PlayerOrder a, PlayerOrder b, string nashSet)
    {
        OrderA = a;
        OrderB = b;
        NashSet = nashSet;
        Code = (a.Index * GameTypes.OrderCount) + b.Index;
        (Family, By, Variant) = FamilyRules.Of(a, b);
        FamilyName = Family.Name();
        var zeros = new List<(int, char)>(4);
        if (a.SignG == 0) zeros.Add((0, 'g'));
        if (a.SignH == 0) zeros.Add((0, 'h'));
        if (b.SignG == 0) zeros.Add((1, 'g'));
        if (b.SignH == 0) zeros.Add((1, 'h'));
        Zeros = zeros.AsReadOnly();
    }

    /// <summary>A stable dense number: <c>OrderA.Index · 75 + OrderB.Index</c>, 0 to 5624.</summary>
    public int Code { get; }

    /// <summary>The family.</summary>
    public GameFamily Family { get; }

    /// <summary>The family's name in kebab case.</summary>
    public string FamilyName { get; }

    /// <summary>
    /// In blackmail, by the holder's order: <c>bully</c> where P &gt; R, <c>called-bluff</c> where R &gt; P (Snyder and
    /// Diesing, Conflict among Nations, 1977), null at a tie. In confrontation: <c>prisoners-dilemma</c> where R &gt; P
    /// for both, <c>deadlock</c> where P &gt; R for both, else <c>mixed</c>. Null in other families.
    /// </summary>
    public string? Variant { get; }

    /// <summary>
    /// In blackmail, the player who holds whatever the rival does. In a one-sided game, the player with the dominant
    /// strategy; where both have one, the one who holds. Otherwise null.
    /// </summary>
    public int? By { get; }

    /// <summary>
    /// The type of the complete Nash set, such as <c>HY + YH + mixed</c>, <c>HY</c>, or <c>HY + YH–mH</c>: A's letter first,
    /// m an interior mix, an en dash joins the ends of a segment, a plus sign parts components.
    /// </summary>
    public string NashSet { get; }

    /// <summary>A's order of T, R, S, P.</summary>
    public PlayerOrder OrderA { get; }

    /// <summary>B's order of T, R, S, P.</summary>
    public PlayerOrder OrderB { get; }

    /// <summary>Which of g and h are zero, for whom; empty outside the family threshold.</summary>
    public IReadOnlyList<(int Player, char Which)> Zeros { get; }

    /// <summary>The zeros as addresses such as <c>h.US</c>.</summary>
    /// <param name="a">A's id.</param>
    /// <param name="b">B's id.</param>
    public IReadOnlyList<string> Thresholds(string a, string b) =>
        Zeros.Select(zero => $"{zero.Which}.{(zero.Player == 0 ? a : b)}").ToArray();

    /// <summary>A phrase such as <c>blackmail by US (bully)</c> or <c>threshold (h.US)</c>.</summary>
    /// <param name="a">A's id.</param>
    /// <param name="b">B's id.</param>
    public string Label(string a, string b)
    {
        string by = By is int player ? $" by {(player == 0 ? a : b)}" : "";
        string? detail = Family == GameFamily.Threshold ? string.Join(", ", Thresholds(a, b)) : Variant;
        return detail is null ? FamilyName + by : $"{FamilyName}{by} ({detail})";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Label("A", "B")}: {OrderA} / {OrderB}";
}
