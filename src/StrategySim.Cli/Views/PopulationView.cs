using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Populations;

namespace StrategySim.Cli.Views;

/// <summary>What becomes of populations that play a game.</summary>
internal static class PopulationView
{
    public static void Write(Page page, PopulationQuestion question, PopulationResponse answer)
    {
        NormalFormGame game = question.Game;
        page.Title(PopulationDynamics.Get(answer.Dynamics).Title, $"{(game.Title.Length == 0 ? $"{game.Shape} game" : game.Title)}, {(answer.Populations == 1 ? "one population" : $"{answer.Populations} populations")}");
        page.Say(answer.Source, Page.Quiet);
        if (game.PlayerCount == 2) MatrixView.Write(page, game);
        if (answer.Trajectory is { } path) WritePath(page, game, path);
        if (answer.Fixation is { } fixation) WriteFixation(page, fixation);
        if (answer.RareMutations is { } rare) WriteShares(page, rare);
        else if (answer.Fixation is not null) page.Say("As mutations become rare the share of time at each strategy is not unique: some strategies can never be invaded.");
        if (answer.Counts is { } counts) WriteCounts(page, game, counts);
        if (answer.MeanShares is { } means) WriteMeans(page, means);
        if (answer.Simulation is { } simulation) WriteSimulation(page, game, simulation);
        page.Blank();
        page.Facts([("time", Numbers.Duration(TimeSpan.FromMilliseconds(answer.ElapsedMs)))]);
    }

    private static void WritePath(Page page, NormalFormGame game, TrajectoryDescription path)
    {
        page.Heading("Shares");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("time", right: true));
        for (int p = 0; p < path.Shares[0].Count; p++)
        {
            foreach (string strategy in game.Players[p].Strategies) table.AddColumn(Page.Column(path.Shares[0].Count == 1 ? strategy : $"{game.Players[p].Id}: {strategy}", right: true));
        }

        for (int t = 0; t < path.Times.Count; t++)
        {
            table.AddRow([Page.Cell(Plain(path.Times[t])), .. path.Shares[t].SelectMany(own => own).Select(share => Page.Cell(Plain(share)))]);
        }

        page.Write(table);
        page.Facts(
        [
            ("end", path.End switch
            {
                TrajectoryEnd.RestPoint => "a rest point was reached",
                TrajectoryEnd.Cycle => $"a cycle of length {Plain(path.Period!.Value)}",
                _ => $"it still moves, by {Plain(path.Speed)} in a unit of time",
            }),
            ("regret", $"{Plain(path.Regret)} at the end{(path.Regret <= 1e-8 ? ": a Nash equilibrium of the stage game" : "")}"),
        ]);
    }

    private static void WriteFixation(Page page, IReadOnlyList<FixationDescription> fixation)
    {
        page.Heading("Fixation", "how likely one mutant takes over");
        Table table = Page.NewTable();
        foreach (string header in (string[])["resident", "mutant"]) table.AddColumn(Page.Column(header));
        table.AddColumn(Page.Column("probability", right: true));
        foreach (FixationDescription pair in fixation) table.AddRow(Page.Cell(pair.Resident), Page.Cell(pair.Mutant), Page.Cell(Plain(pair.Probability)));
        page.Write(table);
    }

    private static void WriteShares(Page page, IReadOnlyList<ShareDescription> shares)
    {
        page.Heading("Share of time", "as mutations become rare");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column(shares[0].Profile.Count == 1 ? "strategy" : "profile"));
        table.AddColumn(Page.Column("share", right: true));
        foreach (ShareDescription share in shares.OrderByDescending(share => share.Share)) table.AddRow(Page.Cell(string.Join(", ", share.Profile)), Page.Cell(Plain(share.Share)));
        page.Write(table);
    }

    private static void WriteCounts(Page page, NormalFormGame game, IReadOnlyList<double> counts)
    {
        page.Heading("Share of time", $"with each number of members that play {game.Players[0].Strategies[0]}");
        Table table = Page.NewTable();
        foreach (string header in (string[])["members", "share"]) table.AddColumn(Page.Column(header, right: true));
        for (int k = 0; k < counts.Count; k++) table.AddRow(Page.Cell($"{k}"), Page.Cell(Plain(counts[k])));
        page.Write(table);
    }

    private static void WriteMeans(Page page, IReadOnlyList<ShareDescription> means)
    {
        page.Heading("Mean shares", "in the long run, with mutations");
        page.Facts(means.Select(mean => (mean.Profile[0], Plain(mean.Share))));
    }

    private static void WriteSimulation(Page page, NormalFormGame game, PopulationSimulationDescription simulation)
    {
        page.Heading("Simulation", $"{Numbers.Count(simulation.Replications)} replications, seed {simulation.Seed}");
        page.Facts(
        [
            ("start", $"one {simulation.Mutant} among {simulation.Resident}"),
            .. simulation.TakenOver.Select((times, i) => (game.Players[0].Strategies[i], $"took over {Numbers.Count(times)} times")),
            .. simulation.Unfinished == 0 ? Array.Empty<(string, string)>() : [("unfinished", Numbers.Count(simulation.Unfinished))],
        ]);
        if (simulation.Numbers.Count == 0) return;
        page.Say("95 % intervals, and whether the closed form is inside.", Page.Quiet);
        SimulatedNumbersView.Write(page, simulation.Numbers);
    }

    private static string Plain(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
