using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Runs;

/// <summary>What tests of runs do: start, and follow the events to their end.</summary>
internal static class RunSteps
{
    /// <summary>Some rounds of chicken at random, as a scenario document.</summary>
    public static JsonObject Tiny(string id = "tiny", int replications = 30, int rounds = 5) => JsonNode.Parse($$"""
        {
          "schema": "strategysim/scenario/v1", "id": "{{id}}", "status": "stylised",
          "time": { "horizon": {{rounds}}, "discountFactor": "9/10" },
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

    /// <summary>Starts a run of the execution actors, paused before its first round.</summary>
    public static Task<string> StartActorsAsync(this Service service, JsonNode scenario, int replications = 1) =>
        service.StartAsync(new JsonObject { ["scenario"] = scenario, ["execution"] = "actors", ["startPaused"] = true, ["replications"] = replications });

    /// <summary>Asks for something to be done to a run.</summary>
    public static Task<Answer> ControlAsync(this Service service, string id, string call, string? body = null) => service.PostAsync($"/runs/{id}:{call}", body ?? "", "application/json");

    /// <summary>Where a run of the execution actors stands, such as "paused 0:37".</summary>
    public static string Standing(this Answer run) => $"{(string)run["status"]!} {(int)run["position"]["replication"]!}:{(int)run["position"]["round"]!}";

    /// <summary>Lets a paused run go on and waits for its end.</summary>
    public static async Task<Answer> FinishAsync(this Service service, string id)
    {
        (await service.ControlAsync(id, "resume")).Require(200);
        await foreach ((string name, JsonNode data, _) in service.StreamAsync(id, "?after=now"))
        {
            if (name == "end") Assert.Equal("completed", (string)data["status"]!);
        }

        return (await service.GetAsync($"/runs/{id}")).Require(200);
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

    /// <summary>The events of a run as they come; the id is the last one given, as a browser keeps it.</summary>
    public static async IAsyncEnumerable<(string Event, JsonNode Data, string Id)> StreamAsync(this Service service, string id, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{StrategySimHost.BasePath}/runs/{id}/events{query}");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using HttpResponseMessage response = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
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
