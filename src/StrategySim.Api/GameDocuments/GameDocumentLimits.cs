using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;

namespace StrategySim.Api.GameDocuments;

/// <summary>How large a game document may be; every bound is found by arithmetic before memory is spent.</summary>
public sealed class GameDocumentLimits
{
    /// <summary>Most players of a game; at least 1.</summary>
    public int MaximumPlayers { get; set; } = 64;

    /// <summary>Most payoffs of a table, strategy profiles times players; at least 1.</summary>
    public int MaximumPayoffs { get; set; } = 1_000_000;

    /// <summary>Most characters of one exact number; 1 to <see cref="Rational.MaximumTextLength"/>.</summary>
    public int MaximumNumberLength { get; set; } = 1000;

    /// <summary>Most values of one document, lists and maps included; at least 1. A table written as nested lists has a little more than one value a payoff.</summary>
    public int MaximumValues { get; set; } = 500_000;

    /// <summary>Most characters of a game's text in a format of its own, such as .nfg; at least 1.</summary>
    public int MaximumTextLength { get; set; } = 10_000_000;

    /// <summary>Whether every bound is in its range.</summary>
    public bool IsValid =>
        MaximumPlayers >= 1 && MaximumPayoffs >= 1 && MaximumNumberLength is >= 1 and <= Rational.MaximumTextLength &&
        MaximumValues >= 1 && MaximumTextLength >= 1;

    // A table nests once for each player, a tree twice for each move, inside the lists and maps around it; the reader of JSON ends at 200.
    internal DocumentLimits Document => new(190, MaximumValues);

    internal GameLimits Game => new()
    {
        MaximumPlayers = MaximumPlayers,
        MaximumPayoffs = MaximumPayoffs,
        MaximumTextLength = MaximumTextLength,
    };
}
