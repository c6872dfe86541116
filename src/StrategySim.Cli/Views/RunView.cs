using Spectre.Console;
using Spectre.Console.Rendering;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Views;

/// <summary>What a run gave: payoffs with their intervals, what was played, which games were passed through.</summary>
internal static class RunView
{
    /// <summary>What the run was of.</summary>
    public static void WriteTitle(Page page, Scenario scenario, RunRecord run)
    {
        page.Title(scenario.Title, $"{scenario.Id}, {scenario.Status}");
        string rounds = $"{Numbers.Count(scenario.Time.Horizon)} {(scenario.Time.Horizon == 1 ? "round" : "rounds")}";
        string each = scenario.Time.Period.Length == 0 ? "" : $", each a {scenario.Time.Period}";
        string from = scenario.Time.Start.Length == 0 ? "" : $" from {scenario.Time.Start}";
        page.Say($"{Counted(run.Replications, "replication")} of {rounds}{each}{from}; seed {run.Seed}.");
    }

    /// <summary>Payoffs per actor and game.</summary>
    public static void WritePayoffs(Page page, Scenario scenario, IReadOnlyList<OutcomeRow> rows)
    {
        Dictionary<OutcomeKey, OutcomeRow> byKey = rows.ToDictionary(row => new OutcomeKey(row.Actor, row.Game, row.Outcome));
        page.Heading("Payoffs", Interval(rows));
        bool labels = rows.Any(row => row.Outcome == "chickenLabelRate" && row.Mean > 0);
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("game", wrap: true));
        table.AddColumn(Page.Column("actor"));
        table.AddColumn(Page.Column("per round", right: true));
        table.AddColumn(Page.Column("discounted", right: true));
        if (labels) table.AddColumn(Page.Column("label %", right: true));
        foreach (GameSpecification game in scenario.Games.Values)
        {
            string name = game.Id;
            foreach (string actor in game.Players)
            {
                AddRow(name, actor, game.Id, labels ? Share(Find(actor, game.Id, "chickenLabelRate")) : null);
                name = "";
            }

            if (Find("*", game.Id, "jointSurplus") is { } joint) table.AddRow(Cells("", "together", Value(joint), "", labels ? "" : null));
        }

        foreach (OutcomeRow row in rows.Where(row => row is { Game: "*", Outcome: "payoffMean" })) AddRow("all games", row.Actor, "*", labels ? "" : null);
        page.Write(table);
        if (labels) page.Say("Label: percent of rounds in which the actor carries the name of chicken.", Page.Quiet);

        void AddRow(string name, string actor, string game, string? label) => table.AddRow(
            Cells(name, actor, Value(Find(actor, game, "payoffMean")), Value(Find(actor, game, "payoffDiscounted")), label));

        OutcomeRow? Find(string actor, string game, string outcome) => byKey.GetValueOrDefault(new OutcomeKey(actor, game, outcome));
    }

    /// <summary>How often each outcome of holding and yielding came, for games of two players who hold or yield.</summary>
    public static void WriteConduct(Page page, Scenario scenario, IReadOnlyList<OutcomeRow> rows)
    {
        Dictionary<OutcomeKey, OutcomeRow> byKey = rows.ToDictionary(row => new OutcomeKey(row.Actor, row.Game, row.Outcome));
        GameSpecification[] games = [.. scenario.Games.Values.Where(game => byKey.ContainsKey(new OutcomeKey(game.Players[0], game.Id, "concessionRate")))];
        if (games.Length == 0) return;
        page.Heading("Conduct", "percent of rounds in which one side concedes, both yield, both hold");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("game", wrap: true));
        table.AddColumn(Page.Column("concedes", right: true));
        table.AddColumn(Page.Column("concedes", right: true));
        table.AddColumn(Page.Column("compromise", right: true));
        table.AddColumn(Page.Column("clash", right: true));
        foreach (GameSpecification game in games)
        {
            string[] concessions = [.. game.Players.Select(actor => $"{actor} {Share(byKey[new OutcomeKey(actor, game.Id, "concessionRate")])}")];
            string first = game.Players[0];
            table.AddRow(Cells(
                game.Id,
                concessions[0],
                concessions[1],
                Share(byKey[new OutcomeKey(first, game.Id, "compromiseRate")]),
                Share(byKey[new OutcomeKey(first, game.Id, "clashRate")])));
        }

        page.Write(table);
    }

    /// <summary>How often threats were made, met, carried out and dropped, for threat games.</summary>
    public static void WriteThreats(Page page, Scenario scenario, IReadOnlyList<OutcomeRow> rows)
    {
        GameSpecification[] games = [.. scenario.Games.Values.Where(game => game.Form == GameForm.Threat)];
        if (games.Length == 0) return;
        Dictionary<OutcomeKey, OutcomeRow> byKey = rows.ToDictionary(row => new OutcomeKey(row.Actor, row.Game, row.Outcome));
        page.Heading("Threats", "percent of rounds");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("game", wrap: true));
        table.AddColumn(Page.Column("demands", right: true));
        table.AddColumn(Page.Column("concedes", right: true));
        table.AddColumn(Page.Column("executes", right: true));
        table.AddColumn(Page.Column("backs down", right: true));
        table.AddColumn(Page.Column("credible", right: true));
        foreach (GameSpecification game in games)
        {
            (string threatens, string threatened) = (game.Players[0], game.Players[1]);
            table.AddRow(Cells(
                game.Id,
                $"{threatens} {Rate(threatens, "demandRate")}",
                $"{threatened} {Rate(threatened, "concessionRate")}",
                Rate(threatens, "executionRate"),
                Rate(threatens, "backDownRate"),
                Rate("*", "credibleRate")));

            string Rate(string actor, string outcome) => Share(byKey[new OutcomeKey(actor, game.Id, outcome)]);
        }

        page.Write(table);
        page.Say("Credible: k < r and h > d, so that to demand and to concede is the only subgame-perfect play.", Page.Quiet);
    }

    /// <summary>Which families of games were passed through, as shares of rounds over all replications.</summary>
    public static void WriteGameTypes(Page page, Scenario scenario, IReadOnlyList<OutcomeRow> rows)
    {
        GameSpecification[] games = [.. scenario.Games.Values.Where(game => game.HasGameType)];
        if (games.Length == 0) return;
        Dictionary<OutcomeKey, OutcomeRow> byKey = rows.ToDictionary(row => new OutcomeKey(row.Actor, row.Game, row.Outcome));
        // The bars are the first to go where the window is narrow or cannot draw them.
        bool bars = page.Width >= 100 && page.Unicode;
        page.Heading("Game types", "percent of rounds, and changes a replication");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("game", wrap: true));
        table.AddColumn(Page.Column("type"));
        if (bars) table.AddColumn(Page.Column(""));
        table.AddColumn(Page.Column("share", right: true));
        table.AddColumn(Page.Column("changes", right: true));
        table.AddColumn(Page.Column("by shocks", right: true));
        foreach (GameSpecification game in games)
        {
            bool first = true;
            foreach (GameFamily family in Enum.GetValues<GameFamily>())
            {
                OutcomeRow share = Find(game, OutcomeCatalog.SharePrefix + family.Name());
                if (share.Mean <= 0) continue;
                List<IRenderable> cells = [Page.Cell(first ? game.Id : ""), Page.Cell(family.Name())];
                if (bars) cells.Add(Page.Cell(Bar(share.Mean), new Style(Color.Teal)));
                cells.Add(Page.Cell(Share(share)));
                cells.Add(Page.Cell(first ? Value(Find(game, "gameTypeChanges")) : ""));
                cells.Add(Page.Cell(first ? Value(Find(game, "gameTypeChangesByShock")) : ""));
                table.AddRow(cells);
                first = false;
            }
        }

        page.Write(table);

        OutcomeRow Find(GameSpecification game, string outcome) => byKey[new OutcomeKey("*", game.Id, outcome)];
    }

    /// <summary>What the results can be told by, and where they are.</summary>
    public static void WriteEnd(Page page, RunRecord run, string storePath, TimeSpan elapsed)
    {
        page.Blank();
        page.Facts(
        [
            ("scenario", run.ScenarioHash),
            ("results", run.ResultsHash ?? ""),
            ("run", $"{run.Id}, kept in {storePath}, {Numbers.Duration(elapsed)}"),
        ]);
    }

    private static string Interval(IReadOnlyList<OutcomeRow> rows)
    {
        int n = rows.Count == 0 ? 0 : rows[0].N;
        return n > 1 ? $"mean of {Counted(n, "replication")} ± half of the 95 % t-interval" : "of the one replication; there is no interval";
    }

    private static string Bar(double share)
    {
        const int Width = 20;
        int eighths = (int)Math.Round(share * Width * 8);
        string bar = new('█', eighths / 8);
        return eighths % 8 == 0 ? bar : bar + (char)('█' + (8 - (eighths % 8)));
    }

    private static IEnumerable<IRenderable> Cells(params string?[] texts) => texts.Where(text => text is not null).Select(text => Page.Cell(text!));

    private static string Value(OutcomeRow? row) => row is null ? "" : Numbers.WithInterval(row.Mean, row.Upper);

    private static string Share(OutcomeRow? row) => row is null ? "" : Numbers.PercentWithInterval(row.Mean, row.Upper);

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{Numbers.Count(count)} {what}s";
}
