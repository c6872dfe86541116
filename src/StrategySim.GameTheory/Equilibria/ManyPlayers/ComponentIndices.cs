using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>The indices of components that are not regular equilibria, by counting the equilibria of a game close by.</summary>
/// <remarks>
/// A component's index is what the indices of the equilibria near it sum to, in any game close by that is regular. How close is close enough is
/// proven: <see cref="EquilibriumCover"/> shows of every game between the two that its equilibria lie in sets that do not meet,
/// each with one component at most. Along the way no equilibrium leaves its set, so that the sums stay (Ritzberger, "The theory of normal form
/// games from the differentiable viewpoint", International Journal of Game Theory 23 (1994) 207–236; Govindan and Wilson, Games and
/// Economic Behavior 21 (1997) 56–61).
/// </remarks>
internal static class ComponentIndices
{
    // The changes of payoffs to try, as powers of 2 of about the largest difference: the first tells most components apart, the last ones that are close.
    private static readonly int[] _closeness = [12, 18, 24];

    /// <summary>Finds the indices.</summary>
    /// <param name="game">The game.</param>
    /// <param name="components">The corners of each component of its whole Nash set.</param>
    /// <param name="limits">How much work may be spent.</param>
    /// <param name="cancellationToken">Polled once a cell.</param>
    /// <returns>The index of each component; null where no game tried was both regular and close enough.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static int[]? Of(NormalFormGame game, IReadOnlyList<IEnumerable<MixedStrategyProfile>> components, SolverLimits limits, CancellationToken cancellationToken)
    {
        List<(MixedStrategyProfile Profile, int Kind)> corners = [.. components.SelectMany((own, kind) => own.Select(corner => (corner, kind)))];
        foreach (int bits in _closeness)
        {
            if (limits.Budget.IsUsedUp) return null;
            // Each of two payoffs that are compared changes.
            var between = new PayoffTables(game, cancellationToken) { Margin = Math.ScaleB(1, 1 - bits) };
            EquilibriumSearch near = EquilibriumSearch.Of(new PayoffTables(Near(between, bits), cancellationToken), limits, cancellationToken);
            ProvenZero[] equilibria = [.. near.Equilibria.DistinctBy(zero => zero.Profile)];
            bool regular = near.OpenCount == 0 && near.Untried == 0 && near.Sets.Count == 0 && equilibria.All(zero => zero.Index is not null);
            if (!regular || EquilibriumCover.Separate(between, [.. corners, .. equilibria.Select(zero => (zero.Profile!, -1))], limits, cancellationToken) is not { } kinds) continue;
            int[] indices = new int[components.Count];
            for (int k = 0; k < equilibria.Length; k++)
            {
                if (kinds[corners.Count + k] is >= 0 and int kind) indices[kind] += equilibria[k].Index!.Value;
            }

            return indices;
        }

        return null;
    }

    /// <summary>The game with every payoff changed a little, each otherwise.</summary>
    /// <param name="payoffs">The game.</param>
    /// <param name="bits">No change is larger than 2^−bits of the player's scale.</param>
    private static NormalFormGame Near(PayoffTables payoffs, int bits)
    {
        NormalFormGame game = payoffs.Game;
        Rational unit = Rational.Create(BigInteger.One, BigInteger.One << (bits + 16));
        return new NormalFormGame(
            game.Players,
            Enumerable.Range(0, game.ProfileCount * game.PlayerCount).Select(at =>
                game.PayoffAt(at / game.PlayerCount, at % game.PlayerCount) + (payoffs.Scales[at % game.PlayerCount] * unit * Change(at))),
            game.Title);
    }

    /// <summary>A whole number of at most 2^16 in size that looks as if drawn: changes without a pattern leave no tie.</summary>
    /// <remarks>SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA (2014).</remarks>
    private static int Change(int at)
    {
        ulong z = (ulong)(at + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) >> 47) - (1 << 16);
    }
}
