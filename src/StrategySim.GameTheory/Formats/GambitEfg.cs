using System.Globalization;
using System.Text;
using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Formats;

/// <summary>Gambit's extensive-form text format, <c>.efg</c> version 2.</summary>
/// <remarks>
/// Every number is read exactly, whether the file says R (rational) or D (decimal). Information sets and outcomes are described where
/// they first stand and may be described again in the same words; outcome 0 pays nobody anything. Action labels that are blank or
/// repeated are numbered the way Gambit does it. Source: Gambit documentation, "The extensive game (.efg) file format".
/// </remarks>
public static class GambitEfg
{
    private const string Format = ".efg";

    /// <summary>Reads a game.</summary>
    /// <param name="text">The content of a file.</param>
    /// <param name="limits">How long the text and how large the tree may be; by default <see cref="GameLimits.Default"/>.</param>
    /// <exception cref="GameFormatException">The text is not in the format; says where, what was found and what was expected.</exception>
    /// <exception cref="GameTooLargeException">The text or the tree exceeds the limits.</exception>
    public static ExtensiveGame Read(string text, GameLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= GameLimits.Default;
        return text.Length <= limits.MaximumTextLength
            ? new Reader(new GambitLexer(text, Format), limits).Read()
            : throw new GameTooLargeException("The .efg text", "characters", text.Length, limits.MaximumTextLength);
    }

    /// <summary>Writes a game: one line a node, information sets numbered by player, exact numbers.</summary>
    /// <exception cref="ArgumentException">A name has a backslash at its end or before a quote, which the format cannot express.</exception>
    public static string Write(ExtensiveGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"EFG 2 R {Quote(game.Title)} {{ {string.Join(' ', game.Players.Select(Quote))} }}\n\"\"\n\n");
        int[] numbers = new int[game.InformationSets.Length];
        for (int player = 0; player < game.Players.Length; player++)
        {
            int next = 0;
            foreach (InformationSet set in game.SetsOf(player)) numbers[set.Id] = ++next;
        }

        int chances = 0;
        var described = new HashSet<int>();
        foreach (TreeNode node in game.Nodes)
        {
            switch (node.Kind)
            {
                case NodeKind.Decision:
                    InformationSet set = game.InformationSets[node.InformationSet];
                    text.Append(CultureInfo.InvariantCulture, $"p {Quote(node.Name)} {set.Player + 1} {numbers[set.Id]} {Quote(set.Name)} {{ {string.Join(' ', set.Actions.Select(Quote))} }} ");
                    break;
                case NodeKind.Chance:
                    string branches = string.Join(' ', node.Actions.Zip(node.Probabilities, (action, probability) => $"{Quote(action)} {probability}"));
                    text.Append(CultureInfo.InvariantCulture, $"c {Quote(node.Name)} {++chances} \"\" {{ {branches} }} ");
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $"t {Quote(node.Name)} ");
                    break;
            }

            text.Append(CultureInfo.InvariantCulture, $"{node.Outcome + 1}");
            if (node.Outcome >= 0 && described.Add(node.Outcome))
            {
                TreeOutcome outcome = game.Outcomes[node.Outcome];
                text.Append(CultureInfo.InvariantCulture, $" {Quote(outcome.Name)} {{ {string.Join(", ", outcome.Payoffs)} }}");
            }

            text.Append('\n');
        }

        return text.ToString();

        static string Quote(string name) => GambitText.Quote(name, Format);
    }

    private sealed record SeenSet(int Set, string Name, List<string> Actions);

    private sealed record SeenChance(string Name, List<(string Action, Rational Probability)> Branches);

    private sealed record SeenOutcome(int Outcome, string Name, Rational[] Payoffs);

    private sealed class Reader(GambitLexer lexer, GameLimits limits)
    {
        private readonly Dictionary<(int Player, int Number), SeenSet> _sets = [];
        private readonly Dictionary<int, SeenChance> _chances = [];
        private readonly Dictionary<int, SeenOutcome> _outcomes = [];
        private List<string> _players = [];
        private ExtensiveGameBuilder _tree = null!;

        public ExtensiveGame Read()
        {
            if (lexer.Next() is not { Kind: GambitTokenKind.Word, Value: "EFG" }) throw lexer.Unexpected("EFG, the mark of an extensive form");
            if (lexer.Next() is not { Kind: GambitTokenKind.Word, Value: "2" }) throw lexer.Unexpected("version 2");
            if (lexer.Next() is not { Kind: GambitTokenKind.Word, Value: "R" or "D" }) throw lexer.Unexpected("R or D");
            if (lexer.Next().Kind != GambitTokenKind.Text) throw lexer.Unexpected("the title in quotes");
            string title = lexer.Current.Value;
            if (lexer.Next().Kind != GambitTokenKind.Open) throw lexer.Unexpected("'{' before the players");
            while (lexer.Next().Kind == GambitTokenKind.Text) _players.Add(lexer.Current.Value);
            if (lexer.Current.Kind != GambitTokenKind.Close) throw lexer.Unexpected("a player's name in quotes, or '}' after the players");
            if (_players.Count == 0) throw lexer.Unexpected("at least one player's name");
            _players = Labels.Distinct(_players);
            _tree = new ExtensiveGameBuilder(_players, title, limits);
            if (lexer.Next().Kind == GambitTokenKind.Text) lexer.Next();
            do ReadNode();
            while (!_tree.IsWhole);
            return lexer.Current.Kind == GambitTokenKind.End ? _tree.Build() : throw lexer.Unexpected($"the end of the text, since the tree is whole after {_tree.Count} nodes");
        }

        private void ReadNode()
        {
            string? kind = lexer.Current.Kind == GambitTokenKind.Word ? lexer.Current.Value : null;
            if (kind is not ("c" or "p" or "t")) throw lexer.Unexpected($"c, p or t, the mark of {_tree.Next}");
            if (lexer.Next().Kind != GambitTokenKind.Text) throw lexer.Unexpected("the name of the node in quotes");
            string name = lexer.Current.Value;
            lexer.Next();
            switch (kind)
            {
                case "c":
                    SeenChance chance = ReadChance();
                    _tree.Chance(chance.Branches, name, ReadOutcome());
                    break;
                case "p":
                    int set = ReadInformationSet();
                    _tree.Decision(set, name, ReadOutcome());
                    break;
                default:
                    _tree.Terminal(ReadOutcome(), name);
                    break;
            }
        }

        private int ReadInformationSet()
        {
            int player = GambitText.ReadInteger(lexer, $"the number of the player who moves, 1 to {_players.Count}", 1, _players.Count) - 1;
            lexer.Next();
            int number = ReadNumberOfSet();
            bool seen = _sets.TryGetValue((player, number), out SeenSet? before);
            string what = $"information set {number} of '{_players[player]}'";
            if (lexer.Current.Kind != GambitTokenKind.Text)
            {
                return seen ? before!.Set : throw lexer.Unexpected($"the name and actions of {what}, which stands here for the first time");
            }

            GambitToken at = lexer.Current;
            string name = lexer.Current.Value;
            List<string> actions = [];
            if (lexer.Next().Kind != GambitTokenKind.Open) throw lexer.Unexpected($"'{{' before the actions of {what}");
            while (lexer.Next().Kind == GambitTokenKind.Text) actions.Add(lexer.Current.Value);
            if (lexer.Current.Kind != GambitTokenKind.Close) throw lexer.Unexpected($"an action of {what} in quotes, or '}}' after them");
            if (actions.Count == 0) throw lexer.Unexpected($"at least one action of {what}");
            actions = Labels.Distinct(actions);
            if (seen && (before!.Name != name || !before.Actions.SequenceEqual(actions)))
            {
                throw lexer.Unexpected(at, $"{what} described otherwise than before", $"\"{before.Name}\" with the actions {string.Join(", ", before.Actions)}");
            }

            lexer.Next();
            if (seen) return before!.Set;
            _sets[(player, number)] = new SeenSet(_tree.InformationSet(player, actions, name), name, actions);
            return _sets[(player, number)].Set;
        }

        private SeenChance ReadChance()
        {
            int number = ReadNumberOfSet();
            bool seen = _chances.TryGetValue(number, out SeenChance? before);
            string what = $"chance move {number}";
            if (lexer.Current.Kind != GambitTokenKind.Text)
            {
                return seen ? before! : throw lexer.Unexpected($"the name and branches of {what}, which stands here for the first time");
            }

            GambitToken at = lexer.Current;
            string name = lexer.Current.Value;
            List<string> actions = [];
            List<Rational> probabilities = [];
            if (lexer.Next().Kind != GambitTokenKind.Open) throw lexer.Unexpected($"'{{' before the branches of {what}");
            GambitToken open = lexer.Current;
            while (lexer.Next().Kind == GambitTokenKind.Text)
            {
                actions.Add(lexer.Current.Value);
                lexer.Next();
                Rational probability = GambitText.ReadNumber(lexer, $"the probability of '{actions[^1]}'");
                if (probability.Sign < 0) throw lexer.Unexpected($"a probability of '{actions[^1]}' of at least 0");
                probabilities.Add(probability);
            }

            if (lexer.Current.Kind != GambitTokenKind.Close) throw lexer.Unexpected($"a branch of {what} in quotes, or '}}' after them");
            if (actions.Count == 0) throw lexer.Unexpected($"at least one branch of {what}");
            Rational sum = probabilities.Aggregate((a, b) => a + b);
            if (sum != Rational.One) throw lexer.Unexpected(open, $"probabilities of {what} that sum to {GambitToken.Shorten(sum.ToString())}", "a sum of exactly 1");
            var chance = new SeenChance(name, [.. Labels.Distinct(actions).Zip(probabilities)]);
            if (seen && (before!.Name != name || !before.Branches.SequenceEqual(chance.Branches)))
            {
                throw lexer.Unexpected(at, $"{what} described otherwise than before", $"\"{before.Name}\" with {string.Join(", ", before.Branches.Select(b => $"{b.Action} {b.Probability}"))}");
            }

            lexer.Next();
            return _chances[number] = chance;
        }

        private int ReadNumberOfSet()
        {
            int number = GambitText.ReadInteger(lexer, "the number of an information set, at least 1", 1, int.MaxValue);
            lexer.Next();
            return number;
        }

        /// <summary>Reads the number of an outcome and what is said of it; leaves the lexer on the word after it.</summary>
        private int ReadOutcome()
        {
            int number = GambitText.ReadInteger(lexer, "the number of an outcome, 0 for none", 0, int.MaxValue);
            lexer.Next();
            bool seen = _outcomes.TryGetValue(number, out SeenOutcome? before);
            if (lexer.Current.Kind != GambitTokenKind.Text)
            {
                return number == 0 ? -1
                    : seen ? before!.Outcome
                    : throw lexer.Unexpected($"the name and payoffs of outcome {number}, which stands here for the first time");
            }

            if (number == 0) throw lexer.Unexpected("no description of outcome 0, which pays nobody anything");
            GambitToken at = lexer.Current;
            string name = lexer.Current.Value;
            var payoffs = new Rational[_players.Count];
            if (lexer.Next().Kind != GambitTokenKind.Open) throw lexer.Unexpected($"'{{' before the payoffs of outcome {number}");
            lexer.Next();
            for (int i = 0; i < payoffs.Length; i++)
            {
                payoffs[i] = GambitText.ReadNumber(lexer, $"the payoff of '{_players[i]}' in outcome {number}");
                if (lexer.Next().Kind == GambitTokenKind.Comma) lexer.Next();
            }

            if (lexer.Current.Kind != GambitTokenKind.Close) throw lexer.Unexpected($"'}}' after the {payoffs.Length} payoffs of outcome {number}");
            if (seen && (before!.Name != name || !before.Payoffs.SequenceEqual(payoffs)))
            {
                throw lexer.Unexpected(at, $"outcome {number} described otherwise than before", $"\"{before.Name}\" with {string.Join(", ", before.Payoffs)}");
            }

            lexer.Next();
            if (seen) return before!.Outcome;
            _outcomes[number] = new SeenOutcome(_tree.Outcome(payoffs, name), name, payoffs);
            return _outcomes[number].Outcome;
        }
    }
}
