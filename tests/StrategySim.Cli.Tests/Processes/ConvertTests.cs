using System.Text.Json;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>convert</c>, and <c>equilibria</c> of several games.</summary>
public sealed class ConvertTests
{
    private const string Chicken = "NFG 1 R \"Chicken\" { \"A\" \"B\" }\n\n{ { \"H\" \"Y\" }\n{ \"H\" \"Y\" }\n}\n\"\"\n\n-2 -2\n1 4\n4 1\n3 3\n";

    [Fact]
    public async Task AGame_GoesThroughEveryFormatAndBack()
    {
        string text = Chicken;
        foreach (string format in (string[])["nfg-outcomes", "json", "nfg"])
        {
            Finished done = await StrategySimProcess.RunAsync(["convert", "-", "--to", format], text);
            Assert.Equal((0, ""), (done.ExitCode, done.Error));
            text = done.Out;
        }

        Assert.Equal(Chicken, text);
    }

    [Fact]
    public async Task Tables_MarkBestReplies_AndAnEfgNeedsATree()
    {
        Assert.Contains("| H | -2, -2 | **4**, **1** |", (await StrategySimProcess.RunAsync(["convert", "-", "--to", "markdown"], Chicken)).Out, StringComparison.Ordinal);
        Assert.Contains("A & H & $-2, -2$ & $\\underline{4}, \\underline{1}$ \\\\", (await StrategySimProcess.RunAsync(["convert", "-", "--to", "latex"], Chicken)).Out, StringComparison.Ordinal);
        Finished done = await StrategySimProcess.RunAsync(["convert", "-", "--to", "efg"], Chicken);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("is no tree", done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralFiles_AreAnsweredOneALine_AndOneAtFaultDoesNotKeepTheOthers()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("a.nfg"), Chicken, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("b.nfg"), "NFG 1 R \"t", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("c.json"), "{\"format\":\"named\",\"id\":\"deadlock\"}\n\n{\"format\":\"named\",\"id\":\"chess\"}\n{\"format\":\"named\",\"id\":\"chicken\"}\n", TestContext.Current.CancellationToken);
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "*.nfg", "c.json", "--json"], null, folder.Path);
        Assert.Equal(1, done.ExitCode);
        JsonElement[] answers = [.. done.Out.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["a.nfg ", "b.nfg ", "c.json 1", "c.json 3", "c.json 4"], answers.Select(answer => $"{answer.GetProperty("source")} {(answer.TryGetProperty("line", out JsonElement line) ? line : "")}"));
        Assert.Equal([true, false, true, false, true], answers.Select(answer => answer.TryGetProperty("result", out _)));
        Assert.Contains("b.nfg:1:9: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("c.json:3:24: /id: ", done.Error, StringComparison.Ordinal);
        Finished csv = await StrategySimProcess.RunAsync(["equilibria", "a.nfg", "c.json", "--csv"], null, folder.Path);
        Assert.StartsWith("source,line,equilibrium,component,", csv.Out, StringComparison.Ordinal);
        Assert.Contains("c.json,4,", csv.Out, StringComparison.Ordinal);
        Assert.Contains("no file has such a name", (await StrategySimProcess.RunAsync(["equilibria", "*.gam"], null, folder.Path)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latex_HasThePayoffsAndTheEquilibria()
    {
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "-", "--latex"], Chicken);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains("\\underline{4}", done.Out, StringComparison.Ordinal);
        Assert.Contains("1 & 1/4 H + 3/4 Y & 1/4 H + 3/4 Y & $5/2,\\ 5/2$ & $-1$ \\\\", done.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALabel_IsForLemkeHowson_AndABudgetEndsASolve()
    {
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "-", "--method", "lemke-howson", "--label", "2"], Chicken);
        Assert.Contains("drops strategy 'H' of player 'B'", done.Json.GetProperty("completeBecause").GetString(), StringComparison.Ordinal);
        Assert.Contains("Found '4'; expected 0 to 3", (await StrategySimProcess.RunAsync(["equilibria", "-", "--method", "lemke-howson", "--label", "4"], Chicken)).Error, StringComparison.Ordinal);
        Assert.Contains("starts at no label", (await StrategySimProcess.RunAsync(["equilibria", "-", "--label", "1"], Chicken)).Error, StringComparison.Ordinal);
        string hard = $"{{\"format\":\"table\",\"payoffs\":[{string.Join(',', Enumerable.Range(0, 17).Select(i => $"[{string.Join(',', Enumerable.Range(0, 17).Select(j => $"[{((i * 37) + (j * 61) + (i * j * 13)) % 101},{((i * 53) + (j * 29) + (i * j * 7)) % 103}]"))}]"))}]}}";
        Finished ended = await StrategySimProcess.RunAsync(["equilibria", "-", "--seconds", "0.05"], hard);
        Assert.False(ended.Json.GetProperty("complete").GetBoolean());
        Assert.StartsWith("the budget of 0.05 s was used up", ended.Json.GetProperty("completeBecause").GetString(), StringComparison.Ordinal);
    }
}
