using System.Collections.Immutable;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Figures;

/// <summary>A published projection of country shares. Never used as a fact, never returned by share look-ups.</summary>
/// <param name="Stage">Stage of the chain.</param>
/// <param name="Year">The year projected.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Shares">Country code to projected share, 0 to 1; countries not listed are unallocated.</param>
public sealed record Projection(
    Stage Stage,
    Years Year,
    Source Source,
    ImmutableSortedDictionary<string, decimal> Shares);

/// <summary>Apparent or reported consumption of a region in one year.</summary>
/// <param name="Region">Code of the region.</param>
/// <param name="Year">Years it speaks of.</param>
/// <param name="Quantity">Quantity in <paramref name="Unit"/>, or null where withheld.</param>
/// <param name="Unit">Unit and what is counted, or null where withheld.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Note">Why there is no quantity, or null.</param>
public sealed record ConsumptionFigure(
    string Region,
    Years Year,
    decimal? Quantity,
    string? Unit,
    Source Source,
    string? Note = null);

/// <summary>How long it takes from one point of a mine's life to another.</summary>
/// <param name="Basis">From what to what, over which mines.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Value">Years, or null where a range is given instead.</param>
/// <param name="Low">Lower end, years, or null.</param>
/// <param name="High">Upper end, years, or null.</param>
public sealed record LeadTime(
    string Basis,
    Source Source,
    decimal? Value = null,
    decimal? Low = null,
    decimal? High = null);

/// <summary>A published model result on what a cut-off would cost the United States.</summary>
/// <param name="Scenario">The disruption modelled.</param>
/// <param name="UsGdpLossBillionUsd">Loss of U.S. output, billion USD.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="PriceChange">Change of price as a fraction (0.26 is +26%), or null.</param>
/// <param name="PriceChangeBound">How the change stands to the model's result.</param>
public sealed record DisruptionResult(
    string Scenario,
    CentralRange UsGdpLossBillionUsd,
    Source Source,
    decimal? PriceChange = null,
    Bound PriceChangeBound = Bound.Exact);

/// <summary>A central value with its range.</summary>
/// <param name="Central">Central value.</param>
/// <param name="Low">Lower end, at most <paramref name="Central"/>.</param>
/// <param name="High">Upper end, at least <paramref name="Central"/>.</param>
public sealed record CentralRange(decimal Central, decimal Low, decimal High);

/// <summary>Whether a list of critical minerals names this one.</summary>
/// <param name="List">The list, such as <c>EU 2020</c>.</param>
/// <param name="Listed">Whether it is named; null where this was not checked.</param>
/// <param name="Source">Where it was read, or null where it was not checked.</param>
/// <param name="Note">How it was inferred, or null.</param>
public sealed record Criticality(string List, bool? Listed, Source? Source = null, string? Note = null);

/// <summary>A statement with its source, where no number exists.</summary>
/// <param name="Text">The statement, in the project's words.</param>
/// <param name="Source">Where it was read.</param>
public sealed record SourcedStatement(string Text, Source Source);
