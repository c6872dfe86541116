namespace StrategySim.Experiments.Analysis;

/// <summary>The sizes at which figures are looked at again.</summary>
internal static class SampleSizes
{
    private const int Most = 6;

    /// <summary>The whole, its half, its quarter and so on, at most six, none below a least; from the smallest up.</summary>
    /// <param name="whole">The whole sample.</param>
    /// <param name="fewest">Fewest that give the figure.</param>
    public static IReadOnlyList<long> Doubling(long whole, long fewest)
    {
        List<long> sizes = [];
        for (long size = whole; size >= Math.Max(1, fewest) && sizes.Count < Most; size /= 2) sizes.Add(size);
        if (sizes.Count == 0) sizes.Add(whole);
        sizes.Reverse();
        return sizes;
    }
}
