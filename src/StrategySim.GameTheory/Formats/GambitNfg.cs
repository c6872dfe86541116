using System.Globalization;
using System.Text;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Formats;

/// <summary>Gambit's strategic-form text format, <c>.nfg</c> version 1, in its payoff and its outcome form.</summary>
/// <remarks>
/// Every number is read exactly, whether the file says R (rational) or D (decimal). The first player's strategy varies
/// fastest. In the outcome form, outcome 0 pays everybody 0. Labels that are blank or repeated are numbered the way
/// Gambit does it: x, x becomes x_1, x_2. Source: Gambit documentation, "Game representation formats".
/// </remarks>
public static partial class GambitNfg
{
    private const string Format = ".nfg";

    /// <summary>Reads a game.</summary>
    /// <param name="text">The content of a file.</param>
    /// <param name="limits">How long the text and how large the table may be; by default <see cref="GameLimits.Default"/>.</param>
    /// <exception cref="GameFormatException">The text is not in the format; says where, what was found and what was expected.</exception>
    /// <exception cref="GameTooLargeException">The text or the table exceeds the limits; found before payoffs are read.</exception>
    public static NormalFormGame Read(string text, GameLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= GameLimits.Default;
        if (text.Length > limits.MaximumTextLength)
        {
            throw new GameTooLargeException("The .nfg text", "characters", text.Length, limits.MaximumTextLength);
        }

        var lexer = new GambitLexer(text, Format);
        ReadHeader(lexer);
        string title = lexer.Current.Value;
        List<string> names = Labels.Distinct(ReadPlayers(lexer));
        Player[] players = ReadStrategies(lexer, names, limits);
        if (lexer.Current.Kind == GambitTokenKind.Text) lexer.Next();
        int profiles = players.Aggregate(1, (product, player) => product * player.Strategies.Length);
        Rational[][] cells = lexer.Current.Kind == GambitTokenKind.Open
            ? ReadOutcomes(lexer, names, profiles)
            : ReadPayoffs(lexer, names, profiles);
        if (lexer.Current.Kind != GambitTokenKind.End) throw lexer.Unexpected($"the end of the text after {profiles} profiles");
        return new NormalFormGame(players, LastPlayerFastest(players, cells), title, limits);
    }

    /// <summary>Writes a game in the payoff form, with strategy labels and exact numbers.</summary>
    /// <exception cref="ArgumentException">A name has a backslash at its end or before a quote, which the format cannot express.</exception>
    public static string Write(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        StringBuilder text = Head(game);
        foreach (int profile in FirstPlayerFastest(game.Players))
        {
            text.AppendJoin(' ', Enumerable.Range(0, game.PlayerCount).Select(player => game.PayoffAt(profile, player))).Append('\n');
        }

        return text.ToString();
    }

    private static StringBuilder Head(NormalFormGame game)
    {
        var text = new StringBuilder();
        string names = string.Join(' ', game.Players.Select(p => GambitText.Quote(p.Id, Format)));
        text.Append(CultureInfo.InvariantCulture, $"NFG 1 R {GambitText.Quote(game.Title, Format)} {{ {names} }}\n\n{{ ");
        text.AppendJoin('\n', game.Players.Select(p => $"{{ {string.Join(' ', p.Strategies.Select(s => GambitText.Quote(s, Format)))} }}"));
        return text.Append("\n}\n\"\"\n\n");
    }

    private static void ReadHeader(GambitLexer lexer)
    {
        if (lexer.Next() is not { Kind: GambitTokenKind.Word, Value: "NFG" }) throw lexer.Unexpected("NFG, the mark of a strategic form");
        if (lexer.Next() is not { Kind: GambitTokenKind.Word, Value: "1" }) throw lexer.Unexpected("version 1");
        if (lexer.Next() is not { Kind: GambitTokenKind.Word, Value: "R" or "D" }) throw lexer.Unexpected("R or D");
        if (lexer.Next().Kind != GambitTokenKind.Text) throw lexer.Unexpected("the title in quotes");
    }

    private static List<string> ReadPlayers(GambitLexer lexer)
    {
        if (lexer.Next().Kind != GambitTokenKind.Open) throw lexer.Unexpected("'{' before the players");
        List<string> names = [];
        while (lexer.Next().Kind == GambitTokenKind.Text) names.Add(lexer.Current.Value);
        if (lexer.Current.Kind != GambitTokenKind.Close) throw lexer.Unexpected("a player's name in quotes, or '}' after the players");
        return names.Count > 0 ? names : throw lexer.Unexpected("at least one player's name");
    }

    /// <summary>Reads counts or lists of labels and leaves the lexer on the word after them.</summary>
    private static Player[] ReadStrategies(GambitLexer lexer, List<string> names, GameLimits limits)
    {
        if (lexer.Next().Kind != GambitTokenKind.Open) throw lexer.Unexpected("'{' before the strategies");
        lexer.Next();
        var labels = new List<string>[names.Count];
        int[] counts = new int[names.Count];
        for (int i = 0; i < names.Count; i++)
        {
            if (lexer.Current.Kind == GambitTokenKind.Open)
            {
                labels[i] = [];
                while (lexer.Next().Kind == GambitTokenKind.Text) labels[i].Add(lexer.Current.Value);
                if (lexer.Current.Kind != GambitTokenKind.Close) throw lexer.Unexpected($"a strategy of '{names[i]}' in quotes, or '}}' after them");
                if (labels[i].Count == 0) throw lexer.Unexpected($"at least one strategy of '{names[i]}'");
                counts[i] = labels[i].Count;
            }
            else
            {
                counts[i] = GambitText.ReadInteger(lexer, $"the number of strategies of '{names[i]}', at least 1, or '{{' before their names", 1, int.MaxValue);
            }

            lexer.Next();
        }

        if (lexer.Current.Kind != GambitTokenKind.Close) throw lexer.Unexpected($"'}}' after the strategies of {names.Count} players");
        limits.CheckTable(counts);
        lexer.Next();
        return [.. names.Select((name, i) => labels[i] is null ? Player.Numbered(name, counts[i]) : new Player(name, Labels.Distinct(labels[i])))];
    }

    private static Rational[][] ReadPayoffs(GambitLexer lexer, List<string> names, int profiles)
    {
        var cells = new Rational[profiles][];
        for (int profile = 0; profile < profiles; profile++)
        {
            cells[profile] = new Rational[names.Count];
            for (int i = 0; i < names.Count; i++)
            {
                cells[profile][i] = GambitText.ReadNumber(lexer, $"the payoff of '{names[i]}' in profile {profile + 1} of {profiles}");
                lexer.Next();
            }
        }

        return cells;
    }

    private static Rational[][] ReadOutcomes(GambitLexer lexer, List<string> names, int profiles)
    {
        List<Rational[]> outcomes = [new Rational[names.Count]];
        while (lexer.Next().Kind == GambitTokenKind.Open)
        {
            if (lexer.Next().Kind != GambitTokenKind.Text) throw lexer.Unexpected($"the name of outcome {outcomes.Count} in quotes");
            var payoffs = new Rational[names.Count];
            lexer.Next();
            for (int i = 0; i < names.Count; i++)
            {
                payoffs[i] = GambitText.ReadNumber(lexer, $"the payoff of '{names[i]}' in outcome {outcomes.Count}");
                if (lexer.Next().Kind == GambitTokenKind.Comma) lexer.Next();
            }

            if (lexer.Current.Kind != GambitTokenKind.Close)
            {
                throw lexer.Unexpected($"'}}' after the {names.Count} payoffs of outcome {outcomes.Count}");
            }

            outcomes.Add(payoffs);
        }

        if (lexer.Current.Kind != GambitTokenKind.Close) throw lexer.Unexpected("'{' before an outcome, or '}' after the outcomes");
        lexer.Next();
        var cells = new Rational[profiles][];
        for (int profile = 0; profile < profiles; profile++)
        {
            cells[profile] = outcomes[GambitText.ReadInteger(
                lexer, $"the outcome of profile {profile + 1} of {profiles}, 0 to {outcomes.Count - 1}", 0, outcomes.Count - 1)];
            lexer.Next();
        }

        return cells;
    }

    private static IEnumerable<Rational> LastPlayerFastest(Player[] players, Rational[][] cells)
    {
        int[] places = new int[cells.Length];
        int next = 0;
        foreach (int profile in FirstPlayerFastest(players)) places[profile] = next++;
        return places.SelectMany(place => cells[place]);
    }

    /// <summary>The numbers of the profiles in the order of the file: the first player's strategy varies fastest.</summary>
    private static IEnumerable<int> FirstPlayerFastest(IReadOnlyList<Player> players)
    {
        int[] counts = [.. players.Select(player => player.Strategies.Length)], strides = new int[counts.Length], wheel = new int[counts.Length];
        int profiles = 1;
        for (int i = counts.Length - 1; i >= 0; i--)
        {
            strides[i] = profiles;
            profiles *= counts[i];
        }

        int profile = 0;
        for (int step = 0; step < profiles; step++)
        {
            yield return profile;
            for (int i = 0; i < counts.Length; i++)
            {
                profile += strides[i];
                if (++wheel[i] < counts[i]) break;
                profile -= counts[i] * strides[i];
                wheel[i] = 0;
            }
        }
    }
}
