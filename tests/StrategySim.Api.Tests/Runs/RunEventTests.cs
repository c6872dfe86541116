using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Testing.Time;

namespace StrategySim.Api.Tests.Runs;

/// <summary>The rounds of runs as server-sent events.</summary>
public sealed class RunEventTests(ServiceFixture fixture)
{
    [Fact]
    public async Task Rounds_ComeFromTheFirstOn_WithTheirIds_AsInTheTrajectory()
    {
        await using Service service = await Service.StartAsync();
        string id = await service.StartActorsAsync(RunSteps.Tiny(), replications: 2);
        (await service.ControlAsync(id, "resume")).Require(200);
        List<(string Event, JsonNode Data, string Id)> events = await AllAsync(service.StreamAsync(id));
        Assert.Equal(("end", "end", "completed"), (events[^1].Event, events[^1].Id, (string)events[^1].Data["status"]!));
        Assert.Equal((2, 0, 2), ((int)events[^1].Data["position"]!["replication"]!, (int)events[^1].Data["position"]!["round"]!, (int)events[^1].Data["unitsDone"]!));
        Assert.All(events.SkipLast(1), e => Assert.True(e.Event is "round" or "progress"));
        var rounds = events.Where(e => e.Event == "round").ToList();
        Assert.Equal(["0:1", "0:2", "0:3", "0:4", "0:5", "1:1", "1:2", "1:3", "1:4", "1:5"], rounds.Select(e => e.Id));
        await RequireTrajectoryAsync(service, id, rounds);
        // A progress event between two rounds leaves the client with the id of the round.
        Assert.All(events.SkipLast(1), e => Assert.True(e.Event == "round" || e.Id.Length == 0 || rounds.Any(round => round.Id == e.Id)));
    }

    [Fact]
    public async Task AStream_GoesOnAfterTheRoundThatItsClientNames()
    {
        await using Service service = await Service.StartAsync();
        string id = await service.StartActorsAsync("coordination-to-chicken");
        (await service.ControlAsync(id, "step", """{"rounds":40}""")).Require(200);
        Assert.Equal("0:39", (await FirstAsync(service.StreamAsync(id, lastEventId: "0:38"))).Id);
        Assert.Equal("0:39", (await FirstAsync(service.StreamAsync(id, "?after=0:38"))).Id);
        Assert.Equal("0:40", (await FirstAsync(service.StreamAsync(id, "?after=now", "0:39"))).Id);
        Assert.Equal("0:1", (await FirstAsync(service.StreamAsync(id, "?after=0:0"))).Id);
        (string name, JsonNode data, string last) = await FirstAsync(service.StreamAsync(id, "?after=now"));
        Assert.Equal(("progress", "", "paused", 40), (name, last, (string)data["status"]!, (int)data["position"]!["round"]!));
        Assert.Equal("progress", (await FirstAsync(service.StreamAsync(id, "?after=0:40"))).Event);
        Assert.Equal(204, (await service.GetAsync($"/runs/{id}/events", null, ("Last-Event-ID", "end"))).Status);

        await service.FinishAsync(id);
        List<(string Event, JsonNode Data, string Id)> rest = await AllAsync(service.StreamAsync(id, lastEventId: "0:59"));
        Assert.Equal(["0:60", "0:61", "end"], rest.Select(e => e.Id));
        Assert.Equal("end", Assert.Single(await AllAsync(service.StreamAsync(id, "?after=now"))).Event);
        Assert.Equal("end", Assert.Single(await AllAsync(service.StreamAsync(id, "?after=1:0"))).Event);
    }

    [Theory]
    [InlineData("38")]
    [InlineData("0:")]
    [InlineData(":1")]
    [InlineData("0:-1")]
    [InlineData("0:1:2")]
    [InlineData("0: 1")]
    [InlineData("2:1")]
    [InlineData("0:2147483648")]
    [InlineData("End")]
    public async Task PlacesThatAreNone_AreFaultsThatNameTheHeaderOrTheParameter(string place)
    {
        Service service = fixture.Service;
        string id = await service.StartActorsAsync(RunSteps.Tiny());
        JsonObject header = Assert.Single((await service.GetAsync($"/runs/{id}/events", null, ("Last-Event-ID", place))).Faults(422));
        Assert.Equal(("Last-Event-ID", $"'{place}'"), ((string)header["parameter"]!, (string)header["found"]!));
        JsonObject parameter = Assert.Single((await service.GetAsync($"/runs/{id}/events?after={Uri.EscapeDataString(place)}")).Faults(422));
        Assert.Equal("after", (string)parameter["parameter"]!);
        Assert.All([header, parameter], fault => Assert.Contains("replication:round", (string)fault["expected"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AReader_SeesPausesAndInterventions_AndTheRoundsThatTheTrajectoryHasLater()
    {
        await using Service service = await Service.StartAsync();
        string id = await service.StartActorsAsync(RunSteps.Tiny(rounds: 30));
        (await service.ControlAsync(id, "step", """{"rounds":10}""")).Require(200);
        var rounds = new List<(string Event, JsonNode Data, string Id)>();
        await foreach ((string Event, JsonNode Data, string Id) item in service.StreamAsync(id))
        {
            if (item.Event == "round") rounds.Add(item);
            // The reader has seen round 10 and that the run is paused: now the rounds to come are changed.
            if (rounds.Count != 10 || item.Event != "progress" || (await service.GetAsync($"/runs/{id}")).Require(200).Standing() != "paused 0:10") continue;
            (await service.ControlAsync(id, "intervene", """{"address":"/games/g/actions/A","action":"hold"}""")).Require(200);
            (await service.ControlAsync(id, "intervene", """{"address":"/games/g/actions/B","action":"hold","round":12}""")).Require(200);
            (await service.ControlAsync(id, "resume")).Require(200);
        }

        Assert.Equal(Enumerable.Range(1, 30).Select(round => $"0:{round}"), rounds.Select(round => round.Id));
        Assert.Equal(["0:11", "0:12"], rounds.Where(round => round.Data["games"]![0]!["seats"]!.AsArray().Any(seat => (bool)seat!["forced"]!)).Select(round => round.Id));
        await RequireTrajectoryAsync(service, id, rounds);
        List<(string Event, JsonNode Data, string Id)> resumed = await AllAsync(service.StreamAsync(id, lastEventId: "0:11"));
        await RequireTrajectoryAsync(service, id, [.. resumed.SkipLast(1)]);
        Assert.Equal(19 + 1, resumed.Count);
    }

    [Fact]
    public async Task AReaderThatDoesNotRead_DoesNotSlowPlay_NorHoldUpAServiceThatStops()
    {
        await using Service service = await Service.StartAsync(configure: builder => builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromHours(1)));
        string id = await service.StartActorsAsync(RunSteps.Tiny(rounds: 100_000));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{StrategySimHost.BasePath}/runs/{id}/events");
        using HttpResponseMessage idle = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        (await service.ControlAsync(id, "resume")).Require(200);
        while ((await service.GetAsync($"/runs/{id}")).Require(200).Standing() != "completed 1:0") await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        // One that does read sees every round, from any place on.
        int next = 99_001;
        await foreach ((string name, _, string last) in service.StreamAsync(id, lastEventId: "0:99000"))
        {
            if (name == "round") Assert.Equal($"0:{next++}", last);
        }

        Assert.Equal(100_001, next);
        await service.App.StopAsync().WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WhileARunIsPaused_ItsProgressIsRepeated_SoThatNobodyCutsTheStream()
    {
        var clock = new ManualTimeProvider();
        await using Service service = await Service.StartAsync(configure: builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        string id = await service.StartActorsAsync(RunSteps.Tiny());
        await using IAsyncEnumerator<(string Event, JsonNode Data, string Id)> stream = service.StreamAsync(id).GetAsyncEnumerator();
        for (int i = 0; i < 3; i++)
        {
            Task<bool> next = stream.MoveNextAsync().AsTask();
            while (!next.IsCompleted)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken));
            }

            Assert.True(await next);
            Assert.Equal(("progress", "paused", ""), (stream.Current.Event, (string)stream.Current.Data["status"]!, stream.Current.Id));
        }
    }

    private static async Task RequireTrajectoryAsync(Service service, string id, IReadOnlyList<(string Event, JsonNode Data, string Id)> rounds)
    {
        Assert.NotEmpty(rounds);
        foreach (var unit in rounds.GroupBy(round => (int)round.Data["replication"]!))
        {
            JsonArray played = (await service.GetAsync($"/runs/{id}/trajectory?replication={unit.Key}&limit=1000")).Require(200)["rounds"].AsArray();
            foreach ((_, JsonNode data, string last) in unit)
            {
                int round = (int)data["round"]!;
                Assert.Equal($"{unit.Key}:{round}", last);
                JsonObject bare = data.DeepClone().AsObject();
                bare.Remove("replication");
                Assert.True(JsonNode.DeepEquals(played[round - 1], bare), $"{bare.ToJsonString()} instead of {played[round - 1]!.ToJsonString()}");
            }
        }
    }

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (T item in items) all.Add(item);
        return all;
    }

    private static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (T item in items) return item;
        throw new InvalidOperationException("The stream ended before its first event.");
    }
}
