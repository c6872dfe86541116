using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Runs;

/// <summary><c>GET /runs/{id}/figures</c>.</summary>
public sealed class RunFigureTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task EveryFigureThatIsListed_IsAVegaLiteDocument()
    {
        string id = await Service.RunAsync(RunSteps.Tiny("drawn"));
        JsonArray listed = JsonNode.Parse((await Service.GetAsync($"/runs/{id}/figures")).Require(200).Text)!.AsArray();
        Assert.Contains("payoffs-g", listed.Select(figure => (string)figure!["name"]!));
        foreach (JsonNode? figure in listed)
        {
            Answer drawn = (await Service.GetAsync($"/runs/{id}/figures/{figure!["name"]}")).Require(200);
            Assert.EndsWith("/vega-lite/v6.json", (string)drawn["$schema"]!, StringComparison.Ordinal);
            Assert.EndsWith($"/runs/{id}/figures/{figure["name"]}", (string)figure["link"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatIsNotThere_AndWhatIsNotPlayed_IsSaid()
    {
        string id = await Service.RunAsync(RunSteps.Tiny("not-drawn"));
        Assert.Contains("payoffs-g", (string)(await Service.GetAsync($"/runs/{id}/figures/portrait")).Require(404)["detail"]!, StringComparison.Ordinal);
        Assert.Empty((await Service.GetAsync("/runs/no-such/figures")).Faults(404));
        string waiting = await Service.StartActorsAsync(RunSteps.Tiny("not-drawn"));
        Assert.Equal("paused", (string)(await Service.GetAsync($"/runs/{waiting}/figures/outcomes")).Require(409)["state"]!);
    }
}
