using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Tests.Conformance;

namespace StrategySim.GameTheory.Tests.Formats;

public sealed class GambitNfgTests
{
    [Fact]
    public void PayoffForm_TheFirstPlayersStrategyVariesFastest()
    {
        NormalFormGame game = GambitNfg.Read("NFG 1 R \"t\" { \"A\" \"B\" } { 2 3 } 1 2 3 4 5 6 7 8 9 10 11 12");
        Assert.Equal(("t", "2×3"), (game.Title, game.Shape));
        Assert.Equal((3, 4), (game.Payoff(0, 1, 0), game.Payoff(1, 1, 0)));
        Assert.Equal((5, 6), (game.Payoff(0, 0, 1), game.Payoff(1, 0, 1)));
        Assert.Equal((11, 12), (game.Payoff(0, 1, 2), game.Payoff(1, 1, 2)));
    }

    [Fact]
    public void OutcomeForm_TakesCommasQuotesAndTheNullOutcome()
    {
        NormalFormGame game = GambitNfg.Read("""
            NFG 1 D "Say \"hi\" \o/" { "A" "B" }
            { { "u" "d" } { "l" "r" } } "a comment
            over two lines"
            { { "one" 1.5, -.25 } { "" 1e2 3/7, } }
            1 0
            2 1
            """);
        Assert.Equal("Say \"hi\" \\o/", game.Title);
        Assert.Equal((Rational.Create(3, 2), Rational.Create(-1, 4)), (game.Payoff(0, 0, 0), game.Payoff(1, 0, 0)));
        Assert.Equal((0, 0), (game.Payoff(0, 1, 0), game.Payoff(1, 1, 0)));
        Assert.Equal((100, Rational.Create(3, 7)), (game.Payoff(0, 0, 1), game.Payoff(1, 0, 1)));
        Assert.Equal(Rational.Create(3, 2), game.Payoff(0, 1, 1));
    }

    [Fact]
    public void Blanks_OnlyPartWords()
    {
        NormalFormGame game = GambitNfg.Read("\uFEFFNFG\t1\r\nR\"t\"{\"A\"\"B\"}{{\"u\"\"d\"}{\"l\"}}\v1 2\f3 4");
        Assert.Equal((3, 4), (game.Payoff(0, 1, 0), game.Payoff(1, 1, 0)));
    }

    [Fact]
    public void BlankAndRepeatedLabels_AreNumbered()
    {
        NormalFormGame game = GambitNfg.Read("NFG 1 R \"\" { \"\" \"\" } { { \"x\" \"x\" \"x_1\" } { \"\" } } 1 1 1 1 1 1");
        Assert.Equal(["_1", "_2"], game.Players.Select(player => player.Id));
        Assert.Equal(["x_2", "x_3", "x_1"], game.Players[0].Strategies);
        Assert.Equal(["_1"], game.Players[1].Strategies);
    }

    [Theory]
    [InlineData("EFG 2 R \"t\"", 1, 1, "'EFG'", "NFG, the mark of a strategic form")]
    [InlineData("NFG 2 R \"t\"", 1, 5, "'2'", "version 1")]
    [InlineData("NFG 1 X \"t\"", 1, 7, "'X'", "R or D")]
    [InlineData("NFG 1 R t", 1, 9, "'t'", "the title in quotes")]
    [InlineData("NFG 1 R \"t", 1, 9, "a text that does not end", "a closing quote")]
    [InlineData("NFG 1 R \"t\" { }", 1, 15, "'}'", "at least one player's name")]
    [InlineData("NFG 1 R \"t\" { \"A\" 5 }", 1, 19, "'5'", "a player's name in quotes, or '}' after the players")]
    [InlineData("NFG 1 R \"t\"\n{ \"A\" \"B\" }\n{ 2 }", 3, 5, "'}'", "the number of strategies of 'B', at least 1, or '{' before their names")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 0 }", 1, 23, "'0'", "the number of strategies of 'A', at least 1, or '{' before their names")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2.5 }", 1, 23, "'2.5'", "the number of strategies of 'A', at least 1, or '{' before their names")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 1 2 }", 1, 25, "'2'", "'}' after the strategies of 1 players")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { { } }", 1, 25, "'}'", "at least one strategy of 'A'")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { { 3 } }", 1, 25, "'3'", "a strategy of 'A' in quotes, or '}' after them")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2 }\n1\n", 3, 1, "the end of the text", "the payoff of 'A' in profile 2 of 2, an integer, a decimal or a fraction")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2 }\n1 NaN", 2, 3, "'NaN'", "the payoff of 'A' in profile 2 of 2, an integer, a decimal or a fraction")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2 }\n1, 2", 2, 2, "','", "the payoff of 'A' in profile 2 of 2, an integer, a decimal or a fraction")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2 }\n1 2 3", 2, 5, "'3'", "the end of the text after 2 profiles")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2 }\n{ { 1 } }", 2, 5, "'1'", "the name of outcome 1 in quotes")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2 }\n{ { \"o\" 1 2 } }", 2, 11, "'2'", "'}' after the 1 payoffs of outcome 1")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2 }\n{ { \"o\" 1 } }\n1 2", 3, 3, "'2'", "the outcome of profile 2 of 2, 0 to 1")]
    [InlineData("NFG 1 R \"t\" { \"A\" } { 2 }\n{ { \"o\" 1 } 5", 2, 13, "'5'", "'{' before an outcome, or '}' after the outcomes")]
    [InlineData("", 1, 1, "the end of the text", "NFG, the mark of a strategic form")]
    public void ATextThatIsNoGame_IsRefusedWithItsPlace(string text, int line, int column, string found, string expected)
    {
        GameFormatException error = Assert.Throws<GameFormatException>(() => GambitNfg.Read(text));
        Assert.Equal((line, column, found, expected), (error.Line, error.Column, error.Found, error.Expected));
        Assert.Equal($".nfg, line {line}, column {column}: found {found}; expected {expected}.", error.Message);
    }

    [Fact]
    public void ATableThatIsTooLarge_IsRefusedBeforeItsPayoffs()
    {
        string players = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"\"P{i}\"")), counts = string.Join(' ', Enumerable.Repeat(2, 100));
        Assert.Throws<GameTooLargeException>(() => GambitNfg.Read($"NFG 1 R \"t\" {{ {players} }} {{ {counts} }}"));
        Assert.Throws<GameTooLargeException>(() => GambitNfg.Read("NFG 1 R \"t\" { \"A\" \"B\" } { 2000000000 2000000000 }"));
        Assert.Equal("characters", Assert.Throws<GameTooLargeException>(() => GambitNfg.Read("NFG 1", new GameLimits { MaximumTextLength = 4 })).Unit);
    }

    [Fact]
    public void EveryPrefixOfAGame_IsRefusedAndNothingElseHappens()
    {
        string text = new ConformanceGame("c01-battle-of-the-sexes").Text.TrimEnd();
        for (int length = 0; length < text.Length; length++)
        {
            Assert.Throws<GameFormatException>(() => GambitNfg.Read(text[..length]));
        }
    }

    [Fact]
    public void EveryConformanceGame_IsWrittenAndReadBack()
    {
        foreach (string name in ConformanceGames.Names)
        {
            NormalFormGame game = new ConformanceGame(name).Game, again = GambitNfg.Read(GambitNfg.Write(game));
            Assert.Equal((game.Title, game.Shape), (again.Title, again.Shape));
            Assert.Equal(game.Players.Select(player => player.ToString()), again.Players.Select(player => player.ToString()));
            for (int profile = 0; profile < game.ProfileCount; profile++)
            {
                for (int player = 0; player < game.PlayerCount; player++) Assert.Equal(game.PayoffAt(profile, player), again.PayoffAt(profile, player));
            }
        }
    }

    [Fact]
    public void Write_KeepsQuotes_AndRefusesWhatTheFormatCannotExpress()
    {
        NormalFormGame game = new([new Player("\"A\"", ["x\\y"])], [1], "a \"title\"");
        NormalFormGame again = GambitNfg.Read(GambitNfg.Write(game));
        Assert.Equal((game.Title, game.Players[0].ToString()), (again.Title, again.Players[0].ToString()));
        Assert.Throws<ArgumentException>(() => GambitNfg.Write(new NormalFormGame([new Player("A\\", ["x"])], [1])));
    }
}
