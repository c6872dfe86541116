using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Tests.Conformance;

/// <summary>Every number of oracles.json, over HTTP, from the inputs that stand there.</summary>
public sealed class OracleTests(ServiceFixture fixture)
{
    private static readonly JsonObject Oracles = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", "oracles.json")))!.AsObject();

    [Fact]
    public void EveryOracle_HasATest() => Assert.Equal(
        [
            "description", "alpha_rank_five", "two_state_chicken_crisis", "chain_store", "hostage", "war_bargaining", "critical_risk", "rubinstein", "bargaining_frontier_y=1-x^2",
            "press_dyson_extort3_vs_cooperator", "chicken_mixed", "prisoners_dilemma_3051_payoff_sets", "shapley", "treaty_linear_benefit_quadratic_cost",
        ],
        Oracles.Select(oracle => oracle.Key));

    [Fact]
    public async Task AlphaRank_OfTheFiveStrategies()
    {
        JsonNode oracle = Oracles["alpha_rank_five"]!;
        double[][] u = [.. oracle["payoff"]!.AsArray().Select(Row)];
        Answer answer = await PostAsync("/populations", new JsonObject
        {
            ["game"] = Table(["1", "2", "3", "4", "5"], (i, j) => (u[i][j], u[j][i])),
            ["dynamics"] = "alpha-rank",
            ["populations"] = 1,
            ["population"] = (int)oracle["population"]!,
            ["strength"] = (double)oracle["alpha"]!,
        });
        Assert.All(answer["rareMutations"].AsArray().Zip(Row(oracle["stationary"])), pair => Assert.Equal(pair.Second, (double)pair.First!["share"]!, 5e-9));
    }

    [Fact]
    public async Task TwoStates_HaveTheSymmetricMarkovPerfectEquilibrium()
    {
        JsonNode oracle = Oracles["two_state_chicken_crisis"]!, known = oracle["symmetric_markov_perfect"]!;
        Answer answer = await PostAsync("/stochastic-games", new JsonObject { ["discount"] = (double)oracle["discount"]!, ["states"] = new JsonObject { ["calm"] = State("calm", "crisis", "1/2"), ["crisis"] = State("crisis", "calm", "1/5") } });
        JsonNode found = answer["equilibria"].AsArray().Single(e => (bool)e!["symmetric"]! && (double)e["states"]![0]!["profile"]![0]!["C"]! is > 0.5 and < 1)!;
        Assert.Equal((double)known["p_C_calm"]!, (double)found["states"]![0]!["profile"]![0]!["C"]!, 1e-7);
        Assert.Equal((double)known["p_C_crisis"]!, (double)found["states"]![1]!["profile"]![0]!["C"]!, 1e-7);
        Assert.Equal((double)known["value_calm"]!, (double)found["states"]![0]!["values"]![0]!, 1e-7);
        Assert.Equal((double)known["value_crisis"]!, (double)found["states"]![1]!["values"]![0]!, 1e-7);

        JsonObject State(string here, string there, string leaves)
        {
            // All profiles but (C, C) go to the other state with the same probability; (C, C) leads to calm.
            string stays = (1 - Rational.Parse(leaves)).ToString();
            double[][] row = [.. oracle["payoff_row"]![here]!.AsArray().Select(Row)], column = [.. oracle["payoff_column"]![here]!.AsArray().Select(Row)];
            JsonNode Next(int i, int j) => i + j == 0 ? new JsonObject { ["calm"] = 1 } : new JsonObject { [there] = leaves, [here] = stays };
            return new JsonObject
            {
                ["game"] = Table(["C", "D"], (i, j) => (row[i][j], column[i][j])),
                ["transitions"] = new JsonArray(new JsonArray(Next(0, 0), Next(0, 1)), new JsonArray(Next(1, 0), Next(1, 1))),
            };
        }
    }

    [Fact]
    public async Task ChainStore_AlongTheFightingPath()
    {
        JsonNode oracle = Oracles["chain_store"]!;
        Answer answer = await ModelAsync("chain-store", $$"""{"b":"{{oracle["b"]}}","prior":"{{oracle["prior_tough"]}}","entrants":6}""");
        JsonArray stages = answer["stages"].AsArray();
        Assert.Equal(["stays out", "stays out", "stays out", "comes in", "indifferent", "indifferent"], stages.Select(stage => (string)stage!["says"]!));
        Assert.Equal(["1/3 2/5 1/4", "1/3 1/2 1/2", "0 1/2 1"], stages.Skip(3).Select(stage => string.Join(' ', stage!["numbers"]!.AsArray().Skip(2).Select(n => n!["value"]!["exact"]))));
        Assert.StartsWith("enter; the weak incumbent fights with 1/3 (2/5 in all), posterior 1/4", (string)oracle["entrants_left"]!["3"]!, StringComparison.Ordinal);
        Assert.Equal("3", Number(answer, "first-entry"));
    }

    [Fact]
    public async Task Hostage_WarAndCriticalRisk()
    {
        JsonNode hostage = Oracles["hostage"]!, war = Oracles["war_bargaining"]!, risk = Oracles["critical_risk"]!;
        Answer ransom = await ModelAsync("hostage", $$"""{"a":{{hostage["a"]}},"w":{{hostage["w"]}}}""");
        Assert.Equal((double)hostage["demand"]!, Decimal(ransom, "demand"), 1e-9);
        Assert.Equal((double)hostage["offer"]!, Decimal(ransom, "offer"), 1e-9);
        Answer demand = await ModelAsync("demand-under-uncertain-cost", $$"""{"p":{{war["p"]}},"cost-a":{{war["cA"]}},"largest-cost-b":0.3}""");
        Assert.Equal(((double)war["demand"]!, (string)war["war"]!, (string)war["value"]!), (Decimal(demand, "demand"), Number(demand, "war"), Number(demand, "value")));
        Answer threat = await ModelAsync("critical-risk", $$"""{"comply":{{risk["comply"]}},"refuse-punished":{{risk["refuse_punished"]}},"refuse-unpunished":{{risk["refuse_unpunished"]}}}""");
        Assert.Equal((double)risk["threshold"]!, Decimal(threat, "critical-risk"));
    }

    [Fact]
    public async Task Rubinstein_AndTheBargainingFrontier()
    {
        foreach ((string discounts, JsonNode? share) in Oracles["rubinstein"]!.AsObject())
        {
            string[] delta = discounts.Split('/');
            Assert.Equal((string)share!, Number(await ModelAsync("alternating-offers", $$"""{"delta1":{{delta[0]}},"delta2":{{delta[1]}}}"""), "first"));
        }

        // x = √s and y = 1 − s for a share s of the first player.
        JsonNode frontier = Oracles["bargaining_frontier_y=1-x^2"]!;
        Assert.Equal((double)frontier["nash_x"]!, Decimal(await ModelAsync("nash-bargaining", """{"exponent1":"1/2","exponent2":1}"""), "utility1"), 1e-10);
        Assert.Equal((double)frontier["kalai_smorodinsky_x"]!, Decimal(await ModelAsync("kalai-smorodinsky", """{"exponent1":"1/2","exponent2":1}"""), "utility"), 1e-10);
    }

    [Fact]
    public async Task ExtortionOfACooperator()
    {
        Answer answer = await PostAsync("/matches", JsonNode.Parse("""{"game":{"format":"named","id":"prisoners-dilemma","variant":"axelrod"},"players":["zd-extort-3","cooperator"],"rounds":10,"mode":"exact"}""")!);
        Assert.Equal(Oracles["press_dyson_extort3_vs_cooperator"]!.ToJsonString(), answer["longRunPayoffs"].ToJsonString());
    }

    [Fact]
    public async Task ChickensMixedEquilibria()
    {
        foreach (JsonNode? oracle in Oracles["chicken_mixed"]!.AsArray())
        {
            double[] trsp = Row(oracle!["TRSP"]);
            double[][] u = [[trsp[1], trsp[2]], [trsp[0], trsp[3]]];
            Answer answer = await PostAsync("/equilibria", new JsonObject { ["game"] = Table(["C", "D"], (i, j) => (u[i][j], u[j][i])) });
            JsonNode mixed = answer["equilibria"].AsArray().Single(e => !(bool)e!["pure"]!)!;
            Assert.Equal(((string)oracle["p_C"]!, (string)oracle["value"]!), ((string)mixed["profile"]![0]![0]!, (string)mixed["payoffs"]![0]!));
            Rational clash = Rational.Parse((string)mixed["profile"]![0]![1]!) * Rational.Parse((string)mixed["profile"]![1]![1]!);
            Assert.Equal((string)oracle["crash"]!, clash.ToString());
        }
    }

    [Fact]
    public async Task PrisonersDilemmas_PayoffSets()
    {
        JsonNode oracle = Oracles["prisoners_dilemma_3051_payoff_sets"]!;
        double[][] u = [[3, 0], [5, 1]];
        foreach ((string discount, string[] corners) in (IEnumerable<(string, string[])>)
            [("1/5", ["1 1"]), ("1/4", Corners(oracle["1/4 to below 1/2"])), ("49/100", Corners(oracle["1/4 to below 1/2"])), ("1/2", Corners(oracle["from 1/2"])), ("3/4", Corners(oracle["from 1/2"]))])
        {
            Answer answer = await PostAsync("/repeated-games", new JsonObject { ["game"] = Table(["C", "D"], (i, j) => (u[i][j], u[j][i])), ["discount"] = discount });
            Assert.Equal(corners.Order(), answer["payoffSet"]["vertices"]!.AsArray().Select(corner => string.Join(' ', corner!.AsArray().Select(x => (string)x!["exact"]!))).Order());
        }

        static string[] Corners(JsonNode? corners) => [.. corners!.AsArray().Select(corner => string.Join(' ', corner!.AsArray().Select(x => (string)x!)))];
    }

    [Fact]
    public async Task ShapleyValues_AndStableTreaties()
    {
        JsonArray council = Oracles["shapley"]!["security_council"]!.AsArray(), gloves = Oracles["shapley"]!["glove_LRR"]!.AsArray();
        Answer power = await ModelAsync("voting-power", """{"vetoes":5,"others":10,"needed":4}"""), market = await ModelAsync("glove-market", """{"left":1,"right":2}""");
        Assert.Equal(((string)council[0]!, (string)council[1]!), (Number(power, "veto"), Number(power, "other")));
        Assert.Equal(((string)gloves[0]!, (string)gloves[1]!), (Number(market, "left"), Number(market, "right")));
        JsonNode treaty = Oracles["treaty_linear_benefit_quadratic_cost"]!;
        foreach (JsonNode? states in treaty["n"]!.AsArray())
        {
            Answer answer = await ModelAsync("treaty", $$"""{"states":{{states}}}""");
            Assert.Equal<IEnumerable<double>>(Row(treaty["stable_sizes"]), [Decimal(answer, "smallest-stable"), Decimal(answer, "largest-stable")]);
        }
    }

    private static double[] Row(JsonNode? row) => [.. row!.AsArray().Select(x => (double)x!)];

    private static JsonObject Table(string[] strategies, Func<int, int, (double A, double B)> payoffs) => new()
    {
        ["format"] = "table",
        ["players"] = new JsonArray([.. new[] { "A", "B" }.Select(id => (JsonNode)new JsonObject { ["id"] = id, ["strategies"] = new JsonArray([.. strategies.Select(s => (JsonNode)s)]) })]),
        ["payoffs"] = new JsonArray([.. strategies.Select((_, i) => (JsonNode)new JsonArray([.. strategies.Select((_, j) => (JsonNode)new JsonArray(payoffs(i, j).A, payoffs(i, j).B))]))]),
    };

    private static string Number(Answer answer, string name) => (string)Value(answer, name)["exact"]!;

    private static double Decimal(Answer answer, string name) => (double)Value(answer, name)["decimal"]!;

    private static JsonNode Value(Answer answer, string name) => answer["numbers"].AsArray().Single(n => (string)n!["name"]! == name)!["value"]!;

    private Task<Answer> ModelAsync(string id, string parameters) => PostAsync($"/models/{id}", new JsonObject { ["parameters"] = JsonNode.Parse(parameters) });

    private async Task<Answer> PostAsync(string path, JsonNode body) => (await fixture.Service.PostAsync(path, body.ToJsonString(), "application/json")).Require(200);
}
