using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using static StrategySim.Experiments.Tests.Sweeps.SweepText;

namespace StrategySim.Experiments.Tests.Sweeps;

/// <summary>What is wrong with a sweep is said with its place, all of it at once, before anything is computed.</summary>
public class SweepFaultTests
{
    private const string K = "{ k: { parameter: k_us, list: [1] } }";

    private static Fault Only(string yaml)
    {
        SweepReadResult read = Read(yaml);
        Assert.Null(read.Sweep);
        Fault fault = Assert.Single(read.Faults);
        Assert.True(fault.Line >= 1 && fault.Column >= 1, fault.ToString());
        return fault;
    }

    [Theory]
    [InlineData("{ k: { parameter: k_uss, list: [1] } }", "/factors/k/parameter", "'k_uss'", "k_us")]
    [InlineData("{ k: { initialState: distress, list: [1] } }", "/factors/k/initialState", "'distress'", "one of stress")]
    [InlineData("{ k: { at: /games/us-china/rules/JP, oneOf: [grudger] } }", "/factors/k/at", "'/games/us-china/rules/JP'", "/games/us-china/rules has US, CN")]
    [InlineData("{ k: { at: /games/us-japan, oneOf: [grudger] } }", "/factors/k/at", "'/games/us-japan'", "/games has us-china")]
    [InlineData("{ k: { at: games, oneOf: [grudger] } }", "/factors/k/at", "'games'", "a JSON pointer")]
    [InlineData("{ k: { at: /run/seed, integers: [1, 3] } }", "/factors/k/at", "'/run/seed'", "inside of the model")]
    [InlineData("{ k: { at: /states/stress/path/2/1, list: [1] } }", "/factors/k/at", "'/states/stress/path/2/1'", "a list of 2")]
    [InlineData("{ k: { list: [1] } }", "/factors/k", "no place", "parameter, initialState, at")]
    [InlineData("{ k: { parameter: k_us, at: /parameters/k_us/value, list: [1] } }", "/factors/k", "parameter and at", "one of")]
    [InlineData("{ k: { parameter: k_us } }", "/factors/k", "no values", "exactly one of list, range")]
    [InlineData("{ k: { parameter: k_us, list: [1], uniform: [0, 1] } }", "/factors/k", "list and uniform", "exactly one of")]
    [InlineData("{ k: { parameter: k_us, list: [1, D0] } }", "/factors/k/list/1", "'D0'", "an exact number")]
    [InlineData("{ k: { parameter: k_us, list: [16] } }", "/factors/k/list/0", "16", "[0, 15]")]
    [InlineData("{ k: { parameter: k_us, range: { from: 3, to: 1, steps: 2 } } }", "/factors/k/range", "from 3 to 1", "the lower end first")]
    [InlineData("{ k: { parameter: k_us, range: { from: 1, to: 3 } } }", "/factors/k/range", "neither", "either steps")]
    [InlineData("{ k: { parameter: k_us, range: { from: 1, to: 3, step: -1 } } }", "/factors/k/range/step", "-1", "greater than 0")]
    [InlineData("{ k: { parameter: k_us, range: { from: -1, to: 14, step: 5 } } }", "/factors/k/range/from", "-1", "[0, 15]")]
    [InlineData("{ k: { parameter: k_us, integers: [3, 1] } }", "/factors/k/integers", "[3, 1]", "the lower end first")]
    [InlineData("{ k: { parameter: k_us, integers: [3, 1.5] } }", "/factors/k/integers/1", "1.5", "a whole number")]
    [InlineData("{ k: { parameter: k_us, list: [1], bounds: [0, 1] } }", "/factors/k/bounds", "a list of 2", "'normal' only")]
    [InlineData("{ k: { parameter: k_us, list: [] } }", "/factors/k/list", "a list of 0", "1 to 100000")]
    [InlineData("{ k: { parameter: k_us, list: 7 } }", "/factors/k/list", "7", "a list of")]
    [InlineData("{ k: { parameter: k_us, colour: red, list: [1] } }", "/factors/k/colour", "'colour'", "one of parameter")]
    [InlineData("{ k: { parameter: k_us, derived: 3 } }", "/factors/k/derived", "3", "at least one factor")]
    [InlineData("{ k: { parameter: k_us, derived: z }, z: { parameter: k_cn, oneOf: [1, 2] } }", "/factors/k/derived", "'z', whose values are no numbers", "factors with numbers")]
    [InlineData("{ k: { parameter: k_us, derived: 2*d_us }, z: { parameter: k_cn, list: [1] } }", "/factors/k/derived", "'d_us'", "one of k, z")]
    [InlineData("{ k: { parameter: k_us, list: [1] }, z: { at: /parameters/k_us/value, list: [1] } }", "/factors/z", "where 'k'", "a place of its own")]
    [InlineData("{ k: { at: /games/us-china, oneOf: [a] }, z: { at: /games/us-china/moves, oneOf: [simultaneous] } }", "/factors/z", "where 'k'", "a place of its own")]
    [InlineData("{ k: { initialState: stress, list: [1] }, z: { at: /states/stress/path/0/1, list: [1] } }", "/factors/z", "where 'k'", "a place of its own")]
    [InlineData("{ min: { parameter: k_us, list: [1] } }", "/factors/min", "'min'", "other than min and max")]
    [InlineData("{ k: { parameter: k_us, uniform: [0, 1] } }", "/factors/k/uniform", "'uniform'", "whose values can be counted")]
    public void AFactor_IsRefusedWithItsPlace(string factors, string pointer, string found, string expected)
    {
        Fault fault = Only(Document(factors));
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(found, fault.Found, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uniform: [2, 1]", "/factors/k/uniform", "the lower end first")]
    [InlineData("uniform: [0, 16]", "/factors/k/uniform/1", "[0, 15]")]
    [InlineData("uniform: [0, 1, 2]", "/factors/k/uniform", "a list of 2")]
    [InlineData("uniform: [0, 1e400]", "/factors/k/uniform/1", "at most 1e300")]
    [InlineData("loguniform: [0, 1]", "/factors/k/loguniform/0", "greater than 0")]
    [InlineData("normal: [1, 0]", "/factors/k/normal/1", "greater than 0")]
    [InlineData("normal: [1, 2]", "/factors/k/normal", "bounds within the parameter's range [0, 15]")]
    [InlineData("normal: [1, 2], bounds: [-1, 3]", "/factors/k/bounds/0", "[0, 15]")]
    [InlineData("normal: [1, 2], bounds: [3, 1]", "/factors/k/bounds", "the lower end first")]
    [InlineData("normal: [1, 1/100], bounds: [10, 11]", "/factors/k/bounds", "within about 35")]
    [InlineData("triangular: [1, 4, 3]", "/factors/k/triangular", "in this order")]
    public void ADistribution_IsRefusedWithItsPlace(string source, string pointer, string expected)
    {
        Fault fault = Only(Document($"{{ k: {{ parameter: k_us, {source} }} }}", "{ method: monte-carlo, points: 4 }"));
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ method: voodoo }", "/design/method", "one of grid")]
    [InlineData("{ method: grid, points: 7 }", "/design/points", "one of method")]
    [InlineData("{ method: sobol, points: 100 }", "/design/points", "64 or 128")]
    [InlineData("{ method: sobol, points: 64, scramble: false, seed: 1 }", "/design/seed", "no seed")]
    [InlineData("{ method: monte-carlo }", "/design/points", "a whole number")]
    [InlineData("{ method: monte-carlo, points: 0 }", "/design/points", "from 1")]
    [InlineData("{ method: morris, trajectories: 3, levels: 5 }", "/design/levels", "an even number")]
    [InlineData("{ method: morris, trajectories: all, seed: 2 }", "/design/seed", "no seed")]
    [InlineData("{ method: saltelli, rows: 100 }", "/design/rows", "64 or 128")]
    [InlineData("{ method: list, points: [ { k: 1 } ] }", "/factors/k/list", "no values here")]
    public void ADesign_IsRefusedWithItsPlace(string design, string pointer, string expected)
    {
        Fault fault = Only(Document(K, design));
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void AGridOfATrillionUnits_IsRefusedWithTheNumber_AtOnce()
    {
        string factors = "{ a: { parameter: k_us, range: { from: 0, to: 1, steps: 9999 } }, b: { parameter: k_cn, range: { from: 0, to: 1, steps: 9999 } } }";
        Fault fault = Only(Document(factors, extra: "replications: 10000"));
        Assert.Equal("/design", fault.Pointer);
        Assert.Contains("100,000,000 points", fault.Found, StringComparison.Ordinal);
        Assert.Contains("1,000,000,000,000 units", fault.Found, StringComparison.Ordinal);
        Assert.Contains("at most 1,000,000 points", fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("saltelli, rows: 4")]
    [InlineData("morris, trajectories: 4")]
    public void DesignsThatMoveOneFactorAtATime_TakeNoOptions_AndNoConstraints(string design)
    {
        SweepReadResult read = Read(Document(
            "{ k: { parameter: k_us, uniform: [0, 1] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }", $"{{ method: {design} }}", "constraints: ['k <= 1/2']"));
        Assert.Equal(["/factors/play/oneOf", "/constraints"], read.Faults.Select(f => f.Pointer));
        Assert.Contains("no order and no distance", read.Faults[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ method: morris, trajectories: 4 }")]
    [InlineData("{ method: sobol, points: 4, scramble: false }")]
    public void DesignsThatReachTheEnds_NeedDistributionsWithEnds(string design) =>
        Assert.Equal("/factors/k/normal", Only(Document("{ k: { parameter: d_us, normal: [0, 1] } }", design)).Pointer);

    [Theory]
    [InlineData("'k > '", "ends where")]
    [InlineData("'k + 1'", "no comparison")]
    [InlineData("'0 < k < 2'", "more than one comparison")]
    [InlineData("'z <= 1'", "no factor 'z'")]
    [InlineData("'delta <= 1'", "a parameter of the scenario")]
    [InlineData("'1 <= 2'", "names no factor")]
    public void AConstraint_IsRefusedWithItsPlace(string constraint, string detail)
    {
        Fault fault = Only(Document(K, extra: $"constraints: [{constraint}]"));
        Assert.Equal("/constraints/0", fault.Pointer);
        Assert.Contains(detail, fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ measure: concessionRat, game: us-china, actor: CN }", "/outcomes/o/measure", "concessionRate")]
    [InlineData("{ measure: concessionRate, game: us-japan, actor: CN }", "/outcomes/o", "game us-china with actor US or CN")]
    [InlineData("{ measure: concessionRate, game: us-china }", "/outcomes/o", "game us-china with actor US or CN")]
    [InlineData("{ measure: rounds, game: us-china }", "/outcomes/o", "no game with no actor")]
    [InlineData("{ game: us-china }", "/outcomes/o/measure", "text")]
    public void AnOutcome_IsOneOfTheScenario(string outcome, string pointer, string expected)
    {
        Fault fault = Only(Document(K, extra: $"outcomes: {{ o: {outcome} }}"));
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ until: { outcome: z, halfWidth: 0.1 }, max: 60 }", "/replications/until/outcome", "nothing")]
    [InlineData("{ until: { outcome: o, halfWidth: 0 }, max: 60 }", "/replications/until/halfWidth", "greater than 0")]
    [InlineData("{ initial: 50, until: { outcome: o, halfWidth: 0.1 }, max: 200 }", "/replications/initial", "one of 30, 60, 120, 200")]
    [InlineData("0", "/replications", "from 1")]
    [InlineData("many", "/replications", "a whole number")]
    public void Replications_AreRefusedWithTheirPlace(string replications, string pointer, string expected)
    {
        string outcomes = pointer.EndsWith("/outcome", StringComparison.Ordinal) ? "" : "outcomes: { o: { measure: rounds } }\n";
        Fault fault = Only(Document(K, extra: $"{outcomes}replications: {replications}"));
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[a, z]]", "/together/0/1", "no factor 'z'")]
    [InlineData("[[a, b]]", "/together/0", "same length")]
    [InlineData("[[a, u]]", "/together/0", "by their quantiles")]
    [InlineData("[[a, d]]", "/together/0/1", "derived from")]
    [InlineData("[[a, c], [a, c]]", "/together/1/0", "one group")]
    public void Groups_AreRefusedWithTheirPlace(string together, string pointer, string detail)
    {
        const string Factors = "{ a: { parameter: k_us, list: [1, 2] }, b: { parameter: k_cn, list: [1, 2, 3] }, c: { parameter: r_us, list: [1, 2] }, d: { parameter: d_us, derived: a }, u: { parameter: D0, uniform: [0, 1] } }";
        IReadOnlyList<Fault> faults = Read(Document(Factors, "{ method: monte-carlo, points: 3 }", $"together: {together}")).Faults;
        Assert.Equal(pointer, faults[0].Pointer);
        Assert.Contains(detail, faults[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void CircularDefinitions_AreSaidOfEachOfTheirMembers()
    {
        IReadOnlyList<Fault> faults = Read(Document("{ a: { parameter: k_us, derived: b }, b: { parameter: k_cn, derived: a + c }, c: { parameter: d_us, list: [1] } }")).Faults;
        Assert.Equal(["/factors/a/derived", "/factors/b/derived"], faults.Select(f => f.Pointer));
    }

    [Fact]
    public void PointsOfAList_GiveEveryFactor_AndNoOther()
    {
        IReadOnlyList<Fault> faults = Read(Document(
            "{ k: { parameter: k_us }, z: { parameter: k_cn }, d: { parameter: d_us, derived: k } }", "{ method: list, points: [ { k: 1 }, { k: 99, z: 1 }, { k: 1, z: 1, y: 1, d: 2 } ] }")).Faults;
        Assert.Equal(["/design/points/0/z", "/design/points/1/k", "/design/points/2/y", "/design/points/2/d"], faults.Select(f => f.Pointer));
        Fault range = Only(Document("{ k: { parameter: k_us } }", "{ method: list, points: [ { k: 1 }, { k: 99 } ] }"));
        Assert.Equal(("/design/points/1/k", "99"), (range.Pointer, range.Found));
    }

    [Fact]
    public void EveryFault_IsListedInOnePass_InTheOrderOfTheText()
    {
        SweepReadResult read = Read(
            """
            schema: strategysim/sweep/v1
            id: bad sweep
            scenario: coordination-to-chicken
            colour: red
            factors:
              a: { parameter: nothing, list: [1] }
              b: { parameter: k_us, range: { from: 3, to: 1, steps: 2 } }
              c: { initialState: stress, oneOf: 7 }
            constraints: ["x <= 1"]
            design: { method: sobol, points: 1.5 }
            outcomes: { o: { measure: joy } }
            replications: -1
            """);
        Assert.Equal(
            ["/id", "/colour", "/factors/a/parameter", "/factors/b/range", "/factors/c/oneOf", "/constraints/0", "/design/points", "/outcomes/o/measure", "/replications"],
            read.Faults.Select(f => f.Pointer));
        Assert.Equal([2, 4, 6, 7, 8, 9, 10, 11, 12], read.Faults.Select(f => f.Line!.Value));
    }

    [Fact]
    public void ScenariosThatAreMissingOrFaulty_AreRefused()
    {
        Assert.Equal("/scenario", Only(Document(K, scenario: "no-such")).Pointer);
        SweepReadResult inline = Read(Document("{ k: { parameter: k, list: [1] } }", scenario: "{ schema: strategysim/scenario/v1, id: x, status: stylised, time: { horizon: 0, discountFactor: 2 }, actors: { A: A }, games: {} }"));
        Assert.Equal(["/scenario/games", "/scenario/time/discountFactor", "/scenario/time/horizon"], inline.Faults.Select(f => f.Pointer).Order(StringComparer.Ordinal));
        Assert.Equal("", SweepReader.Read("a: [", DocumentFormat.Yaml, SweepText.Shipped).Faults[0].Pointer);
    }

    [Fact]
    public void AConstraintThatLeavesNoPoint_IsAFaultOfThePlan_WithWhatEachDrops()
    {
        SweepPlanResult result = Plan(Require("{ k: { parameter: k_us, list: [1, 2, 3] } }", extra: "constraints: ['k > 3', 'k >= 2']"));
        Fault fault = Assert.Single(result.Faults);
        Assert.Equal(("/constraints", "k > 3 drops 3; k >= 2 drops 1 of 3 points"), (fault.Pointer, fault.Found));
        Assert.NotNull(fault.Line);
    }

    [Fact]
    public void WhatOnlyAPointShows_IsSaidOfItsFactor_OnceForAllPoints()
    {
        Sweep sweep = Require(
            "{ sigma: { at: /games/us-china/primitives/common/winnerShare, list: [1/2, sigmma] }, cn: { at: /games/us-china/rules/CN, oneOf: [grudger, tit4tat, { use: memory-one, cc: 2 }] } }"
                .Replace("sigmma", "2/3", StringComparison.Ordinal));
        IReadOnlyList<Fault> faults = Plan(sweep).Faults;
        Assert.Contains(faults, f => f.Pointer == "/factors/cn/oneOf/1" && f.Found!.StartsWith("cn = tit4tat (point 2 and 1 more)", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Pointer.StartsWith("/factors/cn/oneOf/2", StringComparison.Ordinal));
        Assert.All(faults, f => Assert.True(f.Line == 4, f.ToString()));
        Assert.Equal(faults.Count, faults.Select(f => (f.Pointer, f.Detail)).Distinct().Count());
        Assert.Equal("/factors/cn/oneOf/1", Assert.Throws<InvalidInputException>(() => sweep.At(2)).Faults[0].Pointer);
    }

    [Fact]
    public void ADerivedValueOutsideOfTheRange_AndADivisionByZero_AreFaultsOfThePlan()
    {
        Fault range = Assert.Single(Plan(Require("{ k: { parameter: k_us, derived: 4*z }, z: { parameter: k_cn, list: [1, 2, 5] } }")).Faults);
        Assert.Equal("/factors/k/derived", range.Pointer);
        Assert.Contains("k = 20 (point 2)", range.Found, StringComparison.Ordinal);
        Fault zero = Assert.Single(Plan(Require("{ k: { parameter: k_us, derived: 1/z }, z: { parameter: k_cn, list: [0, 1, 2] } }")).Faults);
        Assert.Equal(("/factors/k/derived", "z = 0 (point 0)"), (zero.Pointer, zero.Found));
        Fault constraint = Assert.Single(Plan(Require("{ z: { parameter: k_cn, list: [0, 1] } }", extra: "constraints: ['1/z > 0']")).Faults);
        Assert.Equal("/constraints/0", constraint.Pointer);
    }

    [Theory]
    [InlineData("/title")]
    [InlineData("/parameters/k_us/assumption")]
    [InlineData("/games/us-china/title")]
    public void AFactorInWords_ChangesNothing_AndIsRefusedWithItsPlace(string place)
    {
        Fault fault = Assert.Single(Plan(Require($"{{ words: {{ at: {place}, oneOf: [one, another] }}, k: {{ parameter: k_us, list: [1, 2] }} }}")).Faults);
        Assert.Equal(("/factors/words/at", $"'{place}'"), (fault.Pointer, fault.Found));
        Assert.Equal(4, fault.Line);
    }

    [Fact]
    public void AUnitThatFailsInTheTrial_IsToldWithItsReason_AndTheSweepIsValid()
    {
        // On the path, stress is 2 in round 41, and never 1/3 or 7/3.
        Sweep sweep = Require("{ k: { parameter: k_us, list: [1/3, 2, 7/3] }, D: { at: /games/us-china/primitives/CN/outsideOption, oneOf: [1/(k_us - stress)] } }");
        // It ends with its few units, however long they take.
        SweepPlan plan = Plan(sweep, trial: TimeSpan.FromMinutes(10)).Require();
        Fault fault = Assert.Single(plan.Time.Failures);
        Assert.Contains("k = 2 (point 1): /games/us-china, round 41", fault.Found, StringComparison.Ordinal);
        Assert.Equal((3L, 2, 1), (plan.Points, plan.Time.TrialUnits, plan.Time.Failed));
    }

    [Theory]
    [InlineData("{ method: morris, trajectories: 4, levels: 5 }", "{ a: { parameter: V, normal: [7, 1] } }", "", "/factors/a/normal /design/levels")]
    [InlineData("{ method: saltelli, rows: 10 }", "{ a: { parameter: V, uniform: [7, 8] } }", "constraints: [a > 7]", "/design/rows /constraints")]
    [InlineData("{ method: sobol, points: 12, scramble: false }", "{ a: { parameter: V, normal: [7, 1] } }", "", "/factors/a/normal /design/points")]
    public void WhatIsWrongWithADesign_IsToldBesideWhatIsWrongWithItsFactors(string design, string factors, string extra, string pointers) =>
        Assert.Equal(pointers, string.Join(' ', Read(Document(factors, design, extra)).Faults.Select(fault => fault.Pointer)));

    [Fact]
    public void AnOutcomeThatSomePointsLack_IsAFaultOfThePlan()
    {
        Sweep sweep = Require(
            "{ cn: { at: /games/us-china/rules/CN, oneOf: [{ use: equilibrium, else: grudger }, grudger] } }", extra: "outcomes: { f: { measure: fallbackRate, game: us-china, actor: CN } }");
        Fault fault = Assert.Single(Plan(sweep).Faults);
        Assert.Equal("/outcomes/f", fault.Pointer);
        Assert.Contains("cn = grudger (point 1)", fault.Found, StringComparison.Ordinal);
    }
}
