using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Formats;

/// <summary>Random games survive both forms of the format, and no text makes the reader do anything but read a game or say where it is none.</summary>
public sealed class GambitNfgProperties
{
    private static readonly string[] Names = ["A", "x y", "\"", "é", "{", "}", ",", "\\", "1", "-", "NFG", "a\\b", "tab\t", "line\nbreak"];

    private static readonly string[] Words =
    [
        "NFG", "1", "R", "D", "\"t\"", "{", "}", "\"A\"", "\"B\"", "\"\"", "\"x\"", "2", "3", "0", "-1", "1/2", "0.5", "1e3", "1e999", "-.5", "1e-15", "1000000000000000000", ",", "\n", " ", "\"", "\\\"", "1/0", "+7", "NaN", "999999999", "4294967297",
    ];

    [Fact]
    public void RandomGames_AreWrittenAndReadBack_InBothForms()
    {
        var draws = new RandomGames(83);
        for (int k = 0; k < 2_000; k++)
        {
            NormalFormGame game = Random(draws);
            Assert.Equal(Text(game), Text(GambitNfg.Read(GambitNfg.Write(game))));
            Assert.Equal(Text(game), Text(GambitNfg.Read(GambitNfg.WriteOutcomes(game))));
        }
    }

    [Fact]
    public void MutatedAndRandomTexts_AreReadAsAGame_OrRefusedWithTheirPlace() => Fuzz(60_000, 89);

    [Fact(Explicit = true)]
    public void MutatedAndRandomTexts_AreReadAsAGame_OrRefusedWithTheirPlace_AMillionTimes() => Fuzz(1_000_000, 97);

    private static void Fuzz(int inputs, ulong seed)
    {
        var draws = new RandomGames(seed);
        var limits = new GameLimits { MaximumPayoffs = 10_000, MaximumPlayers = 20 };
        int accepted = 0;
        for (int k = 0; k < inputs; k++)
        {
            string text = (k % 3) switch
            {
                0 => Mutated(Valid(draws), draws),
                1 => Reworded(Valid(draws), draws),
                _ => string.Join(draws.Next(0, 3) == 0 ? "" : " ", Enumerable.Range(0, draws.Next(0, 30)).Select(_ => Words[draws.Next(0, Words.Length - 1)]).Prepend(draws.Next(0, 3) == 0 ? "" : "NFG 1 R \"t\" {")),
            };
            try
            {
                NormalFormGame game = GambitNfg.Read(text, limits);
                accepted++;
                Understood(game, text);
            }
            catch (GameFormatException error)
            {
                Assert.True(error.Line >= 1 && error.Column >= 1 && error.Line <= text.Split('\n').Length, $"{error.Message} of {text}");
            }
            catch (GameTooLargeException)
            {
                // By its counts, before a payoff is read.
            }
        }

        // Neither everything nor nothing may pass, or the mutations would test one side only.
        Assert.InRange(accepted, inputs / 50, inputs / 2);
    }

    /// <summary>A text that was taken for a game has as many numbers as the game needs, and says the same when it is written again.</summary>
    private static void Understood(NormalFormGame game, string text)
    {
        // A backslash before a quote can be read but not be written.
        string[] names = [game.Title, .. game.Players.Select(player => player.Id), .. game.Players.SelectMany(player => player.Strategies)];
        if (names.Any(name => name.EndsWith('\\') || name.Contains("\\\"", StringComparison.Ordinal)))
        {
            Assert.Throws<ArgumentException>(() => GambitNfg.Write(game));
        }
        else
        {
            Assert.Equal(Text(game), Text(GambitNfg.Read(GambitNfg.Write(game))));
        }

        int words = text.Split([' ', '\n', '\t', '\r', '{', '}', ',', '"', '\v', '\f', '\u0085', '\u00a0'], StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.True(words >= game.ProfileCount, $"{game.Shape} was read from {text}");
    }

    private static string Valid(RandomGames draws)
    {
        NormalFormGame game = Random(draws);
        return draws.Next(0, 1) == 0 ? GambitNfg.Write(game) : GambitNfg.WriteOutcomes(game);
    }

    /// <summary>Some letters changed, dropped, doubled or swapped.</summary>
    private static string Mutated(string text, RandomGames draws)
    {
        List<char> letters = [.. text];
        for (int n = draws.Next(1, 4); n > 0 && letters.Count > 0; n--)
        {
            int at = draws.Next(0, letters.Count - 1);
            switch (draws.Next(0, 4))
            {
                case 0: letters.RemoveAt(at); break;
                case 1: letters.Insert(at, letters[draws.Next(0, letters.Count - 1)]); break;
                case 2: letters[at] = (char)draws.Next(0, 0x2ff); break;
                case 3: letters.RemoveRange(at, Math.Min(letters.Count - at, draws.Next(1, 20))); break;
                default: letters[at] = "0123456789{}\",./-eE \\"[draws.Next(0, 20)]; break;
            }
        }

        return new string([.. letters]);
    }

    /// <summary>Some words replaced, dropped or repeated.</summary>
    private static string Reworded(string text, RandomGames draws)
    {
        List<string> words = [.. text.Split(' ')];
        for (int n = draws.Next(1, 3); n > 0 && words.Count > 0; n--)
        {
            int at = draws.Next(0, words.Count - 1);
            switch (draws.Next(0, 2))
            {
                case 0: words.RemoveAt(at); break;
                case 1: words.Insert(at, words[draws.Next(0, words.Count - 1)]); break;
                default: words[at] = Words[draws.Next(0, Words.Length - 1)]; break;
            }
        }

        return string.Join(' ', words);
    }

    private static NormalFormGame Random(RandomGames draws)
    {
        Player[] players = [.. Enumerable.Range(0, draws.Next(1, 3)).Select(i => new Player($"{Names[draws.Next(0, Names.Length - 1)]} {i}", Enumerable.Range(0, draws.Next(1, 3)).Select(s => $"{Names[draws.Next(0, Names.Length - 1)]} {s}")))];
        int payoffs = players.Aggregate(players.Length, (count, player) => count * player.Strategies.Length);
        return new NormalFormGame(players, Enumerable.Range(0, payoffs).Select(_ => Number(draws)), Names[draws.Next(0, 4)] + " t");
    }

    private static Rational Number(RandomGames draws) => draws.Next(0, 5) switch
    {
        0 => Rational.Create(draws.Next(-99, 99), draws.Next(1, 99)),
        1 => (Rational)draws.Next(-9, 9) * Rational.Parse("1e18"),
        2 => (Rational)draws.Next(-9, 9) * Rational.Parse("1e-15"),
        3 => default,
        _ => draws.Next(-3, 3),
    };

    private static string Text(NormalFormGame game) =>
        $"{game.Title}|{string.Join('|', game.Players.Select(player => $"{player.Id}:{string.Join('/', player.Strategies)}"))}|{string.Join(' ', Enumerable.Range(0, game.ProfileCount * game.PlayerCount).Select(p => game.PayoffAt(p / game.PlayerCount, p % game.PlayerCount)))}";
}
