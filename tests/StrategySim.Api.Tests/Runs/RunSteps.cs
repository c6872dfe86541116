using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Runs;

/// <summary>What tests of runs do: start, and follow the events to their end.</summary>
internal static class RunSteps
{
    /// <summary>Five rounds of chicken at random, as a scenario document.</summary>
    public static JsonObject Tiny(string id = "tiny", int replications = 30) => JsonNode.Parse($$"""
        {
          "schema": "strategysim/scenario/v1", "id": "{{id}}", "status": "stylised",
          "time": { "horizon": 5, "discountFactor": "9/10" },
          "payoffs": { "comparableAcrossActors": true, "acrossGames": "sum" },
          "actors": { "A": "Ann", "B": "Bob" },
          "games": { "g": { "form": "named", "game": "chicken", "players": { "A": "A", "B": "B" }, "rules": { "A": "random", "B": "random" } } },
          "run": { "replications": {{replications}}, "seed": 7 }
        }
        """)!.AsObject();

    public static async Task<string> StartAsync(this Service service, JsonNode body)
    {
        Answer accepted = (await service.PostAsync("/runs", body)).Require(202);
        return (string)accepted["id"]!;
    }

    /// <summary>Starts a run and waits for its last event, which is a signal and no guess.</summary>
    public static async Task<string> RunAsync(this Service service, JsonNode body)
    {
        string id = await service.StartAsync(body);
        List<(string Event, JsonNode Data)> events = await service.EventsAsync(id);
        Assert.Equal("end", events[^1].Event);
        Assert.Equal("completed", (string)events[^1].Data["status"]!);
        return id;
    }

    /// <summary>Every event of a run until the stream ends.</summary>
    public static async Task<List<(string Event, JsonNode Data)>> EventsAsync(this Service service, string id)
    {
        var events = new List<(string, JsonNode)>();
        await foreach ((string name, JsonNode data, _) in service.StreamAsync(id)) events.Add((name, data));
        return events;
    }

    public static async IAsyncEnumerable<(string Event, JsonNode Data, string Id)> StreamAsync(this Service service, string id)
    {
        using HttpResponseMessage response = await service.Http.GetAsync($"{StrategySimHost.BasePath}/runs/{id}/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        string name = "", data = "", last = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) last = line[4..];
            else if (line.Length == 0) yield return (name, JsonNode.Parse(data)!, last);
        }
    }
}
