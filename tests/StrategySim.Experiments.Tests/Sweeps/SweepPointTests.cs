using System.Text.Encodings.Web;
using FsCheck;
using FsCheck.Fluent;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using static StrategySim.Experiments.Tests.Sweeps.SweepText;

namespace StrategySim.Experiments.Tests.Sweeps;

/// <summary>Points: their values, their scenarios, and their ids.</summary>
public class SweepPointTests
{
    public static TheoryData<string> Shipped => [.. Directory.EnumerateFiles(Repository.Path("configs", "sweeps"), "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(60);

    [Theory]
    [MemberData(nameof(Shipped))]
    public void EveryShippedSweep_IsValid_AndHasAPlan(string file)
    {
        Sweep sweep = SweepReader.Read(File.ReadAllText(Repository.Path("configs", "sweeps", file)), DocumentFormat.Yaml, SweepText.Shipped).Require();
        Assert.Equal(Path.GetFileNameWithoutExtension(file), sweep.Id);
        SweepPlan plan = Plan(sweep, maximumChecked: 60).Require();
        Assert.Equal(sweep.Count, plan.Points + plan.Dropped + plan.Duplicates);
        Assert.NotEmpty(sweep.Outcomes);
    }

    [Fact]
    public void JsonSchema_IsTheCommittedFile()
    {
        string schema = SweepShape.ToJsonSchema().ToJsonString(new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
        Assert.Equal(Repository.Approved(schema, Repository.Path("configs", "sweep.schema.json")), schema);
    }

    [Fact]
    public void AGrid_RunsLikeACounter_WithExactValues()
    {
        Sweep sweep = Require("{ s: { initialState: stress, list: [0.1, 1/3] }, k: { parameter: k_us, range: { from: 0, to: 1, steps: 3 } } }");
        Assert.Equal(
            ["k=0 s=1/10", "k=0 s=1/3", "k=1/3 s=1/10", "k=1/3 s=1/3", "k=2/3 s=1/10", "k=2/3 s=1/3", "k=1 s=1/10", "k=1 s=1/3"],
            Values(sweep));
    }

    [Theory]
    [InlineData("{ from: 0, to: 1, step: 3/10 }", "0 3/10 3/5 9/10")]
    [InlineData("{ from: -1, to: 1, step: 1 }", "-1 0 1")]
    [InlineData("{ from: 0, to: 7, steps: 2 }", "0 7/2 7")]
    public void ARange_HasExactNumbers_AndEndsAtOrBeforeItsEnd(string range, string expected) =>
        Assert.Equal(expected.Split(' ').Select(v => $"d={v}"), Values(Require($"{{ d: {{ parameter: d_us, range: {range} }} }}")));

    [Theory]
    [InlineData("range: { from: 0, to: 3, step: 1/20 }", "0 to 3 by 1/20")]
    [InlineData("range: { from: 0, to: 1/5, steps: 8 }", "0 to 1/5 in 8 steps")]
    [InlineData("integers: [0, 4]", "whole numbers from 0 to 4")]
    [InlineData("uniform: [0, 1]", "uniform from 0 to 1")]
    [InlineData("normal: [4, 1/2], bounds: [0, 8]", "normal with mean 4 and standard deviation 1/2, from 0 to 8")]
    [InlineData("triangular: [0, 1, 4]", "triangular from 0 to 4, likeliest 1")]
    [InlineData("list: [1, 5/2]", "1, 5/2")]
    public void TheValuesOfAFactor_AreToldInWords(string source, string words)
    {
        Sweep sweep = Require($"{{ k: {{ parameter: k_us, {source} }} }}", "{ method: monte-carlo, points: 2 }");
        Assert.Equal(words, FactorText.Values(sweep, sweep.Factors[0]));
        Sweep many = Require($"{{ k: {{ parameter: k_us, list: [{string.Join(", ", Enumerable.Range(0, 100).Select(i => $"{i}/10"))}] }}, d: {{ parameter: k_cn, derived: k/2 }} }}");
        Assert.StartsWith("0/10, 1/10, ", FactorText.Values(many, many.Factors[1]), StringComparison.Ordinal);
        Assert.EndsWith(", … (100 values)", FactorText.Values(many, many.Factors[1]), StringComparison.Ordinal);
        Assert.Equal("derived: k/2", FactorText.Values(many, many.Factors[0]));
    }

    [Fact]
    public void APoint_HasTheScenarioThatAnAuthorWouldHaveWritten()
    {
        string text = SweepText.Shipped("coordination-to-chicken")!.Text;
        string byHand = text
            .Replace("path: [[1, 0], [61, 3]]", "initial: 5/2", StringComparison.Ordinal)
            .Replace("    value: 4\n", "    value: 6\n", StringComparison.Ordinal)
            .Replace("CN: { use: equilibrium, select: risk-dominant, else: myopic-best-reply }", "CN: grudger", StringComparison.Ordinal)
            .Replace("executionNoise: 0,", "executionNoise: 0, continuation: 0.9,", StringComparison.Ordinal);
        Sweep sweep = Require(
            """
            { s: { initialState: stress, list: [2.5] }, k: { parameter: k_us, list: [6] }, cn: { at: /games/us-china/rules/CN, oneOf: [grudger] },
              on: { at: /run/continuation, list: [9/10] } }
            """);
        SweepPoint point = Assert.Single(sweep.Points());
        Assert.Equal(ScenarioReader.Read(byHand, DocumentFormat.Yaml).Require().ToModelJson(), point.Scenario.ToModelJson());
        Assert.Equal("set by the factor 'k' of the sweep 'test'", point.Scenario.Parameters["k_us"].Assumption);
        Assert.Equal("", point.Scenario.Parameters["k_us"].Source);
    }

    [Fact]
    public void APointWithTheValuesOfTheScenario_HasItsId()
    {
        Sweep sweep = Require("{ k: { parameter: k_us, list: [3, 4.0] }, moves: { at: /games/us-china/moves, oneOf: [simultaneous, { first: US }] } }");
        Assert.Equal(sweep.Scenario.PointId, sweep.At(2)!.PointId);
        Assert.Equal(4, Ids(sweep).Distinct().Count());
        Assert.Equal("""{"first":"US"}""", sweep.ValuesAt(1)[1].Text);
    }

    [Fact]
    public void SwitchesAndWholeNumbers_AreWhatTheyAre()
    {
        Sweep sweep = Require(
            "{ on: { at: /clubs/MSP/active, oneOf: [true, false] }, rounds: { at: /time/horizon, integers: [5, 7] }, knot: { at: /shocks/licensing-2025/rounds/0, list: [6, 7] } }",
            scenario: "us-china-rare-earths");
        Assert.Equal(12, sweep.Points().Count());
        Assert.Equal([5, 5, 6, 6, 7, 7], sweep.Points().Where(p => p.Scenario.Clubs["MSP"].Active).Select(p => p.Scenario.Time.Horizon).Order());
    }

    [Fact]
    public void FactorsThatMoveTogether_AreOneDimension_ByTheirPlaces_OrTheirQuantiles()
    {
        const string Factors = "{ a: { parameter: k_us, list: [1, 2, 3] }, b: { parameter: k_cn, range: { from: 4, to: 6, steps: 2 } }, c: { parameter: r_us, list: [0, 1] } }";
        Assert.Equal(["a=1 b=4 c=0", "a=1 b=4 c=1", "a=2 b=5 c=0", "a=2 b=5 c=1", "a=3 b=6 c=0", "a=3 b=6 c=1"], Values(Require(Factors, extra: "together: [[b, a]]")));

        Sweep quantiles = Require("{ a: { parameter: k_us, uniform: [0, 1] }, b: { parameter: k_cn, uniform: [10, 11] } }", "{ method: monte-carlo, points: 20, seed: 3 }", "together: [[a, b]]");
        Assert.All(Enumerable.Range(0, 20), i =>
        {
            IReadOnlyList<FactorValue> values = quantiles.ValuesAt(i);
            Assert.Equal(values[0].Number!.Value.ToDouble() + 10, values[1].Number!.Value.ToDouble(), 1e-12);
        });
    }

    [Fact]
    public void DerivedFactors_FollowOthersExactly_InAnyOrder()
    {
        Sweep sweep = Require("{ a: { parameter: k_us, derived: b + 1 }, b: { parameter: k_cn, derived: z/3 }, z: { list: [1, 2] } }");
        Assert.Equal(["a=4/3 b=1/3 z=1", "a=5/3 b=2/3 z=2"], Values(sweep));
        Assert.Equal("5/3", sweep.At(1)!.Scenario.Parameters["k_us"].Value.ToString());
    }

    [Fact]
    public void ConstraintsDropPoints_AndSayHowMany()
    {
        Sweep sweep = Require(
            "{ a: { parameter: k_us, list: [0, 1, 2, 3] }, b: { parameter: k_cn, list: [0, 1, 2, 3] } }", extra: "constraints: ['a >= b', 'a + b != 3', '2*a ≤ 4']");
        SweepPlan plan = Plan(sweep).Require();
        Assert.Equal([6, 4, 4], plan.DroppedBy);
        // Left: (0, 0), (1, 0), (1, 1), (2, 0), (2, 2).
        Assert.Equal((16, 11, 0, 5), (plan.DesignPoints, plan.Dropped, plan.Duplicates, plan.Points));
        Assert.Equal(5, sweep.Points().Count());
        Assert.Null(sweep.At(1));
    }

    [Fact]
    public void PointsThatComeTwice_AreCountedOnce_AlsoWhereTheirValuesDiffer()
    {
        Sweep sweep = Require("{ k: { parameter: k_us, list: [1, 1.0, 2] }, cn: { at: /games/us-china/rules/CN, oneOf: [grudger, { use: grudger }] } }");
        SweepPlan plan = Plan(sweep).Require();
        Assert.Equal((6, 4, 2, 2), (plan.DesignPoints, plan.Duplicates, plan.Points, plan.UnitsAtMost));
        Assert.Equal([0L, 2], sweep.Points().Select(p => p.Index));
    }

    [Fact]
    public void AListDesign_GivesThePointsAsTheyStand()
    {
        Sweep sweep = Require(
            "{ k: { parameter: k_us }, cn: { at: /games/us-china/rules/CN }, double: { parameter: k_cn, derived: 2*k } }",
            "{ method: list, points: [ { k: 1, cn: grudger }, { cn: { use: equilibrium, else: random }, k: 1.50 } ] }");
        Assert.Equal(["cn=grudger double=2 k=1", """cn={"else":"random","use":"equilibrium"} double=3 k=3/2"""], Values(sweep));
        Assert.Equal("equilibrium", sweep.At(1)!.Scenario.Games["us-china"].Rules[1].Id);
    }

    [Theory]
    [InlineData("{ method: monte-carlo, points: 16, seed: 1 }", 16)]
    [InlineData("{ method: latin-hypercube, points: 16 }", 16)]
    [InlineData("{ method: sobol, points: 16 }", 16)]
    [InlineData("{ method: sobol, points: 16, scramble: false }", 16)]
    [InlineData("{ method: morris, trajectories: 4 }", 12)]
    [InlineData("{ method: morris, trajectories: all }", 16)]
    [InlineData("{ method: saltelli, rows: 4, randomisations: 2 }", 32)]
    [InlineData("{ method: saltelli, rows: 4, randomisations: 2, secondOrder: true, seed: 0 }", 48)]
    public void EveryDesign_SaysItsNumberOfPoints_AndMakesThemWithinTheirRanges(string design, int count)
    {
        Sweep sweep = Require("{ k: { parameter: k_us, uniform: [1/3, 4/3] }, n: { parameter: r_us, integers: [2, 5] } }", design);
        Assert.Equal(count, sweep.Count);
        for (long i = 0; i < count; i++)
        {
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(i);
            Assert.InRange(values[0].Number!.Value, Rational.Create(1, 3), Rational.Create(4, 3));
            Assert.Contains(values[1].Text, (string[])["2", "3", "4", "5"]);
        }
    }

    [Fact]
    public void Distributions_AreMetByTheirQuantiles()
    {
        // A Latin hypercube of n points has one in each n-th of the probability.
        Sweep sweep = Require(
            """
            { u: { parameter: k_us, uniform: [2, 4] }, l: { parameter: k_cn, loguniform: [1/100, 1] }, n: { parameter: r_us, normal: [1, 2] },
              cut: { parameter: d_us, normal: [0, 1], bounds: [1, 2] }, tail: { parameter: r_cn, normal: [0, 1], bounds: [30, 31] }, t: { parameter: onset, triangular: [0, 1, 3] } }
            """,
            "{ method: latin-hypercube, points: 999 }");
        double[] Median(string name) => [.. Enumerable.Range(0, 999).Select(i => sweep.ValuesAt(i)[sweep.Factors.ToList().FindIndex(f => f.Name == name)].Number!.Value.ToDouble()).Order()];
        Assert.Equal(3, Median("u")[499], 0.01);
        Assert.Equal(0.1, Median("l")[499], 0.001);
        Assert.Equal(1, Median("n")[499], 0.01);
        Assert.Equal(1 + (2 * 1.2815515655), Median("n")[899], 0.03);
        // Φ⁻¹((Φ(1) + Φ(2))/2) = Φ⁻¹((0.841345 + 0.977250)/2) = Φ⁻¹(0.909297) = 1.3364.
        Assert.Equal(1.3364, Median("cut")[499], 0.002);
        Assert.All(Median("cut"), v => Assert.InRange(v, 1, 2));
        // Far out the tail falls as exp(−30 x): its median is 30 + ln 2/30.03.
        Assert.Equal(30 + (Math.Log(2) / 30.03), Median("tail")[499], 0.001);
        // F(x) = 1 − (3 − x)²/6 above the mode.
        Assert.Equal(3 - Math.Sqrt(3), Median("t")[499], 0.005);
    }

    [Fact]
    public void ASampledValue_IsTheShortestDecimalOfItsNumber()
    {
        Sweep sweep = Require("{ k: { parameter: k_us, uniform: [0, 1] } }", "{ method: sobol, points: 4, scramble: false }");
        Assert.Equal(["k=0", "k=1/2", "k=3/4", "k=1/4"], Values(sweep));
        Sweep drawn = Require("{ k: { parameter: k_us, uniform: [0, 15] } }", "{ method: monte-carlo, points: 50 }");
        Assert.All(Enumerable.Range(0, 50), i =>
        {
            Rational value = drawn.ValuesAt(i)[0].Number!.Value;
            Assert.Equal(value, Rational.FromDouble(value.ToDouble()));
        });
    }

    [Fact]
    public void Property_IdsDependNeitherOnTheOrderOfFactorsNorOnTheDesign() => Prop.ForAll(
        Gen.Choose(-40, 40).Two().Select(p => (A: Rational.Create(p.Item1, 8), B: Rational.Create(p.Item2, 6))).ArrayOf(3).ToArbitrary(),
        points =>
        {
            string rows = string.Join(", ", points.Select(p => $"{{ a: {p.A}, b: {p.B} }}")), swapped = string.Join(", ", points.Select(p => $"{{ b: {p.B}, a: {p.A} }}"));
            string[] listed = Ids(Require("{ a: { parameter: d_us }, b: { parameter: r_us } }", $"{{ method: list, points: [ {rows} ] }}"));
            Assert.Equal(listed, Ids(Require("{ b: { parameter: r_us }, a: { parameter: d_us } }", $"{{ method: list, points: [ {swapped} ] }}")));
            string As = string.Join(", ", points.Select(p => p.A)), Bs = string.Join(", ", points.Select(p => p.B));
            string[] grid = Ids(Require($"{{ r: {{ at: /parameters/r_us/value, list: [{Bs}] }}, d: {{ parameter: d_us, list: [{As}] }} }}"));
            Assert.Subset(grid.ToHashSet(), listed.ToHashSet());
            Assert.Equal(listed, Ids(Require($"{{ a: {{ parameter: d_us, list: [{As}] }}, b: {{ parameter: r_us, list: [{Bs}] }} }}", extra: "together: [[a, b]]")));
        }).Check(Thorough);

    [Fact]
    public void Property_CanonicalValuesAreExact_HoweverTheyAreWritten() => Prop.ForAll(
        Gen.Choose(-999, 999).Zip(Gen.Choose(1, 4)).ToArbitrary(),
        pair =>
        {
            (int digits, int places) = pair;
            int scale = (int)Math.Pow(10, places);
            string @decimal = ((decimal)digits / scale).ToString(System.Globalization.CultureInfo.InvariantCulture);
            Sweep sweep = Require($"{{ d: {{ parameter: d_us, list: [{@decimal}, '{digits}/{scale}', '{digits}e-{places}'] }} }}");
            Assert.Single(Ids(sweep));
            Assert.Equal(Rational.Create(digits, scale), sweep.At(0)!.Scenario.Parameters["d_us"].Value);
        }).Check(Thorough);

    [Fact]
    public void APlan_CountsUnits_AndEstimatesTheirTime()
    {
        Sweep sweep = Require(
            "{ k: { parameter: k_us, range: { from: 0, to: 9, steps: 9 } } }",
            extra: "outcomes: { c: { measure: concessionRate, game: us-china, actor: CN } }\nreplications: { initial: 60, until: { outcome: c, halfWidth: 0.02 }, max: 480 }");
        SweepPlan plan = Plan(sweep).Require();
        Assert.Equal((10, 10, 600, 4800), (plan.Points, plan.CheckedPoints, plan.UnitsAtLeast, plan.UnitsAtMost));
        Assert.Equal((60, 480, 0.02, "c"), (sweep.Replications.Initial, sweep.Replications.Maximum, sweep.Replications.Rule!.Target, sweep.Replications.Outcome));
        Assert.True(plan.Time.TrialUnits > 0);
        Assert.InRange(plan.Time.TrialPoints, 1, 8);
        Assert.Equal(((10 * plan.Time.SecondsPerPoint) + (4800 * plan.Time.SecondsPerUnit)) / plan.Time.Threads, plan.Time.AtMost.TotalSeconds, 1e-6);
        Assert.True(plan.Time.AtLeast < plan.Time.AtMost);
    }

    [Fact]
    public void ALongDesign_IsCheckedInPart_AndSaysSo()
    {
        SweepPlan plan = Plan(Require("{ k: { parameter: k_us, uniform: [0, 15] } }", "{ method: monte-carlo, points: 5000 }", "replications: 3"), maximumChecked: 50).Require();
        Assert.Equal((5000, 50, 15000), (plan.Points, plan.CheckedPoints, plan.UnitsAtLeast));
    }

    [Fact]
    public void ALongDesign_IsCheckedAtTheEndsOfItsFactors_WhereverTheyStand()
    {
        // 0 rounds are no scenario; of 2000 points spread evenly, 50 would hardly meet the one that has them.
        string rounds = string.Join(", ", Enumerable.Range(1, 2000).Select(static i => i == 1234 ? 0 : i + 1));
        Fault fault = Assert.Single(Plan(Require($"{{ rounds: {{ at: /time/horizon, list: [{rounds}] }} }}", scenario: "chicken"), maximumChecked: 50).Faults);
        Assert.Equal("rounds = 0 (point 1233): 0", fault.Found);
    }

    [Fact]
    public void AUnitLongerThanTheTrial_IsProjectedFromItsRounds()
    {
        SweepPlan plan = Plan(Require("{ rounds: { at: /time/horizon, list: [10000000] } }", scenario: "chicken")).Require();
        Assert.Equal(0, plan.Time.TrialUnits);
        Assert.True(plan.Time.SecondsPerUnit > 0.5, $"{plan.Time.SecondsPerUnit} s");
    }
}
