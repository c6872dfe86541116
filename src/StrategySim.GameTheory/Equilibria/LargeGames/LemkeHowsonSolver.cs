using System.Globalization;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>One equilibrium of a two-player game, however large: the end of a short Lemke–Howson path.</summary>
/// <remarks>
/// Lengths of paths differ by orders of magnitude between labels, so that none is followed to the end before others have been
/// tried: the first sixteen labels in turn, each for a number of pivots that doubles from round to round (restarts after
/// Codenotti, De Rossi and Pagan, "An experimental analysis of Lemke–Howson algorithm", 2008).
/// </remarks>
public sealed class LemkeHowsonSolver : INashSolver
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
        new(true, false, "One equilibrium, exactly, degenerate games included; others are not sought.");

    /// <inheritdoc/>
    public string Limits => "Two players; hundreds of strategies each. Bounded by time alone: paths are short as a rule, and exponentially long at worst.";

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.PlayerCount == 2;
    }

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (!Accepts(game)) throw new ArgumentException($"The solver '{Id}' was given the {game}. {Limits}", nameof(game));
        cancellationToken.ThrowIfCancellationRequested();
        limits.CheckResult(game, 1);
        var path = new LemkeHowsonPath(game);
        int labels = Math.Min(LabelsTried, path.Rows + path.Columns);
        for (long pivots = FirstPivots; ; pivots *= 2)
        {
            for (int label = 0; label < labels; label++)
            {
                if (path.Follow(label, pivots, cancellationToken) is not { } end) continue;
                string because = string.Create(
                    CultureInfo.InvariantCulture,
                    $"one equilibrium only: the path that drops {LemkeHowsonAllLabelsSolver.NameOf(game, label)} ends in it after {end.Pivots:N0} pivots, and others were not sought");
                return NashResultBuilder.BuildPart(game, Id, because, [end.Equilibrium], cancellationToken);
            }
        }
    }
}
