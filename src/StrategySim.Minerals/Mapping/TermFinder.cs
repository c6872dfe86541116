using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Mapping;

/// <summary>Finds the two factors of a dependence, and says of each where it comes from.</summary>
internal static class TermFinder
{
    public static DependenceTerm Reliance(Mineral mineral, string importer, string name, DependenceOptions options)
    {
        if (options.Reliance is { } given)
            return Given(name, given);
        if (mineral.Reliance(importer, years => Known(years, options.AsOf), options.Product) is { } figure)
        {
            var rivals = mineral.ImportReliance.Where(other =>
                other.Importer == importer && other.GroupOf is null && other.Value is not null
                && (other.Product is null || other.Product == figure.Product)
                && Known(other.Year, options.AsOf));
            return Reported(
                name,
                new Reading(figure.Source, figure.Year, figure.Value, figure.Bound, figure.Basis),
                rivals.Select(other => new Reading(other.Source, other.Year, other.Value, other.Bound, other.Basis)),
                figure.YearIsApproximate ? "year approximate" : null);
        }

        if (MineralCatalog.AssumedReliance.FirstOrDefault(known => known.Mineral == mineral.Id && known.Importer == importer) is { } assumed)
        {
            return new DependenceTerm(name, assumed.Value, TermOrigin.Assumed)
            {
                Because = assumed.Because,
                Range = (assumed.Low, assumed.High),
            };
        }

        var importers = mineral.ImportReliance.Where(known => known.Value is not null && known.GroupOf is null).Select(known => known.Importer)
            .Concat(MineralCatalog.AssumedReliance.Where(known => known.Mineral == mineral.Id).Select(known => known.Importer));
        throw new ArgumentException(
            $"No import reliance of {importer} for {mineral.Id} is known{(options.AsOf is { } year ? $" as of {year}" : "")} and none is assumed. "
            + $"Known or assumed for: {string.Join(", ", importers.Distinct().Order(StringComparer.Ordinal))}. "
            + $"Otherwise give one in {nameof(DependenceOptions)}.{nameof(DependenceOptions.Reliance)}.");
    }

    public static DependenceTerm SupplierShare(Mineral mineral, string importer, string supplier, string name, DependenceOptions options)
    {
        if (options.SupplierShare is { } given)
            return Given(name, given);
        if (mineral.SupplierShare(importer, supplier, years => Known(years, options.AsOf)) is { } figure)
        {
            var rivals = mineral.Suppliers.Where(other =>
                other.Importer == importer && !other.IsJoint && other.Suppliers[0] == supplier && Known(other.Year, options.AsOf));
            return Reported(
                name,
                new Reading(figure.Source, figure.Year, figure.Share, Bound.Exact, figure.Basis),
                rivals.Select(other => new Reading(other.Source, other.Year, other.Share, Bound.Exact, other.Basis)));
        }

        if (mineral.Share(options.MarketStage, supplier, years => Known(years, options.AsOf)) is { Share: { } share } market)
        {
            return new DependenceTerm(name, share, TermOrigin.MarketShare)
            {
                Because = $"No supplier split of {Called(importer)} for {mineral.Name.ToLowerInvariant()} was found; {Called(supplier)}'s share of world "
                    + $"{options.MarketStage.ToString().ToLowerInvariant()} in {market.Year} ({market.Source.Title}) stands in for it.",
                Range = (0, 1),
            };
        }

        throw new ArgumentException(
            $"Neither a share of {supplier} among the suppliers of {importer} nor its share of world {options.MarketStage.ToString().ToLowerInvariant()} "
            + $"is known for {mineral.Id}. Choose another {nameof(DependenceOptions)}.{nameof(DependenceOptions.MarketStage)}, or give a share in "
            + $"{nameof(DependenceOptions)}.{nameof(DependenceOptions.SupplierShare)}.");
    }

    private static DependenceTerm Given(string name, AssumedShare given) =>
        new(name, given.Value, TermOrigin.Given) { Because = given.Because };

    private static DependenceTerm Reported(string name, Reading chosen, IEnumerable<Reading> rivals, string? doubt = null)
    {
        decimal value = chosen.Value!.Value;
        // A reading that is no older and differs is a doubt about the chosen one; an older one is history.
        Reading[] disagreeing = [.. rivals.Where(other => other.Value != value && chosen.Year is { } year && other.Year >= year)];
        (decimal low, decimal high) = chosen.Bound switch
        {
            Bound.Above or Bound.AtLeast => (value, 1m),
            Bound.Below or Bound.AtMost => (0m, value),
            _ => (value, value),
        };
        foreach (decimal other in disagreeing.Select(reading => reading.Value!.Value))
            (low, high) = (Math.Min(low, other), Math.Max(high, other));

        string?[] notes =
        [
            chosen.Text,
            chosen.Bound == Bound.Exact ? null : $"printed as {Sign(chosen.Bound)} {ScenarioParameter.Text(value)}",
            doubt,
            chosen.Year is null ? "the source gives no year; the year of publication is stated" : null,
            .. disagreeing.Select(other => $"{other.Source.Id} gives {ScenarioParameter.Text(other.Value!.Value)} ({other.Text}) for {other.Year}"),
        ];
        return new DependenceTerm(name, value, TermOrigin.Reported)
        {
            Source = chosen.Source,
            Year = chosen.Year ?? chosen.Source.Year,
            Range = low < high ? (low, high) : null,
            Note = string.Join("; ", notes.OfType<string>()),
        };
    }

    private static string Called(string code) => MineralCatalog.Country(code).Name;

    private static bool Known(Years? years, int? asOf) => asOf is not { } year || years?.First <= year;

    private static string Sign(Bound bound) => bound switch
    {
        Bound.Below => "<",
        Bound.AtMost => "<=",
        Bound.AtLeast => ">=",
        Bound.Above => ">",
        _ => "about",
    };
}
