using System.Diagnostics;

namespace StrategySim.Benchmarks;

/// <summary>Times two pieces of work in turn, A B A B …, and reports medians and the ratio pair by pair.</summary>
/// <remarks>
/// Machines drift and are shared: a ratio of neighbours in one run holds where two single numbers would not. Processor time of
/// the process is measured for work on one thread, wall time for work that waits.
/// </remarks>
internal static class PairedRuns
{
    public static (double A, double B, double Ratio, double Low, double High) Measure(Action a, Action b, int pairs, bool wall = false, int warmUps = 2)
    {
        // Before counting: the runtime compiles hot code anew while it runs.
        for (int i = 0; i < warmUps; i++)
        {
            a();
            b();
        }

        var times = new List<(double A, double B)>();
        for (int i = 0; i < pairs; i++) times.Add((Seconds(a, wall), Seconds(b, wall)));
        double[] ratios = [.. times.Select(t => t.A / t.B).Order()];
        return (Median(times.Select(t => t.A)), Median(times.Select(t => t.B)), Median(ratios), ratios[0], ratios[^1]);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)(share * (sorted.Length - 1))];
    }

    private static double Seconds(Action work, bool wall)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        work();
        if (wall) return Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
