using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Tests.Runs;

public sealed class RunTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task ARun_IsAcceptedWithItsAddress_AndEndsCompleted()
    {
        Answer accepted = (await Service.PostAsync("/runs", new JsonObject { ["scenario"] = RunSteps.Tiny("accepted"), ["seed"] = "18446744073709551615", ["replications"] = 3, ["execution"] = "batch" })).Require(202);
        string id = (string)accepted["id"]!;
        Assert.Equal($"/api/v1/runs/{id}", accepted.Headers["Location"]);
        Assert.Equal("1", accepted.Headers["Retry-After"]);
        Assert.Equal(("18446744073709551615", 3, 3), ((string)accepted["seed"]!, (int)accepted["replications"], (int)accepted["unitsTotal"]));

        List<(string Event, JsonNode Data)> events = await Service.EventsAsync(id);
        Assert.All(events.SkipLast(1), e => Assert.Equal("progress", e.Event));
        Assert.Equal("end", events[^1].Event);
        int[] done = [.. events.Select(e => (int)e.Data["unitsDone"]!)];
        Assert.Equal(done.Order(), done);
        Assert.Equal(3, done[^1]);

        Answer run = (await Service.GetAsync($"/runs/{id}")).Require(200);
        Assert.Equal(("completed", 3, 3), ((string)run["status"]!, (int)run["unitsDone"], (int)run["unitsTotal"]));
        Assert.Equal(64, ((string)run["resultsHash"]!).Length);
        Assert.False(run.Headers.ContainsKey("Retry-After"));
        Assert.Equal("end", Assert.Single(await Service.EventsAsync(id)).Event);
        Assert.Equal(204, (await Service.GetAsync($"/runs/{id}/events", null, ("Last-Event-ID", "end"))).Status);
    }

    // Every shipped scenario, at a size for tests: the numbers over HTTP are those of units played in this process.
    [Theory]
    [InlineData("blackmail")]
    [InlineData("chicken")]
    [InlineData("coordination")]
    [InlineData("coordination-to-chicken")]
    [InlineData("producers-nickel-cobalt")]
    [InlineData("us-china-rare-earths")]
    public async Task TheSameRunOverHttp_GivesTheSameNumbersAsInProcess(string scenario)
    {
        const int Replications = 7;
        string id = await Service.RunAsync(new JsonObject { ["scenario"] = scenario, ["seed"] = 11, ["replications"] = Replications });
        CompiledScenario compiled = Compile(scenario);
        var table = new OutcomeTable(compiled.Layout);
        for (int replication = 0; replication < Replications; replication++) table.Add(UnitPlayer.Play(compiled, 11, replication, CancellationToken.None));

        Answer payoffs = (await Service.GetAsync($"/runs/{id}/payoffs")).Require(200);
        OutcomeRow[] found =
        [
            .. payoffs["rows"].AsArray().Select(row => new OutcomeRow(
                (string)row!["actor"]!, (string)row["game"]!, (string)row["outcome"]!, (double)row["mean"]!, (double?)row["lower"], (double?)row["upper"], (double?)row["sd"], (int)row["n"]!)),
        ];
        Assert.Equal(table.ToRows(), found);
        Assert.Equal(found.Select(row => row.Outcome).Distinct(), payoffs["outcomes"].AsArray().Select(o => (string)o!["id"]!));
    }

    [Fact]
    public async Task OneReplication_HasMeansWithoutIntervals()
    {
        string id = await Service.RunAsync(new JsonObject { ["scenario"] = RunSteps.Tiny("one"), ["replications"] = 1 });
        foreach (JsonNode? row in (await Service.GetAsync($"/runs/{id}/payoffs")).Require(200)["rows"].AsArray())
        {
            Assert.Equal(1, (int)row!["n"]!);
            Assert.True(row["lower"] is null && row["upper"] is null && row["sd"] is null);
        }
    }

    [Fact]
    public async Task PayoffRows_AreFiltered_AndFiltersThatNameNothingAreFaults()
    {
        string id = await Service.RunAsync(new JsonObject { ["scenario"] = RunSteps.Tiny("filtered") });
        JsonArray rows = (await Service.GetAsync($"/runs/{id}/payoffs?actor=A&game=g&outcome=payoffMean")).Require(200)["rows"].AsArray();
        Assert.Equal(("A", "g", "payoffMean"), ((string)Assert.Single(rows)!["actor"]!, (string)rows[0]!["game"]!, (string)rows[0]!["outcome"]!));
        Assert.All((await Service.GetAsync($"/runs/{id}/payoffs?game=*")).Require(200)["rows"].AsArray(), row => Assert.Equal("*", (string)row!["game"]!));
        JsonObject[] faults = (await Service.GetAsync($"/runs/{id}/payoffs?actor=C&game=h")).Faults(422);
        Assert.Equal(["actor", "game"], faults.Select(f => (string)f["parameter"]!));
        Assert.Contains("A, B", (string)faults[0]["expected"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATrajectory_IsTheUnitRoundByRound_PageAfterPage()
    {
        string id = await Service.RunAsync(new JsonObject { ["scenario"] = "coordination-to-chicken", ["seed"] = 3, ["replications"] = 2 });
        CompiledScenario compiled = Compile("coordination-to-chicken");
        var stepper = new UnitStepper(compiled, 3, 1);
        int? from = 1;
        while (from is int first)
        {
            Answer page = (await Service.GetAsync($"/runs/{id}/trajectory?replication=1&from={first}&limit=17")).Require(200);
            foreach (JsonNode? found in page["rounds"].AsArray())
            {
                Assert.True(stepper.Step());
                RoundRecord expected = RoundRecord.Of(stepper);
                Assert.Equal(expected.Round, (int)found!["round"]!);
                foreach ((string name, Rational value) in expected.States) Assert.Equal(value.ToString(), (string)found["states"]![name]!["exact"]!);
                foreach ((GameRound game, JsonNode? wire) in expected.Games.Zip(found["games"]!.AsArray()))
                {
                    Assert.Equal((game.Game, game.GameType), ((string)wire!["game"]!, (string?)wire["gameType"]));
                    foreach ((SeatRound seat, JsonNode? place) in game.Seats.Zip(wire["seats"]!.AsArray()))
                    {
                        Assert.Equal((seat.Actor, seat.Intended, seat.Executed), ((string)place!["actor"]!, (string)place["intended"]!, (string)place["executed"]!));
                        Assert.Equal((seat.Payoff.ToString(), seat.Value), ((string)place["payoff"]!["exact"]!, (double)place["payoff"]!["decimal"]!));
                        Assert.Equal(seat.FirmBelief, (double?)place["firmBelief"]);
                    }
                }
            }

            from = (int?)page.Json["next"];
            if (from is null) Assert.Equal((int)page["totalRounds"], stepper.Round);
        }

        Assert.True(stepper.Ended);
        Assert.Equal(stepper.Finish().TrajectoryHash, (string)(await Service.GetAsync($"/runs/{id}/trajectory?replication=1&limit=1")).Require(200)["trajectoryHash"]!);
        Assert.Equal("replication", (string)Assert.Single((await Service.GetAsync($"/runs/{id}/trajectory?replication=2")).Faults(422))["parameter"]!);
        Assert.Equal("from", (string)Assert.Single((await Service.GetAsync($"/runs/{id}/trajectory?from=999999")).Faults(422))["parameter"]!);
    }

    [Fact]
    public async Task AStageGameOfThreeActors_HasItsMixedEquilibriumToo()
    {
        // Meeting all three at one is worth 2 to each, at two 1, anything else nothing: they mix with 2q² = (1 − q)².
        string[] actors = ["A", "B", "C"], places = ["one", "two"];
        var payoffs = new JsonObject();
        foreach (string profile in from a in places from b in places from c in places select $"{a}/{b}/{c}")
        {
            int worth = profile switch { "one/one/one" => 2, "two/two/two" => 1, _ => 0 };
            payoffs[profile] = new JsonObject(actors.Select(actor => KeyValuePair.Create<string, JsonNode?>(actor, worth)));
        }

        string id = await Service.RunAsync(new JsonObject
        {
            ["scenario"] = new JsonObject
            {
                ["schema"] = "strategysim/scenario/v1",
                ["id"] = "three-meet",
                ["status"] = "stylised",
                ["time"] = new JsonObject { ["horizon"] = 2, ["discountFactor"] = "9/10" },
                ["actors"] = new JsonObject(actors.Select(actor => KeyValuePair.Create<string, JsonNode?>(actor, $"Actor {actor}"))),
                ["games"] = new JsonObject
                {
                    ["g"] = new JsonObject
                    {
                        ["form"] = "table",
                        ["players"] = new JsonObject(actors.Select(actor => KeyValuePair.Create<string, JsonNode?>(actor, actor))),
                        ["strategies"] = new JsonObject(actors.Select(actor => KeyValuePair.Create<string, JsonNode?>(actor, new JsonArray([.. places.Select(place => (JsonNode)place)])))),
                        ["payoffs"] = payoffs,
                        ["rules"] = new JsonObject(actors.Select(actor => KeyValuePair.Create<string, JsonNode?>(actor, "random"))),
                    },
                },
            },
            ["replications"] = 1,
        });
        JsonNode solution = (await Service.GetAsync($"/runs/{id}/equilibria")).Require(200)["games"]![0]!["phases"]![0]!["solution"]!;
        Assert.True((bool)solution["complete"]!);
        Assert.Equal(3, solution["equilibria"]!.AsArray().Count);
        JsonNode mixed = solution["equilibria"]!.AsArray().Single(e => !(bool)e!["pure"]!)!;
        Assert.Equal("-1+√2", (string)mixed["closedForm"]![0]![0]!);
    }

    [Fact]
    public async Task OnThePath_TheThresholdsAreMetAtExactlyOneAndTwo_AndTheirEquilibriaAreSegments()
    {
        string id = await Service.RunAsync(new JsonObject { ["scenario"] = "coordination-to-chicken", ["replications"] = 2 });
        Answer types = (await Service.GetAsync($"/runs/{id}/game-types")).Require(200);
        JsonNode game = types["games"].AsArray().First(g => g!["phases"]!.AsArray().Any(p => (string)p!["gameType"]!["family"]! == "threshold"))!;
        JsonNode[] thresholds = [.. game["phases"]!.AsArray().Where(p => (string)p!["gameType"]!["family"]! == "threshold")!];
        Assert.Equal(2, thresholds.Length);
        Assert.All(thresholds, phase => Assert.Equal("own-motion", (string)phase["change"]!["cause"]!));
        foreach ((JsonNode phase, string s) in thresholds.Zip(["1", "2"]))
        {
            Answer round = (await Service.GetAsync($"/runs/{id}/trajectory?from={(int)phase["from"]!}&limit=1")).Require(200);
            Assert.Contains(round["rounds"][0]!["states"]!.AsObject(), state => (string)state.Value!["exact"]! == s);
        }

        double sum = game["shares"]!.AsArray().Sum(share => (double)share!["mean"]!);
        Assert.Equal(1, sum, 1e-12);
        Assert.True((double)game["changes"]!["mean"]! >= 4);

        Answer equilibria = (await Service.GetAsync($"/runs/{id}/equilibria?game={(string)game["game"]!}")).Require(200);
        Assert.Contains("not equilibria of the repeated game", (string)equilibria["meaning"]!, StringComparison.Ordinal);
        JsonNode phases = Assert.Single(equilibria["games"].AsArray())!["phases"]!;
        Assert.Equal(game["phases"]!.AsArray().Select(p => (int)p!["from"]!), phases.AsArray().Select(p => (int)p!["from"]!));
        JsonNode first = phases.AsArray().First(p => (int)p!["from"]! == (int)thresholds[0]["from"]!)!;
        Assert.Contains(first["solution"]!["components"]!.AsArray(), component => (int)component!["dimension"]! == 1);
        Assert.Equal(4, first["table"]!.AsArray().Count);
        Assert.Equal("game", (string)Assert.Single((await Service.GetAsync($"/runs/{id}/equilibria?game=none")).Faults(422))["parameter"]!);
    }

    [Fact]
    public async Task Shocks_AreNamedAsCausesOfTheChangesTheyMake()
    {
        string id = await Service.RunAsync(new JsonObject { ["scenario"] = "us-china-rare-earths", ["replications"] = 3 });
        CompiledScenario compiled = Compile("us-china-rare-earths");
        foreach (int replication in new[] { 0, 2 })
        {
            Answer types = (await Service.GetAsync($"/runs/{id}/game-types?replication={replication}")).Require(200);
            IReadOnlyList<GameTypeHistory> expected = GameTypeHistory.Of(compiled, compiled.Scenario.Run.Seed, replication, InterventionLog.Empty, CancellationToken.None);
            string[] changes = [.. expected.SelectMany(h => h.Phases.Where(p => p.Change is not null).Select(p => $"{h.Game} {p.Change!.Round} {p.Change.To} {p.Change.Cause} {string.Join(',', p.Change.Decisive)}"))];
            string[] found =
            [
                .. types["games"].AsArray().SelectMany(g => g!["phases"]!.AsArray().Where(p => p!["change"] is not null).Select(p => p!["change"]!).Select(c =>
                    $"{(string)g!["game"]!} {(int)c["round"]!} {(string)c["to"]!} {Cause((string)c["cause"]!)} {string.Join(',', c["decisive"]!.AsArray().Select(d => new DecisiveShock((string)d!["shock"]!, (int?)d["stillComesIn"])))}")),
            ];
            Assert.Equal(changes, found);
        }

        static ChangeCause Cause(string word) => Enum.Parse<ChangeCause>(string.Concat(word.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])));
    }

    [Fact]
    public async Task Results_ComeAsCsvToo_WithTheSameNumbers()
    {
        string id = await Service.RunAsync(new JsonObject { ["scenario"] = "coordination-to-chicken", ["replications"] = 4 });
        Answer csv = (await Service.GetAsync($"/runs/{id}/payoffs", "text/csv")).Require(200);
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Contains($"payoffs-{id}.csv", csv.Headers["Content-Disposition"], StringComparison.Ordinal);
        string[][] rows = Rows(csv);
        Assert.Equal(["actor", "game", "outcome", "mean", "lower", "upper", "sd", "n", "unit"], rows[0]);
        JsonArray json = (await Service.GetAsync($"/runs/{id}/payoffs?format=json", "text/csv")).Require(200)["rows"].AsArray();
        Assert.Equal(json.Count, rows.Length - 1);
        foreach ((JsonNode? expected, string[] row) in json.Zip(rows.Skip(1)))
        {
            Assert.Equal((string)expected!["outcome"]!, row[2]);
            Assert.Equal((double)expected["mean"]!, double.Parse(row[3], CultureInfo.InvariantCulture));
            Assert.Equal((double)expected["upper"]!, double.Parse(row[5], CultureInfo.InvariantCulture));
        }

        string[][] rounds = Rows((await Service.GetAsync($"/runs/{id}/trajectory?format=csv&limit=40")).Require(200));
        Assert.Contains(rounds[0], column => column.StartsWith("state:", StringComparison.Ordinal));
        int payoff = Array.IndexOf(rounds[0], "payoff"), @decimal = Array.IndexOf(rounds[0], "payoffDecimal");
        Assert.All(rounds.Skip(1), row => Assert.Equal(Rational.Parse(row[payoff]).ToDouble(), double.Parse(row[@decimal], CultureInfo.InvariantCulture)));
        Assert.Equal("from", Rows((await Service.GetAsync($"/runs/{id}/game-types?format=csv")).Require(200))[0][2]);
        Assert.Contains("probability", Rows((await Service.GetAsync($"/runs/{id}/equilibria?format=csv")).Require(200))[0]);
        Assert.Empty((await Service.GetAsync($"/runs/{id}/payoffs", "application/xml")).Faults(406));

        static string[][] Rows(Answer answer) => [.. answer.Text.TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
    }

    [Fact]
    public async Task AManifest_HoldsWhatReproducesTheRun()
    {
        string id = await Service.RunAsync(new JsonObject { ["scenario"] = RunSteps.Tiny("manifest"), ["seed"] = 0 });
        Answer manifest = (await Service.GetAsync($"/runs/{id}/manifest")).Require(200);
        Scenario scenario = ScenarioReader.Read(manifest["scenario"].ToJsonString(), DocumentFormat.Json).Require();
        Assert.Equal((string)manifest["scenarioHash"]!, scenario.Hash);
        Assert.Equal((string)manifest["pointId"]!, scenario.PointId);
        Assert.Equal(("0", SimulationModel.Version, "completed"), ((string)manifest["seed"]!, (int)manifest["modelVersion"], (string)manifest["status"]!));
        Assert.StartsWith("Philox", (string)manifest["generator"]!, StringComparison.Ordinal);
        Assert.Equal("local", (string)manifest["environment"]["engine"]!);
        Assert.Equal((string)(await Service.GetAsync($"/runs/{id}")).Require(200)["resultsHash"]!, (string)manifest["resultsHash"]!);
    }

    [Fact]
    public async Task ScenarioDocumentsByThemselves_RunToo_AsYamlOrJson()
    {
        string yaml = (await Service.GetAsync("/scenarios/chicken?format=yaml")).Require(200).Text;
        Answer accepted = (await Service.PostAsync("/runs", yaml, "application/yaml")).Require(202);
        Assert.Equal("chicken", (string)accepted["scenarioId"]!);
        Answer json = (await Service.PostAsync("/runs", RunSteps.Tiny("by-itself"))).Require(202);
        Assert.Equal("by-itself", (string)json["scenarioId"]!);
        Answer submission = (await Service.PostAsync("/runs", "scenario: chicken\nseed: 5\nreplications: 2\n", "text/yaml")).Require(202);
        Assert.Equal(("5", 2), ((string)submission["seed"]!, (int)submission["replications"]));
    }

    [Fact]
    public async Task RunsAreListed_NewestFirst_PageAfterPage()
    {
        await using Service service = await Service.StartAsync();
        string[] ids = new string[5];
        for (int i = 0; i < ids.Length; i++) ids[i] = await service.RunAsync(new JsonObject { ["scenario"] = RunSteps.Tiny(), ["seed"] = i, ["replications"] = 1 });
        var found = new List<string>();
        string? after = null;
        do
        {
            Answer page = (await service.GetAsync($"/runs?limit=2{(after is null ? "" : $"&after={after}")}")).Require(200);
            found.AddRange(page["items"].AsArray().Select(run => (string)run!["id"]!));
            after = (string?)page.Json["next"];
        }
        while (after is not null);
        Assert.Equal(ids.Reverse(), found);
    }

    private CompiledScenario Compile(string id) =>
        CompiledScenario.Compile(Service.App.Services.GetRequiredService<Api.Hosting.ShippedScenarios>().Find(id)!.Scenario);
}
