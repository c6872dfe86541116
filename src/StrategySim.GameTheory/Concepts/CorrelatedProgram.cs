using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Concepts;

/// <summary>The linear program of the (coarse) correlated equilibria of one game.</summary>
internal sealed class CorrelatedProgram
{
    private readonly NormalFormGame _game;
    private readonly bool _coarse;
    private readonly int _constraints;
    // gains[k, s]: what the deviation k gains where the profile s is recommended and meets it; 0 elsewhere.
    private readonly Rational[,] _gains;

    public CorrelatedProgram(NormalFormGame game, bool coarse)
    {
        ArgumentNullException.ThrowIfNull(game);
        (_game, _coarse) = (game, coarse);
        long rows = game.Players.Sum(player => (long)player.Strategies.Length * (coarse ? 1 : player.Strategies.Length - 1));
        ProgramSize.Check(game, "the correlated equilibria", rows + game.PlayerCount + 1, game.ProfileCount + 1L);
        _constraints = (int)rows;
        _gains = new Rational[_constraints, game.ProfileCount];
        int k = 0;
        for (int player = 0; player < game.PlayerCount; player++)
        {
            int count = game.StrategyCount(player), stride = game.Stride(player);
            for (int told = 0; told < (coarse ? 1 : count); told++)
            {
                for (int other = 0; other < count; other++)
                {
                    if (!coarse && other == told) continue;
                    for (int profile = 0; profile < game.ProfileCount; profile++)
                    {
                        int own = game.StrategyAt(profile, player);
                        if (!coarse && own != told) continue;
                        _gains[k, profile] = game.PayoffAt(profile + ((other - own) * stride), player) - game.PayoffAt(profile, player);
                    }

                    k++;
                }
            }
        }
    }

    public BestCorrelated Maximize(IReadOnlyList<Rational> weights, CancellationToken cancellationToken)
    {
        if (weights.Count != _game.PlayerCount)
        {
            throw new ArgumentException($"Found {weights.Count} weights; expected {_game.PlayerCount}, one for each player.", nameof(weights));
        }

        int profiles = _game.ProfileCount;
        var c = new Rational[profiles];
        for (int profile = 0; profile < profiles; profile++) c[profile] = Weighted(weights, profile);
        // Every coefficient at least 1: whatever is feasible short of Σ p = 1 gains by being scaled up.
        Rational shift = Rational.One - c.Min();
        for (int profile = 0; profile < profiles; profile++) c[profile] += shift;
        var a = new Rational[_constraints + 1, profiles];
        Array.Copy(_gains, a, _gains.Length);
        for (int profile = 0; profile < profiles; profile++) a[_constraints, profile] = Rational.One;
        return Solve(a, c, weights, shift, cancellationToken);
    }

    public BestCorrelated MaximizeLeast(CancellationToken cancellationToken)
    {
        int profiles = _game.ProfileCount, players = _game.PlayerCount;
        Rational least = _game.PayoffAt(0, 0);
        for (int profile = 0; profile < profiles; profile++)
        {
            for (int i = 0; i < players; i++) least = Rational.Min(least, _game.PayoffAt(profile, i));
        }

        Rational shift = Rational.One - least;
        // One variable more, z, at most everybody's shifted payoff.
        var a = new Rational[_constraints + 1 + players, profiles + 1];
        for (int profile = 0; profile < profiles; profile++)
        {
            for (int k = 0; k < _constraints; k++) a[k, profile] = _gains[k, profile];
            a[_constraints, profile] = Rational.One;
            for (int i = 0; i < players; i++) a[_constraints + 1 + i, profile] = -(_game.PayoffAt(profile, i) + shift);
        }

        for (int i = 0; i < players; i++) a[_constraints + 1 + i, profiles] = Rational.One;
        var c = new Rational[profiles + 1];
        c[profiles] = Rational.One;
        return Solve(a, c, null, shift, cancellationToken);
    }

    public CorrelatedPayoffs Payoffs(CancellationToken cancellationToken) => new(_game, _gains, cancellationToken);

    private BestCorrelated Solve(Rational[,] a, Rational[] c, IReadOnlyList<Rational>? weights, Rational shift, CancellationToken cancellationToken)
    {
        var b = new Rational[a.GetLength(0)];
        b[_constraints] = Rational.One;
        LinearOptimum optimum = LinearProgram.Maximize(a, b, c, cancellationToken)
            ?? throw new InvalidOperationException($"The correlated equilibria of the {_game} have no bound.");
        ImmutableArray<RecommendedProfile> distribution =
        [
            .. Enumerable.Range(0, _game.ProfileCount).Where(profile => !optimum.X[profile].IsZero).Select(profile => new RecommendedProfile(profile, optimum.X[profile])),
        ];
        // The prices of the rows of the players are the weights under which the least payoff is bounded.
        ImmutableArray<Rational> used = weights is null ? [.. optimum.Prices.AsSpan(_constraints + 1)] : [.. weights];
        Rational value = optimum.Value - shift, bound = Bound(used, optimum.Prices);
        if (bound != value) throw new InvalidOperationException($"The program for the {_game} found {value}, but its prices prove {bound}.");
        return new BestCorrelated(CorrelatedEquilibrium.Certify(_game, distribution, _coarse), value, used, bound);
    }

    /// <summary>Weak duality: no equilibrium has a larger weighted sum than the most that any profile has once the gains of deviating are charged at prices of at least 0.</summary>
    private Rational Bound(ImmutableArray<Rational> weights, Rational[] prices)
    {
        if (prices.Any(price => price.Sign < 0)) throw new InvalidOperationException($"A price of the program for the {_game} is negative.");
        Rational bound = default;
        for (int profile = 0; profile < _game.ProfileCount; profile++)
        {
            Rational charged = Weighted(weights, profile);
            for (int k = 0; k < _constraints; k++)
            {
                if (!prices[k].IsZero) charged -= prices[k] * _gains[k, profile];
            }

            bound = profile == 0 ? charged : Rational.Max(bound, charged);
        }

        return bound;
    }

    private Rational Weighted(IReadOnlyList<Rational> weights, int profile)
    {
        Rational sum = default;
        for (int i = 0; i < weights.Count; i++) sum += weights[i] * _game.PayoffAt(profile, i);
        return sum;
    }
}
