using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;

namespace StrategySim.Cli.Views;

/// <summary>Markov-perfect equilibria of a stochastic game.</summary>
internal static class StochasticGameView
{
    public static void Write(Page page, StochasticGameQuestion question, StochasticGameResponse answer)
    {
        int states = answer.Equilibria.Count > 0 ? answer.Equilibria[0].States.Count : question.Game?.States.Length ?? answer.Scenario!.States.Count;
        page.Title("Stochastic game", $"{states} {(states == 1 ? "state" : "states")}, discount factor {answer.Discount.Exact}");
        if (answer.Scenario is { } scenario) WriteScenario(page, scenario);
        foreach (MarkovEquilibriumDescription equilibrium in answer.Equilibria)
        {
            page.Heading($"Markov-perfect equilibrium {equilibrium.Id}", $"{(equilibrium.Symmetric ? "symmetric, " : "")}found by {equilibrium.Method.ToString().ToLowerInvariant()}");
            Table table = Page.NewTable();
            table.AddColumn(Page.Column("state"));
            foreach (string player in answer.Players)
            {
                table.AddColumn(Page.Column(player, wrap: true));
                table.AddColumn(Page.Column($"value to {player}", right: true));
            }

            table.AddColumn(Page.Column("time", right: true));
            foreach (MarkovStateDescription state in equilibrium.States)
            {
                table.AddRow(
                [
                    Page.Cell(state.State), .. state.Profile.Zip(state.Values).SelectMany(own => new[] { Page.Cell(Mix(own.First)), Page.Cell(Plain(own.Second)) }),
                    Page.Cell(state.Share?.ToString("G4", CultureInfo.InvariantCulture) ?? ""),
                ]);
            }

            page.Write(table);
            page.Facts([("deviation", $"no strategy gains more than {equilibrium.LargestDeviation.ToString("G2", CultureInfo.InvariantCulture)}")]);
        }

        if (answer.Equilibria.Count == 0) page.Say("No equilibrium was found within the tolerance; one exists in mixed strategies.");
        page.Blank();
        page.Say(answer.AllPure ? "Every pair of pure stationary strategies was tried; further mixed equilibria may exist." : "Further equilibria may exist.");
        page.Facts([("time", Numbers.Duration(TimeSpan.FromMilliseconds(answer.ElapsedMs)))]);
    }

    private static void WriteScenario(Page page, ScenarioStatesDescription scenario)
    {
        page.Heading($"Game {scenario.Game} of the scenario {scenario.Scenario}");
        if (scenario.Note is { } note) page.Say(note, Page.Quiet);
        bool moves = scenario.States.Any(state => state.Next is not null);
        Table table = Page.NewTable();
        foreach (string header in (string[])["state", "game type", .. moves ? ["start", "next"] : Array.Empty<string>()]) table.AddColumn(Page.Column(header, wrap: header == "next"));
        foreach (ScenarioStateDescription state in scenario.States)
        {
            table.AddRow(
            [
                Page.Cell(state.State), Page.Cell(state.GameType ?? ""),
                .. moves ? new[] { Page.Cell(state.Start!.Value.ToString("G4", CultureInfo.InvariantCulture)), Page.Cell(Mix(state.Next!)) } : [],
            ]);
        }

        page.Write(table);
    }

    private static string Mix(IReadOnlyDictionary<string, double> mix) =>
        string.Join(", ", mix.Where(share => share.Value > 0).Select(share => share.Value == 1 ? share.Key : $"{share.Key} {share.Value.ToString("G4", CultureInfo.InvariantCulture)}"));

    private static string Plain(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
