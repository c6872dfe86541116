using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Api.Tests.Runs;

namespace StrategySim.Api.Tests.Sweeps;

/// <summary>What tests of sweeps do: start, and follow the events to their end.</summary>
internal static class SweepSteps
{
    /// <summary>Chicken at random for some rounds: seven points, three of which a constraint drops; four replications each.</summary>
    public static JsonObject Small(string id = "small", int replications = 4) => JsonNode.Parse($$"""
        {
          "schema": "strategysim/sweep/v1", "id": "{{id}}",
          "scenario": {{RunSteps.Tiny(id + "-scenario").ToJsonString()}},
          "factors": {
            "rounds": { "at": "/time/horizon", "integers": [2, 8] },
            "rule": { "at": "/games/g/rules/A", "oneOf": ["random", "tit-for-tat"] }
          },
          "constraints": ["rounds <= 5"],
          "design": { "method": "grid" },
          "outcomes": {
            "clashes": { "measure": "clashRate", "game": "g", "actor": "A" },
            "payoff": { "measure": "payoffMean", "game": "g", "actor": "B" }
          },
          "replications": {{replications}}
        }
        """)!.AsObject();

    /// <summary>The path, held still at some stresses for some damages: nothing is random, and every game type is exact.</summary>
    public static JsonObject Path() => JsonNode.Parse("""
        {
          "schema": "strategysim/sweep/v1", "id": "path", "scenario": "coordination-to-chicken",
          "factors": {
            "s": { "initialState": "stress", "range": { "from": 0, "to": 3, "steps": 6 } },
            "k": { "parameter": "k_us", "list": [1, 2, 4, 8] }
          },
          "design": { "method": "grid" },
          "outcomes": { "conceding": { "measure": "concessionRate", "game": "us-china", "actor": "CN" } },
          "replications": 1
        }
        """)!.AsObject();

    public static async Task<string> StartSweepAsync(this Service service, JsonNode body) => (string)(await service.PostAsync("/sweeps", body)).Require(202)["id"]!;

    /// <summary>Starts a sweep and waits for its last event.</summary>
    public static async Task<string> SweepAsync(this Service service, JsonNode body)
    {
        string id = await service.StartSweepAsync(body);
        await service.EndOfSweepAsync(id);
        return id;
    }

    /// <summary>Waits for the last event of a sweep, which is to be completed.</summary>
    public static async Task<JsonNode> EndOfSweepAsync(this Service service, string id)
    {
        List<(string Event, JsonNode Data, string Id)> events = await service.SweepEventsAsync(id);
        Assert.True((events[^1].Event, events[^1].Id, (string)events[^1].Data["status"]!) == ("end", "end", "completed"), events[^1].Data.ToJsonString());
        Assert.All(events.SkipLast(1), item => Assert.Equal("progress", item.Event));
        return events[^1].Data;
    }

    /// <summary>Every event of a sweep until the stream ends.</summary>
    public static async Task<List<(string Event, JsonNode Data, string Id)>> SweepEventsAsync(this Service service, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{StrategySimHost.BasePath}/sweeps/{id}/events");
        using HttpResponseMessage response = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var events = new List<(string, JsonNode, string)>();
        string name = "", data = "", last = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) last = line[4..];
            else if (line.Length == 0) events.Add((name, JsonNode.Parse(data)!, last));
        }

        return events;
    }

    /// <summary>Asks for something to be done to a sweep.</summary>
    public static Task<Answer> SweepControlAsync(this Service service, string id, string call, string body = "") => service.PostAsync($"/sweeps/{id}:{call}", body, "application/json");
}
