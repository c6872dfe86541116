using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>A two-player game played in rounds 1, 2, … for ever, with perfect monitoring of pure actions and a common discount factor.</summary>
/// <remarks>Payoffs are averages: (1 − δ) Σ δ^(t−1) u_t, in the units of the stage game. A game that ends after each round with probability 1 − q and is discounted by β is the same with δ = βq.</remarks>
public sealed class RepeatedGame
{
    private readonly RationalPoint[] _payoffs;
    private readonly RationalPoint[] _gains;

    /// <summary>A repeated game.</summary>
    /// <param name="stage">The stage game; two players.</param>
    /// <param name="discount">The discount factor δ, between 0 and 1, both excluded.</param>
    /// <exception cref="InvalidGameException">There are not two players, or the discount factor is out of its range.</exception>
    public RepeatedGame(NormalFormGame stage, Rational discount)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var faults = new List<GameFault>();
        if (stage.PlayerCount != 2) faults.Add(new GameFault("/game", $"a game of {stage.PlayerCount} players", "a game of two players"));
        if (discount.Sign <= 0 || discount >= Rational.One) faults.Add(new GameFault("/discount", discount.ToString(), "a discount factor between 0 and 1, both excluded: averages of discounted payoffs are taken"));
        if (faults.Count > 0) throw new InvalidGameException(faults);
        (Stage, Discount) = (stage, discount);
        _payoffs = [.. Enumerable.Range(0, stage.ProfileCount).Select(a => new RationalPoint(stage.PayoffAt(a, 0), stage.PayoffAt(a, 1)))];
        _gains = [.. Enumerable.Range(0, stage.ProfileCount).Select(a => new RationalPoint(BestDeviation(stage, a, 0) - _payoffs[a].X, BestDeviation(stage, a, 1) - _payoffs[a].Y))];
        PureMinmax = [Minmax(stage, 0), Minmax(stage, 1)];
        Feasible = ConvexPolygon.Hull(_payoffs);
    }

    /// <summary>The stage game.</summary>
    public NormalFormGame Stage { get; }

    /// <summary>The discount factor δ.</summary>
    public Rational Discount { get; }

    /// <summary>What each player gets at least against the worst pure action of the other: min over the other's actions of the largest payoff.</summary>
    public ImmutableArray<Rational> PureMinmax { get; }

    /// <summary>The feasible payoffs: the convex hull of those of pure profiles.</summary>
    public ConvexPolygon Feasible { get; }

    /// <summary>Payoffs of a profile of actions.</summary>
    /// <param name="profile">Position of the profile in the stage game.</param>
    public RationalPoint Payoffs(int profile) => _payoffs[profile];

    /// <summary>What each player could gain in one round by another action; negative where every other action loses, and 0 for a player with but one action.</summary>
    /// <param name="profile">Position of the profile in the stage game.</param>
    public RationalPoint DeviationGains(int profile) => _gains[profile];

    /// <summary>The least continuation payoffs that keep both players to a profile where a deviator then gets his punishment: u + (1 − δ)/δ · max(0, gain).</summary>
    /// <param name="profile">Position of the profile in the stage game.</param>
    /// <param name="punishments">Payoffs of the worst continuation of each player.</param>
    public RationalPoint LeastContinuation(int profile, RationalPoint punishments)
    {
        Rational odds = (Rational.One - Discount) / Discount;
        RationalPoint gain = _gains[profile];
        return punishments + (odds * new RationalPoint(Rational.Max(gain.X, Rational.Zero), Rational.Max(gain.Y, Rational.Zero)));
    }

    /// <summary>The average payoffs of a profile now and a continuation: (1 − δ)·g + δ·w.</summary>
    /// <param name="profile">Position of the profile in the stage game.</param>
    /// <param name="continuation">Average payoffs from the next round on.</param>
    public RationalPoint Average(int profile, RationalPoint continuation) => ((Rational.One - Discount) * _payoffs[profile]) + (Discount * continuation);

    /// <summary>The largest payoff that a player has from another action than the one in a profile; his payoff there where he has no other.</summary>
    internal static Rational BestDeviation(NormalFormGame game, int profile, int player)
    {
        int own = game.StrategyAt(profile, player), first = profile - (own * game.Stride(player));
        if (game.StrategyCount(player) == 1) return game.PayoffAt(profile, player);
        return Enumerable.Range(0, game.StrategyCount(player)).Where(s => s != own).Max(s => game.PayoffAt(first + (s * game.Stride(player)), player));
    }

    private static Rational Minmax(NormalFormGame game, int player)
    {
        int other = 1 - player;
        return Enumerable.Range(0, game.StrategyCount(other))
            .Min(t => Enumerable.Range(0, game.StrategyCount(player)).Max(s => game.PayoffAt((s * game.Stride(player)) + (t * game.Stride(other)), player)));
    }
}
