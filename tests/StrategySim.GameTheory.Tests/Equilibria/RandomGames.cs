using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Equilibria;

/// <summary>Games with small integer payoffs, so that ties abound; the same on every runtime.</summary>
/// <param name="seed">Any number; names the sequence.</param>
internal sealed class RandomGames(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from least to greatest, both included.</summary>
    /// <remarks>SplitMix64 (Steele, Lea and Flood, 2014): a few lines that no runtime upgrade can change.</remarks>
    public int Next(int least, int greatest)
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return least + (int)(z % (ulong)(greatest - least + 1));
    }

    /// <summary>A number from 0 to count − 1.</summary>
    public int Below(int count) => Next(0, count - 1);

    /// <summary>A two-player game with payoffs from −size to size.</summary>
    public NormalFormGame Bimatrix(int rows, int columns, int size)
    {
        var payoffs = new Rational[rows * columns * 2];
        for (int k = 0; k < payoffs.Length; k++) payoffs[k] = Next(-size, size);
        return new NormalFormGame([Player.Numbered("A", rows), Player.Numbered("B", columns)], payoffs);
    }

    /// <summary>A game of any number of players with payoffs from −size to size.</summary>
    /// <param name="counts">Each player's number of strategies.</param>
    /// <param name="size">The largest payoff.</param>
    public NormalFormGame Table(int[] counts, int size)
    {
        var payoffs = new Rational[counts.Aggregate(counts.Length, (product, count) => product * count)];
        for (int k = 0; k < payoffs.Length; k++) payoffs[k] = Next(-size, size);
        return new NormalFormGame(counts.Select((count, i) => Player.Numbered($"P{i + 1}", count)), payoffs);
    }

    /// <summary>An order of 0 to count − 1.</summary>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = Next(0, i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
