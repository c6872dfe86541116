using System.Globalization;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>One equilibrium of a two-player game, however large: the end of a short Lemke–Howson path.</summary>
/// <remarks>
/// Lengths of paths differ by orders of magnitude between labels, so that none is followed to the end before others have been
/// tried: the first sixteen labels in turn, each for a number of pivots that doubles from round to round (restarts after
/// Codenotti, De Rossi and Pagan, "An experimental analysis of Lemke–Howson algorithm", 2008).
/// </remarks>
/// <param name="label">The label that the path drops, from 0: a strategy, the first player's counted first; null to try several.</param>
public sealed class LemkeHowsonSolver(int? label = null) : INashSolver
{
    private const int LabelsTried = 16;

    private const long FirstPivots = 256;

    /// <inheritdoc/>
    public string Id => "lemke-howson";

    /// <inheritdoc/>
    public string Name => "Lemke–Howson, one equilibrium";

    /// <inheritdoc/>
    public string Source => LemkeHowsonAllLabelsSolver.LemkeHowson;

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } =
        new(true, false, "One equilibrium, exactly, degenerate games included; others are not sought. With a label, the one that this starting label leads to.");

    /// <inheritdoc/>
    public string Limits => "Two players; hundreds of strategies each. Bounded by time alone: paths are short as a rule, and exponentially long at worst.";

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.PlayerCount == 2 && (label is null || (label >= 0 && label < game.StrategyCount(0) + game.StrategyCount(1)));
    }

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (!Accepts(game)) throw new ArgumentException($"The solver '{Id}' was given the {game}. {Limits}", nameof(game));
        limits.CheckResult(game, 1);
        int labels = Math.Min(LabelsTried, game.StrategyCount(0) + game.StrategyCount(1));
        return limits.Run(
            stop => Result(Follow(new LemkeHowsonPath(game), labels, stop)),
            part => NashResultBuilder.BuildPart(game, Id, $"{part} before a path came to its end", [], cancellationToken),
            cancellationToken);

        NashResult Result((int Dropped, MixedStrategyProfile Equilibrium, long Pivots) end) => NashResultBuilder.BuildPart(
            game,
            Id,
            string.Create(
                CultureInfo.InvariantCulture,
                $"one equilibrium only: the path that drops {LemkeHowsonAllLabelsSolver.NameOf(game, end.Dropped)} ends in it after {end.Pivots:N0} pivots, and others were not sought"),
            [end.Equilibrium],
            cancellationToken);
    }

    private (int Dropped, MixedStrategyProfile Equilibrium, long Pivots) Follow(LemkeHowsonPath path, int labels, CancellationToken stop)
    {
        if (label is { } only)
        {
            (MixedStrategyProfile end, long length) = path.Follow(only, long.MaxValue, stop)!.Value;
            return (only, end, length);
        }

        for (long pivots = FirstPivots; ; pivots *= 2)
        {
            for (int dropped = 0; dropped < labels; dropped++)
            {
                if (path.Follow(dropped, pivots, stop) is var (equilibrium, length)) return (dropped, equilibrium, length);
            }
        }
    }
}
