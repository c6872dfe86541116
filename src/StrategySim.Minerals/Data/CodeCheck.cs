using StrategySim.Minerals.Figures;

namespace StrategySim.Minerals.Data;

/// <summary>Checks that every country code and mineral id the data use is one the data define.</summary>
internal static class CodeCheck
{
    /// <summary>Throws at the first place that names something undefined.</summary>
    /// <exception cref="InvalidDataException">Says what is undefined and where.</exception>
    public static void Run(CatalogData data)
    {
        foreach ((string place, string code) in data.Minerals.SelectMany(Codes).Concat(data.Events.SelectMany(Codes)).Concat(data.AssumedReliance.Select(Codes)))
        {
            if (!data.CountriesByCode.ContainsKey(code))
                throw new InvalidDataException($"{place} names the country '{code}', which is not defined.");
        }

        foreach ((string place, string id) in Minerals(data))
        {
            if (!data.MineralsById.ContainsKey(id))
                throw new InvalidDataException($"{place} names the mineral '{id}', which is not defined.");
        }
    }

    private static IEnumerable<(string Place, string Code)> Codes(Mineral mineral)
    {
        string id = mineral.Id;
        foreach (StageTable table in mineral.Stages)
        {
            foreach (string code in table.Shares.Select(row => row.Country).Concat(table.ProducersNamed))
                yield return ($"{id}, {table.Stage} {table.Year}", code);
        }

        foreach (string code in mineral.Projections.SelectMany(projection => projection.Shares.Keys))
            yield return ($"{id}, projections", code);
        foreach (RelianceFigure figure in mineral.ImportReliance)
            yield return ($"{id}, reliance", figure.Importer);
        foreach (SupplierFigure figure in mineral.Suppliers)
        {
            yield return ($"{id}, suppliers", figure.Importer);
            foreach (string supplier in figure.Suppliers)
                yield return ($"{id}, suppliers of {figure.Importer}", supplier);
        }

        foreach (string region in mineral.SelfSufficiency.Select(figure => figure.Region)
            .Concat(mineral.Consumption.Select(figure => figure.Region))
            .Concat(mineral.Recycling.Select(figure => figure.Region)))
            yield return ($"{id}, regions", region);
    }

    private static IEnumerable<(string Place, string Code)> Codes(DatedEvent dated) =>
        dated.Actors.Concat(dated.Targets).Select(code => ($"The event of {dated.From}", code));

    private static (string Place, string Code) Codes(RelianceAssumption assumed) =>
        ($"The assumed reliance for {assumed.Mineral}", assumed.Importer);

    private static IEnumerable<(string Place, string Id)> Minerals(CatalogData data) =>
        data.Events.SelectMany(dated => dated.Minerals.Select(id => ($"The event of {dated.From}", id)))
            .Concat(data.AssumedReliance.Select(assumed => ($"The assumed reliance of {assumed.Importer}", assumed.Mineral)))
            .Concat(data.Conflicts.Where(conflict => conflict.Mineral is not null).Select(conflict => ($"The conflict {conflict.Id}", conflict.Mineral!)));
}
