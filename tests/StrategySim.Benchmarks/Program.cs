using System.Globalization;
using StrategySim.Benchmarks;
using StrategySim.Benchmarks.Equilibria;
#if WITH_ORLEANS
using StrategySim.Benchmarks.Grains;
#endif
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

if (args is [BareLoop.Argument, var bare, var barePoints, var other])
    return await StudyBenchmark.RunBareAsync(bare, int.Parse(barePoints, CultureInfo.InvariantCulture), int.Parse(other, CultureInfo.InvariantCulture));

string configs = Path.Combine(AppContext.BaseDirectory, "configs", "scenarios");
Scenario rareEarths = Load("us-china-rare-earths");
string[] wanted = args.Length == 0 ? ["units", "matches", "tournaments", "scaling", "store", "studies", "http", "equilibria", "many-players", "agreement", "equilibria-batch", "control", "actors", "orleans-batch"] : args;

Console.WriteLine($"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors");
if (wanted.Contains("units"))
{
    UnitBenchmark.Run(rareEarths);
    UnitBenchmark.Run(Load("coordination-to-chicken"));
    UnitBenchmark.Run(Load("chicken"));
}

if (wanted.Contains("matches")) MatchBenchmark.Run();
if (wanted.Contains("tournaments")) TournamentBenchmark.Run();

if (wanted.Contains("scaling"))
{
    ScalingBenchmark.Run([Random(5)], 100_000);
    ScalingBenchmark.Run([.. Enumerable.Range(0, 4_000).Select(static _ => Random(5))], 5);
    ScalingBenchmark.Run([Load("coordination-to-chicken")], 10_000);
}

if (wanted.Contains("store")) StoreBenchmark.Run();
// Sizes may follow, in units: studies 1000000
int[] sizes = [.. wanted.Where(part => part.All(char.IsAsciiDigit)).Select(int.Parse)];
if (sizes.Length == 0) sizes = [1_000, 10_000, 100_000];
foreach (string name in StudyBenchmark.Names.Where(name => wanted.Contains("studies") || wanted.Contains($"{name}-studies"))) await StudyBenchmark.RunAsync(name, sizes);
if (wanted.Contains("http")) await HttpBenchmark.RunAsync(rareEarths);
if (wanted.Contains("equilibria")) EquilibriaBenchmark.Run();
if (wanted.Contains("many-players")) ManyPlayersBenchmark.Run();
if (wanted.Contains("agreement")) EquilibriaBenchmark.Agree(20_000);
if (wanted.Contains("equilibria-batch")) await EquilibriaBatchBenchmark.RunAsync(100_000);
if (wanted.Contains("control")) await ControlBenchmark.RunAsync(rareEarths);
#if WITH_ORLEANS
if (wanted.Contains("actors"))
{
    await ActorsBenchmark.RunAsync(Random(10_000), 1);
    await ActorsBenchmark.RunAsync(Load("coordination-to-chicken"), 100);
    await ActorsBenchmark.RunAsync(rareEarths, 50);
}

if (wanted.Contains("orleans-batch"))
{
    await BatchBenchmark.RunAsync(rareEarths, 4_000);
    await BatchBenchmark.RunAsync(Load("coordination-to-chicken"), 20_000);
    await BatchBenchmark.RunAsync(Random(5), 100_000);
}
#else
foreach (string part in wanted.Intersect(["actors", "orleans-batch"])) Console.WriteLine($"{part}: not in this build, which is one without Orleans");
#endif
return 0;

Scenario Load(string id) => ScenarioReader.Read(File.ReadAllText(Path.Combine(configs, id + ".yaml")), DocumentFormat.Yaml).Require();

static Scenario Random(int rounds) => ScenarioReader.Read(
    $$"""
    schema: strategysim/scenario/v1
    id: chicken-at-random
    status: stylised
    time: { horizon: {{rounds}}, discountFactor: 9/10 }
    actors: { A: Row, B: Column }
    games:
      g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
    """,
    DocumentFormat.Yaml).Require();
