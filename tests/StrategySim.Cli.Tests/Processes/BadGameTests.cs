using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary>Games that are none: refused with exit code 1, every fault with its place, nothing on standard output.</summary>
public sealed class BadGameTests
{
    public static TheoryData<string, string[]> BadGames => new()
    {
        { "NFG 1 R \"a\" { \"x\" \"y\" }\n{ 2 2 }\n1 2 3 4 5 6 q 8", ["standard input:3:13: ", "Found 'q'", "profile 4 of 4"] },
        { "NFG 2 R \"a\" { \"x\" } { 1 } 0", ["standard input:1:5: ", "expected version 1"] },
        { "{ \"format\": \"table\",\n  \"players\": [ }", ["standard input:2:16: ", "not JSON"] },
        { "format: table\n  players: [", ["standard input:2:10: ", "not YAML"] },
        { "", ["The document is empty"] },
        { "format: named\nid: chicken\ncolour: red\n", ["standard input:3:1: /colour: ", "not known"] },
        { "format: named\nformat: table\nid: chicken\n", ["standard input:2:1: /format: ", "twice"] },
        { "format: named\nid: chikken\n", ["standard input:2:5: /id: ", "Found 'chikken'", "chicken"] },
        { "format: gam\n", ["/format: ", "one of concession, efg, named, nfg, table"] },
        { "format: table\nplayers: [A, B]\npayoffs: [[[1, 2], [3, 4]], [[5, 6]]]\n", ["/payoffs/1", "found"] },
        { "format: table\nplayers: [A, B]\npayoffs: [[[1, .nan], [.inf, 4]]]\n", ["standard input:3:16: /payoffs/0/0/1: ", "standard input:3:24: /payoffs/0/1/0: ", "2 faults"] },
        { "game: { format: named, id: chicken }\nmethod: magic\n", ["standard input:2:9: /method: ", "Found 'magic'"] },
        { "schema: strategysim/scenario/v1\nid: x\n", ["this is a scenario, not a game", "strategysim run"] },
        { "[1, 2, 3]", ["a game"] },
    };

    [Theory]
    [MemberData(nameof(BadGames))]
    public async Task ABadGame_IsRefusedWithItsPlace(string text, string[] says)
    {
        Finished done = await EquilibriaTests.Ask(text);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.All(says, word => Assert.Contains(word, done.Error, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("   at ", done.Error);
    }

    [Fact]
    public async Task ATableOfAHundredPlayers_IsRefusedBeforeItIsBuilt()
    {
        string players = string.Join(", ", Enumerable.Range(1, 100).Select(i => $"{{ id: p{i}, strategies: 2 }}"));
        Finished done = await EquilibriaTests.Ask($"format: table\nplayers: [{players}]\npayoffs: [1]\n");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("100", done.Error);

        string nfg = $"NFG 1 R \"\" {{ {string.Join(' ', Enumerable.Range(1, 100).Select(i => $"\"p{i}\""))} }}\n{{ {string.Join(' ', Enumerable.Repeat(2, 100))} }}\n0";
        done = await EquilibriaTests.Ask(nfg);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("100-player table", done.Error);
        Assert.Contains("expected at most", done.Error);
    }

    [Fact]
    public async Task AGameTooLargeForTheMethod_IsRefusedWithTheEstimate()
    {
        Finished done = await EquilibriaTests.Ask($"NFG 1 R \"\" {{ \"a\" \"b\" }} {{ 40 40 }}\n{string.Join(' ', Enumerable.Range(0, 2 * 40 * 40).Select(k => k * k % 1009))}\n");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Matches(@"40×40.* takes .* expected at most", done.Error);
    }

    [Fact]
    public async Task AMethodThatDoesNotTakeTheGame_IsRefused()
    {
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "-", "--method", "two-by-two"], "NFG 1 R \"\" { \"a\" \"b\" } { 3 2 }\n0 0 0 0 0 0 0 0 0 0 0 0\n");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("'two-by-two' does not take the 3×2 game", done.Error);
    }

    [Fact]
    public async Task ANamedGame_IsNoFile_AndTheMessageSaysWhereItIs()
    {
        Finished done = await StrategySimProcess.RunAsync("equilibria", "chicken");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("'strategysim games chicken'", done.Error);
    }

    [Fact]
    public async Task FilesThatCannotBeRead_AreRefusedByName()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("latin1.json"), [(byte)'"', 0xE9, (byte)'"'], TestContext.Current.CancellationToken);
        await using (var large = new FileStream(folder.File("large.json"), FileMode.Create)) large.SetLength(50_000_001);
        (string File, string Says)[] cases =
        [
            ("missing.nfg", "missing.nfg: there is no such file"),
            (Path.Combine("missing", "game.nfg"), "there is no such file"),
            (folder.Path, "this is a folder"),
            ("latin1.json", "latin1.json: not UTF-8 text"),
            ("large.json", "large.json: longer than 50,000,000 bytes"),
        ];
        foreach ((string file, string says) in cases)
        {
            Finished done = await StrategySimProcess.RunAsync(["equilibria", file], null, folder.Path);
            Assert.Equal((1, ""), (done.ExitCode, done.Out));
            Assert.Contains(says, done.Error);
            Assert.Single(done.ErrorLines);
        }
    }
}
