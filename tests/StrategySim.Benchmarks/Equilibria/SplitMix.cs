namespace StrategySim.Benchmarks.Equilibria;

/// <summary>Random integers for benchmark games, the same on every runtime: SplitMix64 (Steele, Lea and Flood, 2014).</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from least to greatest, both included.</summary>
    public int Next(int least, int greatest)
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return least + (int)(z % (ulong)(greatest - least + 1));
    }
}
