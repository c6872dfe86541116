using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Responses;

/// <summary>A dominated strategy and what dominates it.</summary>
/// <param name="Player">Whose strategy, 0 for the first.</param>
/// <param name="Strategy">Which strategy.</param>
/// <param name="Strict">Whether it earns less against everything the others may play; otherwise it earns no more, and less against something.</param>
/// <param name="By">What dominates it: pure where a pure strategy does.</param>
public sealed record DominatedStrategy(int Player, int Strategy, bool Strict, MixedStrategy By);

/// <summary>Strict and weak dominance by pure and by mixed strategies, exact.</summary>
/// <remarks>
/// Mixed dominance is a linear program with one row for each profile of the others: Fudenberg and Tirole, Game Theory
/// (1991), section 1.1.2. The mix need not be told to sum to 1: a lighter mix that gains would gain more scaled up.
/// </remarks>
public static class Dominance
{
    /// <summary>The most cells, rows × strategies, of the linear program for a mixed dominator.</summary>
    public const long MaximumCells = 1_000_000;

    /// <summary>Whether one strategy earns more than another whatever the others play.</summary>
    public static bool StrictlyDominates(NormalFormGame game, int player, int strategy, int dominated) =>
        Differences(game, player, strategy, dominated).All(difference => difference.Sign > 0);

    /// <summary>Whether one strategy never earns less than another, and earns more against something.</summary>
    public static bool WeaklyDominates(NormalFormGame game, int player, int strategy, int dominated)
    {
        bool gains = false;
        foreach (Rational difference in Differences(game, player, strategy, dominated))
        {
            if (difference.Sign < 0) return false;
            gains |= difference.Sign > 0;
        }

        return gains;
    }

    /// <summary>A strategy, pure where possible, that strictly dominates the one given; null where none does.</summary>
    /// <exception cref="GameTooLargeException">The linear program exceeds <see cref="MaximumCells"/>.</exception>
    public static MixedStrategy? StrictDominator(NormalFormGame game, int player, int dominated, CancellationToken cancellationToken = default) =>
        Pure(game, player, dominated, StrictlyDominates) ?? Mixed(game, player, dominated, strict: true, cancellationToken);

    /// <summary>A strategy, pure where possible, that weakly (perhaps strictly) dominates the one given; null where none does.</summary>
    /// <exception cref="GameTooLargeException">The linear program exceeds <see cref="MaximumCells"/>.</exception>
    public static MixedStrategy? WeakDominator(NormalFormGame game, int player, int dominated, CancellationToken cancellationToken = default) =>
        Pure(game, player, dominated, WeaklyDominates) ?? Mixed(game, player, dominated, strict: false, cancellationToken);

    /// <summary>Every dominated strategy of every player, strict dominance first where both hold.</summary>
    /// <exception cref="GameTooLargeException">A linear program exceeds <see cref="MaximumCells"/>.</exception>
    public static IReadOnlyList<DominatedStrategy> All(NormalFormGame game, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        List<DominatedStrategy> found = [];
        for (int player = 0; player < game.PlayerCount; player++)
        {
            for (int strategy = 0; strategy < game.StrategyCount(player); strategy++)
            {
                if (StrictDominator(game, player, strategy, cancellationToken) is { } strict) found.Add(new(player, strategy, true, strict));
                else if (WeakDominator(game, player, strategy, cancellationToken) is { } weak) found.Add(new(player, strategy, false, weak));
            }
        }

        return found;
    }

    private static MixedStrategy? Pure(NormalFormGame game, int player, int dominated, Func<NormalFormGame, int, int, int, bool> dominates)
    {
        for (int s = 0; s < game.StrategyCount(player); s++)
        {
            if (s != dominated && dominates(game, player, s, dominated)) return MixedStrategy.Pure(game.StrategyCount(player), s);
        }

        return null;
    }

    /// <remarks>
    /// With δ_s(c) what strategy s earns above the dominated one against the others' profile c. Strict: maximise ε with
    /// ε ≤ Σ x_s δ_s(c) for every c. Weak: maximise Σ_c Σ_s x_s δ_s(c) with Σ_s x_s δ_s(c) ≥ 0 for every c. Both with
    /// Σ x ≤ 1; dominance holds exactly where the maximum is positive, and there Σ x = 1.
    /// </remarks>
    private static MixedStrategy? Mixed(NormalFormGame game, int player, int dominated, bool strict, CancellationToken cancellationToken)
    {
        int count = game.StrategyCount(player), rivals = game.ProfileCount / count;
        // A mix of the dominated strategy and a single other dominates only where the other does alone.
        if (count < 3) return null;
        long cells = (rivals + 2L) * (count + 2L);
        if (cells > MaximumCells)
        {
            throw new GameTooLargeException($"The linear program for dominance in the {game}", "cells", cells, MaximumCells);
        }

        int columns = strict ? count + 1 : count;
        var a = new Rational[rivals + 1, columns];
        var b = new Rational[rivals + 1];
        var c = new Rational[columns];
        for (int s = 0; s < count; s++)
        {
            int row = 0;
            foreach (Rational difference in Differences(game, player, s, dominated))
            {
                a[row++, s] = -difference;
                if (!strict) c[s] += difference;
            }

            a[rivals, s] = Rational.One;
        }

        b[rivals] = Rational.One;
        if (strict)
        {
            for (int row = 0; row < rivals; row++) a[row, count] = Rational.One;
            c[count] = Rational.One;
        }

        LinearOptimum? optimum = LinearProgram.Maximize(a, b, c, cancellationToken);
        return optimum is { Value.Sign: > 0 } ? new MixedStrategy(optimum.X.Take(count)) : null;
    }

    /// <summary>What one strategy earns above another, for each profile of the others.</summary>
    private static IEnumerable<Rational> Differences(NormalFormGame game, int player, int strategy, int other)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)player, (uint)game.PlayerCount);
        int count = game.StrategyCount(player), stride = game.Stride(player);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)strategy, (uint)count);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)other, (uint)count);
        for (int profile = 0; profile < game.ProfileCount; profile++)
        {
            if (game.StrategyAt(profile, player) == 0)
            {
                yield return game.PayoffAt(profile + (strategy * stride), player) - game.PayoffAt(profile + (other * stride), player);
            }
        }
    }
}
