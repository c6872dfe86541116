using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.Cli.Views;

/// <summary>Strategies and sets of strategies in words.</summary>
internal static class StrategyWords
{
    // A longer closed form is read no faster than its decimal; JSON has it.
    private const int LongestClosedForm = 14;

    /// <summary>"H", or "1/4 H + 3/4 Y"; strategies that are numbers stand in brackets beside their probabilities.</summary>
    /// <param name="player">The player.</param>
    /// <param name="strategy">What the player plays.</param>
    /// <param name="closedForm">The exact probabilities in words where they are not rational; shown where they are short, as in "(-1+√2) H".</param>
    public static string Of(Player player, MixedStrategy strategy, ImmutableArray<string>? closedForm = null)
    {
        return strategy.IsPure
            ? player.Strategies[strategy.Support[0]]
            : string.Join(" + ", strategy.Support.Select(s => $"{Probability(s)} {Beside(player.Strategies[s])}"));

        string Probability(int s) =>
            closedForm is { } text && text[s].Length <= LongestClosedForm ? (text[s].StartsWith('(') ? text[s] : $"({text[s]})") : Numbers.Exact(strategy[s]);
    }

    /// <summary>What a player may play in a convex set of strategies, such as "A plays H with probability 0 to 1/2".</summary>
    /// <param name="player">The player.</param>
    /// <param name="vertices">The corners of the set.</param>
    public static string OfSet(Player player, ImmutableArray<MixedStrategy> vertices)
    {
        if (vertices.Length == 1) return $"{player.Id} plays {Of(player, vertices[0])}";
        if (vertices.All(vertex => vertex.IsPure))
        {
            return vertices.Length == player.Strategies.Length
                ? $"{player.Id} plays anything"
                : $"{player.Id} plays any mix of {Join(vertices.Select(vertex => Of(player, vertex)))}";
        }

        if (player.Strategies.Length == 2)
        {
            (Rational low, Rational high) = (vertices.Min(vertex => vertex[0]), vertices.Max(vertex => vertex[0]));
            return $"{player.Id} plays {player.Strategies[0]} with probability {Numbers.Exact(low)} to {Numbers.Exact(high)}";
        }

        return $"{player.Id} plays any mix of {Join(vertices.Select(vertex => vertex.IsPure ? Of(player, vertex) : $"({Of(player, vertex)})"))}";
    }

    private static string Beside(string strategy) => char.IsAsciiDigit(strategy[0]) ? $"[{strategy}]" : strategy;

    private static string Join(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return all.Length == 1 ? all[0] : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
