using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Runs;
using StrategySim.Experiments.Tests.Studies;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Testing.Files;

namespace StrategySim.Experiments.Tests.Comparisons;

public sealed class StudySourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PointsAndSlices_AreComparedPairByPair()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("experiments.db"));
        Sweep sweep = SmallSweeps.Of("{ win: { parameter: win, list: [4, 6] }, lose: { parameter: lose, list: [1, 3/2] }, rate: { parameter: rate, list: [0] } }", "40");
        StudyRecord study = (await host.Studies.StartAsync(new StudyRequest(sweep), null, "", TestContext.Current.CancellationToken)).Progress.Study;
        await foreach (StudyProgress progress in host.Studies.WatchAsync(study.Id, TestContext.Current.CancellationToken)) study = progress.Study;
        Assert.Equal(RunStatus.Completed, study.Status);

        IReadOnlyList<long> low = Points(sweep, """{ "win": 4 }"""), high = Points(sweep, """{ "win": "6" }"""), one = Points(sweep, """{ "win": 6, "lose": "1.5" }""");
        Assert.Equal((2, 2, 1), (low.Count, high.Count, one.Count));
        StudySource Source(string name, IReadOnlyList<long> points) => new(name, study, sweep, points, host.StudyResults);
        ComparisonResult result = (await Comparison.ReadAsync([Source("low", low), Source("high", high), Source("one", one)], null, TestContext.Current.CancellationToken))(TestContext.Current.CancellationToken);
        Assert.Equal(["win", "lose"], result.Settings.Select(setting => setting.Name).OrderDescending());
        Assert.Equal(["varies", "varies", "3/2"], result.Settings.Single(setting => setting.Name == "lose").Values);
        Assert.All(result.Outcomes.SelectMany(outcome => outcome.Differences), difference => Assert.Equal((true, 40), (difference.Paired, difference.N)));

        // The mean of a slice is that of its points.
        ComparisonResult points = (await Comparison.ReadAsync([Source("a", [high[0]]), Source("b", [high[1]])], null, TestContext.Current.CancellationToken))(TestContext.Current.CancellationToken);
        Assert.Equal(points.Outcomes[0].Means.Average(mean => mean.Mean), result.Outcomes[0].Means[1].Mean, 12);
        Assert.Equal("rate = 0, win = 6", SweepPoints.Name(sweep, high));
    }

    [Fact]
    public void ASliceOfPointsThatPlayAlike_HasTheirNumbers_ToTheBit()
    {
        var payoff = new OutcomeKey("A", "g", "payoffMean");
        // 0.1 three times is 0.30000000000000004, a third of which is not 0.1.
        double[] values = [0.1, 0.7, 1 / 3.0];
        var slice = new SliceSamples([payoff]);
        var point = new StudyPoint(0, [], "a", [], 0, 0);
        for (int i = 0; i < 3; i++) slice.Add(point, [new OutcomeSample(payoff, [0, 1, 2], values, [1, 1, 1])], 3);
        Assert.Equal(values, slice.Finish().Samples[0].Values);
    }

    [Fact]
    public void PointsThatAreNot_AreNamed()
    {
        Sweep sweep = SmallSweeps.Of("{ win: { parameter: win, list: [4, 6] }, rate: { parameter: rate, list: [0] } }", extra: "constraints: [win > 4]");
        Assert.Equal("/x/k", Faults(sweep, """{ "k": 1 }""").Pointer);
        Assert.Equal("No point is in this slice.", Faults(sweep, """{ "win": 5 }""").Detail);
        Assert.Equal("No point is in this slice.", Faults(sweep, """{ "win": 4 }""").Detail);
        Assert.Equal("/x", Faults(sweep, "[]").Pointer);
        var faults = new List<Fault>();
        DocumentNode node = Node("0");
        Assert.Null(SweepPoints.Check(sweep, 0, node, "/p", faults));
        Assert.Null(SweepPoints.Check(sweep, 2, node, "/p", faults));
        Assert.Equal(["A constraint of the sweep drops this point.", "The sweep has no such point."], faults.Select(fault => fault.Detail));
        Assert.Equal([1L], SweepPoints.Check(sweep, 1, node, "/p", faults)!);
    }

    [Fact]
    public void ABand_TakesThePointsWithinItsEnds_AndWhatIsNoBandIsNamed()
    {
        Sweep sweep = SmallSweeps.Of("{ win: { parameter: win, list: [3, 4, 5, 6] }, rate: { parameter: rate, list: [0] } }");
        Assert.Equal([1L, 2L], Points(sweep, """{ "win": { "from": 4, "to": "5" } }"""));
        Assert.Equal([2L, 3L], Points(sweep, """{ "win": { "from": 5 } }"""));
        var faults = new List<Fault>();
        Assert.Equal("rate = 0, 9/2 ≤ win ≤ 6", SweepPoints.Matching(sweep, Node("""{ "win": { "from": 4.5, "to": 6 }, "rate": 0 }"""), "/x", faults)!.Value.Name);
        Assert.Equal(("/x", "win ≥ 7"), (Faults(sweep, """{ "win": { "from": 7 } }""").Pointer, Faults(sweep, """{ "win": { "from": 7 } }""").Found));
        Assert.Equal(("/x/win", "from 5 to 4"), (Faults(sweep, """{ "win": { "from": 5, "to": 4 } }""").Pointer, Faults(sweep, """{ "win": { "from": 5, "to": 4 } }""").Found));
        Assert.Equal("/x/win/least", Faults(sweep, """{ "win": { "least": 4 } }""").Pointer);
        Assert.Equal("/x/win/to", Faults(sweep, """{ "win": { "to": "wide" } }""").Pointer);
        Assert.Equal("A band has an end.", Faults(sweep, """{ "win": {} }""").Detail);
    }

    private static IReadOnlyList<long> Points(Sweep sweep, string where)
    {
        var faults = new List<Fault>();
        (IReadOnlyList<long> Points, string Name)? slice = SweepPoints.Matching(sweep, Node(where), "/x", faults);
        Assert.Empty(faults);
        return slice!.Value.Points;
    }

    private static Fault Faults(Sweep sweep, string where)
    {
        var faults = new List<Fault>();
        Assert.Null(SweepPoints.Matching(sweep, Node(where), "/x", faults));
        return Assert.Single(faults);
    }

    private static DocumentNode Node(string json) => ((MapNode)DocumentParser.Parse($"{{ \"n\": {json} }}", DocumentFormat.Json).Root!)["n"]!;
}
