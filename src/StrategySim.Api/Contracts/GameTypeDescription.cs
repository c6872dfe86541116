using StrategySim.GameTheory.Types;

namespace StrategySim.Api.Contracts;

/// <summary>Which 2 × 2 game of holding (H) or yielding (Y) a table is.</summary>
/// <param name="Label">The type in words, such as <c>blackmail by US (bully)</c>.</param>
/// <param name="Family">The family: coordination, chicken, mixed-order, blackmail, confrontation, harmony, assurance, one-sided, mixed-only or threshold.</param>
/// <param name="Variant">In blackmail bully or called-bluff, in confrontation prisoners-dilemma, deadlock or mixed; null otherwise.</param>
/// <param name="By">In blackmail the player who holds whatever the rival does, in a one-sided game the player with the dominant strategy; null otherwise.</param>
/// <param name="Thresholds">Which of g = T − R and h = S − P are zero, such as <c>h.US</c>; empty outside the family threshold.</param>
/// <param name="NashSet">The type of the complete Nash set, such as <c>HY + YH + mixed</c>: the first player's letter first, m an interior mix, an en dash joins the ends of a segment, a plus sign parts components.</param>
/// <param name="Orders">Each player's order of T, R, S and P, in the order of the players.</param>
public sealed record GameTypeDescription(
    string Label,
    string Family,
    string? Variant,
    string? By,
    IReadOnlyList<string> Thresholds,
    string NashSet,
    IReadOnlyList<PlayerOrderDescription> Orders)
{
    /// <summary>A game type as it travels.</summary>
    /// <param name="type">The type.</param>
    /// <param name="a">The first player's id.</param>
    /// <param name="b">The second player's id.</param>
    public static GameTypeDescription From(GameType type, string a, string b)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new GameTypeDescription(
            type.Label(a, b),
            type.FamilyName,
            type.Variant,
            type.By is int by ? (by == 0 ? a : b) : null,
            type.Thresholds(a, b),
            type.NashSet,
            [PlayerOrderDescription.From(a, type.OrderA), PlayerOrderDescription.From(b, type.OrderB)]);
    }
}

/// <summary>One player's weak order of T (I hold, the rival yields), R (both yield), S (I yield, the rival holds) and P (both hold).</summary>
/// <param name="Player">The player's id.</param>
/// <param name="Order">From the best to the worst, such as <c>T&gt;R&gt;S&gt;P</c>, ties with an equals sign.</param>
/// <param name="Name">The order's name in the literature, such as <c>Chicken</c>; Bruns' names for ties.</param>
/// <param name="Description">The name in words.</param>
public sealed record PlayerOrderDescription(string Player, string Order, string Name, string Description)
{
    internal static PlayerOrderDescription From(string player, PlayerOrder order) => new(player, order.Text, order.Name, order.Description);
}
