using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Api.Tests.Runs;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Tests.Operations;

public sealed class OperationTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task About_NamesVersionModelEngineAndStore()
    {
        Answer about = (await Service.GetAsync("/about")).Require(200);
        Assert.Equal(("StrategySim", SimulationModel.Version, "local"), ((string)about["product"]!, (int)about["modelVersion"], (string)about["engine"]!));
        Assert.StartsWith("SQLite", (string)about["store"]!, StringComparison.Ordinal);
        Assert.NotEqual("", (string)about["version"]!);
    }

    [Fact]
    public async Task Health_IsLiveAndReady_AtTheRoot()
    {
        Assert.Equal("live", (string)(await Service.GetAsync("//health/live")).Require(200)["status"]!);
        Assert.Equal("ready", (string)(await Service.GetAsync("//health/ready")).Require(200)["status"]!);
    }

    [Fact]
    public async Task TheRoot_LeadsToThePage()
    {
        Answer page = (await Service.GetAsync("//")).Require(200);
        Assert.Contains("swagger-ui", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_CountRequestsRunsUnitsAndGames()
    {
        await using Service service = await Service.StartAsync();
        await service.RunAsync(new JsonObject { ["scenario"] = RunSteps.Tiny("metered"), ["replications"] = 6 });
        (await service.PostAsync("/equilibria", """{"game":{"format":"named","id":"chicken"}}""", "application/json")).Require(200);
        Answer metrics = (await service.GetAsync("//metrics")).Require(200);
        Assert.Equal("text/plain", metrics.MediaType);
        string[] lines = metrics.Text.Split('\n');
        foreach (string line in new[]
                 {
                     "strategysim_runs_accepted_total 1", "strategysim_runs_played_total{ended=\"completed\"} 1", "strategysim_runs_playing 0", "strategysim_units_played_total 6",
                     "strategysim_rounds_played_total 30", "strategysim_games_solved_total{method=\"two-by-two\"} 1", "strategysim_games_solving_duration_seconds_count 1",
                 })
        {
            Assert.Contains(line, lines);
        }

        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", lines);
        Assert.Contains(lines, l => l.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal) && l.Contains("http_route=\"/api/v1/runs\"", StringComparison.Ordinal));
    }
}
