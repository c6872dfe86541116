using System.Text;
using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Equilibria;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Api.Tests.Runs;

namespace StrategySim.Api.Tests.Problems;

/// <summary>Every kind of bad input gets a problem document with every fault, and the service goes on serving.</summary>
public sealed class BadInputTests(ServiceFixture fixture)
{
    private const string Json = "application/json", Yaml = "application/yaml";

    private Service Service => fixture.Service;

    [Theory]
    [InlineData("/equilibria", """{"game": {""", Json)]
    [InlineData("/equilibria", """{"game": 1} {}""", Json)]
    [InlineData("/equilibria", "", Json)]
    [InlineData("/games:classify", "nonsense", Json)]
    [InlineData("/scenarios:validate", "a: [1, 2\nb: }", Yaml)]
    [InlineData("/scenarios", "a: &x 1\nb: *x", Yaml)]
    [InlineData("/runs", "", Yaml)]
    public async Task TextThatIsNoDocument_IsMalformed_WithItsPlace(string address, string body, string mediaType)
    {
        JsonObject fault = Assert.Single((await Service.PostAsync(address, body, mediaType)).Faults(400));
        Assert.Equal("", (string)fault["pointer"]!);
        Assert.True((int)fault["line"]! >= 1 && (int)fault["column"]! >= 1);
        await StillServing();
    }

    [Fact]
    public async Task BytesThatAreNoUtf8_AreMalformed()
    {
        using var content = new ByteArrayContent([(byte)'"', 0xff, (byte)'"']);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/equilibria") { Content = content };
        Assert.Contains("0xff", (string)Assert.Single((await Service.SendAsync(request)).Faults(400))["found"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryFaultOfAGame_IsListedInTheOrderOfItsText()
    {
        const string Body = """
            {
              "game": {
                "format": "table", "colour": "red",
                "players": [ { "id": "A", "strategies": ["H", "H"] }, { "id": "A", "strategies": ["H", ""] } ],
                "payoffs": [ [ ["NaN", 1e9999], [1, 2] ], [ [1, true], [1, "1/0"] ] ]
              },
              "concept": "core", "method": "guess", "method": "all", "speed": 3
            }
            """;
        JsonObject[] faults = (await Service.PostAsync("/equilibria", Body, Json)).Faults(422);
        Assert.Equal(
            [
                "/game/colour", "/game/players/0/strategies/1", "/game/players/1", "/game/players/1/strategies/1",
                "/game/payoffs/0/0/0", "/game/payoffs/0/0/1", "/game/payoffs/1/0/1", "/game/payoffs/1/1/1", "/concept", "/method", "/method", "/speed",
            ],
            faults.Select(f => (string)f["pointer"]!));
        Assert.All(faults, fault => Assert.True((int)fault["line"]! >= 3 && ((string)fault["expected"]!).Length > 0));
        Assert.Equal("'NaN'", (string)faults[4]["found"]!);
        Assert.Contains("nash", (string)faults[8]["expected"]!, StringComparison.Ordinal);
        Assert.Contains("all, branch-and-prune, extreme-points, lemke-howson, lemke-howson-all, logit-path, pure, two-by-two, vertex-enumeration, zero-sum", (string)faults[9]["expected"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[[1,1],[2,2]],[[3,3]]]", "/game/payoffs/1")]
    [InlineData("[[[1,1],[2,2]],[[3,3],[4,4,4]]]", "/game/payoffs/1/1")]
    [InlineData("[[[1,1],[2,2]],[[3,3],4]]", "/game/payoffs/1/1")]
    [InlineData("[[[1,1],[2,2]],[[3,3],[[4],[4]]]]", "/game/payoffs/1/1")]
    [InlineData("[]", "/game/payoffs")]
    public async Task PayoffTablesOfTheWrongShape_AreFaultsAtTheirPlace(string payoffs, string pointer)
    {
        string body = $$$"""{"game":{"format":"table","players":[{"id":"A","strategies":2},{"id":"B","strategies":2}],"payoffs":{{{payoffs}}}}}""";
        Assert.Contains(pointer, (await Service.PostAsync("/equilibria", body, Json)).Faults(422).Select(f => (string)f["pointer"]!));
    }

    [Theory]
    [InlineData("""{"format":"named","id":"chicke"}""", "/game/id", "chicken")]
    [InlineData("""{"format":"named","id":"chicken","variant":"bully"}""", "/game/variant", "cardinal")]
    [InlineData("""{"format":"named","id":"chicken","game":"chicken"}""", "/game/game", "not both")]
    [InlineData("""{"format":"named","id":"chicken","players":["A"]}""", "/game/players", "two ids")]
    [InlineData("""{"format":"gam","text":""}""", "/game/format", "concession, efg, named, nfg, table")]
    [InlineData("""{"text":""}""", "/game/format", "concession, efg, named, nfg, table")]
    [InlineData("""{"format":"concession","primitives":{"common":{"surplus":7,"winnerShare":"8/7","compromiseCost":1,"outsideOption":1,"concessionCost":0,"clashDamage":0}}}""", "/game/primitives/common/winnerShare", "0 to 1")]
    [InlineData("""{"format":"concession","primitives":{"A":{"surplus":7}}}""", "/game/primitives/B/clashDamage", "common")]
    [InlineData("""{"format":"concession","primitives":{"common":{"surplus":"V"}}}""", "/game/primitives/common/surplus", "3/7")]
    [InlineData("3", "/game", "format")]
    public async Task GamesThatNameNothing_AreToldWhatThereIs(string game, string pointer, string expected)
    {
        JsonObject[] faults = (await Service.PostAsync("/equilibria", $$"""{"game":{{game}}}""", Json)).Faults(422);
        Assert.Contains(faults, f => (string)f["pointer"]! == pointer && ((string)f["expected"]!).Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FaultsInsideAnNfgText_CarryLineAndColumnWithinIt()
    {
        const string Text = "NFG 1 R \"x\" { \"A\" \"B\" }\n{ 2 2 }\n1 2 3 oops 5 6 7 8";
        Answer answer = await Service.PostAsync("/equilibria", Expected.Ask(new JsonObject { ["format"] = "nfg", ["text"] = Text }));
        JsonObject fault = Assert.Single(answer.Faults(422));
        Assert.Equal(("/game/text", "'oops'", 3, 7), ((string)fault["pointer"]!, (string)fault["found"]!, (int)fault["line"]!, (int)fault["column"]!));
    }

    [Fact]
    public async Task ATableOfAHundredPlayers_IsRefusedByArithmetic()
    {
        var players = new JsonArray([.. Enumerable.Range(0, 100).Select(i => new JsonObject { ["id"] = $"P{i}", ["strategies"] = 2 })]);
        Answer answer = await Service.PostAsync("/equilibria", Expected.Ask(new JsonObject { ["format"] = "table", ["players"] = players, ["payoffs"] = new JsonArray() }));
        JsonObject fault = answer.Faults(422)[0];
        // 100 · 2^100 payoffs.
        Assert.Equal(("/game/players", "about 10^32 payoffs"), ((string)fault["pointer"]!, (string)fault["found"]!));
        string nfg = $"NFG 1 R \"x\" {{ {string.Join(' ', Enumerable.Range(0, 100).Select(i => $"\"P{i}\""))} }} {{ {string.Join(' ', Enumerable.Repeat("2", 100))} }}";
        Answer text = await Service.PostAsync("/equilibria", Expected.Ask(new JsonObject { ["format"] = "nfg", ["text"] = nfg }));
        Assert.Equal("/game/text", (string)Assert.Single(text.Faults(422))["pointer"]!);
    }

    [Fact]
    public async Task AGameTooLargeForTheMethod_IsRefusedWithTheEstimate()
    {
        var rows = new JsonArray([.. Enumerable.Range(0, 20).Select(i => new JsonArray([.. Enumerable.Range(0, 20).Select(j => (JsonNode)new JsonArray(i * j % 7, ((i * i) + (3 * j * j) + (i * j)) % 11))]))]);
        Answer answer = await Service.PostAsync("/equilibria", Expected.Ask(new JsonObject { ["format"] = "table", ["payoffs"] = rows }));
        JsonObject fault = Assert.Single(answer.Faults(422));
        Assert.Equal("/game", (string)fault["pointer"]!);
        Assert.Equal("32,048,016,000 entries", (string)fault["found"]!);
        Assert.EndsWith("too-much-work", (string)answer["type"]!, StringComparison.Ordinal);
        Answer pure = await Service.PostAsync("/equilibria", Expected.Ask(new JsonObject { ["format"] = "table", ["payoffs"] = rows.DeepClone() }, "pure"));
        pure.Require(200);
    }

    [Fact]
    public async Task ASolverThatDoesNotTakeTheGame_IsAFaultThatNamesThoseThatDo()
    {
        Answer answer = await Service.PostAsync("/equilibria", """{"game":{"format":"table","payoffs":[[[1,1],[2,2],[3,3]]]},"method":"two-by-two"}""", Json);
        JsonObject fault = Assert.Single(answer.Faults(422));
        Assert.Equal(("/method", "one of all, branch-and-prune, extreme-points, lemke-howson, lemke-howson-all, logit-path, pure, vertex-enumeration"), ((string)fault["pointer"]!, (string)fault["expected"]!));
    }

    [Fact]
    public async Task ABodyOfFiftyMegabytes_IsRefused_AndTheServiceGoesOn()
    {
        string body = new(' ', 50_000_000);
        using var client = new HttpClient { BaseAddress = Service.Http.BaseAddress };
        using var content = new StringContent(body, Encoding.UTF8, Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/scenarios:validate") { Content = content };
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
        JsonNode problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("urn:strategysim:problem:too-large", (string)problem["type"]!);
        await StillServing();
    }

    [Fact]
    public async Task EveryFaultOfAScenario_IsListedWithItsPlace()
    {
        const string Body = """
            schema: strategysim/scenario/v1
            id: bad
            status: stylised
            weather: fine
            time: { horizon: 0, discountFactor: 9/10 }
            actors: { A: Ann, B: Bob }
            games:
              g: { form: named, game: chicken, players: { A: A, B: C }, rules: { A: random, C: random } }
              g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
              h: { form: table, players: { A: A, B: B }, strategies: { A: [x], B: [x] }, payoffs: { x/x: { A: .nan } }, rules: { A: random, B: random } }
              i: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: nobody } }
            run: { executionNoise: 3/2, replications: 0 }
            """;
        JsonObject[] faults = (await Service.PostAsync("/scenarios:validate", Body, Yaml)).Faults(422);
        string[] pointers = [.. faults.Select(f => (string)f["pointer"]!)];
        foreach (string expected in new[] { "/weather", "/time/horizon", "/games/g", "/run/executionNoise", "/run/replications" }) Assert.Contains(expected, pointers);
        Assert.Contains(pointers, p => p.StartsWith("/games/g/players", StringComparison.Ordinal));
        Assert.Contains(pointers, p => p.StartsWith("/games/h/payoffs", StringComparison.Ordinal));
        Assert.Contains(pointers, p => p.StartsWith("/games/i/rules/B", StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.True((int)fault["line"]! >= 1));
        Assert.Equal(faults.Select(f => (int)f["line"]!).Order(), faults.Select(f => (int)f["line"]!));
    }

    [Theory]
    [InlineData("horizon: 1000000000", "/time/horizon", "10000000")]
    [InlineData("horizon: 0", "/time/horizon", "1 to")]
    public async Task HorizonsOutOfRange_AreFaults(string horizon, string pointer, string expected)
    {
        string body = $$"""
            schema: strategysim/scenario/v1
            id: bad
            status: stylised
            time: { {{horizon}}, discountFactor: 9/10 }
            actors: { A: Ann, B: Bob }
            games:
              g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
            """;
        JsonObject fault = Assert.Single((await Service.PostAsync("/scenarios:validate", body, Yaml)).Faults(422));
        Assert.Equal(pointer, (string)fault["pointer"]!);
        Assert.Contains(expected, (string)fault["expected"]!, StringComparison.Ordinal);
        Answer run = await Service.PostAsync("/runs", body, Yaml);
        Assert.Equal(pointer, (string)Assert.Single(run.Faults(422))["pointer"]!);
    }

    [Fact]
    public async Task FaultsOfARunSubmission_ReachIntoItsScenario()
    {
        const string Body = """{"scenario":{"schema":"strategysim/scenario/v1","id":"x"},"seed":-1,"replications":2.5,"execution":"actor","startPaused":"yes","roundsPerSecond":0,"pace":1}""";
        string[] pointers = [.. (await Service.PostAsync("/runs", Body, Json)).Faults(422).Select(f => (string)f["pointer"]!)];
        foreach (string expected in new[] { "/scenario/status", "/scenario/time", "/scenario/actors", "/scenario/games", "/seed", "/replications", "/execution", "/startPaused", "/roundsPerSecond", "/pace" }) Assert.Contains(expected, pointers);
        JsonObject unknown = Assert.Single((await Service.PostAsync("/runs", """{"scenario":"no-such"}""", Json)).Faults(422));
        Assert.Contains("us-china-rare-earths", (string)unknown["expected"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"scenario":"chicken","execution":"actors","replications":101}""", "/replications", "a whole number from 1 to 100")]
    [InlineData("""{"scenario":"chicken","roundsPerSecond":4}""", "/roundsPerSecond", "the execution actors")]
    [InlineData("""{"scenario":"chicken","execution":"actors","roundsPerSecond":-1}""", "/roundsPerSecond", "1/3600")]
    [InlineData("""{"scenario":"chicken","execution":"actors","roundsPerSecond":1000.001}""", "/roundsPerSecond", "to 1000")]
    [InlineData("""{"scenario":"chicken","execution":"actors","roundsPerSecond":"1/3601"}""", "/roundsPerSecond", "1/3600")]
    [InlineData("""{"scenario":"chicken","execution":"actors","roundsPerSecond":"NaN"}""", "/roundsPerSecond", "a number")]
    [InlineData("""{"scenario":"chicken","execution":"actors","roundsPerSecond":null}""", "/roundsPerSecond", "a number")]
    [InlineData("""{"scenario":"chicken","execution":"actors","startPaused":1}""", "/startPaused", "true or false")]
    [InlineData("""{"scenario":"chicken","execution":"Batch"}""", "/execution", "actors, batch")]
    public async Task WaysToPlayThatThereAreNot_AreFaultsAtTheirPlace(string body, string pointer, string expected)
    {
        JsonObject fault = Assert.Single((await Service.PostAsync("/runs", body, Json)).Faults(422));
        Assert.Equal((pointer, 1), ((string)fault["pointer"]!, (int)fault["line"]!));
        Assert.Contains(expected, (string)fault["expected"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyUnitsOfAScenario_ForTheExecutionActors_AreAFaultInTheScenario()
    {
        JsonObject body = new() { ["scenario"] = RunSteps.Tiny(replications: 101), ["execution"] = "actors" };
        JsonObject fault = Assert.Single((await Service.PostAsync("/runs", body)).Faults(422));
        Assert.Equal(("/scenario/run/replications", "101", 1), ((string)fault["pointer"]!, (string)fault["found"]!, (int)fault["line"]!));
    }

    [Fact]
    public async Task UnknownQueryParameters_AndValuesOutOfRange_AreFaultsThatNameTheParameter()
    {
        JsonObject[] faults = (await Service.GetAsync("/runs?limit=0&after=&page=2&limit2=1")).Faults(422);
        Assert.Equal(["limit", "after", "page", "limit2"], faults.Select(f => (string)f["parameter"]!));
        Assert.Equal("a whole number from 1 to 200", (string)faults[0]["expected"]!);
        Assert.Equal("limit", (string)Assert.Single((await Service.GetAsync("/runs?limit=1&limit=2")).Faults(422))["parameter"]!);
        Assert.Equal("verbose", (string)Assert.Single((await Service.GetAsync("/rules?verbose=1")).Faults(422))["parameter"]!);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/runs/none", 404)]
    [InlineData("GET", "/runs/none/payoffs", 404)]
    [InlineData("GET", "/runs/none/events", 404)]
    [InlineData("POST", "/runs/none:cancel", 404)]
    [InlineData("POST", "/runs/none:pause", 404)]
    [InlineData("POST", "/runs/none:resume", 404)]
    [InlineData("POST", "/runs/none:step", 404)]
    [InlineData("POST", "/runs/none:intervene", 404)]
    [InlineData("GET", "/runs/none:step", 404)]
    [InlineData("GET", "/scenarios/none", 404)]
    [InlineData("GET", "/minerals/gold", 404)]
    [InlineData("DELETE", "/games", 405)]
    [InlineData("GET", "/equilibria:batch", 405)]
    [InlineData("PUT", "/runs/none", 405)]
    public async Task FrameworkErrors_AreProblemDocumentsToo(string method, string address, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), StrategySimHost.BasePath + address);
        Assert.Empty((await Service.SendAsync(request)).Faults(status));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task OtherMediaTypes_AreNotRead(string mediaType)
    {
        Answer answer = await Service.PostAsync("/equilibria", "{}", mediaType);
        Assert.Empty(answer.Faults(415));
        Assert.Contains("application/yaml", (string)answer["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormatsThatAreNotWritten_AreNotAcceptable()
    {
        Assert.Empty((await Service.GetAsync("/scenarios/chicken", "application/xml")).Faults(406));
    }

    [Fact]
    public async Task DeepNesting_IsRefused()
    {
        string body = string.Concat(Enumerable.Repeat("[", 5000));
        (await Service.PostAsync("/equilibria", body, Json)).Faults(400);
        string deep = $$$"""{"game":{"format":"table","payoffs":{{{string.Concat(Enumerable.Repeat("[", 195)) + string.Concat(Enumerable.Repeat("]", 195))}}}}}""";
        (await Service.PostAsync("/equilibria", deep, Json)).Faults(400);
    }

    private async Task StillServing() => (await Service.GetAsync("/about")).Require(200);
}
