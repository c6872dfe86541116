using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>All pure equilibria of any finite game.</summary>
/// <remarks>
/// For each player and each profile of the others the best payoff is found once, and the player's other strategies are
/// struck out: profiles × players comparisons in all.
/// </remarks>
public sealed class PureSolver : INashSolver
{
    /// <inheritdoc/>
    public string Id => "pure";

    /// <inheritdoc/>
    public string Name => "Pure equilibria";

    /// <inheritdoc/>
    public string Source => "Definition: Nash, \"Non-cooperative games\", Annals of Mathematics 54 (1951) 286–295, p. 287";

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } = new(true, false, "Every equilibrium in pure strategies, exactly; mixed ones are not sought.");

    /// <inheritdoc/>
    public string Limits => "Any game; bounded by the size of the table and by the number of equilibria listed.";

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game) => true;

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(limits);
        // Equilibria share their strategies: a constant game has as many equilibria as profiles.
        Dictionary<(int Player, int Strategy), MixedStrategy> pure = [];
        var equilibria = ImmutableArray.CreateBuilder<NashEquilibrium>();
        return limits.Run(All, part => Result($"{part} before every profile was tried, and equilibria in mixed strategies were not sought"), cancellationToken);

        NashResult All(CancellationToken stop)
        {
            // Two marks a profile: whether anybody gains by deviating, and whether somebody could deviate without loss.
            bool[] left = new bool[game.ProfileCount], tied = new bool[game.ProfileCount];
            for (int player = 0; player < game.PlayerCount; player++) StrikeOut(game, player, left, tied, stop);

            int[] found = [.. Enumerable.Range(0, game.ProfileCount).Where(profile => !left[profile])];
            limits.CheckResult(game, found.Length);
            // Profile numbers rise as strategies do, so ascending numbers are descending profiles.
            foreach (int number in found)
            {
                stop.ThrowIfCancellationRequested();
                Add(number, strict: !tied[number]);
            }

            return Result("pure equilibria only: equilibria in mixed strategies were not sought");
        }

        void Add(int number, bool strict)
        {
            var profile = new MixedStrategyProfile(
                Enumerable.Range(0, game.PlayerCount).Select(player => Shared(player, game.StrategyAt(number, player))));
            Rational[] payoffs = NashCertificate.Require(game, profile, Id);
            // A strict equilibrium is isolated and has index +1; of one with ties a table of pure profiles cannot tell.
            equilibria.Add(new NashEquilibrium(
                equilibria.Count, profile, [.. payoffs], Rational.Zero, Pure: true, strict ? true : null, strict ? 1 : null, Component: null));
        }

        NashResult Result(string because) => new(Id, Exact: true, Complete: false, because, equilibria.ToImmutable(), Components: []);

        MixedStrategy Shared(int player, int strategy)
        {
            if (!pure.TryGetValue((player, strategy), out MixedStrategy? shared))
            {
                shared = MixedStrategy.Pure(game.StrategyCount(player), strategy);
                pure.Add((player, strategy), shared);
            }

            return shared;
        }
    }

    private static void StrikeOut(NormalFormGame game, int player, bool[] left, bool[] tied, CancellationToken cancellationToken)
    {
        int count = game.StrategyCount(player), stride = game.Stride(player);
        for (int first = 0; first < game.ProfileCount; first++)
        {
            if (game.StrategyAt(first, player) != 0) continue;
            if ((first & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            Rational best = game.PayoffAt(first, player);
            for (int s = 1; s < count; s++) best = Rational.Max(best, game.PayoffAt(first + (s * stride), player));
            int bests = 0;
            for (int s = 0; s < count; s++)
            {
                if (game.PayoffAt(first + (s * stride), player) == best) bests++;
                else left[first + (s * stride)] = true;
            }

            for (int s = 0; s < count && bests > 1; s++) tied[first + (s * stride)] = true;
        }
    }
}
