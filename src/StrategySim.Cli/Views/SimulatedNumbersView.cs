using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;

namespace StrategySim.Cli.Views;

/// <summary>What play showed, beside closed forms.</summary>
internal static class SimulatedNumbersView
{
    public static void Write(Page page, IReadOnlyList<SimulatedNumberDescription> numbers)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("number"));
        foreach (string header in (string[])["closed form", "played", "from", "to"]) table.AddColumn(Page.Column(header, right: true));
        table.AddColumn(Page.Column("inside"));
        foreach (SimulatedNumberDescription seen in numbers)
        {
            table.AddRow([Page.Cell(seen.Name), .. new[] { seen.ClosedForm, seen.Mean, seen.Lower, seen.Upper }.Select(number => Page.Cell(number?.ToString("G5", CultureInfo.InvariantCulture) ?? "")), Page.Cell(seen.Inside switch { true => "yes", false => "no", null => "" })]);
        }

        page.Write(table);
    }
}
