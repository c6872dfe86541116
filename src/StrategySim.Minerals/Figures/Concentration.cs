namespace StrategySim.Minerals.Figures;

/// <summary>How concentrated a stage is: the Herfindahl-Hirschman index and what it leaves out.</summary>
/// <remarks>
/// HHI = Σ share² over the countries that the source names one by one. <c>OTHER</c> and everything the source
/// leaves out count as unallocated. Since they belong to countries not named, the true index lies between
/// <see cref="NamedIndex"/> and <see cref="UpperIndex"/>, which gives them all to one such country;
/// rounding of the source's shares aside.
/// </remarks>
/// <param name="Table">The table it was computed from; its source and year apply.</param>
/// <param name="NamedIndex">Σ share² over named countries, 0 to 1 (1 is a single supplier).</param>
/// <param name="TopThree">Sum of the three largest named shares; null where fewer than three are named.</param>
/// <param name="Unallocated">1 − Σ named shares; slightly negative where rounded shares add to more than 1.</param>
/// <param name="HasBounds">Whether a named share is a bound, so that the index is one too.</param>
public sealed record Concentration(
    StageTable Table,
    decimal NamedIndex,
    decimal? TopThree,
    decimal Unallocated,
    bool HasBounds)
{
    private const string Remainder = "OTHER";

    /// <summary>The index if all that is unallocated came from one further country.</summary>
    public decimal UpperIndex => NamedIndex + (Unallocated > 0 ? Unallocated * Unallocated : 0);

    /// <summary>Computes the index of a table; null where it names no country with a share.</summary>
    /// <param name="table">Shares of one stage.</param>
    public static Concentration? Of(StageTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        ShareFigure[] named = [.. table.Shares.Where(row => row.Country != Remainder && row.Share is not null)];
        if (named.Length == 0)
            return null;

        decimal[] shares = [.. named.Select(row => row.Share!.Value).OrderDescending()];
        return new Concentration(
            table,
            NamedIndex: shares.Sum(share => share * share),
            TopThree: shares.Length < 3 ? null : shares[0] + shares[1] + shares[2],
            Unallocated: 1 - shares.Sum(),
            HasBounds: Array.Exists(named, row => row.Bound != Sources.Bound.Exact));
    }
}
