using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Equilibria;
using StrategySim.Minerals;
using StrategySim.Simulation.Rules;

namespace StrategySim.Api.Tests.Catalogues;

public sealed class CatalogueTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task Games_AreAllThatTheCatalogueHas_WithTheirEquilibria()
    {
        JsonArray games = (await Service.GetAsync("/games")).Require(200).Json.AsArray();
        Assert.Equal(GameCatalog.All.Select(g => g.Id), games.Select(g => (string)g!["id"]!));
        JsonNode chicken = games.Single(g => (string)g!["id"]! == "chicken")!;
        JsonNode asymmetric = chicken["variants"]!.AsArray().Single(v => (string)v!["id"]! == "asymmetric")!;
        Assert.Equal("""{"hold":["1/7","1/3"],"payoffs":["7/3","19/7"]}""", asymmetric["equilibria"]![1]!.ToJsonString());
        Assert.Equal("chicken", (string)asymmetric["gameType"]!["family"]!);
        Assert.All(games, game => Assert.NotEqual("", (string)game!["source"]!));
    }

    [Fact]
    public async Task Rules_AndSolvers_AreAllThatTheirCataloguesHave()
    {
        JsonArray rules = (await Service.GetAsync("/rules")).Require(200).Json.AsArray();
        Assert.Equal(RuleCatalog.All.Select(r => r.Id), rules.Select(r => (string)r!["id"]!));
        JsonNode equilibrium = rules.Single(r => (string)r!["id"]! == "equilibrium")!;
        Assert.Equal(("select", "selector"), ((string)equilibrium["parameters"]![0]!["name"]!, (string)equilibrium["parameters"]![0]!["kind"]!));
        Assert.True((bool)equilibrium["takesElse"]!);
        JsonArray solvers = (await Service.GetAsync("/solvers")).Require(200).Json.AsArray();
        Assert.Equal(SolverCatalog.All.Select(s => s.Id), solvers.Select(s => (string)s!["id"]!));
    }

    [Fact]
    public async Task Shocks_AreThoseThatScenariosTake()
    {
        Answer shocks = (await Service.GetAsync("/shocks")).Require(200);
        Assert.Equal(["poisson", "scheduled"], shocks["processes"].AsArray().Select(p => (string)p!["id"]!));
        Assert.Equal(["rate"], shocks["processes"][0]!["parameters"]!.AsArray().Select(p => (string)p!["name"]!));
        Assert.Equal(["fixed", "exponential", "uniform", "normal"], shocks["sizes"].AsArray().Select(p => (string)p!["id"]!));
        Assert.Equal(["target", "halfLife"], shocks["effects"].AsArray().Select(p => (string)p!["name"]!));
    }

    [Fact]
    public async Task Minerals_CarryTheirFiguresWithYearsAndSources()
    {
        JsonArray list = (await Service.GetAsync("/minerals")).Require(200).Json.AsArray();
        Assert.Equal(MineralCatalog.All.Select(m => m.Id), list.Select(m => (string)m!["id"]!));
        JsonNode rareEarths = list.Single(m => (string)m!["id"]! == "rare-earths")!;
        Assert.Equal(("CN", 0.92m, "="), ((string)rareEarths["largestRefiner"]!["country"]!, (decimal)rareEarths["largestRefiner"]!["share"]!, (string)rareEarths["largestRefiner"]!["bound"]!));
        foreach (Mineral mineral in MineralCatalog.All)
        {
            JsonNode details = (await Service.GetAsync($"/minerals/{mineral.Id}")).Require(200).Json;
            string[] sources = [.. details["sources"]!.AsArray().Select(s => (string)s!["id"]!)];
            Assert.All(
                details["stages"]!.AsArray().Concat(details["importReliance"]!.AsArray()).Concat(details["suppliers"]!.AsArray()).Concat(details["prices"]!.AsArray()),
                figure => Assert.Contains((string)figure!["source"]!, sources));
            Assert.Equal(mineral.Stages.Length, details["stages"]!.AsArray().Count);
            Assert.Equal(mineral.ImportReliance.Length, details["importReliance"]!.AsArray().Count);
        }
    }
}
