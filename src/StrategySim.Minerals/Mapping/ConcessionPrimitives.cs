namespace StrategySim.Minerals.Mapping;

/// <summary>The primitives of a concession game for one player, as expressions.</summary>
/// <param name="Surplus">V, joint surplus of one integrated chain; payoff units.</param>
/// <param name="WinnerShare">σ, share of V of the side whose scheme is used; 1/2 to 1.</param>
/// <param name="CompromiseCost">c, cost of a fuzzy compromise; payoff units, at least 0.</param>
/// <param name="OutsideOption">D, what the player keeps when the chain splits; payoff units.</param>
/// <param name="ConcessionCost">ρ, cost of conceding before the domestic audience and by name; payoff units.</param>
/// <param name="ClashDamage">κ, damage from escalation; payoff units, at least 0.</param>
public sealed record ConcessionPrimitives(
    string Surplus,
    string WinnerShare,
    string CompromiseCost,
    string OutsideOption,
    string ConcessionCost,
    string ClashDamage);
