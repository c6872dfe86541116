using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Models;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Cli.Views;

/// <summary>Models of reputation, threats and bargaining.</summary>
internal static class ModelView
{
    public static void List(Page page)
    {
        Table table = Page.NewTable();
        foreach (string header in (string[])["model", "title", "concept", "parameters"]) table.AddColumn(Page.Column(header, wrap: true));
        foreach (StrategicModel model in ModelCatalog.All) table.AddRow(Page.Cell(model.Id), Page.Cell(model.Title), Page.Cell(model.Concept), Page.Cell(string.Join(", ", model.Parameters.Select(p => p.Name))));
        page.Write(table);
    }

    public static void Show(Page page, StrategicModel model, ModelResponse answer)
    {
        page.Title(model.Title, model.Concept);
        page.Say(model.Description);
        page.Say(model.Source, Page.Quiet);
        page.Heading("Parameters");
        page.Facts(model.Parameters.Select(p => (p.Name, $"{Exact(answer.Parameters[p.Name])}  {p.Description}")));
        page.Heading("Solution", $"{model.Concept}; {model.Game}");
        page.Facts(answer.Numbers.Select(n => (n.Name, $"{Exact(n.Value)}  {n.Description}")));
        if (answer.Stages.Count == 0) return;
        Table table = Page.NewTable();
        foreach (string header in (string[])["stage", "what is done"]) table.AddColumn(Page.Column(header));
        foreach (ModelNumberDescription number in answer.Stages[0].Numbers) table.AddColumn(Page.Column(number.Name, right: true));
        foreach (ModelStageDescription stage in answer.Stages) table.AddRow([Page.Cell(stage.Stage), Page.Cell(stage.Says), .. stage.Numbers.Select(n => Page.Cell(Exact(n.Value)))]);
        page.Write(table);
    }

    private static string Exact(ExactNumber number) => Numbers.Exact(Rational.Parse(number.Exact));
}
