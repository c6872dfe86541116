using StrategySim.Simulation.Randomness;

namespace StrategySim.Experiments.Tests.Statistics;

/// <summary>Samples for tests: the same in every run.</summary>
internal static class MadeNumbers
{
    /// <summary>Uniform numbers in [0, 1).</summary>
    public static double[] Sample(int count, string name = "sample") =>
        [.. Enumerable.Range(0, count).Select(i => new RandomStream(1, i, StreamId.Of(name), 1).Uniform())];
}
