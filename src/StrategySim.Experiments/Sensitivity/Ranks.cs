namespace StrategySim.Experiments.Sensitivity;

/// <summary>Ranks of a sample.</summary>
internal static class Ranks
{
    /// <summary>The rank of each number, 1 for the least; equal numbers share the mean of their ranks.</summary>
    public static double[] Of(double[] sample)
    {
        int[] order = [.. Enumerable.Range(0, sample.Length).OrderBy(i => sample[i])];
        double[] ranks = new double[sample.Length];
        for (int first = 0; first < order.Length;)
        {
            int end = first + 1;
            while (end < order.Length && sample[order[end]] == sample[order[first]]) end++;
            for (int i = first; i < end; i++) ranks[order[i]] = (first + 1 + end) / 2.0;
            first = end;
        }

        return ranks;
    }
}
