using System.Collections.Immutable;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Figures;

/// <summary>Who supplies an importer, and with what part of its imports or supply.</summary>
/// <param name="Importer">Code of the country or bloc that imports.</param>
/// <param name="Suppliers">Code of the supplier; several where the source states one share for all of them together.</param>
/// <param name="Share">Fraction of the importer's imports or supply (see <paramref name="Basis"/>), 0 to 1.</param>
/// <param name="Year">Years it speaks of, or null where the source gives none.</param>
/// <param name="Basis">What it is a share of.</param>
/// <param name="Note">What limits it, or null.</param>
/// <param name="Source">Where it was read.</param>
public sealed record SupplierFigure(
    string Importer,
    ImmutableArray<string> Suppliers,
    decimal Share,
    Years? Year,
    string Basis,
    string? Note,
    Source Source)
{
    /// <summary>Whether the share is one of several suppliers together.</summary>
    public bool IsJoint => Suppliers.Length > 1;
}
