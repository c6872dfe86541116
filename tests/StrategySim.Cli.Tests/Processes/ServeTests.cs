using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>serve</c> as a process of its own, with a real store: what it says, how it ends, and that a crash loses nothing.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheService_SaysWhereItListens_AnswersHealth_AndStopsWhenToldTo()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signals to send to a process.");
        await using Service service = await Service.StartAsync(_folder.Path);
        Assert.Matches("^http://127.0.0.1:[1-9][0-9]*$", service.Url);
        Finished health = await StrategySimProcess.RunAsync("health", "--url", service.Url);
        Assert.Equal((0, "ready\n", ""), (health.ExitCode, health.Out, health.Error));

        await service.Process.SignalAsync(15);
        Assert.Equal(0, await service.Process.WaitAsync());
        health = await StrategySimProcess.RunAsync("health", "--url", service.Url);
        Assert.Equal((1, ""), (health.ExitCode, health.Out));
        Assert.Contains("no service answers there", health.Error);
    }

    [Fact]
    public async Task AnAddressThatIsTaken_IsRefusedInOneSentence()
    {
        await using Service service = await Service.StartAsync(_folder.File("a"));
        Finished second = await StrategySimProcess.RunAsync("serve", "--urls", service.Url, "--data", _folder.File("b"));
        Assert.Equal((1, ""), (second.ExitCode, second.Out));
        Assert.Single(second.ErrorLines);
        Assert.Contains("address already in use", second.Error);
        Assert.Contains("--urls", second.Error);
    }

    [Theory]
    [InlineData("--urls", "nonsense")]
    [InlineData("--engine", "steam")]
    [InlineData("--threads", "none")]
    public async Task WrongOptions_AreRefused(string option, string value)
    {
        Finished done = await StrategySimProcess.RunAsync("serve", "--data", _folder.Path, option, value);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains(value, done.Error);
        Assert.DoesNotContain("   at ", done.Error);
    }

    [Fact]
    public async Task ASettingOfTheEnvironmentThatIsWrong_IsRefusedByName()
    {
        Finished done = await StrategySimProcess.RunAsync(
            ["serve", "--data", _folder.Path], null, null, new Dictionary<string, string?> { ["StrategySim__Limits__SolveSeconds"] = "-1" });
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("SolveSeconds", done.Error);
    }

    [Fact]
    public async Task TerminalAndService_GiveTheSameAnswerWithTheSameWords()
    {
        await using Service service = await Service.StartAsync(_folder.File("service"));
        const string Game = """{ "game": { "format": "named", "id": "chicken", "variant": "cardinal" } }""";
        JsonElement overHttp = await service.PostAsync("/api/v1/equilibria", Game, HttpStatusCode.OK);
        Finished inTerminal = await StrategySimProcess.RunAsync(["equilibria", "-"], Game);
        Assert.Equal(Without(overHttp, "elapsedMs"), Without(inTerminal.Json, "elapsedMs"));

        JsonElement started = await service.PostAsync("/api/v1/runs", """{ "scenario": "us-china-rare-earths", "replications": 20 }""", HttpStatusCode.Accepted);
        string id = started.GetProperty("id").GetString()!;
        JsonElement completed = await service.CompletedAsync(id);
        JsonElement payoffs = await service.GetAsync($"/api/v1/runs/{id}/payoffs"), types = await service.GetAsync($"/api/v1/runs/{id}/game-types");
        JsonElement equilibria = await service.GetAsync($"/api/v1/runs/{id}/equilibria");
        JsonElement report = (await StrategySimProcess.RunAsync("run", "us-china-rare-earths", "--replications", "20", "--equilibria", "--data", _folder.File("terminal"))).Json;
        Assert.Equal(completed.GetProperty("resultsHash").GetString(), report.GetProperty("resultsHash").GetString());
        Assert.Equal(payoffs.GetProperty("rows").GetRawText(), Compact(report.GetProperty("payoffs")));
        Assert.Equal(payoffs.GetProperty("outcomes").GetRawText(), Compact(report.GetProperty("outcomes")));
        Assert.Equal(types.GetProperty("games").GetRawText(), Compact(report.GetProperty("gameTypes").GetProperty("games")));
        Assert.Equal(equilibria.GetProperty("games").GetRawText(), Compact(report.GetProperty("equilibria").GetProperty("games")));
        Assert.Equal(equilibria.GetProperty("meaning").GetRawText(), Compact(report.GetProperty("equilibria").GetProperty("meaning")));

        foreach (string catalogue in (string[])["games", "rules", "solvers"])
        {
            Assert.Equal((await service.GetAsync($"/api/v1/{catalogue}")).GetRawText(), Compact((await StrategySimProcess.RunAsync(catalogue)).Json));
        }
    }

    [Fact]
    public async Task KilledInTheMiddleOfARun_AndStartedAgain_ItEndsWithTheBitsItWouldHaveHad()
    {
        string id;
        await using (Service first = await Service.StartAsync(_folder.File("service"), "--threads", "1"))
        {
            id = (await first.PostAsync("/api/v1/runs", SlowScenario.Text, HttpStatusCode.Accepted, "application/yaml")).GetProperty("id").GetString()!;
            await Patiently.UntilAsync(async () => (await first.GetAsync($"/api/v1/runs/{id}")).GetProperty("unitsDone").GetInt32() >= 2, "some units are stored");
            await first.Process.KillAsync();
        }

        // In the middle: some units are stored, others are not.
        Assert.InRange(SlowScenario.UnitsIn(_folder.File("service")), 2, SlowScenario.Replications - 1);
        await using Service second = await Service.StartAsync(_folder.File("service"), "--threads", "2");
        JsonElement completed = await second.CompletedAsync(id);
        Assert.Equal(SlowScenario.Replications, completed.GetProperty("unitsDone").GetInt32());

        await File.WriteAllTextAsync(_folder.File("same.yaml"), SlowScenario.Text, TestContext.Current.CancellationToken);
        JsonElement undisturbed = (await StrategySimProcess.RunAsync("run", _folder.File("same.yaml"), "--data", _folder.File("other"))).Json;
        Assert.Equal(undisturbed.GetProperty("resultsHash").GetString(), completed.GetProperty("resultsHash").GetString());
        Assert.Equal(Compact(undisturbed.GetProperty("payoffs")), (await second.GetAsync($"/api/v1/runs/{id}/payoffs")).GetProperty("rows").GetRawText());
    }

    private static string Without(JsonElement document, string member)
    {
        JsonObject copy = JsonNode.Parse(document.GetRawText())!.AsObject();
        Assert.True(copy.Remove(member));
        return copy.ToJsonString();
    }

    /// <summary>Without the indentation that the terminal adds; numbers and letters stay as they are written.</summary>
    private static string Compact(JsonElement element)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            element.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
