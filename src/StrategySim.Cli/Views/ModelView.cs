using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.GameTheory.Models;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Cli.Views;

/// <summary>Models of reputation, threats, bargaining and coalitions.</summary>
internal static class ModelView
{
    public static void List(Page page)
    {
        Table table = Page.NewTable();
        foreach (string header in (string[])["model", "title", "concept", "parameters"]) table.AddColumn(Page.Column(header, wrap: true));
        foreach (StrategicModel model in ModelCatalog.All) table.AddRow(Page.Cell(model.Id), Page.Cell(model.Title), Page.Cell(model.Concept), Page.Cell(string.Join(", ", model.Parameters.Select(p => p.Name))));
        page.Write(table);
    }

    public static void Show(Page page, ModelQuestion question, ModelResponse answer)
    {
        StrategicModel model = question.Model;
        page.Title(model.Title, model.Concept);
        page.Say(model.Description);
        page.Say(model.Source, Page.Quiet);
        page.Heading("Parameters");
        page.Facts(model.Parameters.Select(p => (p.Name, $"{Exact(answer.Parameters[p.Name])}  {p.Description}")));
        page.Heading("Solution", $"{model.Concept}; {model.Game}");
        page.Facts(answer.Numbers.Select(n => (n.Name, $"{Shown(n.Value)}  {n.Description}")));
        if (answer.Stages.Count > 0) WriteStages(page, answer);
        if (answer.Simulation is { } simulation) WriteSimulation(page, simulation);
    }

    private static void WriteStages(Page page, ModelResponse answer)
    {
        Table table = Page.NewTable();
        foreach (string header in (string[])["stage", "what is done"]) table.AddColumn(Page.Column(header));
        foreach (ModelNumberDescription number in answer.Stages[0].Numbers) table.AddColumn(Page.Column(number.Name, right: true));
        foreach (ModelStageDescription stage in answer.Stages) table.AddRow([Page.Cell(stage.Stage), Page.Cell(stage.Says), .. stage.Numbers.Select(n => Page.Cell(Shown(n.Value)))]);
        page.Write(table);
    }

    private static void WriteSimulation(Page page, ModelSimulationDescription simulation)
    {
        page.Heading("Simulation", $"{Numbers.Count(simulation.Replications)} replications, seed {simulation.Seed}; 95 % intervals, and whether the closed form is inside");
        SimulatedNumbersView.Write(page, simulation.Numbers);
    }

    private static string Shown(ModelValue value) => value.Exact is { } exact ? Numbers.Exact(Rational.Parse(exact)) : value.Decimal is { } number ? Plain(number) : "";

    private static string Plain(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Exact(ExactNumber number) => Numbers.Exact(Rational.Parse(number.Exact));
}
