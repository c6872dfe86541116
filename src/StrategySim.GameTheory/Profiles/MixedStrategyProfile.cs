using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Profiles;

/// <summary>One mixed strategy for each player; exact and immutable.</summary>
public sealed class MixedStrategyProfile : IEquatable<MixedStrategyProfile>, IComparable<MixedStrategyProfile>
{
    /// <param name="strategies">One for each player, in the order of the players; at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public MixedStrategyProfile(IEnumerable<MixedStrategy> strategies)
    {
        ArgumentNullException.ThrowIfNull(strategies);
        Strategies = [.. strategies];
        if (Strategies.IsEmpty) throw new ArgumentException("Found no strategy; expected one for each player.", nameof(strategies));
    }

    /// <param name="strategies">One for each player, in the order of the players; at least one.</param>
    public MixedStrategyProfile(params MixedStrategy[] strategies)
        : this((IEnumerable<MixedStrategy>)strategies)
    {
    }

    /// <summary>The strategies, one for each player.</summary>
    public ImmutableArray<MixedStrategy> Strategies { get; }

    /// <summary>The number of players.</summary>
    public int Count => Strategies.Length;

    /// <summary>Whether everybody plays a pure strategy.</summary>
    public bool IsPure => Strategies.All(strategy => strategy.IsPure);

    /// <summary>A player's strategy.</summary>
    public MixedStrategy this[int player] => Strategies[player];

    /// <summary>The profile in which everybody plays one strategy for certain.</summary>
    /// <param name="game">The game.</param>
    /// <param name="profile">The profile's number in the game.</param>
    public static MixedStrategyProfile Pure(NormalFormGame game, int profile)
    {
        ArgumentNullException.ThrowIfNull(game);
        return new(Enumerable.Range(0, game.PlayerCount).Select(i => MixedStrategy.Pure(game.StrategyCount(i), game.StrategyAt(profile, i))));
    }

    /// <summary>A 2 × 2 profile: the probabilities of the players' first strategies.</summary>
    /// <param name="p">The first player's, 0 to 1.</param>
    /// <param name="q">The second player's, 0 to 1.</param>
    public static MixedStrategyProfile TwoByTwo(Rational p, Rational q) =>
        new(new MixedStrategy([p, Rational.One - p]), new MixedStrategy([q, Rational.One - q]));

    /// <summary>Checks that the profile belongs to a game of this shape.</summary>
    /// <exception cref="ArgumentException">The number of players or of somebody's strategies differs.</exception>
    public void CheckFits(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (Count != game.PlayerCount)
        {
            throw new ArgumentException($"The profile has {Count} strategies; expected {game.PlayerCount}, one for each player of the {game}.");
        }

        for (int i = 0; i < Count; i++)
        {
            if (Strategies[i].Count != game.StrategyCount(i))
            {
                throw new ArgumentException(
                    $"The profile gives player '{game.Players[i].Id}' {Strategies[i].Count} probabilities; " +
                    $"expected {game.StrategyCount(i)}, one for each strategy.");
            }
        }
    }

    /// <summary>Lexicographic by player, then by strategy.</summary>
    public int CompareTo(MixedStrategyProfile? other)
    {
        if (other is null) return 1;
        for (int i = 0; i < Count && i < other.Count; i++)
        {
            int order = Strategies[i].CompareTo(other.Strategies[i]);
            if (order != 0) return order;
        }

        return Count.CompareTo(other.Count);
    }

    /// <inheritdoc/>
    public bool Equals(MixedStrategyProfile? other) => other is not null && Strategies.AsSpan().SequenceEqual(other.Strategies.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MixedStrategyProfile);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (MixedStrategy strategy in Strategies) hash.Add(strategy);
        return hash.ToHashCode();
    }

    /// <summary>"(1/4, 3/4) (1/4, 3/4)".</summary>
    public override string ToString() => string.Join(' ', Strategies);
}
