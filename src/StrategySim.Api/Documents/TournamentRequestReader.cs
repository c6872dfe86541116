using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.Tournaments;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Matches;

namespace StrategySim.Api.Documents;

/// <summary>A tournament to play.</summary>
/// <param name="Title">Its title; may be empty.</param>
/// <param name="Plan">What it comes to.</param>
public sealed record TournamentQuestion(string Title, TournamentPlan Plan);

/// <summary>Reads the body of <c>POST /tournaments</c>, which is also what the terminal reads from a file.</summary>
public static class TournamentRequestReader
{
    /// <summary>Most matches of a tournament.</summary>
    public const int MaximumMatches = 10_000;

    // Numbers that are kept: outcomes of every match, scores of every repetition, counts of one match at a time.
    private const long MaximumNumbers = 20_000_000;

    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["title", "game", "rules", "rounds", "continuation", "discount", "noise", "perceptionNoise", "mode", "repetitions", "seed", "selfPlay"];

    /// <summary>The fields of a rule, beside those of a rule of a match.</summary>
    public static IReadOnlyList<string> RuleFields { get; } = ["name", "role"];

    /// <summary>Reads the document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on the game.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static TournamentQuestion Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", $"a map with {string.Join(", ", Fields)}", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        string title = NodeReader.Text(map, "", "title", "text", required: false, all) ?? "";
        MatchGame? game = null;
        if (map["game"] is { } node) game = MatchGameReader.Read(node, "/game", limits, all);
        else NodeReader.Missing(map, "", "game", "a game of two players", all);
        var rules = new TournamentRulesReader(game, limits, all);
        IReadOnlyList<TournamentEntry> entries = rules.Read(map);
        Tournament? tournament = Settings(map, game, entries, limits, all);
        if (tournament is null || all.Count > 0) throw new InvalidInputException(NodeReader.InOrder(all));
        Bound(map, tournament, all);
        if (all.Count > 0) throw new InvalidInputException(NodeReader.InOrder(all));
        TournamentPlan plan = TournamentPlan.Of(tournament);
        foreach (TournamentRefusal refusal in plan.Refusals)
        {
            (DocumentNode place, string pointer) = rules.Place(refusal.Entry);
            all.Add(ShapeChecker.At(
                place, pointer, $"'{tournament.Entries[refusal.Entry].Name}'", "a rule whose matches have exact answers, or \"mode\": \"auto\"", char.ToUpperInvariant(refusal.Reason[0]) + refusal.Reason[1..] + "."));
        }

        return all.Count == 0 ? new TournamentQuestion(title, plan) : throw new InvalidInputException(NodeReader.InOrder(all));
    }

    private static Tournament? Settings(MapNode map, MatchGame? game, IReadOnlyList<TournamentEntry> entries, GameDocumentLimits limits, List<Fault> faults)
    {
        int? rounds = NodeReader.WholeNumber(map, "", "rounds", 1, MatchSettings.MaximumRounds, "This is not a number of rounds.", faults);
        Rational? continuation = NodeReader.Number(map, "", "continuation", "a probability of at least 0 and below 1: play has to end", value => value.Sign >= 0 && value < Rational.One, limits, faults);
        Rational? discount = NodeReader.Number(
            map, "", "discount", continuation is null ? "a discount factor of at least 0 and below 1: at 1 the discounted sum of unending play diverges" : "a discount factor from 0 to 1",
            value => value.Sign >= 0 && (continuation is null ? value < Rational.One : value <= Rational.One), limits, faults);
        foreach (string other in (string[])["continuation", "discount"])
        {
            if (rounds is null || map[other] is not { } node) continue;
            faults.Add(ShapeChecker.At(
                node, "/" + other, ShapeChecker.Show(node), $"rounds or {other}, not both",
                other == "discount" ? "Discounted payoffs are those of play that does not end, or ends by chance." : "A match has a fixed number of rounds, or goes on with a probability."));
        }

        string mode = NodeReader.Word(map, "", "mode", ["auto", "exact", "simulate"], required: false, faults) ?? "auto";
        var tournament = new
        {
            Noise = NodeReader.Number(map, "", "noise", "a probability from 0 to 1", InUnit, limits, faults),
            Perception = NodeReader.Number(map, "", "perceptionNoise", "a probability from 0 to 1", InUnit, limits, faults),
            Repetitions = NodeReader.WholeNumber(map, "", "repetitions", 1, MatchRequestReader.MaximumRepetitions, "This is not a number of repetitions.", faults),
            Seed = RunSubmissionReader.Seed(map, faults),
            SelfPlay = NodeReader.Flag(map, "", "selfPlay", faults),
        };
        return game is null ? null : new Tournament
        {
            Game = game,
            Entries = entries,
            Rounds = rounds ?? MatchSettings.DefaultRounds,
            Continuation = continuation,
            Discount = discount,
            Noise = tournament.Noise ?? Rational.Zero,
            PerceptionNoise = tournament.Perception ?? Rational.Zero,
            Mode = mode switch { "exact" => TournamentMode.Exact, "simulate" => TournamentMode.Simulate, _ => TournamentMode.Auto },
            Repetitions = tournament.Repetitions ?? Tournament.DefaultRepetitions,
            Seed = tournament.Seed ?? 0,
            SelfPlay = tournament.SelfPlay ?? true,
        };
    }

    private static bool InUnit(Rational value) => value.Sign >= 0 && value <= Rational.One;

    private static void Bound(MapNode map, Tournament tournament, List<Fault> faults)
    {
        long rows = tournament.Entries.Count(entry => entry.Row), columns = tournament.Entries.Count(entry => entry.Column);
        long matches = (rows * columns) - (tournament.SelfPlay ? 0 : tournament.Entries.Count(entry => entry.Row && entry.Column));
        DocumentNode rules = map["rules"]!;
        if (matches < 1)
        {
            faults.Add(ShapeChecker.At(rules, "/rules", $"{rows} rules of the row player and {columns} of the column player", tournament.SelfPlay ? "at least one of each" : "at least one of each that is not the same", "Nobody meets anybody."));
        }
        else if (matches > MaximumMatches)
        {
            faults.Add(ShapeChecker.At(rules, "/rules", $"{matches:N0} matches: {rows} rules of the row player, {columns} of the column player", $"at most {MaximumMatches:N0} matches", "Let fewer rules take part."));
        }
        else if (matches * tournament.Game.Cells > MaximumNumbers)
        {
            faults.Add(ShapeChecker.At(rules, "/rules", $"{matches:N0} matches of a game with {tournament.Game.Cells:N0} outcomes", $"at most {MaximumNumbers:N0} shares of outcomes in all", "Let fewer rules take part, or play a smaller game."));
        }

        long kept = Math.Max(tournament.Entries.Count * 2, tournament.Game.Cells) * (long)tournament.Repetitions;
        if (kept > MaximumNumbers)
        {
            faults.Add(ShapeChecker.At(
                map["repetitions"] ?? map, "/repetitions", $"{tournament.Repetitions:N0} repetitions of {tournament.Entries.Count} rules on {tournament.Game.Cells:N0} outcomes", $"at most {MaximumNumbers:N0} scores, and counts of a match, in all", "Play fewer repetitions."));
        }
    }
}
