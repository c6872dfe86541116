using System.Globalization;
using Spectre.Console;
using StrategySim.Minerals;
using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Cli.Views;

/// <summary>The minerals and who holds them.</summary>
internal static class MineralView
{
    private const int MostCountries = 6;

    /// <summary>All minerals with the largest miner and the largest refiner.</summary>
    public static void List(Page page, IReadOnlyList<Mineral> minerals)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("mineral"));
        table.AddColumn(Page.Column("name", wrap: true));
        table.AddColumn(Page.Column("largest miner"));
        table.AddColumn(Page.Column("largest refiner"));
        table.AddColumn(Page.Column("US reliance", right: true));
        foreach (Mineral mineral in minerals)
        {
            table.AddRow(
                Page.Cell(mineral.Id, Page.Strong),
                Page.Cell(mineral.Name),
                Page.Cell(Largest(mineral, Stage.Mining)),
                Page.Cell(Largest(mineral, Stage.Refining)),
                Page.Cell(mineral.Reliance("US") is { Value: decimal value } figure ? Share(value, figure.Bound) : ""));
        }

        page.Write(table);
        page.Say("Shares of the world total, and of use that is imported. 'strategysim minerals ID' shows years and sources.", Page.Quiet);
    }

    /// <summary>One mineral: shares by stage, reliance, suppliers, each with year and source.</summary>
    public static void Show(Page page, Mineral mineral)
    {
        page.Title(mineral.Name, $"{mineral.Id}, {mineral.ChineseName}; quantities are {mineral.Measure}");
        var used = new SortedDictionary<string, Source>(StringComparer.Ordinal);
        Table stages = Page.NewTable();
        stages.AddColumn(Page.Column("stage"));
        stages.AddColumn(Page.Column("year"));
        stages.AddColumn(Page.Column("shares of the world total", wrap: true));
        stages.AddColumn(Page.Column("source"));
        foreach (StageTable table in Enum.GetValues<Stage>().Select(stage => mineral.Table(stage)).OfType<StageTable>())
        {
            string shares = string.Join(", ", table.Shares.Where(row => row.Share is not null).Take(MostCountries).Select(row => $"{row.Country} {Share(row.Share!.Value, row.Bound)}"));
            string product = table.Product is null ? "" : $" ({table.Product})";
            stages.AddRow(Page.Cell($"{table.Stage.ToString().ToLowerInvariant()}{product}", Page.Strong), Page.Cell($"{table.Year}"), Page.Cell(shares), Page.Cell(Use(table.Source)));
        }

        page.Heading("Stages");
        page.Write(stages);

        if (mineral.ImportReliance.Length > 0)
        {
            page.Heading("Import reliance", "share of use that comes from abroad");
            Table reliance = Page.NewTable();
            foreach (string header in (string[])["importer", "reliance", "year"]) reliance.AddColumn(Page.Column(header));
            reliance.AddColumn(Page.Column("of what", wrap: true));
            reliance.AddColumn(Page.Column("source"));
            foreach (RelianceFigure figure in mineral.ImportReliance)
            {
                reliance.AddRow(
                    Page.Cell(figure.Importer, Page.Strong),
                    Page.Cell(figure.Value is decimal value ? Share(value, figure.Bound) : "in words"),
                    Page.Cell($"{(figure.YearIsApproximate ? "about " : "")}{figure.Year}"),
                    Page.Cell(figure.GroupOf ?? figure.Product ?? figure.Basis),
                    Page.Cell(Use(figure.Source)));
            }

            page.Write(reliance);
        }

        if (mineral.Suppliers.Length > 0)
        {
            page.Heading("Suppliers", "share of the importer's imports or supply");
            Table suppliers = Page.NewTable();
            foreach (string header in (string[])["importer", "supplier", "share", "year", "source"]) suppliers.AddColumn(Page.Column(header));
            foreach (SupplierFigure figure in mineral.Suppliers)
            {
                suppliers.AddRow(
                    Page.Cell(figure.Importer, Page.Strong),
                    Page.Cell(string.Join(" and ", figure.Suppliers)),
                    Page.Cell(Share(figure.Share, Bound.Exact)),
                    Page.Cell($"{figure.Year}"),
                    Page.Cell(Use(figure.Source)));
            }

            page.Write(suppliers);
        }

        if (mineral.Gaps.Length > 0)
        {
            page.Heading("Looked for and not found");
            foreach (string gap in mineral.Gaps) page.SayIndented($"- {gap}");
        }

        page.Heading("Sources");
        page.Facts(used.Values.Select(source => (source.Id, $"{source.Title} ({source.Year})")));

        string Use(Source source)
        {
            used[source.Id] = source;
            return source.Id;
        }
    }

    private static string Largest(Mineral mineral, Stage stage) =>
        mineral.Table(stage)?.Shares.Where(row => row.Share is not null && row.Country != "OTHER").MaxBy(row => row.Share) is { } row
            ? $"{row.Country} {Share(row.Share!.Value, row.Bound)}"
            : "";

    private static string Share(decimal share, Bound bound)
    {
        string sign = bound switch
        {
            Bound.Below => "<",
            Bound.AtMost => "≤",
            Bound.AtLeast => "≥",
            Bound.Above => ">",
            Bound.About => "~",
            _ => "",
        };
        return $"{sign}{(share * 100).ToString("0.#", CultureInfo.InvariantCulture)} %";
    }
}
