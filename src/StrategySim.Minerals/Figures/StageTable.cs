using System.Collections.Immutable;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Figures;

/// <summary>Who holds how much of one stage, from one source and year.</summary>
/// <remarks>
/// World totals are the source's rounded ones, so computed shares may add to slightly more or less than 1.
/// Tables of printed shares often name one to three countries; the rest is unallocated, not zero.
/// </remarks>
/// <param name="Stage">Stage of the chain.</param>
/// <param name="Product">Which product of the mineral, or null for the mineral as a whole.</param>
/// <param name="Year">Years it speaks of.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Origin">How the shares came about.</param>
/// <param name="Basis">What exactly is counted, or null where the stage says it.</param>
/// <param name="Unit">Unit of the quantities, or null.</param>
/// <param name="WorldTotal">World total in <paramref name="Unit"/>, rounded by the source, or null.</param>
/// <param name="WorldTotalBound">How the world total stands to the truth.</param>
/// <param name="PreviousWorldTotal">World total one year earlier, or null.</param>
/// <param name="Note">What limits the table, or null.</param>
/// <param name="Shares">One row a country, the largest first where the source sorts so; empty where no share is known.</param>
/// <param name="ProducersNamed">Countries the source names without a share.</param>
public sealed record StageTable(
    Stage Stage,
    string? Product,
    Years Year,
    Source Source,
    ShareOrigin Origin,
    string? Basis,
    string? Unit,
    decimal? WorldTotal,
    Bound WorldTotalBound,
    decimal? PreviousWorldTotal,
    string? Note,
    ImmutableArray<ShareFigure> Shares,
    ImmutableArray<string> ProducersNamed)
{
    /// <summary>The row of a country that has a share, or null.</summary>
    /// <param name="country">Country code.</param>
    public ShareFigure? Of(string country) => Shares.FirstOrDefault(row => row.Country == country && row.Share is not null);

    /// <summary>How concentrated the stage is; null where no country has a share.</summary>
    public Concentration? Concentration => Figures.Concentration.Of(this);
}
