using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>The complete Nash set of every 2 × 2 game: points, segments, or the whole square.</summary>
/// <remarks>
/// The graph of each player's best reply is a union of at most three closed rectangles in the square of both
/// probabilities; the Nash set is where the two graphs meet. See <c>Types/NashRectangles.cs</c>.
/// </remarks>
public sealed class TwoByTwoSolver : INashSolver
{
    /// <inheritdoc/>
    public string Id => "two-by-two";

    /// <inheritdoc/>
    public string Name => "Best-reply rectangles";

    /// <inheritdoc/>
    public string Source =>
        "The best-reply diagram of the textbooks, read exactly; definition: Nash, \"Non-cooperative games\", Annals of Mathematics 54 (1951) 286–295";

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } = new(true, true, "The whole Nash set, exactly, ties and thresholds included.");

    /// <inheritdoc/>
    public string Limits => "Two players with two strategies each; constant work.";

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.IsTwoByTwo;
    }

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (!game.TryGetHoldYield(out HoldYieldPayoffs? a, out HoldYieldPayoffs? b))
        {
            throw new ArgumentException($"The solver '{Id}' was given the {game}; expected two players with two strategies each.", nameof(game));
        }

        List<NashRectangle> rectangles = NashRectangles.Of(a.Value.G, a.Value.H, b.Value.G, b.Value.H);
        var subsets = new NashSubset[rectangles.Count];
        for (int k = 0; k < subsets.Length; k++)
        {
            NashRectangle r = rectangles[k];
            subsets[k] = new NashSubset(Ends(r.PHigh, r.PLow), Ends(r.QHigh, r.QLow));
        }

        return NashResultBuilder.Build(
            game, Id, "the best-reply graphs were intersected case by case, ties included", subsets, perturbed: null, cancellationToken);
    }

    private static ImmutableArray<MixedStrategy> Ends(Rational high, Rational low) =>
        high == low ? [Strategy(high)] : [Strategy(high), Strategy(low)];

    private static MixedStrategy Strategy(Rational p) => new([p, Rational.One - p]);
}
