using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private static readonly string Good = """
        schema: strategysim/scenario/v1
        id: good
        title: A good one
        status: stylised
        time: { period: quarter, start: 2024-Q1, horizon: 20, discountFactor: delta }
        actors: { US: United States, CN: { name: China, kind: state } }
        clubs: { MSP: { members: [US], active: true } }
        sources: { s1: { title: A source, year: 2025 } }
        parameters:
          delta: { value: 0.99, assumption: patient }
          base: { value: 1/2, unit: utility, source: s1, year: 2024, range: [0, 1] }
          twice: { derived: 2*base }
        states:
          stress: { initial: base, drift: 1/40, min: 0, max: 3, halfLife: 10 }
        games:
          g:
            form: concession
            players: { A: US, B: CN }
            primitives:
              common: { surplus: 7, winnerShare: 4/7, compromiseCost: 3/2, clashDamage: 0 }
              US: { outsideOption: 1 + stress, concessionCost: twice*MSP }
              CN: { outsideOption: 1, concessionCost: MSP.CN }
            rules: { US: { use: equilibrium, select: favours:CN, else: cooperator }, CN: { use: memory-one, CD: 1/3 } }
        shocks:
          swan: { process: poisson, rate: 1/20, target: stress, size: { exponential: 1/2 }, halfLife: 8 }
          boom: { process: scheduled, rounds: [3, 5], target: base, size: -1/10 }
        reputation: { prior: [1, 2], memory: 0.9, scope: general, feedsBack: { cost: base } }
        run: { executionNoise: 0.01, replications: 3, seed: 0 }
        """;

    private static IReadOnlyList<Fault> Faults(string yaml) => ScenarioReader.Read(yaml, DocumentFormat.Yaml).Faults;

    private static string With(string old, string @new)
    {
        Assert.Contains(old, Good, StringComparison.Ordinal);
        return Good.Replace(old, @new, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepts_AScenarioThatUsesEveryPart()
    {
        Assert.Empty(Faults(Good));
        Scenario scenario = ScenarioText.Read(Good);
        Assert.Equal("A good one", scenario.Title);
        Assert.Equal(GameTheory.Numerics.Rational.One, scenario.Parameters["twice"].Value);
        Assert.Equal("1/3", scenario.Games["g"].Rules[1].Parameters["CD"]);
    }

    // Each row: what to change in the good scenario, where the fault must stand, and a word of what was expected.
    [Theory]
    [InlineData("schema: strategysim/scenario/v1", "schema: strategysim/scenario/v9", "/schema", "strategysim/scenario/v1")]
    [InlineData("status: stylised", "status: true", "/status", "stylised")]
    [InlineData("status: stylised", "colour: red", "/colour", "schema")]
    [InlineData("horizon: 20", "horizon: 0", "/time/horizon", "from 1 to 10000000")]
    [InlineData("horizon: 20", "horizon: 1000000000", "/time/horizon", "from 1 to 10000000")]
    [InlineData("horizon: 20", "horizon: 2.5", "/time/horizon", "whole number")]
    [InlineData("horizon: 20", "horizon: .nan", "/time/horizon", "whole number")]
    [InlineData("value: 0.99", "value: 1", "/time/discountFactor", "[0, 1)")]
    [InlineData("value: 0.99", "value: .inf", "/parameters/delta/value", "exact number")]
    [InlineData("value: 0.99, assumption: patient", "value: 0.99", "/parameters/delta", "'source'")]
    [InlineData("value: 0.99", "value: 0.99, derived: base", "/parameters/delta", "either a value or a derived")]
    [InlineData("derived: 2*base", "derived: 2*twice", "/parameters/twice/derived", "does not lead back")]
    [InlineData("derived: 2*base", "derived: 2*basis", "/parameters/twice/derived", "one of MSP, base, delta, twice")]
    [InlineData("derived: 2*base", "derived: stress", "/parameters/twice/derived", "parameter or club")]
    [InlineData("derived: 2*base", "derived: 1/(base - 1/2)", "/parameters/twice/derived", "without division by zero")]
    [InlineData("range: [0, 1]", "range: [1, 0]", "/parameters/base/range", "lower end first")]
    [InlineData("range: [0, 1]", "range: [3, 4]", "/parameters/base", "within its range")]
    [InlineData("source: s1, year: 2024", "source: s2, year: 2024", "/parameters/base/source", "one of s1")]
    [InlineData("members: [US]", "members: [US, FR]", "/clubs/MSP/members/1", "one of CN, US")]
    [InlineData("initial: base", "initial: 7", "/states/stress/initial", "within the bounds")]
    [InlineData("min: 0, max: 3", "min: 4, max: 3", "/states/stress", "min at most max")]
    [InlineData("halfLife: 10", "halfLife: 0", "/states/stress/halfLife", "greater than 0")]
    [InlineData("halfLife: 10", "path: [[5, 1], [2, 3]]", "/states/stress/path/1/0", "rounds that rise")]
    [InlineData("stress: { initial", "twice: { initial", "/states/twice", "a name of its own")]
    [InlineData("players: { A: US, B: CN }", "players: { A: US, B: FR }", "/games/g/players/B", "one of CN, US")]
    [InlineData("players: { A: US, B: CN }", "players: { A: US, B: US }", "/games/g/players/B", "different actor")]
    [InlineData("players: { A: US, B: CN }", "players: {}", "/games/g/players", "at least 1 entry")]
    [InlineData("form: concession", "form: poker", "/games/g/form", "named, concession, table")]
    [InlineData("compromiseCost: 3/2, ", "", "/games/g/primitives/US/compromiseCost", "under 'common'")]
    [InlineData("concessionCost: MSP.CN", "concessionCost: MSP.FR", "/games/g/primitives/CN/concessionCost", "one of CN, US")]
    [InlineData("outsideOption: 1 + stress", "outsideOption: 1 +", "/games/g/primitives/US/outsideOption", "expression")]
    [InlineData("select: favours:CN", "select: favours:JP", "/games/g/rules/US", "fits the game")]
    [InlineData("select: favours:CN", "select: best", "/games/g/rules/US", "fits the game")]
    [InlineData("else: cooperator", "else: nobody", "/games/g/rules/US/else", "one of alternator, alternator-d")]
    [InlineData("else: cooperator", "else: equilibrium", "/games/g/rules/US/else", "always has an answer")]
    [InlineData("CD: 1/3", "CD: 4/3", "/games/g/rules/CN/CD", "probability from 0 to 1")]
    [InlineData("CD: 1/3", "select: mixed", "/games/g/rules/CN/select", "one of first, CC, CD, DC, DD")]
    [InlineData("use: memory-one", "use: memory-two", "/games/g/rules/CN/use", "memory-one")]
    [InlineData("rate: 1/20", "rate: -1", "/shocks/swan/rate", "0 to 100 arrivals")]
    [InlineData("rate: 1/20", "rate: 101", "/shocks/swan/rate", "0 to 100 arrivals")]
    [InlineData("target: stress", "target: strain", "/shocks/swan/target", "one of base, delta, stress, twice")]
    [InlineData("target: base", "target: twice", "/shocks/boom/target", "a value of its own")]
    [InlineData("exponential: 1/2", "gamma: 1/2", "/shocks/swan/size/gamma", "exponential, uniform, normal")]
    [InlineData("exponential: 1/2", "uniform: [2, 1]", "/shocks/swan/size/uniform", "lower end first")]
    [InlineData("exponential: 1/2", "normal: [2, -1]", "/shocks/swan/size/normal/1", "at least 0")]
    [InlineData("prior: [1, 2]", "prior: [0, 2]", "/reputation/prior/0", "greater than 0")]
    [InlineData("memory: 0.9", "memory: 0", "/reputation/memory", "(0, 1]")]
    [InlineData("feedsBack: { cost: base }", "feedsBack: true", "/reputation/feedsBack", "cost")]
    [InlineData("executionNoise: 0.01", "executionNoise: 1", "/run/executionNoise", "[0, 1)")]
    [InlineData("replications: 3", "replications: 0", "/run/replications", "from 1")]
    [InlineData("seed: 0", "seed: -1", "/run/seed", "from 0")]
    [InlineData("seed: 0", "seed: 18446744073709551616", "/run/seed", "18446744073709551615")]
    public void Rejects_NamingThePlaceAndWhatWasExpected(string old, string @new, string pointer, string expected)
    {
        IReadOnlyList<Fault> faults = Faults(With(old, @new));
        Assert.Contains(faults, f => f.Pointer == pointer && f.Expected.Contains(expected, StringComparison.Ordinal) && f.Line > 0);
    }

    [Fact]
    public void Rejects_ListsEveryFaultAtOnce()
    {
        string many = With("horizon: 20", "horizon: 0")
            .Replace("members: [US]", "members: [FR]", StringComparison.Ordinal)
            .Replace("use: memory-one", "use: memory-two", StringComparison.Ordinal)
            .Replace("executionNoise: 0.01", "executionNoise: 2, colour: red", StringComparison.Ordinal);
        Assert.Equal(
            ["/time/horizon", "/clubs/MSP/members/0", "/games/g/rules/CN/use", "/run/executionNoise", "/run/colour"],
            Faults(many).Select(f => f.Pointer));
    }

    [Fact]
    public void Rejects_TablesOfTheWrongShape()
    {
        string table = ScenarioText.Match(["3", "0", "5", "1"], ["3", "5", "0", "1"], "tit-for-tat", "defector", 5);
        Assert.Empty(Faults(table));
        Assert.Contains(Faults(table.Replace("C/D:", "C/E:", StringComparison.Ordinal)), f => f.Pointer == "/games/match/payoffs/C~1D" && f.Found is null);
        Assert.Contains(Faults(table.Replace("C/D:", "C/E:", StringComparison.Ordinal)), f => f.Pointer == "/games/match/payoffs/C~1E");
        Assert.Contains(Faults(table.Replace("C/D:", "C/E:", StringComparison.Ordinal).Replace("tit-for-tat", "tit-for-tut", StringComparison.Ordinal)), f => f.Pointer == "/games/match/rules/R");
        Assert.Contains(Faults(table.Replace("cooperate: C", "cooperate: X", StringComparison.Ordinal)), f => f.Pointer == "/games/match/cooperate");
        Assert.Contains(Faults(table.Replace("    cooperate: C\n", "", StringComparison.Ordinal)), f => f.Pointer == "/games/match/rules/R" && f.Detail.Contains("does not say", StringComparison.Ordinal));
    }

    [Fact]
    public void Rejects_AHundredPlayerTable_ByArithmetic()
    {
        string actors = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"A{i}: x"));
        string seats = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"S{i}: A{i}"));
        string strategies = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"A{i}: [a, b]"));
        string yaml = $$"""
            schema: strategysim/scenario/v1
            id: large
            status: stylised
            time: { horizon: 1, discountFactor: 0 }
            actors: { {{actors}} }
            games: { g: { form: table, players: { {{seats}} }, strategies: { {{strategies}} }, payoffs: { x: { A0: 1 } }, rules: { A0: random } } }
            """;
        IReadOnlyList<Fault> faults = Faults(yaml);
        Assert.Contains(faults, f => f.Pointer == "/games/g/players" && f.Expected.Contains("at most 20", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Pointer == "/games/g/strategies" && f.Expected.Contains("4096 cells", StringComparison.Ordinal));
    }

    [Fact]
    public void Rejects_NumbersThatGrowWithoutEnd()
    {
        string product = string.Join('*', Enumerable.Repeat("1e1000", 200));
        Assert.Contains(Faults(With("derived: 2*base", $"derived: base*{product}")), f => f.Pointer == "/parameters/twice" && f.Expected.Contains("4096 bits", StringComparison.Ordinal));
        Assert.Contains(Faults(With("surplus: 7", "surplus: 1e300")), f => f.Pointer == "/games/g" && f.Found!.Contains("5.71e+299", StringComparison.Ordinal));
    }

    [Fact]
    public void Rejects_AFirstRoundThatDividesByZero()
    {
        IReadOnlyList<Fault> faults = Faults(With("outsideOption: 1 + stress", "outsideOption: 1/(stress - 1/2)"));
        Assert.Equal("/games/g", Assert.Single(faults).Pointer);
        Assert.Equal("/games/g", Assert.Single(Faults(With("outsideOption: 1 + stress", "outsideOption: 1/(base - 1/2)"))).Pointer);
        Assert.Equal("/states/stress/drift", Assert.Single(Faults(With("drift: 1/40", "drift: 1/(base - 1/2)"))).Pointer);
    }

    [Fact]
    public void CanonicalForm_ReadsBackAsTheSameScenario()
    {
        Scenario scenario = ScenarioText.Read(Good);
        Scenario again = ScenarioReader.Read(scenario.ToCanonicalJson(), DocumentFormat.Json).Require();
        Assert.Equal(scenario.ToCanonicalJson(), again.ToCanonicalJson());
        Assert.Equal(scenario.Hash, again.Hash);
        Assert.Equal(scenario.PointId, again.PointId);
        Assert.Empty(ScenarioDifference.Between(scenario, again));
    }

    [Theory]
    [InlineData("title: A good one", "title: Another title")]
    [InlineData("assumption: patient", "assumption: for a reason")]
    [InlineData("period: quarter", "period: year")]
    [InlineData("value: 0.99", "value: 99/100")]
    [InlineData("drift: 1/40", "drift: 0.025")]
    [InlineData("outsideOption: 1 + stress", "outsideOption: (1) + (stress)")]
    [InlineData("actors: { US: United States, CN: { name: China, kind: state } }", "actors: { CN: Zhongguo, US: America }")]
    [InlineData("status: stylised", "status: calibrated")]
    [InlineData("id: good", "id: better")]
    [InlineData(", seed: 0", "")]
    public void Hash_IsOfTheModelAlone(string old, string @new) =>
        Assert.Equal(ScenarioText.Read(Good).Hash, ScenarioText.Read(With(old, @new)).Hash);

    [Theory]
    [InlineData("value: 0.99", "value: 0.98", "/parameters/delta/value")]
    [InlineData("active: true", "active: false", "/clubs/MSP/active")]
    [InlineData("use: memory-one, CD: 1/3", "use: tit-for-tat", "/games/g/rules/CN/use")]
    [InlineData("scope: general", "scope: pair", "/reputation/scope")]
    [InlineData("rounds: [3, 5]", "rounds: [3, 6]", "/shocks/boom/rounds/1")]
    public void Hash_ChangesWithTheModel_AndTheDifferenceNamesTheAddress(string old, string @new, string pointer)
    {
        Scenario a = ScenarioText.Read(Good), b = ScenarioText.Read(With(old, @new));
        Assert.NotEqual(a.Hash, b.Hash);
        Assert.NotEqual(a.PointId, b.PointId);
        Assert.Contains(ScenarioDifference.Between(a, b), d => d.Pointer == pointer);
    }

    [Fact]
    public void PointId_LeavesOutSeedAndReplications_TheHashDoesNot()
    {
        Scenario a = ScenarioText.Read(Good), b = a.WithRun(7, 100);
        Assert.Equal(a.PointId, b.PointId);
        Assert.NotEqual(a.Hash, b.Hash);
        Assert.Equal(7UL, b.Run.Seed);
    }

    [Fact]
    public void JsonSchema_IsTheCommittedFile()
    {
        string schema = ScenarioShape.ToJsonSchema().ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
        Assert.Equal(Repository.Approved(schema, Repository.Path("configs", "scenario.schema.json")), schema);
    }
}
