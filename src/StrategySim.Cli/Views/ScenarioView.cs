using Spectre.Console;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Views;

/// <summary>Scenarios: which there are, and what one assumes.</summary>
internal static class ScenarioView
{
    /// <summary>All scenarios that ship with the program.</summary>
    public static void List(Page page, IReadOnlyList<Scenario> scenarios)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("scenario"));
        table.AddColumn(Page.Column("title", wrap: true));
        table.AddColumn(Page.Column("status"));
        table.AddColumn(Page.Column("games", right: true));
        table.AddColumn(Page.Column("rounds", right: true));
        foreach (Scenario scenario in scenarios)
        {
            table.AddRow(
                Page.Cell(scenario.Id, Page.Strong),
                Page.Cell(scenario.Title),
                Page.Cell(scenario.Status),
                Page.Cell($"{scenario.Games.Count}"),
                Page.Cell($"{Numbers.Count(scenario.Run.Replications)} × {Numbers.Count(scenario.Time.Horizon)}"));
        }

        page.Write(table);
        page.Say("'strategysim run ID' plays one; 'strategysim scenarios ID' shows what it assumes.", Page.Quiet);
    }

    /// <summary>One scenario: who plays what by which rules, and every number with where it is from.</summary>
    public static void Show(Page page, Scenario scenario)
    {
        page.Title(scenario.Title, $"{scenario.Id}, {scenario.Status}");
        if (scenario.Description.Length > 0) page.Say(scenario.Description.Trim());
        page.Heading("Games");
        Table games = Page.NewTable();
        games.AddColumn(Page.Column("game"));
        games.AddColumn(Page.Column("form"));
        games.AddColumn(Page.Column("players and their rules", wrap: true));
        foreach (GameSpecification game in scenario.Games.Values)
        {
            string form = game.NamedGame.Length > 0 ? $"{game.NamedGame} {game.Variant}".TrimEnd() : game.Form.ToString().ToLowerInvariant();
            IEnumerable<string> players = game.Players.Select((player, seat) => $"{player}: {Rule(game.Rules[seat])}{(game.FirstMover == seat ? ", moves first" : "")}");
            games.AddRow(Page.Cell(game.Id, Page.Strong), Page.Cell(form), Page.Cell(string.Join("; ", players)));
        }

        page.Write(games);
        WriteParameters(page, scenario);
        WriteMoving(page, scenario);
        if (scenario.Sources.Count == 0) return;
        page.Heading("Sources");
        page.Facts(scenario.Sources.Values.Select(source => (source.Id, source.Year.Length == 0 ? source.Title : $"{source.Title} ({source.Year})")));
    }

    private static void WriteParameters(Page page, Scenario scenario)
    {
        if (scenario.Parameters.Count == 0) return;
        page.Heading("Parameters", "every number with where it is from");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("parameter"));
        table.AddColumn(Page.Column("value", right: true));
        table.AddColumn(Page.Column("unit"));
        table.AddColumn(Page.Column("from", wrap: true));
        foreach (Parameter parameter in scenario.Parameters.Values)
        {
            table.AddRow(Page.Cell(parameter.Name, Page.Strong), Page.Cell(Numbers.Exact(parameter.Value)), Page.Cell(parameter.Unit), Page.Cell(From(parameter)));
        }

        page.Write(table);
    }

    private static void WriteMoving(Page page, Scenario scenario)
    {
        if (scenario.States.Count + scenario.Shocks.Count == 0) return;
        page.Heading("What moves");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("name"));
        table.AddColumn(Page.Column("how", wrap: true));
        foreach (StateVariable state in scenario.States.Values) table.AddRow(Page.Cell(state.Name, Page.Strong), Page.Cell(Motion(state)));
        foreach (ShockSpecification shock in scenario.Shocks.Values) table.AddRow(Page.Cell(shock.Id, Page.Strong), Page.Cell(Shock(shock)));
        page.Write(table);
    }

    private static string Rule(RuleReference rule)
    {
        string parameters = string.Join(", ", rule.Parameters.Select(parameter => $"{parameter.Key} {parameter.Value}"));
        string otherwise = rule.Else is null ? "" : $", else {Rule(rule.Else)}";
        return parameters.Length == 0 ? rule.Id + otherwise : $"{rule.Id} ({parameters}){otherwise}";
    }

    private static string From(Parameter parameter)
    {
        if (parameter.Derived) return $"= {parameter.Definition}";
        string year = parameter.Year.Length == 0 ? "" : $", {parameter.Year}";
        return parameter.Source.Length > 0 ? parameter.Source + year : $"assumed: {parameter.Assumption}";
    }

    private static string Motion(StateVariable state)
    {
        if (state.Path is { } path) return $"path {string.Join(", ", path.Select(knot => $"{knot.Value} in round {knot.Round}"))}";
        List<string> parts = [$"starts at {state.Initial}"];
        if (state.Drift.ToString() != "0") parts.Add($"drifts by {state.Drift} a round");
        if (state.HalfLife is not null) parts.Add($"returns with a half-life of {state.HalfLife} rounds");
        if (state.Minimum is not null) parts.Add($"at least {state.Minimum}");
        if (state.Maximum is not null) parts.Add($"at most {state.Maximum}");
        return string.Join(", ", parts);
    }

    private static string Shock(ShockSpecification shock)
    {
        string when = shock.Rate is null ? $"strikes in round {string.Join(", ", shock.Rounds)}" : $"strikes {shock.Rate} times a round on average";
        string size = shock.SizeKind switch
        {
            ShockSizeKind.Fixed => $"{shock.First}",
            ShockSizeKind.Exponential => $"an exponential size of mean {shock.First}",
            ShockSizeKind.Uniform => $"a size uniform between {shock.First} and {shock.Second}",
            _ => $"a normal size of mean {shock.First} and standard deviation {shock.Second}",
        };
        string lasts = shock.HalfLife is null ? "for good" : $"with a half-life of {shock.HalfLife} rounds";
        return $"{when}, adds {size} to {shock.Target}, {lasts}";
    }
}
