using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;

namespace StrategySim.Benchmarks;

/// <summary>What it costs to play the units of a study, store them and keep count, beyond making its points and playing their units: whole studies on an SQLite file beside a bare loop over the same points and units.</summary>
/// <remarks>
/// The share in processor time of the whole process while it is kept on one core, so that it does not depend on idle ones, with the loop as another process that takes
/// turns with it on the same core; and whole studies by the clock, on one core and on all in turn.
/// </remarks>
internal static class StudyBenchmark
{
    private const int Replications = 100;

    // The runtime compiles a method anew after it was called 30 times, and much of what opens and closes a study is called once.
    private const int WarmUpPoints = 20, WarmUpTurns = 40;

    /// <summary>
    /// The sweeps that can be measured: units of 61 rounds of one game; of a scenario as it is studied, with several games and a black swan; and of five rounds, which weigh
    /// less than what has to be kept of them.
    /// </summary>
    public static readonly IReadOnlyList<string> Names = ["path", "rare-earths", "tiny"];

    private const string Chicken = """
        schema: strategysim/scenario/v1
        id: chicken-at-random
        status: stylised
        time: { horizon: 5, discountFactor: 9/10 }
        actors: { A: Row, B: Column }
        parameters:
          win: { value: 4, assumption: for the benchmark }
        games:
          g:
            form: table
            players: { A: A, B: B }
            strategies: { A: [hold, yield], B: [hold, yield] }
            payoffs:
              hold/hold: { A: 0, B: 0 }
              hold/yield: { A: win, B: 1 }
              yield/hold: { A: 1, B: win }
              yield/yield: { A: 3, B: 3 }
            cooperate: yield
            rules: { A: random, B: random }
        """;

    /// <summary>Measures studies of so many units each.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="sizes">Units.</param>
    public static async Task RunAsync(string name, IReadOnlyList<int> sizes)
    {
        foreach (int units in sizes)
        {
            int points = Math.Max(1, units / Replications);
            await WarmUpAsync(Read(name, Math.Min(points, WarmUpPoints), points));
            Sweep sweep = Read(name, points, points);
            var parts = new List<(double Share, double Making, double Playing, double Study)>();
            double expected;
            int samples, studies;
            long memory;
            Cores.Use(1);
            await using (StudyHost host = await StudyHost.StartAsync(threads: 1))
            using (BareLoop bare = await BareLoop.StartAsync(name, points))
            {
                // A sample takes some seconds, several turns of both, or one study where that is longer.
                expected = units * (await bare.AskAsync()).UnitTime;
                (samples, studies) = (expected > 5 ? 3 : 9, Math.Max(1, (int)(2 / expected)));
                for (int sample = 0; sample < samples; sample++)
                {
                    BareTimes before = await bare.AskAsync();
                    double study = 0;
                    for (int i = 0; i < studies; i++) study += (await host.PlayAsync(sweep, seed: (ulong)((sample * studies) + i))).Processor / studies;
                    BareTimes alone = await bare.AskAsync() - before;
                    double made = study - (points * alone.PointTime);
                    parts.Add(((made / units / alone.UnitTime) - 1, alone.PointTime, alone.UnitTime, study / units));
                }

                memory = host.Memory;
            }

            Cores.Use(Environment.ProcessorCount);
            (double one, double all, double gain) = await OnCoresAsync(sweep, Math.Clamp((int)(15 / expected), 3, 101));
            double[] shares = [.. parts.Select(static part => part.Share)];
            Console.WriteLine(
                $"{sweep.Scenario.Id}: {points} points of {Replications} units, {samples} times {studies} {(studies == 1 ? "study" : "studies")}: store and bookkeeping {PairedRuns.Median(shares):P0} of the units alone ({PairedRuns.Percentile(shares, 0.25):P0} to {PairedRuns.Percentile(shares, 0.75):P0}, the middle half)");
            Console.WriteLine(
                $"  units alone {Median(static part => part.Playing),6:F1} µs a unit; making points {Median(static part => part.Making),5:F0} µs a point; study {Median(static part => part.Study),6:F1} µs a unit; {memory >> 20} MB at most");
            Console.WriteLine($"  the process on one core {one / units * 1e6:F1} µs a unit by the clock, on {Environment.ProcessorCount} cores {all / units * 1e6:F1}: {gain:F2} times as fast");

            double Median(Func<(double Share, double Making, double Playing, double Study), double> part) => PairedRuns.Median(parts.Select(part)) * 1e6;
        }
    }

    /// <summary>The process that plays the points of a study in a bare loop; see <see cref="BareLoop"/>.</summary>
    public static Task<int> RunBareAsync(string name, int points, int other) => BareLoop.RunAsync(Read(name, points, points), Replications, other);

    private static async Task<(double One, double All, double Gain)> OnCoresAsync(Sweep sweep, int pairs)
    {
        await using StudyHost single = await StudyHost.StartAsync(threads: 1), full = await StudyHost.StartAsync(Environment.ProcessorCount);
        var clocks = new List<(double One, double All)>();
        for (int pair = 0; pair < pairs; pair++)
        {
            Cores.Use(1);
            double one = (await single.PlayAsync(sweep, seed: (ulong)pair)).Clock;
            Cores.Use(Environment.ProcessorCount);
            clocks.Add((one, (await full.PlayAsync(sweep, seed: (ulong)pair)).Clock));
        }

        return (PairedRuns.Median(clocks.Select(static pair => pair.One)), PairedRuns.Median(clocks.Select(static pair => pair.All)), PairedRuns.Median(clocks.Select(static pair => pair.One / pair.All)));
    }

    // As in a service that has been up for a while: the runtime compiles hot code anew, in the background, while it runs.
    private static async Task WarmUpAsync(Sweep sweep)
    {
        await using StudyHost host = await StudyHost.StartAsync(Environment.ProcessorCount);
        for (int turn = 0; turn < WarmUpTurns; turn++)
        {
            await host.PlayAsync(sweep, (ulong)turn);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }

    // The first points of a range of so many: numbers get longer with these.
    private static Sweep Read(string name, int points, int of)
    {
        (string scenario, string parameter, int from) = name switch
        {
            "path" => (Shipped("coordination-to-chicken"), "k_us", 3),
            "rare-earths" => (Shipped("us-china-rare-earths"), "k_scale", 3),
            _ => (Chicken, "win", 4),
        };
        string values = points == 1 ? $"list: [{from}]" : $"range: {{ from: {from}, to: {(from * (of - 1)) + points - 1}/{of - 1}, steps: {points - 1} }}";
        return SweepReader.Read(
            $$"""
            schema: strategysim/sweep/v1
            id: bench
            scenario: base
            factors: { x: { parameter: {{parameter}}, {{values}} } }
            design: { method: grid }
            replications: {{Replications}}
            """,
            DocumentFormat.Yaml,
            _ => new ScenarioDocument(scenario, DocumentFormat.Yaml)).Require();
    }

    private static string Shipped(string scenario) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configs", "scenarios", $"{scenario}.yaml"));
}
