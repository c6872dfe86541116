using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Tests.Runs;

/// <summary>Runs that are still going: an engine that plays one unit and then waits to be let on, so that nothing depends on time.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task ResultsOfARunThatIsNotCompleted_AreRefusedWithItsState_ButStoredUnitsAreServed()
    {
        await using Service service = await StartWaitingAsync();
        string id = await service.StartAsync(new JsonObject { ["scenario"] = RunSteps.Tiny(), ["replications"] = 3 });
        await FirstUnitAsync(service, id);

        Answer refused = await service.GetAsync($"/runs/{id}/payoffs");
        Assert.Empty(refused.Faults(409));
        Assert.Equal("running", (string)refused["state"]!);
        Assert.Contains("1 of 3", (string)refused["detail"]!, StringComparison.Ordinal);
        (await service.GetAsync($"/runs/{id}/trajectory?replication=0")).Require(200);
        Assert.Equal("running", (string)(await service.GetAsync($"/runs/{id}/trajectory?replication=1")).Require(409)["state"]!);
        Answer types = (await service.GetAsync($"/runs/{id}/game-types")).Require(200);
        Assert.Null(types["games"][0]!["shares"]);
        Assert.Null((string?)(await service.GetAsync($"/runs/{id}/manifest")).Require(200).Json["resultsHash"]);
        Assert.Equal("1", (await service.GetAsync($"/runs/{id}")).Require(200).Headers["Retry-After"]);
        (await service.PostAsync($"/runs/{id}:cancel", "", "application/json")).Require(200);
    }

    [Fact]
    public async Task ACancelledRun_IsCancelledAtOnce_EndsItsEvents_AndCannotBeCancelledAgain()
    {
        await using Service service = await StartWaitingAsync();
        string id = await service.StartAsync(new JsonObject { ["scenario"] = RunSteps.Tiny(), ["replications"] = 3 });
        await FirstUnitAsync(service, id);
        Task<List<(string Event, JsonNode Data)>> watching = service.EventsAsync(id);

        Answer cancelled = (await service.PostAsync($"/runs/{id}:cancel", "", "application/json")).Require(200);
        Assert.Equal("cancelled", (string)cancelled["status"]!);
        (string last, JsonNode data) = (await watching)[^1];
        Assert.Equal(("end", "cancelled"), (last, (string)data["status"]!));

        Answer again = await service.PostAsync($"/runs/{id}:cancel", "", "application/json");
        Assert.Empty(again.Faults(409));
        Assert.Equal("cancelled", (string)again["state"]!);
        Assert.Equal("cancelled", (string)(await service.GetAsync($"/runs/{id}/payoffs")).Require(409)["state"]!);
        Assert.Equal("cancelled", (string)(await service.GetAsync($"/runs/{id}")).Require(200)["status"]!);
    }

    [Fact]
    public async Task AFailedRun_SaysWhy()
    {
        await using Service service = await Service.StartAsync();
        JsonObject scenario = RunSteps.Tiny();
        scenario["states"] = JsonNode.Parse("""{"n":{"initial":3,"drift":-1}}""");
        scenario["games"] = JsonNode.Parse("""
            {"g":{"form":"table","players":{"A":"A","B":"B"},"strategies":{"A":["x"],"B":["x"]},"payoffs":{"x/x":{"A":"1/n","B":0}},"rules":{"A":"random","B":"random"}}}
            """);
        string id = await service.StartAsync(new JsonObject { ["scenario"] = scenario, ["replications"] = 2 });
        (string last, JsonNode data) = (await service.EventsAsync(id))[^1];
        Assert.Equal(("end", "failed"), (last, (string)data["status"]!));
        Assert.Contains("divides by zero", (string)data["error"]!, StringComparison.Ordinal);
        Answer refused = (await service.GetAsync($"/runs/{id}/payoffs")).Require(409);
        Assert.Contains("divides by zero", (string)refused["detail"]!, StringComparison.Ordinal);
        (await service.GetAsync("/about")).Require(200);
    }

    [Fact]
    public async Task AnIdempotencyKey_StartsOneRun_AndRefusesAnotherBody()
    {
        await using Service service = await Service.StartAsync();
        var body = new JsonObject { ["scenario"] = RunSteps.Tiny(), ["replications"] = 2 };
        Answer first = (await service.PostAsync("/runs", body, ("Idempotency-Key", "\"key-1\""))).Require(202);
        Answer second = (await service.PostAsync("/runs", body, ("Idempotency-Key", "key-1"))).Require(202);
        Assert.Equal((string)first["id"]!, (string)second["id"]!);
        Assert.Equal(first.Headers["Location"], second.Headers["Location"]);
        body["seed"] = 1;
        Answer other = await service.PostAsync("/runs", body, ("Idempotency-Key", "key-1"));
        JsonObject fault = Assert.Single(other.Faults(422));
        Assert.Equal("Idempotency-Key", (string)fault["parameter"]!);
        Assert.Contains((string)first["id"]!, (string)fault["detail"]!, StringComparison.Ordinal);
        Answer third = (await service.PostAsync("/runs", body, ("Idempotency-Key", "key-2"))).Require(202);
        Assert.NotEqual((string)first["id"]!, (string)third["id"]!);
        Assert.Equal(2, (await service.GetAsync("/runs")).Require(200)["items"].AsArray().Count);
        Assert.Equal("Idempotency-Key", (string)Assert.Single((await service.PostAsync("/runs", body, ("Idempotency-Key", "two words"))).Faults(400))["parameter"]!);
    }

    [Fact]
    public async Task AServiceThatStops_EndsItsEventStreams()
    {
        Service service = await StartWaitingAsync();
        string id = await service.StartAsync(new JsonObject { ["scenario"] = RunSteps.Tiny(), ["replications"] = 3 });
        await FirstUnitAsync(service, id);
        await using IAsyncEnumerator<(string Event, JsonNode Data, string Id)> stream = service.StreamAsync(id).GetAsyncEnumerator();
        Assert.True(await stream.MoveNextAsync());
        Task stop = service.App.StopAsync();
        while (await stream.MoveNextAsync()) Assert.Equal("progress", stream.Current.Event);
        await stop;
        await service.DisposeAsync();
    }

    private static Task<Service> StartWaitingAsync() =>
        Service.StartAsync(configure: builder => builder.Services.Replace(ServiceDescriptor.Singleton<IRunEngine, WaitingEngine>()));

    private static async Task FirstUnitAsync(Service service, string id)
    {
        await foreach ((_, JsonNode data, _) in service.StreamAsync(id))
        {
            if ((int)data["unitsDone"]! == 1) return;
        }

        Assert.Fail("The stream ended before the first unit.");
    }

    /// <summary>Plays the first unit, then waits until it is cancelled.</summary>
    private sealed class WaitingEngine : IRunEngine
    {
        public string Name => "waiting";

        public async Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken)
        {
            UnitOrder order = await orders.ReadAsync(cancellationToken);
            int first = order.Replications.Span[0];
            var units = new EndedUnits(order);
            units.Units.Add(first, UnitPlayer.Play(order.Point.Compiled, order.Seed, first, cancellationToken));
            await ended([units]);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        public async Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("Only a cancellation ends the wait.");
        }

        public Task InterruptAsync(string runId, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
