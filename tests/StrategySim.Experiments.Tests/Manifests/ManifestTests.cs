using System.Text.Json;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Tests.Runs;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Manifests;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AManifest_SaysAllThatIsNeededToPlayTheRunAgain()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("experiments.db"));
        Scenario scenario = SmallScenarios.Tiny(3, seed: ulong.MaxValue);
        RunRecord run = await PlayAsync(host, scenario);

        using JsonDocument json = JsonDocument.Parse(Manifest.Of(run).ToJson());
        JsonElement root = json.RootElement;
        Assert.Equal(
            ["schema", "runId", "status", "scenario", "scenarioHash", "pointId", "seed", "generator", "replications", "execution", "interventions", "modelVersion", "environment", "resultsHash", "createdAt", "startedAt", "finishedAt"],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal("strategysim/manifest/v1", root.GetProperty("schema").GetString());
        Assert.Equal("completed", root.GetProperty("status").GetString());
        Assert.Equal("batch", root.GetProperty("execution").GetString());
        Assert.Equal("18446744073709551615", root.GetProperty("seed").GetString());
        Assert.Equal(SimulationModel.Generator, root.GetProperty("generator").GetString());
        Assert.Equal(["programVersion", "runtime", "operatingSystem", "architecture", "engine", "store"], root.GetProperty("environment").EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("SQLite 3.", root.GetProperty("environment").GetProperty("store").GetString());

        Scenario again = ScenarioReader.Read(root.GetProperty("scenario").GetRawText(), DocumentFormat.Json).Require();
        Assert.Equal(root.GetProperty("scenarioHash").GetString(), again.Hash);
        await using TestHost fresh = await TestHost.StartAsync(_folder.File("fresh.db"));
        Assert.Equal(root.GetProperty("resultsHash").GetString(), (await PlayAsync(fresh, again)).ResultsHash);
    }

    [Fact]
    public async Task AManifest_ReadsBackAsItWasWritten()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("experiments.db"));
        string json = Manifest.Of(await PlayAsync(host, SmallScenarios.Tiny(3))).ToJson();
        Assert.Equal(json, Manifest.FromJson(json).ToJson());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("nonsense")]
    public void TextThatIsNoManifest_IsRefused(string text) => Assert.Throws<JsonException>(() => Manifest.FromJson(text));

    [Fact]
    public async Task ARunOfAnotherModelVersion_HasNoManifestHere()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("experiments.db"));
        RunRecord run = await PlayAsync(host, SmallScenarios.Tiny(3));
        Assert.Throws<ModelVersionException>(() => Manifest.Of(run with { ModelVersion = 0 }));
    }

    private static async Task<RunRecord> PlayAsync(TestHost host, Scenario scenario) =>
        (await host.FinishAsync((await host.Runs.StartAsync(new RunRequest(scenario), null, "", default)).Progress.Run.Id)).Run;
}
