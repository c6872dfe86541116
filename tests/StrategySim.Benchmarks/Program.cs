using StrategySim.Benchmarks;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

string configs = Path.Combine(AppContext.BaseDirectory, "configs", "scenarios");
Scenario rareEarths = Load("us-china-rare-earths");
string[] wanted = args.Length == 0 ? ["units", "store", "http"] : args;

Console.WriteLine($"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors");
if (wanted.Contains("units"))
{
    UnitBenchmark.Run(rareEarths);
    UnitBenchmark.Run(Load("coordination-to-chicken"));
    UnitBenchmark.Run(Load("chicken"));
}

if (wanted.Contains("store")) StoreBenchmark.Run();
if (wanted.Contains("http")) await HttpBenchmark.RunAsync(rareEarths);
return 0;

Scenario Load(string id) => ScenarioReader.Read(File.ReadAllText(Path.Combine(configs, id + ".yaml")), DocumentFormat.Yaml).Require();
