using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Repeated;

namespace StrategySim.Cli.Views;

/// <summary>What patience can sustain in a repeated game.</summary>
internal static class RepeatedGameView
{
    public static void Write(Page page, RepeatedGameQuestion question, RepeatedGameResponse answer)
    {
        NormalFormGame game = question.Game;
        page.Title(game.Title.Length == 0 ? "Repeated game" : game.Title, answer.Discount is { } discount ? $"{game.Shape}, discount factor {discount.Exact}" : game.Shape);
        MatrixView.Write(page, game);
        if (answer.PayoffSet is { } set) WriteSet(page, game, set);
        if (answer.WithoutRandomisation is { } paths) WritePaths(page, game, paths);
        page.Heading("Perfectly patient players", "feasible payoffs of at least the minmax");
        page.Facts(
        [
            ("minmax", $"{Pair(answer.FolkTheorem.MixedMinmax)}; by pure actions {Pair(answer.FolkTheorem.PureMinmax)}"),
            ("corners", answer.FolkTheorem.Region.Count == 0 ? "none" : string.Join("  ", answer.FolkTheorem.Region.Select(corner => $"({Pair(corner)})"))),
        ]);
        if (answer.Sustained is { } sustained) page.Facts([("sustained", sustained)]);
        if (answer.Machine is { } machine) WriteMachine(page, game, machine, "A machine that sustains them");
        if (answer.Path is { } path) WritePath(page, game, path);
        page.Blank();
        page.Facts([("time", Numbers.Duration(TimeSpan.FromMilliseconds(answer.ElapsedMs)))]);
    }

    private static void WriteSet(Page page, NormalFormGame game, PayoffSetDescription set)
    {
        page.Heading("Subgame-perfect equilibrium payoffs", "averages; pure actions, perfect monitoring, public randomisation");
        if (set.Vertices.Count == 0)
        {
            page.Say("There is no such equilibrium in pure actions.");
            return;
        }

        Table table = Page.NewTable();
        foreach (Player player in game.Players) table.AddColumn(Page.Column(player.Id, right: true));
        foreach (IReadOnlyList<ExactNumber> corner in set.Vertices) table.AddRow(corner.Select(payoff => Page.Cell(Exact(payoff))));
        page.Write(table);
        page.Facts(
        [
            ("shape", set.Vertices.Count switch { 1 => "a point", 2 => "a segment", int corners => $"{corners} corners, counterclockwise" }),
            ("worst", Pair(set.Punishments!)),
            ("method", set.Method),
            (set.Exact ? "exact" : "enclosed", set.Proof switch
            {
                PayoffSetProof.FixedPoint => "the iteration from above came to rest",
                PayoffSetProof.Enclosed => string.Create(CultureInfo.InvariantCulture, $"every payoff above is certain, and none is more than {set.Gap!.Decimal:G2} outside"),
                _ => "no payoff is outside; none inside is certain",
            }),
        ]);
    }

    private static void WritePaths(Page page, NormalFormGame game, WithoutRandomisation paths)
    {
        const int Most = 20;
        page.Heading("The same without lotteries", paths.Kind.ToString().ToLowerInvariant());
        if (paths.Payoffs is { Count: > 0 } all)
        {
            Table table = Page.NewTable();
            foreach (Player player in game.Players) table.AddColumn(Page.Column(player.Id, right: true));
            table.AddColumn(Page.Column("path"));
            foreach (PathPayoffsDescription payoffs in all.Take(Most)) table.AddRow([.. payoffs.Payoffs.Select(payoff => Page.Cell(Exact(payoff))), Page.Cell(Words(payoffs))]);
            page.Write(table);
            if (all.Count > Most) page.Say($"{all.Count - Most} more; --json lists them.", Page.Quiet);
        }

        page.Say(paths.Says);
        List<(string, string)> facts = [];
        if (paths.Count is { } count) facts.Add(("paths", count switch { PathCount.Countable => "countably many", PathCount.Uncountable => "uncountably many", PathCount.Finite => "finitely many", _ => "none" }));
        if (paths.Punishments is { } worst) facts.AddRange(worst.Select((path, i) => ($"{game.Players[i].Id} is punished", $"{Words(path)}, worth {Exact(path.Payoffs[i])}")));
        page.Facts(facts);
    }

    private static string Words(PathPayoffsDescription path) => string.Join(' ', path.Start.Append($"[ {string.Join(' ', path.Cycle)} ]…"));

    private static void WriteMachine(Page page, NormalFormGame game, MachineDescription machine, string title)
    {
        page.Heading(title, $"start: {Lottery(machine.Start)}");
        Table table = Page.NewTable();
        foreach (string header in (string[])["state", "profile", "payoffs", "next", $"if {game.Players[0].Id} deviates", $"if {game.Players[1].Id} deviates"]) table.AddColumn(Page.Column(header));
        foreach (MachineStateDescription state in machine.States)
        {
            table.AddRow(((string[])[$"{state.Id}", string.Join(", ", state.Profile), Pair(state.Payoffs), Lottery(state.Next), $"{state.AfterDeviation[0]}", $"{state.AfterDeviation[1]}"]).Select(cell => Page.Cell(cell)));
        }

        page.Write(table);
    }

    private static void WritePath(Page page, NormalFormGame game, PathPatienceDescription path)
    {
        string profiles = string.Join(" ", path.Start.Select(Profile).Append($"[ {string.Join(" ", path.Cycle.Select(Profile))} ]…"));
        page.Heading("Patience for the path", profiles);
        page.Facts(
        [
            ("by stage equilibria", path.NashReversion.Least is { } least ? $"from {Number(least)} on; punishments {Pair(path.NashReversion.Punishments)}" : "at no discount factor below 1"),
            .. path.NashReversion.Intervals.Count == 1 && path.NashReversion.Intervals[0].To.Exact == "1"
                ? []
                : path.NashReversion.Intervals.Select(interval => ("", $"from {Number(interval.From)} to {Number(interval.To)}")),
            ("by the worst punishments", path.OptimalPunishment is { Least: { } worst, Punishments: { } punishments } ? $"from {Number(worst)} on; punishments {Pair(punishments)}" : "none found"),
            ("", path.OptimalPunishment.Says),
            .. path.AtDiscount is { } at ? [("payoffs", Pair(at.Payoffs)), ("sustained", at.Sustained)] : Array.Empty<(string, string)>(),
        ]);
        if (path.AtDiscount?.Machine is { } machine) WriteMachine(page, game, machine, "A machine that follows it");
    }

    private static string Profile(IReadOnlyList<string> profile) => string.Join('/', profile);

    private static string Lottery(IReadOnlyList<PrizeDescription> lottery) =>
        lottery.Count == 1 ? $"{lottery[0].State}" : string.Join(", ", lottery.Select(prize => $"{prize.State} with {Exact(prize.Probability)}"));

    private static string Number(DiscountDescription number) =>
        number.Exact ?? string.Create(CultureInfo.InvariantCulture, $"≈{number.Decimal:G10}") + (number.Polynomial is { } polynomial ? $" (a root of {polynomial})" : "");

    private static string Pair(IReadOnlyList<ExactNumber> pair) => string.Join(", ", pair.Select(Exact));

    private static string Exact(ExactNumber number) => Numbers.Exact(Rational.Parse(number.Exact));
}
