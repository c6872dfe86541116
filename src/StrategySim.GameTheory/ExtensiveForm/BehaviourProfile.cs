using System.Collections.Immutable;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>Behaviour strategies of all players: at each information set a distribution over its actions.</summary>
/// <remarks>
/// Null at an information set says that its player's own earlier moves keep play from getting there, so that what would be done is open:
/// a plan of the reduced normal form does not say. Where a number is needed the first action stands in; it changes nobody's payoff.
/// </remarks>
public sealed class BehaviourProfile : IEquatable<BehaviourProfile>
{
    /// <param name="game">The game.</param>
    /// <param name="strategies">One for each information set of the game, in their order.</param>
    /// <exception cref="ArgumentException">Their number, or the number of somebody's actions, differs.</exception>
    public BehaviourProfile(ExtensiveGame game, IEnumerable<MixedStrategy?> strategies)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(strategies);
        Strategies = [.. strategies];
        if (Strategies.Length != game.InformationSets.Length)
        {
            throw new ArgumentException($"Found {Strategies.Length} strategies; expected {game.InformationSets.Length}, one for each information set.", nameof(strategies));
        }

        foreach (InformationSet set in game.InformationSets)
        {
            if (Strategies[set.Id] is { } strategy && strategy.Count != set.Actions.Length)
            {
                throw new ArgumentException($"Found {strategy.Count} probabilities at '{set.Name}'; expected {set.Actions.Length}, one for each action.", nameof(strategies));
            }
        }
    }

    /// <summary>One for each information set, in their order; null where the own moves never lead there.</summary>
    public ImmutableArray<MixedStrategy?> Strategies { get; }

    /// <summary>Whether nobody mixes.</summary>
    public bool IsPure => Strategies.All(strategy => strategy is null || strategy.IsPure);

    /// <summary>The distribution at an information set, the first action standing in where it is open.</summary>
    public MixedStrategy At(InformationSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Strategies[set.Id] ?? MixedStrategy.Pure(set.Actions.Length, 0);
    }

    /// <summary>Whether this profile does what another does, wherever this one says what is done.</summary>
    public bool AgreesWith(BehaviourProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Strategies.Zip(other.Strategies).All(pair => pair.First is null || pair.First.Equals(pair.Second));
    }

    /// <inheritdoc/>
    public bool Equals(BehaviourProfile? other) => other is not null && Strategies.AsEnumerable().SequenceEqual(other.Strategies);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BehaviourProfile);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (MixedStrategy? strategy in Strategies) hash.Add(strategy);
        return hash.ToHashCode();
    }

    /// <summary>"(1, 0) (1/3, 2/3) -".</summary>
    public override string ToString() => string.Join(' ', Strategies.Select(strategy => strategy?.ToString() ?? "-"));
}
