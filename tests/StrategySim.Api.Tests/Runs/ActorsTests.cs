using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Testing.Files;
using StrategySim.Testing.Time;

namespace StrategySim.Api.Tests.Runs;

/// <summary>Runs that are played round by round: paused, stepped, intervened in, resumed.</summary>
public sealed class ActorsTests(ServiceFixture fixture)
{
    private static readonly string[] Calls = ["pause", "resume", "step", "intervene", "cancel"];

    // Which calls do in which state; all others are refused.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["queued"] = ["pause", "cancel"],
        ["running"] = ["pause", "cancel"],
        ["paused"] = ["resume", "step", "intervene", "cancel"],
        ["completed"] = [],
        ["cancelled"] = [],
        ["failed"] = [],
    };

    [Theory]
    [InlineData("actors")]
    [InlineData("batch")]
    public async Task EveryControlCall_InEveryState_IsDoneOrRefusedWithTheState(string execution)
    {
        // The clock stands, so that a paced run waits after its first round; a batch waits in its engine.
        await using Service service = await StartAsync(places: 100);
        await using Service full = await StartAsync(places: 1);
        await RunningAsync(full, execution);
        foreach ((string state, string[] allowed) in Allowed)
        {
            foreach (string call in Calls)
            {
                Service where = state == "queued" ? full : service;
                string id = await InStateAsync(where, execution, state);
                Answer answer = await where.ControlAsync(id, call, call == "intervene" ? """{"address":"/games/g/actions/A","action":"hold"}""" : null);
                string cell = $"{call} of a {execution} run that is {state}: {answer.Text}";
                bool roundByRound = call is "step" or "intervene";
                if (allowed.Contains(call) && !(roundByRound && execution == "batch"))
                {
                    Assert.True(answer.Status == 200, cell);
                    string[] then = call switch { "pause" or "step" or "intervene" => ["paused"], "resume" => ["queued", "running"], _ => ["cancelled"] };
                    Assert.True(then.Contains((string)answer["status"]!), cell);
                    Assert.Equal(call == "cancel" ? null : call == "resume" ? "1" : "10", answer.Headers.GetValueOrDefault("Retry-After"));
                }
                else
                {
                    Assert.True(answer.Status == 409, cell);
                    Assert.Empty(answer.Faults(409));
                    Assert.Equal(state, (string)answer["state"]!);
                    Assert.StartsWith($"Run {id} is {(roundByRound && execution == "batch" ? "a batch; only runs of execution actors can be" : state)}", (string)answer["detail"]!, StringComparison.Ordinal);
                    Assert.Equal(state, (string)(await where.GetAsync($"/runs/{id}")).Require(200)["status"]!);
                }
            }
        }
    }

    [Fact]
    public async Task ARefusal_SaysWhatWouldBePossible()
    {
        await using Service service = await StartAsync(places: 100);
        string running = await InStateAsync(service, "actors", "running"), paused = await InStateAsync(service, "actors", "paused"), batch = await InStateAsync(service, "batch", "paused");
        string done = await InStateAsync(service, "actors", "completed"), cancelled = await InStateAsync(service, "actors", "cancelled");
        Assert.Equal($"Run {running} is running; pause it first.", await DetailAsync(running, "step"));
        Assert.Equal($"Run {running} is running; only a paused run can be resumed. It can be paused or cancelled.", await DetailAsync(running, "resume"));
        Assert.Equal($"Run {paused} is paused already; it can be resumed, stepped, intervened in or cancelled.", await DetailAsync(paused, "pause"));
        Assert.Equal($"Run {batch} is paused already; it can be resumed or cancelled.", await DetailAsync(batch, "pause"));
        Assert.Equal($"Run {batch} is a batch; only runs of execution actors can be stepped.", await DetailAsync(batch, "step"));
        Assert.Equal($"Run {done} is completed; only a run that has not ended can be stepped.", await DetailAsync(done, "step"));
        Assert.Equal($"Run {cancelled} is cancelled already, and stays so.", await DetailAsync(cancelled, "cancel"));

        async Task<string> DetailAsync(string id, string call) => (string)(await service.ControlAsync(id, call)).Require(409)["detail"]!;
    }

    [Fact]
    public async Task ARunStartedPaused_WaitsAtItsBeginning_AlsoABatch()
    {
        await using Service service = await Service.StartAsync();
        foreach (string execution in new[] { "batch", "actors" })
        {
            var body = new JsonObject { ["scenario"] = RunSteps.Tiny(), ["replications"] = 3, ["execution"] = execution, ["startPaused"] = true };
            Answer accepted = (await service.PostAsync("/runs", body)).Require(202);
            string id = (string)accepted["id"]!;
            Assert.Equal(("paused", "10", 0), ((string)accepted["status"]!, accepted.Headers["Retry-After"], (int)accepted["unitsDone"]));
            Assert.Equal("10", (await service.GetAsync($"/runs/{id}")).Require(200).Headers["Retry-After"]);
            Assert.Equal("paused", (string)(await service.GetAsync($"/runs/{id}/payoffs")).Require(409)["state"]!);
            Assert.Equal("paused", (string)(await service.GetAsync($"/runs/{id}/trajectory")).Require(409)["state"]!);
            Assert.Equal("paused", (string)(await service.GetAsync($"/runs/{id}/manifest")).Require(200)["status"]!);
            Answer end = await service.FinishAsync(id);
            Assert.Equal(3, (int)end["unitsDone"]);
            Assert.Equal(execution == "batch", end.Json["position"] is null);
        }

        JsonArray runs = (await service.GetAsync("/runs")).Require(200)["items"].AsArray();
        Assert.Equal((string)runs[0]!["resultsHash"]!, (string)runs[1]!["resultsHash"]!);
    }

    [Fact]
    public async Task Steps_GoRoundByRound_IntoLaterUnits_AndToTheEnd()
    {
        await using Service service = await Service.StartAsync();
        string id = await service.StartActorsAsync(RunSteps.Tiny(), replications: 2);
        Assert.Equal("paused 0:0", (await service.GetAsync($"/runs/{id}")).Require(200).Standing());
        Assert.Equal("paused 0:1", (await service.ControlAsync(id, "step")).Require(200).Standing());
        Assert.Equal("paused 0:2", (await service.ControlAsync(id, "step", "{}")).Require(200).Standing());
        using var bare = new HttpRequestMessage(HttpMethod.Post, $"{StrategySimHost.BasePath}/runs/{id}:step");
        Assert.Equal("paused 0:3", (await service.SendAsync(bare)).Require(200).Standing());
        Assert.Equal("paused 1:1", (await service.PostAsync($"/runs/{id}:step", "rounds: 3", "application/yaml")).Require(200).Standing());
        Answer refused = (await service.GetAsync($"/runs/{id}/trajectory?replication=1")).Require(409);
        Assert.Contains("replication 1 has come to round 1 and has not ended", (string)refused["detail"]!, StringComparison.Ordinal);
        (await service.GetAsync($"/runs/{id}/trajectory?replication=0")).Require(200);
        Answer end = (await service.ControlAsync(id, "step", """{"rounds":2147483647}""")).Require(200);
        Assert.Equal("completed 2:0", end.Standing());
        Assert.False(end.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData("""{"rounds":0}""", 422, "/rounds")]
    [InlineData("""{"rounds":-1}""", 422, "/rounds")]
    [InlineData("""{"rounds":1.5}""", 422, "/rounds")]
    [InlineData("""{"rounds":2147483648}""", 422, "/rounds")]
    [InlineData("""{"rounds":"5"}""", 422, "/rounds")]
    [InlineData("""{"round":5}""", 422, "/round")]
    [InlineData("5", 422, "")]
    [InlineData("""{"rounds":""", 400, "")]
    [InlineData(" ", 400, "")]
    public async Task StepsThatCannotBeRead_ChangeNothing(string body, int status, string pointer)
    {
        Service service = fixture.Service;
        string id = await service.StartActorsAsync(RunSteps.Tiny());
        JsonObject fault = Assert.Single((await service.ControlAsync(id, "step", body)).Faults(status));
        Assert.Equal(pointer, (string)fault["pointer"]!);
        Assert.Equal("paused 0:0", (await service.GetAsync($"/runs/{id}")).Require(200).Standing());
    }

    [Fact]
    public async Task InterventionsThatDoNotFit_AreFaultsAtTheirPlace_AndChangeNothing()
    {
        await using Service service = await Service.StartAsync();
        string id = await service.StartActorsAsync(RequestExamples.Path);
        (await service.ControlAsync(id, "step", """{"rounds":37}""")).Require(200);
        foreach ((string body, string pointers, string expected) in new[]
        {
            ("""{}""", "/address", "/states/NAME"),
            ("""{"address":5,"value":1}""", "/address", "/states/NAME"),
            ("""{"address":"/states/stress"}""", "/value", "3/2"),
            ("""{"address":"/states/stres","value":1}""", "/address", "stress"),
            ("""{"address":"stress","value":1}""", "/address", "/states/NAME"),
            ("""{"address":"/states/stress","value":"much"}""", "/value", "4/7"),
            ("""{"address":"/states/stress","value":true}""", "/value", "3/2"),
            ("""{"address":"/states/stress","value":1,"action":"hold"}""", "/action", "'value' instead"),
            ("""{"address":"/parameters/sigma","value":2}""", "/value", "[1/2, 1]"),
            ("""{"address":"/parameters/delta","value":"1/2"}""", "/address", "payoffs"),
            ("""{"address":"/games/us-china/actions/CN","action":"fold"}""", "/action", "hold, yield"),
            ("""{"address":"/games/us-china/actions/EU","action":"hold"}""", "/address", "US, CN"),
            ("""{"address":"/games/us-china/actions/CN","value":1}""", "/value", "'action' instead"),
            ("""{"address":"/states/stress","value":1,"round":37}""", "/round", "after 37"),
            ("""{"address":"/states/stress","value":1,"round":62}""", "/round", "1 to 61"),
            ("""{"address":"/states/stress","value":1,"round":0,"replication":-1,"at":3}""", "/round /replication /at", "at least 1"),
            ("""{"address":"/states/stress","value":1,"replication":1}""", "/replication", "0 to 0"),
            ("""[]""", "", "a map"),
        })
        {
            JsonObject[] faults = (await service.ControlAsync(id, "intervene", body)).Faults(422);
            Assert.Equal(pointers, string.Join(' ', faults.Select(fault => (string)fault["pointer"]!)));
            Assert.Contains(expected, (string)faults[0]["expected"]!, StringComparison.Ordinal);
        }

        JsonObject placed = Assert.Single((await service.ControlAsync(id, "intervene", "{ \"address\": \"/states/stress\",\n  \"value\": 1, \"round\": 30 }")).Faults(422));
        Assert.Equal((2, 24), ((int)placed["line"]!, (int)placed["column"]!));
        JsonObject tooLong = Assert.Single((await service.ControlAsync(id, "intervene", $$"""{"address":"/states/stress","value":{{new string('9', 5000)}}}""")).Faults(422));
        Assert.Contains("at most 1000 characters", (string)tooLong["expected"]!, StringComparison.Ordinal);
        Assert.Single((await service.ControlAsync(id, "intervene", "{")).Faults(400));
        Assert.Single((await service.ControlAsync(id, "intervene")).Faults(400));
        (await service.PostAsync($"/runs/{id}:intervene", "{}", "text/plain")).Require(415);
        Answer run = (await service.GetAsync($"/runs/{id}")).Require(200);
        Assert.Equal(("paused 0:37", 0), (run.Standing(), run["interventions"].AsArray().Count));
    }

    [Fact]
    public async Task ResultsOfARunThatWasIntervenedIn_AreThoseOfTheUnitWithTheInterventions()
    {
        await using Service service = await Service.StartAsync();
        // The same unit without interventions is stored already, under a key of its own.
        string untouched = await service.RunAsync(new JsonObject { ["scenario"] = RequestExamples.Path });
        string id = await service.StartActorsAsync(RequestExamples.Path);
        Assert.Contains("has come to round 0 and has not ended", (string)(await service.GetAsync($"/runs/{id}/trajectory")).Require(409)["detail"]!, StringComparison.Ordinal);
        (await service.ControlAsync(id, "step", """{"rounds":24}""")).Require(200);
        (await service.ControlAsync(id, "intervene", """{"address":"/states/stress","value":0.25}""")).Require(200);
        (await service.ControlAsync(id, "intervene", """{"address":"/games/us-china/actions/CN","action":"hold","round":30,"replication":0}""")).Require(200);
        Answer run = await service.FinishAsync(id);
        Assert.NotEqual((string)(await service.GetAsync($"/runs/{untouched}")).Require(200)["resultsHash"]!, (string)run["resultsHash"]!);

        var log = new InterventionLog([new Intervention(0, 25, "/states/stress", "1/4"), new Intervention(0, 30, "/games/us-china/actions/CN", "hold")]);
        string expected = string.Join('|', log.Entries.Select(entry => $"{entry.Replication} {entry.Round} {entry.Address} {entry.Value}"));
        Assert.Equal(expected, Interventions(run["interventions"]));
        Assert.Equal(expected, Interventions((await service.GetAsync($"/runs/{id}/manifest")).Require(200)["interventions"]));

        CompiledScenario scenario = CompiledScenario.Compile(service.App.Services.GetRequiredService<Api.Hosting.ShippedScenarios>().Find(RequestExamples.Path)!.Scenario);
        UnitSummary unit = UnitPlayer.Play(scenario, scenario.Scenario.Run.Seed, 0, log, CancellationToken.None);
        Answer trajectory = (await service.GetAsync($"/runs/{id}/trajectory")).Require(200);
        Assert.Equal(unit.TrajectoryHash, (string)trajectory["trajectoryHash"]!);
        Assert.Equal("1/4", (string)trajectory["rounds"][24]!["states"]!["stress"]!["exact"]!);
        Assert.Equal(["30 CN hold"], Forced(trajectory));
        Answer csv = (await service.GetAsync($"/runs/{id}/trajectory?format=csv")).Require(200);
        string[][] rows = [.. csv.Text.TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
        int forced = Array.IndexOf(rows[0], "forced");
        Assert.Equal("30", Assert.Single(rows, row => row[forced] == "true")[1]);

        double[] means = [.. (await service.GetAsync($"/runs/{id}/payoffs")).Require(200)["rows"].AsArray().Select(row => (double)row!["mean"]!)];
        Assert.Equal(unit.Values, means);
        JsonNode phases = (await service.GetAsync($"/runs/{id}/game-types")).Require(200)["games"][0]!["phases"]!;
        Assert.Contains(phases.AsArray(), phase => (string?)phase!["change"]?["cause"] == "intervention" && (int)phase["from"]! == 25);
        JsonNode equilibria = (await service.GetAsync($"/runs/{id}/equilibria")).Require(200)["games"][0]!["phases"]!;
        Assert.Equal(phases.AsArray().Select(phase => (int)phase!["from"]!), equilibria.AsArray().Select(phase => (int)phase!["from"]!));

        static string Interventions(JsonNode list) => string.Join('|', list.AsArray().Select(entry => $"{(int)entry!["replication"]!} {(int)entry["round"]!} {(string)entry["address"]!} {(string)entry["value"]!}"));

        static IEnumerable<string> Forced(Answer trajectory) =>
            from round in trajectory["rounds"].AsArray()
            from seat in round["games"]![0]!["seats"]!.AsArray()
            where (bool)seat["forced"]!
            select $"{(int)round["round"]!} {(string)seat["actor"]!} {(string)seat["executed"]!}";
    }

    [Fact]
    public async Task AServiceThatStartsAgain_FindsItsPausedRunWhereItWas_AndEndsItWithTheSameBits()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (Service first = await Service.StartAsync(dataFolder: folder.Path))
        {
            id = await first.StartActorsAsync("us-china-rare-earths", replications: 2);
            Assert.Equal("paused 0:37", (await first.ControlAsync(id, "step", """{"rounds":37}""")).Require(200).Standing());
        }

        await using Service second = await Service.StartAsync(dataFolder: folder.Path);
        Assert.Equal("paused 0:37", (await second.GetAsync($"/runs/{id}")).Require(200).Standing());
        Assert.Equal("paused 0:38", (await second.ControlAsync(id, "step")).Require(200).Standing());
        string resumed = (string)(await second.FinishAsync(id))["resultsHash"]!;

        await using Service other = await Service.StartAsync();
        string uninterrupted = await other.RunAsync(new JsonObject { ["scenario"] = "us-china-rare-earths", ["replications"] = 2 });
        Assert.Equal((string)(await other.GetAsync($"/runs/{uninterrupted}")).Require(200)["resultsHash"]!, resumed);
    }

    [Fact]
    public async Task APacedRun_PlaysARoundEachTimeOneIsDue()
    {
        var clock = new ManualTimeProvider();
        var engine = new ToldEngine();
        await using Service service = await Service.StartAsync(configure: builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.Replace(ServiceDescriptor.Singleton<IRunEngine>(engine));
        });
        var body = new JsonObject { ["scenario"] = RunSteps.Tiny(rounds: 40), ["replications"] = 1, ["execution"] = "actors", ["roundsPerSecond"] = "5/2" };
        Answer accepted = (await service.PostAsync("/runs", body)).Require(202);
        string id = (string)accepted["id"]!;
        Assert.Equal(2.5, (double)accepted["roundsPerSecond"]);
        for (int round = 0; round < 6; round++)
        {
            // The first is due at once, the others 400 ms after the one before.
            if (round > 0) clock.Advance(TimeSpan.FromMilliseconds(400));
            ActorsOrder order = await engine.Orders.ReadAsync(TestContext.Current.CancellationToken);
            Assert.Equal((new UnitPosition(0, round), 1), (order.From, order.Rounds));
        }

        clock.Advance(TimeSpan.FromMilliseconds(399));
        Assert.Equal("paused 0:6", (await service.ControlAsync(id, "pause")).Require(200).Standing());
        Assert.False(engine.Orders.TryRead(out _));
    }

    private static Task<Service> StartAsync(int places) => Service.StartAsync(
        settings => settings.Limits.ConcurrentRuns = places,
        builder =>
        {
            builder.Services.Configure<RunOptions>(options => options.MaxConcurrentActorsRuns = places);
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new ManualTimeProvider()));
            builder.Services.Replace(ServiceDescriptor.Singleton<IRunEngine, StandingEngine>());
        });

    private static async Task<string> InStateAsync(Service service, string execution, string state)
    {
        switch (state)
        {
            case "queued":
                string queued = await service.StartAsync(Submission(execution));
                return queued;
            case "running":
                return await RunningAsync(service, execution);
            case "completed":
                // A run whose units are all stored is complete at once, however its engine stands.
                string completed = await service.StartAsync(Submission(execution == "batch" ? "actors" : execution, pace: null));
                await ReachAsync(service, completed, "completed");
                if (execution == "actors") return completed;
                string batch = await service.StartAsync(Submission(execution));
                await ReachAsync(service, batch, "completed");
                return batch;
            case "failed":
                JsonObject failing = Submission(execution, pace: null);
                failing["scenario"]!["states"] = JsonNode.Parse("""{"n":{"initial":3,"drift":-1}}""");
                failing["scenario"]!["games"] = JsonNode.Parse("""
                    {"g":{"form":"table","players":{"A":"A","B":"B"},"strategies":{"A":["x"],"B":["x"]},"payoffs":{"x/x":{"A":"1/n","B":0}},"rules":{"A":"random","B":"random"}}}
                    """);
                string failed = await service.StartAsync(failing);
                await ReachAsync(service, failed, "failed");
                return failed;
            default:
                JsonObject paused = Submission(execution);
                paused["startPaused"] = true;
                string id = await service.StartAsync(paused);
                if (state == "cancelled") (await service.ControlAsync(id, "cancel")).Require(200);
                return id;
        }
    }

    private static async Task<string> RunningAsync(Service service, string execution)
    {
        JsonObject submission = Submission(execution);
        // A seed of its own: where units are stored already there is nothing to wait for.
        submission["seed"] = 1234;
        string id = await service.StartAsync(submission);
        await ReachAsync(service, id, "running");
        return id;
    }

    private static JsonObject Submission(string execution, double? pace = 0.5)
    {
        var submission = new JsonObject { ["scenario"] = RunSteps.Tiny(), ["replications"] = 1, ["execution"] = execution };
        if (execution == "actors" && pace is not null) submission["roundsPerSecond"] = pace;
        return submission;
    }

    private static async Task ReachAsync(Service service, string id, string state)
    {
        string found;
        while ((found = (string)(await service.GetAsync($"/runs/{id}")).Require(200)["status"]!) != state)
        {
            Assert.True(found is "queued" or "running", $"{id} is {found}; expected {state}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }
    }

    private static LocalEngine Local() => new(Options.Create(new LocalEngineOptions { Threads = 1 }));

    /// <summary>Plays rounds; a batch waits before its first unit until it is stopped, or fails where its scenario does.</summary>
    private sealed class StandingEngine : IRunEngine
    {
        private readonly LocalEngine _inner = Local();

        public string Name => "standing";

        public async Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken)
        {
            if (orders.TryPeek(out UnitOrder? order) && order.Point.Compiled.Scenario.States.Count > 0) await _inner.PlayAsync(orders, ended, cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        public Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken) => _inner.AdvanceAsync(order, cancellationToken);

        public Task InterruptAsync(string runId, CancellationToken cancellationToken) => _inner.InterruptAsync(runId, cancellationToken);
    }

    /// <summary>Plays, and tells each order that it has carried out.</summary>
    private sealed class ToldEngine : IRunEngine
    {
        private readonly LocalEngine _inner = Local();
        private readonly Channel<ActorsOrder> _orders = Channel.CreateUnbounded<ActorsOrder>();

        public string Name => "told";

        public ChannelReader<ActorsOrder> Orders => _orders.Reader;

        public Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken) =>
            _inner.PlayAsync(orders, ended, cancellationToken);

        public async Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken)
        {
            ActorsAdvance advance = await _inner.AdvanceAsync(order, cancellationToken);
            await _orders.Writer.WriteAsync(order, CancellationToken.None);
            return advance;
        }

        public Task InterruptAsync(string runId, CancellationToken cancellationToken) => _inner.InterruptAsync(runId, cancellationToken);
    }
}
