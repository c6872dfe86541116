using System.Globalization;
using System.Numerics;

namespace StrategySim.GameTheory.Games;

/// <summary>How large a table may be.</summary>
public sealed record GameLimits
{
    /// <summary>The limits that hold where none are given.</summary>
    public static GameLimits Default { get; } = new();

    /// <summary>The most payoffs a table may hold: strategy profiles times players; at least 1.</summary>
    public long MaximumPayoffs { get; init; } = 1_000_000;

    /// <summary>The most players; at least 1. It bounds the depth of recursion, which sizes of tables alone do not.</summary>
    public int MaximumPlayers { get; init; } = 64;

    /// <summary>The most characters a game's text may have; at least 1.</summary>
    public int MaximumTextLength { get; init; } = 50_000_000;

    /// <summary>Refuses a tree that is too large.</summary>
    /// <param name="nodes">How many nodes it has or will have.</param>
    /// <param name="players">How many players.</param>
    /// <exception cref="GameTooLargeException">Nodes times players exceed <see cref="MaximumPayoffs"/>, or there are more players than <see cref="MaximumPlayers"/>.</exception>
    public void CheckTree(int nodes, int players)
    {
        if (players > MaximumPlayers) throw new GameTooLargeException("The tree", "players", players, MaximumPlayers);
        if ((long)nodes * players > MaximumPayoffs) throw new GameTooLargeException("The tree", "payoffs or more, nodes times players", (long)nodes * players, MaximumPayoffs);
    }

    /// <summary>Refuses a table that is too large by multiplying counts, so that no memory is touched.</summary>
    /// <param name="strategyCounts">The number of strategies of each player, each at least 1.</param>
    /// <exception cref="GameTooLargeException">
    /// The product of the counts, times the players, exceeds <see cref="MaximumPayoffs"/>, or there are more players than
    /// <see cref="MaximumPlayers"/>.
    /// </exception>
    public void CheckTable(IReadOnlyList<int> strategyCounts)
    {
        ArgumentNullException.ThrowIfNull(strategyCounts);
        BigInteger payoffs = strategyCounts.Count;
        foreach (int count in strategyCounts) payoffs *= count;
        long most = Math.Min(MaximumPayoffs, Array.MaxLength);
        if (payoffs <= most && strategyCounts.Count <= MaximumPlayers) return;
        string shape = strategyCounts.Count <= 8
            ? string.Join('×', strategyCounts)
            : string.Create(CultureInfo.InvariantCulture, $"{strategyCounts.Count}-player");
        throw payoffs > most
            ? new GameTooLargeException($"The {shape} table", "payoffs", payoffs, most)
            : new GameTooLargeException($"The {shape} table", "players", strategyCounts.Count, MaximumPlayers);
    }
}
