using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Testing;

namespace StrategySim.Experiments.Tests.Sweeps;

/// <summary>Sweeps of tests: over shipped scenarios, or over a small one of their own.</summary>
internal static class SweepText
{
    public static ScenarioDocument? Shipped(string id)
    {
        string file = Repository.Path("configs", "scenarios", id + ".yaml");
        return File.Exists(file) ? new ScenarioDocument(File.ReadAllText(file), DocumentFormat.Yaml) : null;
    }

    public static SweepReadResult Read(string yaml) => SweepReader.Read(yaml, DocumentFormat.Yaml, Shipped);

    /// <summary>A sweep over coordination-to-chicken, where k_us has the range [0, 15].</summary>
    public static string Document(string factors, string design = "{ method: grid }", string extra = "", string scenario = "coordination-to-chicken") => $$"""
        schema: strategysim/sweep/v1
        id: test
        scenario: {{scenario}}
        factors: {{factors}}
        design: {{design}}
        {{extra}}
        """;

    public static Sweep Require(string factors, string design = "{ method: grid }", string extra = "", string scenario = "coordination-to-chicken") =>
        Read(Document(factors, design, extra, scenario)).Require();

    /// <summary>The values of every point of the design, "k=3 s=1/2".</summary>
    public static string[] Values(Sweep sweep) =>
        [.. Enumerable.Range(0, (int)sweep.Count).Select(i => string.Join(' ', sweep.Factors.Zip(sweep.ValuesAt(i), (f, v) => $"{f.Name}={v}")))];

    public static string[] Ids(Sweep sweep) => [.. sweep.Points().Select(point => point.PointId)];

    public static SweepPlanResult Plan(Sweep sweep, int maximumChecked = 2000, TimeSpan? trial = null) =>
        SweepPlanner.Plan(sweep, TimeProvider.System, new SweepPlanOptions { Trial = trial ?? TimeSpan.FromMilliseconds(20), MaximumChecked = maximumChecked }, TestContext.Current.CancellationToken);
}
