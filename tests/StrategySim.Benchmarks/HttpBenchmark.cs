using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks;

internal static class HttpBenchmark
{
    public static Task RunAsync(Scenario scenario) => Task.CompletedTask;
}
