using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Api.Tests.Runs;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Tests.Scenarios;

public sealed class ScenarioTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task ShippedScenarios_AreListedFirst_AndFetchedByTheirIds()
    {
        JsonArray list = (await Service.GetAsync("/scenarios")).Require(200).Json.AsArray();
        string[] shipped = [.. list.Where(s => (string)s!["origin"]! == "shipped").Select(s => (string)s!["id"]!)];
        Assert.Equal(["blackmail", "calm-and-crisis", "chicken", "coordination", "coordination-to-chicken", "export-threat", "producers-nickel-cobalt", "us-china-rare-earths"], shipped);
        foreach (string id in shipped)
        {
            string yaml = (await Service.GetAsync($"/scenarios/{id}", "application/yaml")).Require(200).Text;
            Answer json = (await Service.GetAsync($"/scenarios/{id}")).Require(200);
            Assert.Equal("application/json", json.MediaType);
            Assert.Equal(
                ScenarioReader.Read(yaml, DocumentFormat.Yaml).Require().ToCanonicalJson(),
                ScenarioReader.Read(json.Text, DocumentFormat.Json).Require().ToCanonicalJson());
        }
    }

    [Fact]
    public async Task AScenario_IsKeptOnce_UnderAnIdMadeFromItsContent()
    {
        JsonObject scenario = RunSteps.Tiny("to-keep");
        scenario["title"] = "Kept: \"quoted\", # hashed, and long enough to need a second line in a narrow window: yes, no, null";
        scenario["description"] = "First line\nsecond line: with a colon\n- and a dash\n";
        Answer created = (await Service.PostAsync("/scenarios", scenario)).Require(201);
        string id = (string)created["id"]!;
        Assert.Equal($"/api/v1/scenarios/{id}", created.Headers["Location"]);
        Assert.Equal(16, id.Length);

        Answer again = (await Service.PostAsync("/scenarios", scenario)).Require(200);
        Assert.Equal(id, (string)again["id"]!);
        Assert.Equal(created.Headers["Location"], again.Headers["Location"]);
        Assert.Contains((await Service.GetAsync("/scenarios")).Require(200).Json.AsArray(), s => (string)s!["id"]! == id && (string)s["origin"]! == "kept");

        string expected = ScenarioReader.Read(scenario.ToJsonString(), DocumentFormat.Json).Require().ToCanonicalJson();
        Answer json = (await Service.GetAsync($"/scenarios/{id}")).Require(200);
        Assert.Equal(expected, ScenarioReader.Read(json.Text, DocumentFormat.Json).Require().ToCanonicalJson());
        Answer yaml = (await Service.GetAsync($"/scenarios/{id}?format=yaml")).Require(200);
        Assert.StartsWith("schema: strategysim/scenario/v1\nid: to-keep\n", yaml.Text, StringComparison.Ordinal);
        Assert.Equal(expected, ScenarioReader.Read(yaml.Text, DocumentFormat.Yaml).Require().ToCanonicalJson());
        await Service.RunAsync(new JsonObject { ["scenario"] = id, ["replications"] = 1 });
    }

    [Theory]
    [InlineData("us-china-rare-earths")]
    [InlineData("producers-nickel-cobalt")]
    public async Task RealScenarios_KeptAndWrittenAsYaml_ReadBackAsTheSame(string shipped)
    {
        string original = (await Service.GetAsync($"/scenarios/{shipped}?format=yaml")).Require(200).Text;
        Answer kept = await Service.PostAsync("/scenarios", original, "application/yaml");
        Assert.True(kept.Status is 200 or 201, kept.Text);
        string yaml = (await Service.GetAsync($"/scenarios/{(string)kept["id"]!}?format=yaml")).Require(200).Text;
        Scenario before = ScenarioReader.Read(original, DocumentFormat.Yaml).Require(), after = ScenarioReader.Read(yaml, DocumentFormat.Yaml).Require();
        Assert.Equal(before.ToCanonicalJson(), after.ToCanonicalJson());
        Assert.Equal(before.Hash, after.Hash);
    }

    [Fact]
    public async Task Validation_GivesCanonicalFormHashesAndCost_AndKeepsNothing()
    {
        Answer valid = (await Service.PostAsync("/scenarios:validate", RunSteps.Tiny("validated", replications: 30))).Require(200);
        Assert.True((bool)valid["valid"]);
        Assert.Equal((30, 5, 1, 150, 150), ((int)valid["cost"]["units"]!, (int)valid["cost"]["roundsPerUnit"]!, (int)valid["cost"]["games"]!, (int)valid["cost"]["rounds"]!, (int)valid["cost"]["gameRounds"]!));
        Scenario canonical = ScenarioReader.Read(valid["canonical"].ToJsonString(), DocumentFormat.Json).Require();
        Assert.Equal(((string)valid["hash"]!, (string)valid["pointId"]!), (canonical.Hash, canonical.PointId));
        Assert.DoesNotContain((await Service.GetAsync("/scenarios")).Require(200).Json.AsArray(), s => (string)s!["scenarioId"]! == "validated");
    }
}
