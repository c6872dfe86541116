using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Figures;

/// <summary>One country's part in one stage of one mineral, with all that is needed to cite it.</summary>
/// <param name="Country">Country code; <c>OTHER</c> for what the source does not allocate.</param>
/// <param name="Share">Fraction of the world total, 0 to 1, or null where only a joint statement exists.</param>
/// <param name="Bound">How the share stands to the truth.</param>
/// <param name="Quantity">Quantity in <see cref="Unit"/>, or null where the source prints shares only.</param>
/// <param name="PreviousQuantity">The same series one year earlier, or null.</param>
/// <param name="Note">How the share was derived, or what limits it; null for none.</param>
/// <param name="Stage">Stage of the chain.</param>
/// <param name="Product">Which product of the mineral, or null for the mineral as a whole.</param>
/// <param name="Year">Years it speaks of.</param>
/// <param name="Unit">Unit of the quantities, or null.</param>
/// <param name="Basis">What exactly is counted, or null where the stage says it.</param>
/// <param name="Origin">Whether the share was printed or computed.</param>
/// <param name="Source">Where it was read.</param>
public sealed record ShareFigure(
    string Country,
    decimal? Share,
    Bound Bound,
    decimal? Quantity,
    decimal? PreviousQuantity,
    string? Note,
    Stage Stage,
    string? Product,
    Years Year,
    string? Unit,
    string? Basis,
    ShareOrigin Origin,
    Source Source);
