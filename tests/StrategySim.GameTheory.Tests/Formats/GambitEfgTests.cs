using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Tests.Equilibria;
using StrategySim.GameTheory.Tests.ExtensiveForm;

namespace StrategySim.GameTheory.Tests.Formats;

public sealed class GambitEfgTests
{
    // Outcomes at interior nodes and reused, an information set and a chance move named again, labels blank and repeated.
    private const string Sample = """
        EFG 2 D "Say \"hi\"" { "A" "B" } "a comment
        over two lines"
        c "root" 1 "deal" { "x" 1/4 "x" .75 } 1 "stake" { 1 -1 }
        p "" 1 7 "" { "" "r" } 0
        t "" 2 "won" { 1.5, -.5, }
        c "" 1 0
        t "" 2
        t "" 0
        p "" 1 7 0
        t "" 2 "won" { 3/2 -1/2 }
        t "end" 1
        """;

    [Fact]
    public void OutcomesAddUpAlongAPath_AndAreReused()
    {
        ExtensiveGame game = GambitEfg.Read(Sample);
        Assert.Equal(("Say \"hi\"", 9), (game.Title, game.Nodes.Length));
        Assert.Equal(["stake", "won"], game.Outcomes.Select(outcome => outcome.Name));
        Assert.Equal(["x_1", "x_2"], game.Nodes[0].Actions);
        Assert.Equal(Rational.Create(3, 4), game.Nodes[0].Probabilities[1]);
        InformationSet set = Assert.Single(game.InformationSets);
        Assert.Equal(["_1", "r"], set.Actions);
        Assert.Equal([1, 6], set.Nodes);
        Assert.Equal("A:1", set.Name);
        // The stake of 1 and what is won; at the last node the stake a second time.
        Assert.Equal((Rational.Create(5, 2), 2, 1), (game.Payoff(2, 0), game.Payoff(8, 0), game.Payoff(5, 0)));
    }

    [Fact]
    public void WrittenAndReadAgain_AGameIsTheSame()
    {
        var random = new RandomGames(9);
        ExtensiveGame[] games = [GambitEfg.Read(Sample), GambitEfg.Read(Trees.Horse), Trees.KuhnPoker(), .. Enumerable.Range(0, 50).Select(_ => Trees.RandomTree(random, 3, 5, 9, perfectInformation: false))];
        foreach (ExtensiveGame game in games)
        {
            string text = GambitEfg.Write(game);
            ExtensiveGame read = GambitEfg.Read(text);
            Assert.Equal(text, GambitEfg.Write(read));
            Assert.Equal(game.Nodes.Select(node => (node.Kind, node.Parent, node.Branch, node.InformationSet)), read.Nodes.Select(node => (node.Kind, node.Parent, node.Branch, node.InformationSet)));
            Assert.All(game.Nodes, node => Assert.All(Enumerable.Range(0, game.Players.Length), player => Assert.Equal(game.Payoff(node.Id, player), read.Payoff(node.Id, player))));
        }
    }

    [Theory]
    [InlineData("NFG 1 R \"t\"", 1, 1, "'NFG'", "EFG, the mark of an extensive form")]
    [InlineData("EFG 1 R \"t\"", 1, 5, "'1'", "version 2")]
    [InlineData("EFG 2 R \"t", 1, 9, "a text that does not end", "a closing quote")]
    [InlineData("EFG 2 R \"t\" { }", 1, 15, "'}'", "at least one player's name")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\nq \"\" 0", 2, 1, "'q'", "c, p or t, the mark of the root")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\np \"\" 2 1 \"\" { \"l\" } 0", 2, 6, "'2'", "the number of the player who moves, 1 to 1")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\np \"\" 1 0 \"\" { \"l\" } 0", 2, 8, "'0'", "the number of an information set, at least 1")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\np \"\" 1 1 0", 2, 10, "'0'", "the name and actions of information set 1 of 'A', which stands here for the first time")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\np \"\" 1 1 \"\" { } 0", 2, 15, "'}'", "at least one action of information set 1 of 'A'")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\np \"\" 1 1 \"i\" { \"l\" } 0\np \"\" 1 1 \"i\" { \"m\" } 0", 3, 10, "information set 1 of 'A' described otherwise than before", "\"i\" with the actions l")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\nc \"\" 1 \"\" { \"l\" 1/2 \"r\" 1/3 } 0", 2, 11, "probabilities of chance move 1 that sum to 5/6", "a sum of exactly 1")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\nc \"\" 1 \"\" { \"l\" -1 \"r\" 2 } 0", 2, 17, "'-1'", "a probability of 'l' of at least 0")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\nt \"\" 1", 2, 7, "the end of the text", "the name and payoffs of outcome 1, which stands here for the first time")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\nt \"\" 0 \"x\" { 1 }", 2, 8, "the text \"x\"", "no description of outcome 0, which pays nobody anything")]
    [InlineData("EFG 2 R \"t\" { \"A\" \"B\" }\nt \"\" 1 \"x\" { 1 }", 2, 16, "'}'", "the payoff of 'B' in outcome 1, an integer, a decimal or a fraction")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\nt \"\" 1 \"x\" { 1 2 }", 2, 16, "'2'", "'}' after the 1 payoffs of outcome 1")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\nc \"\" 1 \"\" { \"l\" 1/2 \"r\" 1/2 } 0\nt \"\" 1 \"x\" { 1 }\nt \"\" 1 \"x\" { 2 }", 4, 8, "outcome 1 described otherwise than before", "\"x\" with 1")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 0", 3, 7, "the end of the text", "c, p or t, the mark of the node after 'r' at node 0")]
    [InlineData("EFG 2 R \"t\" { \"A\" }\nt \"\" 0 t", 2, 8, "'t'", "the end of the text, since the tree is whole after 1 nodes")]
    public void Faults_NameLineAndColumn(string text, int line, int column, string found, string expected)
    {
        GameFormatException error = Assert.Throws<GameFormatException>(() => GambitEfg.Read(text));
        Assert.Equal((line, column, found, expected), (error.Line, error.Column, error.Found, error.Expected));
    }

    [Fact]
    public void TreesBeyondTheLimits_AreRefusedWhileTheyAreRead()
    {
        Assert.Equal("characters", Assert.Throws<GameTooLargeException>(() => GambitEfg.Read(Sample, new GameLimits { MaximumTextLength = 10 })).Unit);
        Assert.Throws<GameTooLargeException>(() => GambitEfg.Read(Sample, new GameLimits { MaximumPayoffs = 17 }));
        Assert.Equal(9, GambitEfg.Read(Sample, new GameLimits { MaximumPayoffs = 18 }).Nodes.Length);
        Assert.Throws<GameTooLargeException>(() => GambitEfg.Read(Sample, new GameLimits { MaximumPlayers = 1 }));
    }

    [Fact]
    public void ManyThousandMutatedTexts_AreReadOrRefused_NeverAnythingElse()
    {
        var random = new RandomGames(10);
        string[] seeds = [Sample, Trees.Horse, Trees.Entry];
        string[] pieces = ["\"", "{", "}", ",", "0", "1", "-1", "1/0", "1e999", "99999999999999999999", "p", "c", "t", "\\", "\"x\"", "\n", "\0", "½", " "];
        int read = 0;
        for (int trial = 0; trial < 20_000; trial++)
        {
            string text = seeds[random.Below(seeds.Length)];
            for (int change = 1 + random.Below(3); change > 0; change--)
            {
                int at = random.Below(text.Length), end = Math.Min(text.Length, at + 1 + random.Below(4));
                text = random.Below(3) switch
                {
                    0 => text.Remove(at, end - at),
                    1 => text.Insert(at, pieces[random.Below(pieces.Length)]),
                    _ => text[..at] + pieces[random.Below(pieces.Length)] + text[end..],
                };
            }

            try
            {
                ExtensiveGame game = GambitEfg.Read(text);
                read++;
                // What was understood is a tree: every chance move sums to 1, every branch has its node.
                Assert.All(game.Nodes, node => Assert.Equal(node.Actions.Length, node.Children.Length));
            }
            catch (GameFormatException refused)
            {
                Assert.True(refused.Line >= 1 && refused.Column >= 1);
            }
        }

        Assert.InRange(read, 1000, 19_000);
    }
}
