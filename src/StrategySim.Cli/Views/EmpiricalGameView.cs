using System.Globalization;
using Spectre.Console;
using StrategySim.Cli.Outputs;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Cli.Views;

/// <summary>An empirical game for people: the table of mean payoffs, its equilibria, and how far observations bear them out.</summary>
internal static class EmpiricalGameView
{
    // A longer list is not read on a terminal.
    private const int MostEquilibria = 40, MostContenders = 10;

    // Profiles that hold more rarely than this are no rivals of an equilibrium.
    private const double LeastSurvival = 0.05;

    public static void Write(Page page, EmpiricalGameReport report, string storePath)
    {
        EmpiricalGameResult game = report.Result;
        page.Title(report.Title, $"{game.Outcome}, {game.Unit}");
        int fewest = game.Profiles.Min(profile => profile.Payoffs[0].N), most = game.Profiles.Max(profile => profile.Payoffs[0].N);
        string replications = fewest == most ? Counted(most, "replication") : $"{Numbers.Count(fewest)} to {Counted(most, "replication")}";
        page.Say($"{Counted(game.Profiles.Count, "profile")} of rules, {replications} each over the same random numbers; seed {report.Seed}.");
        WriteGame(page, game);
        page.Blank();
        page.Facts(
        [
            ("method", $"{game.Method}, exact for the mean payoffs"),
            (game.Complete ? "complete" : "not complete", game.CompleteBecause),
            ("ε", $"{Plain(game.Epsilon)} ({game.Unit})"),
            ("document", report.DocumentHash),
            ("results", report.ResultsHash ?? ""),
            ("sweep", $"{report.Id}, kept in {storePath}, {Numbers.Duration(TimeSpan.FromMilliseconds(report.ElapsedMs))}"),
        ]);
    }

    /// <summary>The table, the equilibria and the warnings, without a title.</summary>
    public static void WriteGame(Page page, EmpiricalGameResult game)
    {
        var format = new PayoffFormat(game);
        WriteTable(page, game, format);
        WriteEquilibria(page, game, format);
        WriteContenders(page, game, format);
        if (game.Warnings.Count == 0) return;
        page.Heading("Warnings");
        foreach (string warning in game.Warnings) page.SayIndented(warning);
    }

    private static void WriteTable(Page page, EmpiricalGameResult game, PayoffFormat format)
    {
        page.Heading("Mean payoffs", string.Join(", ", game.Players.Select((player, i) => $"{player.Actor}'s {Ordinal(i)}")));
        var table = new NormalFormGame(
            [.. game.Players.Select(player => new Player(player.Actor, player.Rules))], game.Profiles.SelectMany(profile => profile.Payoffs.Select(payoff => Rational.FromDouble(payoff.Mean))));
        MatrixView.Write(page, table, (profile, player) => format.Of(game.Profiles[profile].Payoffs[player].Mean));
        string[] errors =
        [
            .. game.Players.Select((player, i) => game.Profiles.Select(profile => profile.Payoffs[i].StandardError) is var own && own.Max() > 0
                ? $"{player.Actor} {format.Error(own.Min())} to {format.Error(own.Max())}"
                : $"{player.Actor} 0"),
        ];
        page.Say($"Standard errors: {string.Join(", ", errors)}; --csv and --json have that of each payoff.", Page.Quiet);
    }

    private static void WriteEquilibria(Page page, EmpiricalGameResult game, PayoffFormat format)
    {
        page.Heading("Equilibria", NashOf(game));
        if (game.Equilibria.Count == 0)
        {
            page.Say(game.Complete ? "There are none." : $"None was found ({game.CompleteBecause}).");
            return;
        }

        Table table = Page.NewTable();
        table.AddColumn(Page.Column("#", right: true));
        table.AddColumn(Page.Column("player"));
        table.AddColumn(Page.Column("plays", wrap: true));
        table.AddColumn(Page.Column("payoff", right: true));
        foreach (EmpiricalEquilibrium equilibrium in game.Equilibria.Take(MostEquilibria))
        {
            table.AddRow(
                Page.Cell($"{equilibrium.Id}", Page.Strong),
                Page.Cell(equilibrium.Pure ? "pure" : "mixed", Page.Strong),
                Page.Cell($"regret {Interval(equilibrium.Regret, format)}, survives {Share(equilibrium.Survival)}", Page.Strong));
            for (int i = 0; i < game.Players.Count; i++)
                table.AddRow(Page.Cell(""), Page.Cell(game.Players[i].Actor), Page.Cell(Mixture(game.Players[i], equilibrium, i), equilibrium.Pure ? Page.Good : null), Page.Cell(format.Of(equilibrium.PayoffsDecimal[i])));
            if (Nearest(game, equilibrium) is { } deviation) table.AddRow(Page.Cell(""), Page.Cell("nearest", Page.Quiet), Page.Cell(Gain(deviation, format), Page.Quiet));
        }

        page.Write(table);
        page.Say(
            $"regret: the most that anybody could gain by another rule, 95 % interval over {Numbers.Count(game.Resamples)} resamples of the replications. survives: the share of resamples in which it is at most ε = {Plain(game.Epsilon)}, with its Wilson interval. nearest: of the rules that are not played the one that would cost least.",
            Page.Quiet);
        if (game.Equilibria.Count > MostEquilibria) page.Say($"… and {Numbers.Count(game.Equilibria.Count - MostEquilibria)} more; --json lists them all.", Page.Quiet);
        if (game.Equilibria.GroupBy(own => own.Component).Where(set => set.Key is not null && set.Count() > 1).ToArray() is { Length: > 0 } sets)
            page.Say(string.Join(' ', sets.Select(set => $"Equilibria {string.Join(", ", set.Select(own => own.Id))} are corners of one connected set.")), Page.Quiet);
    }

    private static void WriteContenders(Page page, EmpiricalGameResult game, PayoffFormat format)
    {
        EmpiricalProfile[] rivals = [.. game.Profiles.Where(profile => profile.Regret.Value > 0 && profile.Survival.Share >= LeastSurvival).OrderByDescending(profile => profile.Survival.Share)];
        if (rivals.Length == 0) return;
        page.Heading("Nearly equilibria", "profiles of single rules whose regret is at most ε in 5 % of the resamples or more");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("profile", wrap: true));
        foreach (string column in (string[])["regret", "survives"]) table.AddColumn(Page.Column(column, right: true));
        foreach (EmpiricalProfile profile in rivals.Take(MostContenders))
        {
            table.AddRow(
                Page.Cell(string.Join(", ", game.Players.Select((player, i) => $"{player.Actor} {profile.Rules[i]}"))),
                Page.Cell($"{format.Error(profile.Regret.Value)} ({Interval(profile.Regret, format)})"),
                Page.Cell(Share(profile.Survival)));
            table.AddRow(Page.Cell($"left for {Gain(profile.BestDeviation!, format)}", Page.Quiet));
        }

        page.Write(table);
        if (rivals.Length > MostContenders) page.Say($"… and {Numbers.Count(rivals.Length - MostContenders)} more; --csv has every profile.", Page.Quiet);
    }

    private static string NashOf(EmpiricalGameResult game)
    {
        int pure = game.Equilibria.Count(own => own.Pure);
        return $"of the mean payoffs: {pure} pure, {game.Equilibria.Count - pure} mixed; {(game.Complete ? "these are all" : "there may be more")}";
    }

    // Of rules that nobody plays anyway the one that gains most.
    private static EmpiricalDeviation? Nearest(EmpiricalGameResult game, EmpiricalEquilibrium equilibrium)
    {
        HashSet<(string, string)> played = [.. game.Players.SelectMany((player, i) => player.Rules.Where((_, rule) => equilibrium.Profile[i][rule] != "0").Select(rule => (player.Actor, rule)))];
        return equilibrium.Deviations.Where(deviation => !played.Contains((deviation.Actor, deviation.Rule))).MaxBy(deviation => deviation.Gain.Value);
    }

    private static string Mixture(EmpiricalGamePlayer player, EmpiricalEquilibrium equilibrium, int i)
    {
        (string Rule, string Exact, double Probability)[] played =
        [
            .. player.Rules.Select((rule, at) => (Rule: rule, Exact: equilibrium.Profile[i][at], Probability: equilibrium.Decimal[i][at])).Where(own => own.Exact != "0"),
        ];
        return played.Length == 1 ? played[0].Rule : string.Join(" + ", played.Select(own => $"{own.Probability.ToString("0.000", CultureInfo.InvariantCulture)} {own.Rule}"));
    }

    private static string Gain(EmpiricalDeviation deviation, PayoffFormat format) =>
        $"{deviation.Actor} {deviation.Rule} {format.Signed(deviation.Gain.Value)} ({format.Signed(deviation.Gain.Lower)} to {format.Signed(deviation.Gain.Upper)})";

    private static string Interval(EmpiricalFigure figure, PayoffFormat format) => figure.Lower == figure.Upper ? format.Error(figure.Lower) : $"{format.Error(figure.Lower)} to {format.Error(figure.Upper)}";

    private static string Share(SurvivalShare share) =>
        string.Create(CultureInfo.InvariantCulture, $"{share.Share * 100:0.#} % ({share.Lower * 100:0.#}–{share.Upper * 100:0.#})");

    private static string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture) is not "0" and var text ? text : Numbers.Rounded(value);

    private static string Ordinal(int i) => i switch { 0 => "first", 1 => "second", 2 => "third", _ => $"{i + 1}th" };

    private static string Counted(long count, string what) => count == 1 ? $"1 {what}" : $"{Numbers.Count(count)} {what}s";

    /// <summary>Payoffs with as many decimals as the widest standard error has digits worth reading.</summary>
    private sealed class PayoffFormat
    {
        // Where nothing is random, payoffs are as exact as the table has room for.
        private const int Exactly = 3;

        private readonly string _format;

        public PayoffFormat(EmpiricalGameResult game)
        {
            double widest = game.Profiles.Max(profile => profile.Payoffs.Max(payoff => payoff.StandardError));
            int decimals = widest > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(widest)), 0, 6) : Exactly;
            _format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        }

        /// <summary>A payoff.</summary>
        public string Of(double value)
        {
            string text = value.ToString(_format, CultureInfo.InvariantCulture);
            return double.Parse(text, CultureInfo.InvariantCulture) == 0 ? text.TrimStart('-') : text;
        }

        /// <summary>A regret or standard error: plainly 0 where it is that.</summary>
        public string Error(double value) => value == 0 ? "0" : Of(value);

        /// <summary>A gain or a loss.</summary>
        public string Signed(double value) => Of(value) is ['-', ..] or "0" ? Of(value) : "+" + Of(value);
    }
}
