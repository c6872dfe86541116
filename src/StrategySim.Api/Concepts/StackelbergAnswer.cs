using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Concepts;

/// <summary>What leading is worth, to one player or to both in turn.</summary>
public sealed record StackelbergAnswer : ConceptAnswer
{
    private StackelbergAnswer(NormalFormGame game, IEnumerable<StackelbergLeadership> leaderships)
        : base(Stackelberg.Concept, game) => Leaders = [.. leaderships.Select(leadership => LeaderAnswer.From(game, leadership))];

    /// <summary>The leaders asked about.</summary>
    public IReadOnlyList<LeaderAnswer> Leaders { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary => string.Join(" ", Leaders.Select(leader =>
        $"By leading, {leader.Leader} gets {leader.Commitments[2].LeaderPayoff.Exact} with a mixed commitment ({leader.Commitments[0].LeaderPayoff.Exact} with a pure one) if ties are broken for the leader, {leader.Commitments[3].LeaderPayoff.Exact} ({leader.Commitments[1].LeaderPayoff.Exact}) if against" +
        (leader.LeastNash is null ? "." : $"; Nash equilibria give from {leader.LeastNash.Exact} to {leader.GreatestNash!.Exact}.")));

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new(
            "Commitments",
            ["leader", "commitment", "ties", "strategy", "reply", "leaderPayoff", "leaderPayoffDecimal", "followerPayoff", "attained"],
            [.. Leaders.SelectMany(leader => leader.Commitments.Select(c => (object?[])[leader.Leader, c.Mixed ? "mixed" : "pure", c.Strong ? "for the leader" : "against", c.Words, c.Reply, c.LeaderPayoff.Exact, c.LeaderPayoff.Decimal, c.FollowerPayoff, c.Attained]))]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters)
    {
        int? leader = parameters.Player("leader", game);
        return stop => new StackelbergAnswer(game, (leader is { } one ? new[] { one } : [0, 1]).Select(player => Stackelberg.Lead(game, player, stop)));
    }
}

/// <summary>What leading is worth to one player.</summary>
/// <param name="Leader">The player's id.</param>
/// <param name="Commitments">Pure strong, pure weak, mixed strong, mixed weak.</param>
/// <param name="LeastNash">The leader's least payoff in a Nash equilibrium of the game played at once; null where these were not found (more than 12 strategies).</param>
/// <param name="GreatestNash">The leader's greatest.</param>
/// <param name="ValueOfCommitment">What the strong mixed commitment gives beyond the leader's Nash payoffs: beyond the greatest, and beyond the least; null where these were not found.</param>
public sealed record LeaderAnswer(string Leader, IReadOnlyList<CommitmentAnswer> Commitments, ExactNumber? LeastNash, ExactNumber? GreatestNash, IReadOnlyList<ExactNumber>? ValueOfCommitment)
{
    internal static LeaderAnswer From(NormalFormGame game, StackelbergLeadership leadership)
    {
        Commitment mixed = leadership.Commitments[2];
        return new LeaderAnswer(
            game.Players[leadership.Leader].Id,
            [.. leadership.Commitments.Select(c => CommitmentAnswer.From(game, leadership.Leader, c))],
            leadership.LeastNash is { } least ? ExactNumber.From(least) : null,
            leadership.GreatestNash is { } greatest ? ExactNumber.From(greatest) : null,
            leadership is { LeastNash: { } low, GreatestNash: { } high } ? [ExactNumber.From(mixed.LeaderPayoff - high), ExactNumber.From(mixed.LeaderPayoff - low)] : null);
    }
}

/// <summary>A commitment and what comes of it.</summary>
/// <param name="Mixed">Whether the leader may commit to a mixed strategy.</param>
/// <param name="Strong">Whether the follower breaks ties for the leader; against the leader otherwise.</param>
/// <param name="Strategy">The leader's strategy: the exact probability of each strategy. Where the value is not attained, strategies near it come as close as one likes.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Reply">The follower's reply, by id.</param>
/// <param name="LeaderPayoff">The leader's payoff, or its least upper bound where it is not attained; payoff units.</param>
/// <param name="FollowerPayoff">The follower's payoff, exact; payoff units.</param>
/// <param name="Attained">Whether the commitment itself has the value.</param>
public sealed record CommitmentAnswer(bool Mixed, bool Strong, IReadOnlyList<string> Strategy, string Words, string Reply, ExactNumber LeaderPayoff, string FollowerPayoff, bool Attained)
{
    internal static CommitmentAnswer From(NormalFormGame game, int leader, Commitment c) => new(
        c.Mixed, c.Strong, Wire.Strategy(c.Strategy), ConceptWords.Of(game.Players[leader], c.Strategy), game.Players[1 - leader].Strategies[c.Reply],
        ExactNumber.From(c.LeaderPayoff), c.FollowerPayoff.ToString(), c.Attained);
}
