using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals;

public sealed partial record Mineral
{
    /// <summary>The preferred table of a stage.</summary>
    /// <param name="stage">Stage of the chain.</param>
    /// <param name="year">Only tables that speak of this year; null for any.</param>
    /// <param name="product">Only this product, such as <c>palladium</c>; null for the stage's first-listed product.</param>
    /// <returns>The first table listed that fits, or null where none does.</returns>
    /// <exception cref="UnknownIdException">No table of the stage is about <paramref name="product"/>.</exception>
    public StageTable? Table(Stage stage, int? year = null, string? product = null) =>
        Tables(stage, years => Speaks(years, of: year), product).FirstOrDefault();

    /// <summary>A country's share of a stage.</summary>
    /// <param name="stage">Stage of the chain.</param>
    /// <param name="country">Country code, such as <c>CN</c>.</param>
    /// <param name="year">Only tables that speak of this year; null for any.</param>
    /// <param name="product">Only this product; null for the stage's first-listed product.</param>
    /// <returns>The row in the first table listed that gives the country a share, or null. Read its year: a country
    /// that the preferred table leaves unallocated may come from an older one.</returns>
    /// <exception cref="UnknownIdException">The code or the product is unknown.</exception>
    public ShareFigure? Share(Stage stage, string country, int? year = null, string? product = null) =>
        Share(stage, country, years => Speaks(years, of: year), product);

    /// <summary>How concentrated a stage is, by the preferred table.</summary>
    /// <param name="stage">Stage of the chain.</param>
    /// <param name="year">Only tables that speak of this year; null for any.</param>
    /// <param name="product">Only this product; null for the stage's first-listed product.</param>
    /// <returns>Index and unallocated rest, or null where no table with shares fits.</returns>
    /// <exception cref="UnknownIdException">The product is unknown.</exception>
    public Concentration? Concentration(Stage stage, int? year = null, string? product = null) =>
        Tables(stage, years => Speaks(years, of: year), product).Select(table => table.Concentration).FirstOrDefault(index => index is not null);

    /// <summary>An importer's reliance on imports.</summary>
    /// <remarks>
    /// Figures without a number are passed over, and so are figures on a group of minerals unless asked for. A
    /// figure that names another product than the importer's first-listed one counts only when asked for. Among the
    /// rest: sources that are not merely indicative first, then exact values before bounds, then the latest year,
    /// then the order listed.
    /// </remarks>
    /// <param name="importer">Country code, such as <c>US</c>.</param>
    /// <param name="year">Only figures that speak of this year; null for the latest.</param>
    /// <param name="product">Only this product, such as <c>mineral concentrates</c>; null for the default one.</param>
    /// <param name="includeGroups">Whether a mean over a group of minerals may stand in where no figure on the mineral is found.</param>
    /// <returns>The figure with its bound as printed, or null where none was found. Nothing is filled in.</returns>
    /// <exception cref="UnknownIdException">The code or the product is unknown.</exception>
    public RelianceFigure? Reliance(string importer, int? year = null, string? product = null, bool includeGroups = false) =>
        Reliance(importer, years => Speaks(years, of: year), product, includeGroups);

    /// <summary>A supplier's share among an importer's suppliers.</summary>
    /// <remarks>
    /// Shares that a source states for several suppliers together are passed over. Among the rest: sources that are
    /// not merely indicative first, then the latest year, then the order listed.
    /// </remarks>
    /// <param name="importer">Country code, such as <c>US</c>.</param>
    /// <param name="supplier">Country code, such as <c>CN</c>.</param>
    /// <param name="year">Only figures that speak of this year; null for the latest.</param>
    /// <returns>The figure, or null where none was found.</returns>
    /// <exception cref="UnknownIdException">A code is unknown.</exception>
    public SupplierFigure? SupplierShare(string importer, string supplier, int? year = null) =>
        SupplierShare(importer, supplier, years => Speaks(years, of: year));

    /// <summary>A series of annual average prices.</summary>
    /// <param name="series">Id of the series, such as <c>Nd2O3</c>.</param>
    /// <exception cref="UnknownIdException">The mineral has no such series.</exception>
    public PriceSeries Price(string series) =>
        Prices.FirstOrDefault(price => price.Series == series)
        ?? throw new UnknownIdException($"price series of {Id}", series, Prices.Select(price => price.Series));

    internal ShareFigure? Share(Stage stage, string country, Func<Years?, bool> fits, string? product = null)
    {
        MineralCatalog.Country(country);
        return Tables(stage, fits, product).Select(table => table.Of(country)).FirstOrDefault(row => row is not null);
    }

    internal RelianceFigure? Reliance(string importer, Func<Years?, bool> fits, string? product = null, bool includeGroups = false)
    {
        MineralCatalog.Country(importer);
        RelianceFigure[] own = [.. ImportReliance.Where(figure => figure.Importer == importer)];
        string? wanted = Product(product, $"product in the import reliance of {importer} for {Id}", own.Select(figure => figure.Product));
        return own
            .Where(figure => figure.Value is not null
                && (figure.GroupOf is null || includeGroups)
                && (figure.Product == wanted || (product is null && figure.Product is null))
                && fits(figure.Year))
            .OrderBy(figure => figure.GroupOf is not null)
            .ThenBy(figure => figure.Source.Indicative)
            .ThenBy(figure => figure.Bound != Bound.Exact)
            .ThenByDescending(figure => figure.Year)
            .FirstOrDefault();
    }

    internal SupplierFigure? SupplierShare(string importer, string supplier, Func<Years?, bool> fits)
    {
        MineralCatalog.Country(importer);
        MineralCatalog.Country(supplier);
        return Suppliers
            .Where(figure => figure.Importer == importer && !figure.IsJoint && figure.Suppliers[0] == supplier && fits(figure.Year))
            .OrderBy(figure => figure.Source.Indicative)
            .ThenByDescending(figure => figure.Year)
            .FirstOrDefault();
    }

    private IEnumerable<StageTable> Tables(Stage stage, Func<Years?, bool> fits, string? product)
    {
        StageTable[] tables = [.. Stages.Where(table => table.Stage == stage)];
        string? wanted = Product(product, $"product in the {stage} tables of {Id}", tables.Select(table => table.Product));
        return tables.Where(table => table.Product == wanted && fits(table.Year));
    }

    // The default product is the first listed: the data put the preferred one first.
    private static string? Product(string? asked, string kind, IEnumerable<string?> listed)
    {
        string?[] products = [.. listed.Distinct()];
        if (asked is null)
            return products.FirstOrDefault();
        if (products.Contains(asked))
            return asked;

        throw new UnknownIdException(kind, asked, products.OfType<string>());
    }

    private static bool Speaks(Years? years, int? of) => of is not { } year || (years?.Includes(year) ?? false);
}
