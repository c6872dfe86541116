using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.GameTheory.Stochastic;

namespace StrategySim.Cli.Views;

/// <summary>Markov-perfect equilibria of a stochastic game.</summary>
internal static class StochasticGameView
{
    public static void Write(Page page, StochasticGameQuestion question, StochasticGameResponse answer)
    {
        StochasticGame game = question.Game;
        page.Title("Stochastic game", $"{game.States.Length} states, discount factor {game.Discount}");
        foreach (MarkovEquilibriumDescription equilibrium in answer.Equilibria)
        {
            page.Heading($"Markov-perfect equilibrium {equilibrium.Id}", $"{(equilibrium.Symmetric ? "symmetric, " : "")}found by {equilibrium.Method.ToString().ToLowerInvariant()}");
            Table table = Page.NewTable();
            table.AddColumn(Page.Column("state"));
            foreach (string player in game.Stages[0].Players.Select(p => p.Id))
            {
                table.AddColumn(Page.Column(player));
                table.AddColumn(Page.Column($"value to {player}", right: true));
            }

            foreach (MarkovStateDescription state in equilibrium.States)
            {
                table.AddRow([Page.Cell(state.State), .. state.Profile.Zip(state.Values).SelectMany(own => new[] { Page.Cell(Mix(own.First)), Page.Cell(Plain(own.Second)) })]);
            }

            page.Write(table);
            page.Facts([("deviation", $"no strategy gains more than {equilibrium.LargestDeviation.ToString("G2", CultureInfo.InvariantCulture)}")]);
        }

        if (answer.Equilibria.Count == 0) page.Say("No equilibrium was found within the tolerance; one exists in mixed strategies.");
        page.Blank();
        page.Say(answer.AllPure ? "Every pair of pure stationary strategies was tried; further mixed equilibria may exist." : "Further equilibria may exist.");
        page.Facts([("time", Numbers.Duration(TimeSpan.FromMilliseconds(answer.ElapsedMs)))]);
    }

    private static string Mix(IReadOnlyDictionary<string, double> mix) =>
        string.Join(", ", mix.Where(share => share.Value > 0).Select(share => share.Value == 1 ? share.Key : $"{share.Key} {share.Value.ToString("G4", CultureInfo.InvariantCulture)}"));

    private static string Plain(double value) => value.ToString("G8", CultureInfo.InvariantCulture);
}
