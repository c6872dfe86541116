using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria.ExtremePoints;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>Equilibria from a guess at their supports, exact.</summary>
internal static class ExactSupports
{
    /// <summary>The equilibrium in which each player plays some strategies and is indifferent among them.</summary>
    /// <param name="game">The game.</param>
    /// <param name="x">The first player's polytope.</param>
    /// <param name="y">The second player's polytope.</param>
    /// <param name="rows">The first player's strategies.</param>
    /// <param name="columns">As many of the second player's.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The equilibrium; null where the guess is wrong.</returns>
    public static MixedStrategyProfile? TrySolve(
        NormalFormGame game, BestReplyProgram x, BestReplyProgram y, int[] rows, int[] columns, CancellationToken cancellationToken)
    {
        if (x.TryStrategy(rows, columns, cancellationToken) is not { } first || y.TryStrategy(columns, rows, cancellationToken) is not { } second) return null;
        var profile = new MixedStrategyProfile(first, second);
        return NashCertificate.Of(game, profile).Regret.IsZero ? profile : null;
    }
}
