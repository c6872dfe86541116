using System.Collections.Immutable;

namespace StrategySim.GameTheory.Games;

/// <summary>A player of a game in strategic form: an id and the ids of the strategies.</summary>
public sealed class Player
{
    /// <param name="id">Not blank; differs from the other players' ids in a game.</param>
    /// <param name="strategies">At least one; not blank; no two alike.</param>
    /// <exception cref="InvalidGameException">An id is blank or a strategy comes twice; pointers start at the player.</exception>
    public Player(string id, IEnumerable<string> strategies)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(strategies);
        Id = id;
        Strategies = [.. strategies];
        List<GameFault> faults = [];
        if (string.IsNullOrWhiteSpace(id)) faults.Add(new GameFault("/id", $"'{id}'", "an id that is not blank"));
        if (Strategies.IsEmpty) faults.Add(new GameFault("/strategies", "no strategy", "at least one strategy"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < Strategies.Length; i++)
        {
            string strategy = Strategies[i];
            if (string.IsNullOrWhiteSpace(strategy)) faults.Add(new GameFault($"/strategies/{i}", $"'{strategy}'", "an id that is not blank"));
            else if (!seen.Add(strategy)) faults.Add(new GameFault($"/strategies/{i}", $"'{strategy}' a second time", "strategies that differ"));
        }

        if (faults.Count > 0) throw new InvalidGameException(faults);
    }

    /// <summary>A player whose strategies are called "1", "2", …</summary>
    /// <param name="id">Not blank.</param>
    /// <param name="strategyCount">At least 1.</param>
    public static Player Numbered(string id, int strategyCount) =>
        strategyCount >= 1
            ? new Player(id, Enumerable.Range(1, strategyCount).Select(i => $"{i}"))
            : throw new ArgumentOutOfRangeException(nameof(strategyCount), strategyCount, $"Expected at least 1 strategy for player '{id}'.");

    /// <summary>The player's id.</summary>
    public string Id { get; }

    /// <summary>The ids of the strategies, in order.</summary>
    public ImmutableArray<string> Strategies { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {{ {string.Join(' ', Strategies)} }}";
}
