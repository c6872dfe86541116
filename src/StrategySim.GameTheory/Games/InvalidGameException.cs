using System.Collections.Immutable;

namespace StrategySim.GameTheory.Games;

/// <summary>One thing that is wrong with a game.</summary>
/// <param name="Pointer">Where: a JSON pointer into the game, such as <c>/players/1/strategies/0</c> or <c>/payoffs/0/2</c>.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What should.</param>
public sealed record GameFault(string Pointer, string Found, string Expected)
{
    /// <summary>"/payoffs/0: found 3 entries, expected 2, one for each strategy of 'B'".</summary>
    public override string ToString() => $"{Pointer}: found {Found}, expected {Expected}";
}

/// <summary>A game that is not one: a table of the wrong shape, a name twice, a player without strategies.</summary>
public sealed class InvalidGameException : ArgumentException
{
    /// <summary>At most this many faults are listed; a large table of the wrong shape has as many as cells.</summary>
    public const int MaximumFaults = 100;

    /// <param name="faults">Every fault found, at least one.</param>
    public InvalidGameException(IEnumerable<GameFault> faults)
        : this(faults.Take(MaximumFaults).ToImmutableArray())
    {
    }

    private InvalidGameException(ImmutableArray<GameFault> faults)
        : base($"Invalid game. {string.Join("; ", faults)}.") => Faults = faults;

    /// <summary>The faults, in the order of the document.</summary>
    public ImmutableArray<GameFault> Faults { get; }
}
