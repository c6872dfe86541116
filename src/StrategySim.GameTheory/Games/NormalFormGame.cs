using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Games;

/// <summary>A finite game in strategic form with exact payoffs: any number of players and strategies; immutable.</summary>
/// <remarks>
/// A strategy profile picks one strategy of each player. Profiles are numbered with the last player's strategy varying
/// fastest, and a table lists for each profile one payoff for each player, in the order of the players: the order in
/// which a nested table is read.
/// </remarks>
public sealed partial class NormalFormGame
{
    private readonly Rational[] _payoffs;
    private readonly int[] _strides;

    /// <param name="players">At least one; ids differ.</param>
    /// <param name="payoffs">For each profile, last player's strategy fastest, one payoff for each player.</param>
    /// <param name="title">A title for people; may be empty.</param>
    /// <param name="limits">How large the table may be; by default <see cref="GameLimits.Default"/>.</param>
    /// <exception cref="InvalidGameException">No players, an id twice, or a number of payoffs other than profiles × players.</exception>
    /// <exception cref="GameTooLargeException">The table exceeds the limits.</exception>
    public NormalFormGame(IEnumerable<Player> players, IEnumerable<Rational> payoffs, string title = "", GameLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(payoffs);
        Players = CheckPlayers(players, limits);
        Title = title;
        _strides = new int[Players.Length];
        int profiles = 1;
        for (int i = Players.Length - 1; i >= 0; i--)
        {
            _strides[i] = profiles;
            profiles *= Players[i].Strategies.Length;
        }

        ProfileCount = profiles;
        _payoffs = [.. payoffs];
        if (_payoffs.Length != profiles * Players.Length)
        {
            throw new InvalidGameException(
            [
                new GameFault(
                    "/payoffs",
                    $"{_payoffs.Length} payoffs",
                    $"{profiles * Players.Length}, that is {profiles} profiles times {Players.Length} players"),
            ]);
        }
    }

    /// <summary>A title for people; may be empty.</summary>
    public string Title { get; }

    /// <summary>The players in order.</summary>
    public ImmutableArray<Player> Players { get; }

    /// <summary>The number of players, at least 1.</summary>
    public int PlayerCount => Players.Length;

    /// <summary>The number of strategy profiles, at least 1.</summary>
    public int ProfileCount { get; }

    /// <summary>Whether there are two players with two strategies each.</summary>
    public bool IsTwoByTwo => PlayerCount == 2 && StrategyCount(0) == 2 && StrategyCount(1) == 2;

    /// <summary>The sizes, such as "2×3×2".</summary>
    public string Shape => string.Join('×', Players.Select(player => player.Strategies.Length));

    /// <summary>The number of strategies of a player, at least 1.</summary>
    /// <param name="player">0 for the first.</param>
    public int StrategyCount(int player) => Players[player].Strategies.Length;

    /// <summary>By how much a profile's number grows when the player goes on to the next strategy.</summary>
    /// <param name="player">0 for the first.</param>
    public int Stride(int player) => _strides[player];

    /// <summary>Which strategy a player plays in a profile.</summary>
    /// <param name="profile">The profile's number, 0 to <see cref="ProfileCount"/> − 1.</param>
    /// <param name="player">0 for the first.</param>
    public int StrategyAt(int profile, int player) => profile / _strides[player] % StrategyCount(player);

    /// <summary>A player's payoff in a profile given by its number; payoff units.</summary>
    /// <param name="profile">The profile's number, 0 to <see cref="ProfileCount"/> − 1.</param>
    /// <param name="player">0 for the first.</param>
    public Rational PayoffAt(int profile, int player)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(profile);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)player, (uint)PlayerCount);
        return _payoffs[(profile * PlayerCount) + player];
    }

    /// <summary>A player's payoff in a profile given by everybody's strategies; payoff units.</summary>
    /// <param name="player">0 for the first.</param>
    /// <param name="strategies">One strategy for each player.</param>
    /// <exception cref="ArgumentException">The number of strategies is not that of the players, or one is out of range.</exception>
    public Rational Payoff(int player, params ReadOnlySpan<int> strategies) => PayoffAt(ProfileOf(strategies), player);

    /// <summary>The number of a profile.</summary>
    /// <param name="strategies">One strategy for each player.</param>
    /// <exception cref="ArgumentException">The number of strategies is not that of the players, or one is out of range.</exception>
    public int ProfileOf(params ReadOnlySpan<int> strategies)
    {
        if (strategies.Length != PlayerCount)
        {
            throw new ArgumentException($"Found {strategies.Length} strategies; expected {PlayerCount}, one for each player.", nameof(strategies));
        }

        int profile = 0;
        for (int i = 0; i < strategies.Length; i++)
        {
            if ((uint)strategies[i] >= (uint)StrategyCount(i))
            {
                throw new ArgumentException(
                    $"Strategy {strategies[i]} of player '{Players[i].Id}' does not exist; expected 0 to {StrategyCount(i) - 1}.",
                    nameof(strategies));
            }

            profile += strategies[i] * _strides[i];
        }

        return profile;
    }

    /// <summary>Reads a 2 × 2 game as one of holding (each player's first strategy) or yielding (the second).</summary>
    /// <param name="a">The first player's payoffs.</param>
    /// <param name="b">The second player's payoffs.</param>
    /// <returns>Whether the game is 2 × 2.</returns>
    public bool TryGetHoldYield([NotNullWhen(true)] out HoldYieldPayoffs? a, [NotNullWhen(true)] out HoldYieldPayoffs? b)
    {
        (a, b) = (null, null);
        if (!IsTwoByTwo) return false;
        a = new HoldYieldPayoffs(Payoff(0, 0, 1), Payoff(0, 1, 1), Payoff(0, 1, 0), Payoff(0, 0, 0));
        b = new HoldYieldPayoffs(Payoff(1, 1, 0), Payoff(1, 1, 1), Payoff(1, 0, 1), Payoff(1, 0, 0));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Title.Length == 0 ? $"{Shape} game" : $"{Shape} game '{Title}'";

    private static ImmutableArray<Player> CheckPlayers(IEnumerable<Player> players, GameLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(players);
        ImmutableArray<Player> list = [.. players];
        if (list.IsEmpty) throw new InvalidGameException([new GameFault("/players", "no player", "at least one player")]);
        List<GameFault> faults = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < list.Length; i++)
        {
            if (!seen.Add(list[i].Id)) faults.Add(new GameFault($"/players/{i}/id", $"'{list[i].Id}' a second time", "ids that differ"));
        }

        if (faults.Count > 0) throw new InvalidGameException(faults);
        (limits ?? GameLimits.Default).CheckTable([.. list.Select(player => player.Strategies.Length)]);
        return list;
    }
}
