using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi.Reader;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Api.Tests.Runs;
using StrategySim.Api.Tests.Sweeps;
using StrategySim.Testing;

namespace StrategySim.Api.Tests.OpenApi;

public sealed class OpenApiDocumentTests(ServiceFixture fixture)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    [Fact]
    public async Task TheDocument_IsTheApprovedOne()
    {
        JsonNode document = await DocumentAsync();
        // Shipped scenarios stand as their files, so that editing one is not a change of the contract.
        ShippedScenarios shipped = fixture.Service.App.Services.GetRequiredService<ShippedScenarios>();
        foreach ((string key, JsonObject example) in Examples(document).Where(e => e.Key.StartsWith(RequestExamples.ShippedPrefix, StringComparison.Ordinal)).ToList())
        {
            ShippedScenario scenario = shipped.Find(key[RequestExamples.ShippedPrefix.Length..])!;
            Assert.Equal(scenario.Yaml, example["value"]!.GetValue<string>());
            example.Remove("value");
            example["externalValue"] = "../../configs/scenarios/" + scenario.FileName;
        }

        string actual = document.ToJsonString(Indented) + "\n";
        Assert.Equal(Repository.Approved(actual, Repository.Path("src", "StrategySim.Api", "openapi.json")), actual);
    }

    [Fact]
    public async Task TheDocument_IsOpenApi31_AndEveryRouteIsNamedSummarisedTaggedAndTyped()
    {
        JsonNode document = await DocumentAsync();
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string where, JsonNode operation) in Operations(document))
        {
            Assert.True(names.Add((string)operation["operationId"]!), where);
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), where);
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["description"]), where);
            Assert.Single(operation["tags"]!.AsArray());
            foreach ((string status, JsonNode? response) in operation["responses"]!.AsObject())
            {
                Assert.False(string.IsNullOrWhiteSpace((string?)response!["description"]), $"{where} {status}");
                if (status != "204") Assert.All(response["content"]!.AsObject(), content => Assert.NotNull(content.Value!["schema"]));
                if (status[0] is '4' or '5') Assert.NotNull(response["content"]!["application/problem+json"]);
            }

            foreach (JsonNode? parameter in operation["parameters"]?.AsArray() ?? []) Assert.False(string.IsNullOrWhiteSpace((string?)parameter!["description"]), $"{where} {parameter["name"]}");
            if (where.StartsWith("post", StringComparison.Ordinal) && !where.Contains("{id}", StringComparison.Ordinal))
            {
                JsonNode content = operation["requestBody"]!["content"]!;
                Assert.True((content["application/json"] ?? content["application/x-ndjson"])!["examples"]!.AsObject().Count > 0, where);
            }
        }
    }

    [Fact]
    public async Task TheDocument_IsReadWithoutAComplaint()
    {
        string text = (await DocumentAsync()).ToJsonString();
        ReadResult read = OpenApiModelFactory.Parse(text, "json");
        Assert.NotNull(read.Document);
        Assert.Empty(read.Diagnostic!.Errors.Select(error => error.ToString()).Concat(read.Diagnostic.Warnings.Select(warning => warning.ToString())));
    }

    [Fact]
    public async Task EveryFieldOfEveryContract_IsDescribed()
    {
        JsonNode document = await DocumentAsync();
        string[] bare =
        [
            .. document["components"]!["schemas"]!.AsObject()
                .Where(schema => schema.Value!["properties"] is not null)
                .SelectMany(schema => schema.Value!["properties"]!.AsObject().Where(p => string.IsNullOrWhiteSpace((string?)p.Value!["description"])).Select(p => $"{schema.Key}.{p.Key}")),
        ];
        Assert.Empty(bare);
    }

    [Fact]
    public async Task EveryReference_HasItsSchema()
    {
        JsonNode document = await DocumentAsync();
        string[] known = [.. document["components"]!["schemas"]!.AsObject().Select(schema => "#/components/schemas/" + schema.Key)];
        Assert.Empty(References(document).Distinct().Except(known));
    }

    [Fact]
    public async Task EveryExample_WorksAsItStands()
    {
        await using Service service = await Service.StartAsync();
        JsonNode document = await DocumentAsync();
        int posted = 0;
        foreach ((string path, JsonNode? item) in document["paths"]!.AsObject())
        {
            if (item!["post"]?["requestBody"]?["content"] is not JsonObject content) continue;
            foreach ((string mediaType, JsonNode? media) in content)
            {
                foreach ((string name, JsonNode? example) in media!["examples"]?.AsObject() ?? [])
                {
                    JsonNode value = example!["value"]!;
                    string body = mediaType == "application/yaml" ? value.GetValue<string>() : value.ToJsonString();
                    string address = path[StrategySimHost.BasePath.Length..];
                    // What is done to a run is done to one that waits, of the scenario that the examples are for.
                    if (address.Contains("/sweeps/{id}", StringComparison.Ordinal)) address = address.Replace("{id}", await PausedSweepAsync(service), StringComparison.Ordinal);
                    else if (address == "/models/{id}") address = $"/models/{name}";
                    else if (address.Contains("{id}", StringComparison.Ordinal)) address = address.Replace("{id}", await service.StartActorsAsync(RequestExamples.Path), StringComparison.Ordinal);
                    // What is compared is compared once it is there.
                    if (address == "/comparisons")
                    {
                        await service.SweepAsync(new SweepExamples([]).Documents.Single(example => example.Id == SweepExamples.Small).Value.DeepClone());
                        foreach (string scenario in new[] { "coordination-to-chicken", "us-china-rare-earths" }) await service.RunAsync(new JsonObject { ["scenario"] = scenario, ["replications"] = 5 });
                    }

                    Answer answer = await service.PostAsync(address, body, mediaType);
                    Assert.True(answer.Status is 200 or 201 or 202, $"{path} {mediaType} {name}: {answer.Text}");
                    posted++;
                }
            }
        }

        // Six shipped scenarios as YAML in three places and by id in one, besides the others.
        Assert.True(posted >= 24 + 15, $"{posted} examples were posted");
    }

    [Fact]
    public async Task ThePage_IsServed()
    {
        Answer page = (await fixture.Service.GetAsync("//swagger/index.html")).Require(200);
        Assert.Contains("swagger-ui", page.Text, StringComparison.Ordinal);
    }

    private static Task<string> PausedSweepAsync(Service service)
    {
        JsonNode small = new SweepExamples([]).Documents.Single(example => example.Id == SweepExamples.Small).Value.DeepClone();
        return service.StartSweepAsync(new JsonObject { ["sweep"] = small, ["startPaused"] = true });
    }

    private async Task<JsonNode> DocumentAsync()
    {
        JsonNode document = (await fixture.Service.GetAsync("//swagger/v1/openapi.json")).Require(200).Json;
        return document;
    }

    private static IEnumerable<(string Where, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => ($"{operation.Key} {path.Key}", operation.Value!)));

    private static IEnumerable<(string Key, JsonObject Example)> Examples(JsonNode document) =>
        Operations(document)
            .Select(o => o.Operation["requestBody"]?["content"]?.AsObject())
            .OfType<JsonObject>()
            .SelectMany(content => content.Select(media => media.Value!["examples"]?.AsObject()).OfType<JsonObject>())
            .SelectMany(examples => examples.Select(example => (example.Key, example.Value!.AsObject())));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(p => p.Key == "$ref" && p.Value is JsonValue value ? [value.GetValue<string>()] : References(p.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
