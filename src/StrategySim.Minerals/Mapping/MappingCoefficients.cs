using System.Collections.Immutable;

namespace StrategySim.Minerals.Mapping;

/// <summary>The numbers of the mapping that are the project's own, each a marked assumption.</summary>
/// <remarks>
/// <para>
/// Payoffs are measured in units in which the joint surplus V of one integrated chain is 7: then the default game,
/// (T, R, S, P) = (4, 2, 3, 1), is in whole numbers. V, σ and c are those of the default coordination game.
/// </para>
/// <para>
/// The two scales are fixed by one reference pair, for which both figures are known: the United States and China over
/// rare earths, with dependence 0.80 · 0.70 = 14/25. There the mapping is to give the values of the default path from
/// coordination to chicken, D = 1 and, per unit of stress beyond the onset of counter-controls, κ = 4. Hence
/// d_scale = 1 / (1 − 14/25) = 25/11 and k_scale = 4 / (14/25) = 50/7.
/// </para>
/// <para>
/// Both can be read on their own. An importer that does not depend at all keeps 25/11 of the surplus of 7 when the
/// chain splits: less than the (1 − σ)V = 3 it would get by conceding, so that independence alone does not make a
/// state refuse every compromise. An importer that depends wholly keeps nothing, and loses 50/7, about the whole
/// surplus, for each unit of escalation.
/// </para>
/// </remarks>
public sealed record MappingCoefficients
{
    /// <summary>The published defaults.</summary>
    public static MappingCoefficients Default { get; } = new();

    /// <summary>V: joint surplus of one integrated chain. Default 7.</summary>
    public Coefficient Surplus { get; init; } = new(
        "V", "7", "normalisation: with it the default game is in whole numbers", "utility");

    /// <summary>σ: share of V that goes to the side whose scheme is used, 1/2 to 1. Default 4/7.</summary>
    public Coefficient WinnerShare { get; init; } = new(
        "sigma", "4/7", "the side whose scheme is used takes slightly more than half; no estimate exists", range: new("1/2", "1"));

    /// <summary>c: cost of a fuzzy compromise in which both yield. Default 3/2.</summary>
    public Coefficient CompromiseCost { get; init; } = new(
        "c", "3/2", "running two half-schemes costs more than taking the rival's; no estimate exists", "utility", new("0", "7/2"));

    /// <summary>Outside option of an importer that does not depend on the supplier at all. Default 25/11.</summary>
    public Coefficient OutsideOptionScale { get; init; } = new(
        "d_scale", "25/11", "calibrated so that the United States, dependent on China for 14/25 of its rare earths, has the outside option 1", "utility", new("0", "3"));

    /// <summary>Damage to an importer that depends wholly on the supplier, per unit of escalation. Default 50/7.</summary>
    public Coefficient ClashDamageScale { get; init; } = new(
        "k_scale", "50/7", "calibrated so that the United States, dependent on China for 14/25 of its rare earths, loses 4 per unit of escalation", "utility", new("0", "15"));

    /// <summary>The coefficients as scenario parameters, each a marked assumption: V, sigma, c, d_scale, k_scale.</summary>
    public ImmutableArray<ScenarioParameter> Parameters =>
        [.. new[] { Surplus, WinnerShare, CompromiseCost, OutsideOptionScale, ClashDamageScale }.Select(coefficient => coefficient.ToParameter())];
}
