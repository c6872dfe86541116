using System.Collections.Immutable;
using StrategySim.Minerals.Figures;

namespace StrategySim.Minerals;

/// <summary>A mineral or group of metals with every figure the catalogue holds on it.</summary>
/// <remarks>
/// The lists keep figures as sources print them, the preferred one first. The look-ups choose among them by
/// rules stated on each; they return null where nothing was found and throw where a code is unknown.
/// </remarks>
public sealed partial record Mineral
{
    /// <summary>Id in kebab case, such as <c>rare-earths</c>.</summary>
    public required string Id { get; init; }

    /// <summary>English name.</summary>
    public required string Name { get; init; }

    /// <summary>Chinese name, for reading the literature.</summary>
    public required string ChineseName { get; init; }

    /// <summary>What quantities count, such as <c>lithium content</c>.</summary>
    public required string Measure { get; init; }

    /// <summary>What it is a by-product of, or null where it is mined for itself.</summary>
    public required SourcedStatement? Byproduct { get; init; }

    /// <summary>Country shares by stage, the preferred table of each stage first.</summary>
    public required ImmutableArray<StageTable> Stages { get; init; }

    /// <summary>Published projections; not facts.</summary>
    public required ImmutableArray<Projection> Projections { get; init; }

    /// <summary>Import reliance, the preferred product of each importer first.</summary>
    public required ImmutableArray<RelianceFigure> ImportReliance { get; init; }

    /// <summary>Who supplies whom.</summary>
    public required ImmutableArray<SupplierFigure> Suppliers { get; init; }

    /// <summary>What regions can meet themselves, by stage.</summary>
    public required ImmutableArray<SelfSufficiencyFigure> SelfSufficiency { get; init; }

    /// <summary>Consumption by region.</summary>
    public required ImmutableArray<ConsumptionFigure> Consumption { get; init; }

    /// <summary>Recycling figures; their metrics differ in kind.</summary>
    public required ImmutableArray<RecyclingFigure> Recycling { get; init; }

    /// <summary>Annual average prices by product.</summary>
    public required ImmutableArray<PriceSeries> Prices { get; init; }

    /// <summary>Single dated prices.</summary>
    public required ImmutableArray<PricePoints> PricePoints { get; init; }

    /// <summary>Lead times of this mineral's mines; where empty, <see cref="MineralCatalog.LeadTimes"/> has general ones.</summary>
    public required ImmutableArray<LeadTime> LeadTimes { get; init; }

    /// <summary>Published model results on cut-offs.</summary>
    public required ImmutableArray<DisruptionResult> Disruptions { get; init; }

    /// <summary>Lists of critical minerals and whether they name this one.</summary>
    public required ImmutableArray<Criticality> Criticality { get; init; }

    /// <summary>What could replace it, or null where no statement was found.</summary>
    public required SourcedStatement? Substitutability { get; init; }

    /// <summary>What was looked for and not found.</summary>
    public required ImmutableArray<string> Gaps { get; init; }

    /// <summary>Id and name.</summary>
    public override string ToString() => $"{Id} ({Name})";
}
