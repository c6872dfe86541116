using System.Globalization;
using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Documents;

/// <summary>A match to work out or to simulate.</summary>
/// <param name="Match">The match.</param>
/// <param name="Pointer">Its place in the document: empty, or <c>/matches/3</c>.</param>
/// <param name="Exact">What is asked of an exact answer; null where it is simulated.</param>
/// <param name="Repetitions">How often it is simulated.</param>
/// <param name="Seed">The seed of its simulation.</param>
/// <param name="Require">What the long run has to be; see <see cref="MatchRequestReader.Requirements"/>.</param>
public sealed record MatchQuestion(Match Match, string Pointer, ExactOptions? Exact, int Repetitions, ulong Seed, IReadOnlyList<string> Require);

/// <summary>The matches of one request.</summary>
/// <param name="Matches">The matches, in order.</param>
/// <param name="IsBatch">Whether they stood in a list.</param>
public sealed record MatchQuestions(IReadOnlyList<MatchQuestion> Matches, bool IsBatch);

/// <summary>Reads the body of <c>POST /matches</c>, which is also what the terminal reads from a file.</summary>
public static class MatchRequestReader
{
    /// <summary>Most matches in one request.</summary>
    public const int MaximumMatches = 10_000;

    /// <summary>Most repetitions of a simulated match.</summary>
    public const int MaximumRepetitions = 1_000_000;

    /// <summary>Repetitions where the document does not say.</summary>
    public const int DefaultRepetitions = 100;

    /// <summary>Most rounds whose outcome probabilities are told.</summary>
    public const int MaximumOutcomesOfRounds = 1000;

    // Counts of every repetition are kept until they are summed up.
    private const long MaximumCounts = 50_000_000;

    internal const string UniqueLongRun = "unique-long-run", Aperiodic = "aperiodic";

    /// <summary>What a match may be required to be.</summary>
    public static IReadOnlyList<string> Requirements { get; } = [UniqueLongRun, Aperiodic];

    /// <summary>The fields of a match.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["game", "players", "rounds", "continuation", "discount", "noise", "perceptionNoise", "mode", "outcomesOfRounds", "longRun", "require", "repetitions", "seed"];

    /// <summary>Reads the document: one match, or <c>matches</c>, beside which stands what they have in common.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on games.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static MatchQuestions Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", $"a map with {string.Join(", ", Fields)}, or with matches", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", [.. Fields, "matches"], all);
        var questions = new List<MatchQuestion?>();
        bool batch = map["matches"] is not null;
        if (!batch)
        {
            questions.Add(new Reader(map, null, "", limits, all, []).Read());
        }
        else if (map["matches"] is not ListNode { Items.Count: > 0 and <= MaximumMatches } list)
        {
            DocumentNode node = map["matches"]!;
            all.Add(ShapeChecker.At(node, "/matches", ShapeChecker.Show(node), $"a list of 1 to {MaximumMatches} matches", "There are no matches here, or too many."));
        }
        else
        {
            // A game that many matches share is read once.
            var games = new Dictionary<DocumentNode, MatchGame?>(ReferenceEqualityComparer.Instance);
            for (int i = 0; i < list.Items.Count; i++)
            {
                string at = JsonPointer.Append("/matches", i);
                if (NodeReader.AsMap(list.Items[i], at, $"a match: a map with {string.Join(", ", Fields)}", all) is not { } one) continue;
                NodeReader.KnownFields(one, at, Fields, all);
                questions.Add(new Reader(one, map, at, limits, all, games).Read());
            }
        }

        long counts = questions.Sum(q => q is null || q.Exact is not null ? 0L : (long)q.Repetitions * q.Match.Game.Cells);
        if (counts > MaximumCounts)
        {
            all.Add(ShapeChecker.At(map, batch ? "/matches" : "/repetitions", $"{counts:N0} counts: outcomes times repetitions, over all matches", $"at most {MaximumCounts:N0}", "Play fewer repetitions, or fewer matches at a time."));
        }

        return all.Count == 0 ? new MatchQuestions([.. questions.Select(q => q!)], batch) : throw new InvalidInputException(NodeReader.InOrder(all));
    }

    private sealed class Reader(MapNode own, MapNode? common, string pointer, GameDocumentLimits limits, List<Fault> faults, Dictionary<DocumentNode, MatchGame?> games)
    {
        public MatchQuestion? Read()
        {
            int before = faults.Count;
            MatchGame? game = Game();
            RuleReference?[] rules = Rules(game);
            MatchSettings settings = Settings();
            string mode = NodeReader.Word(Holder("mode"), Base("mode"), "mode", ["exact", "simulate"], required: false, faults) ?? "exact";
            bool exact = mode == "exact";
            int[] rounds = OutcomesOfRounds(settings);
            bool longRun = NodeReader.Flag(Holder("longRun"), Base("longRun"), "longRun", faults) ?? true;
            List<string> require = Require(exact && longRun);
            int repetitions = NodeReader.WholeNumber(Holder("repetitions"), Base("repetitions"), "repetitions", 1, MaximumRepetitions, "This is not a number of repetitions.", faults) ?? DefaultRepetitions;
            ulong seed = RunSubmissionReader.Seed(Holder("seed"), faults, Base("seed")) ?? 0;
            if (faults.Count > before || game is null || rules is not [{ } row, { } column]) return null;
            var match = new Match(game, row, column, settings);
            if (exact && ExactMatch.Refusal(match) is var (seat, reason))
            {
                DocumentNode players = (Holder("players")["players"] as ListNode)!.Items[seat];
                faults.Add(ShapeChecker.At(players, $"{Base("players")}/players/{seat}", $"'{match.Rule(seat).Id}'", "a rule whose matches have exact answers, or \"mode\": \"simulate\"", char.ToUpperInvariant(reason[0]) + reason[1..] + "."));
                return null;
            }

            return new MatchQuestion(match, pointer, exact ? new ExactOptions { OutcomesOfRounds = rounds, LongRun = longRun } : null, repetitions, seed, require);
        }

        // What a match does not say itself stands beside the list.
        private MapNode Holder(string field) => common is not null && own[field] is null && common[field] is not null ? common : own;

        private string Base(string field) => ReferenceEquals(Holder(field), common) ? "" : pointer;

        private MatchGame? Game()
        {
            if (Holder("game")["game"] is not { } node)
            {
                NodeReader.Missing(own, pointer, "game", "a game of two players", faults);
                return null;
            }

            if (games.TryGetValue(node, out MatchGame? known)) return known;
            return games[node] = MatchGameReader.Read(node, Base("game") + "/game", limits, faults);
        }

        private RuleReference?[] Rules(MatchGame? game)
        {
            const string Expected = "a list of two rules: the row player's and the column player's";
            switch (Holder("players")["players"])
            {
                case ListNode { Items: [var row, var column] }:
                    string at = Base("players") + "/players";
                    return [MatchRuleReader.Read(row, at + "/0", game, 0, limits, faults), MatchRuleReader.Read(column, at + "/1", game, 1, limits, faults)];
                case null:
                    NodeReader.Missing(own, pointer, "players", Expected, faults);
                    return [];
                case { } node:
                    faults.Add(ShapeChecker.At(node, Base("players") + "/players", ShapeChecker.Show(node), Expected, "A match has two players."));
                    return [];
            }
        }

        private MatchSettings Settings()
        {
            int? rounds = NodeReader.WholeNumber(Holder("rounds"), Base("rounds"), "rounds", 1, MatchSettings.MaximumRounds, "This is not a number of rounds.", faults);
            Rational? continuation = Number("continuation", "a probability of at least 0 and below 1: play has to end", value => value.Sign >= 0 && value < Rational.One);
            if (rounds is not null && continuation is not null && ReferenceEquals(Holder("rounds"), Holder("continuation")))
            {
                DocumentNode node = Holder("continuation")["continuation"]!;
                faults.Add(ShapeChecker.At(node, Base("continuation") + "/continuation", ShapeChecker.Show(node), "rounds or continuation, not both", "A match has a fixed number of rounds, or goes on with a probability."));
            }

            // A match's own length replaces a common one of either kind.
            if (common is not null && own["rounds"] is not null && own["continuation"] is null) continuation = null;
            bool ends = continuation is not null;
            Rational? discount = Number(
                "discount",
                ends ? "a discount factor from 0 to 1" : "a discount factor of at least 0 and below 1: at 1 the discounted sum of unending play diverges",
                value => value.Sign >= 0 && (ends ? value <= Rational.One : value < Rational.One));
            return new MatchSettings
            {
                Rounds = rounds ?? MatchSettings.DefaultRounds,
                Continuation = continuation,
                Discount = discount,
                Noise = Number("noise", "a probability from 0 to 1", InUnit) ?? Rational.Zero,
                PerceptionNoise = Number("perceptionNoise", "a probability from 0 to 1", InUnit) ?? Rational.Zero,
            };
        }

        private static bool InUnit(Rational value) => value.Sign >= 0 && value <= Rational.One;

        private Rational? Number(string field, string expected, Func<Rational, bool> accepts) => NodeReader.Number(Holder(field), Base(field), field, expected, accepts, limits, faults);

        private int[] OutcomesOfRounds(MatchSettings settings)
        {
            int last = settings.Continuation is null ? settings.Rounds : MatchSettings.MaximumRounds;
            if (Holder("outcomesOfRounds")["outcomesOfRounds"] is not { } node) return [.. new[] { 1, 2, 3 }.Where(round => round <= last)];
            string at = Base("outcomesOfRounds") + "/outcomesOfRounds";
            if (node is not ListNode { Items.Count: <= MaximumOutcomesOfRounds } list)
            {
                faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), $"a list of at most {MaximumOutcomesOfRounds} rounds, ascending, from 1", "The value has the wrong kind, or the list is too long."));
                return [];
            }

            var rounds = new List<int>();
            for (int i = 0; i < list.Items.Count; i++)
            {
                int least = rounds.Count == 0 ? 1 : rounds[^1] + 1;
                if (list.Items[i] is ScalarNode { Kind: ScalarKind.Number } scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int round) && round >= least && round <= last) rounds.Add(round);
                else faults.Add(ShapeChecker.At(list.Items[i], JsonPointer.Append(at, i), ShapeChecker.Show(list.Items[i]), $"a round from {least} to {last}", "This is not a round of the match, or not in ascending order."));
            }

            return [.. rounds];
        }

        private List<string> Require(bool longRun)
        {
            var require = new List<string>();
            if (Holder("require")["require"] is not { } node) return require;
            string at = Base("require") + "/require", expected = $"a list of {string.Join(" and ", Requirements)}";
            if (node is not ListNode list)
            {
                faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), expected, "The value has the wrong kind."));
                return require;
            }

            if (!longRun) faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), "mode exact, with the long run", "Only exact answers know what kind of long run there is."));
            for (int i = 0; i < list.Items.Count; i++)
            {
                if (list.Items[i] is ScalarNode { Text: var word } && Requirements.Contains(word)) require.Add(word);
                else faults.Add(ShapeChecker.At(list.Items[i], JsonPointer.Append(at, i), ShapeChecker.Show(list.Items[i]), $"one of {string.Join(", ", Requirements)}", "This cannot be required."));
            }

            return require;
        }
    }
}
