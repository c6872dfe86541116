using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>How patient players have to be for a path of play to be a subgame-perfect equilibrium outcome.</summary>
public static class PathPatience
{
    private static readonly Rational BracketWidth = Rational.Parse("1e-9");

    /// <summary>Where the path is sustained by going over for good to the deviator's worst stage equilibrium; exact.</summary>
    /// <param name="stage">The stage game; two players.</param>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Stops the solving of the stage game.</param>
    /// <exception cref="GameTooLargeException">All equilibria of the stage game are too much work.</exception>
    /// <remarks>Friedman, Review of Economic Studies 38 (1971) 1–12.</remarks>
    public static NashReversion ByNashReversion(NormalFormGame stage, ActionPath path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(path);
        NashResult nash = NashSolvers.Solve(stage, NashSolvers.AllMethod, cancellationToken: cancellationToken);
        // Payoffs are linear on each convex set of equilibria, so the least stands at an extreme point.
        NashEquilibrium[] worst = [.. Enumerable.Range(0, 2).Select(i => nash.Equilibria.MinBy(e => e.Payoffs[i])!)];
        var punishments = new RationalPoint(worst[0].Payoffs[0], worst[1].Payoffs[1]);
        IReadOnlyList<(RealAlgebraic From, RealAlgebraic To)> intervals = PatienceConditions.Solve(PatienceConditions.Of(stage, path, [punishments.X, punishments.Y]));
        return new NashReversion(
            punishments,
            [.. worst.Select(e => e.Profile)],
            [.. intervals.Select(i => new DiscountInterval(DiscountNumber.Of(i.From), DiscountNumber.Of(i.To)))],
            intervals.Count == 0 ? null : DiscountNumber.Of(intervals[0].From));
    }

    /// <summary>The least discount factor at which the path is sustained by the worst punishments known to be equilibria.</summary>
    /// <param name="stage">The stage game; two players.</param>
    /// <param name="path">The path.</param>
    /// <param name="reversion">Where stage equilibria sustain it.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <remarks>
    /// No punishment is worse than the pure minmax or the worst stage equilibrium, which bounds the threshold from below by a root that
    /// is known exactly; where the punishments that exist at that discount factor do the same work, it is the threshold. Otherwise the
    /// threshold is enclosed by bisection, on the equilibrium payoff sets at rational discount factors; these grow with patience
    /// (Abreu, Pearce and Stacchetti, Econometrica 58 (1990), theorem 6).
    /// </remarks>
    public static OptimalPunishment ByOptimalPunishment(NormalFormGame stage, ActionPath path, NashReversion reversion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(reversion);
        var search = new Search(stage, path, reversion, cancellationToken);
        return search.Find();
    }

    private sealed class Search(NormalFormGame stage, ActionPath path, NashReversion reversion, CancellationToken cancellationToken)
    {
        public OptimalPunishment Find()
        {
            // Any discount factor will do here: the minmax does not depend on it.
            var any = new RepeatedGame(stage, Rational.Half);
            Rational[] bounds = [Rational.Min(any.PureMinmax[0], reversion.Punishments.X), Rational.Min(any.PureMinmax[1], reversion.Punishments.Y)];
            IReadOnlyList<(RealAlgebraic From, RealAlgebraic To)> possible = PatienceConditions.Solve(PatienceConditions.Of(stage, path, bounds));
            if (possible.Count == 0) return new OptimalPunishment(null, null, "Not even the pure minmax would keep the players on this path at any discount factor below 1.");
            foreach ((RealAlgebraic from, RealAlgebraic to) in possible)
            {
                if (Within(from, to) is { } found) return found;
            }

            return new OptimalPunishment(null, null, "The pure minmax would keep the players on this path, but no equilibrium that punishes hard enough was found.");
        }

        private OptimalPunishment? Within(RealAlgebraic from, RealAlgebraic to)
        {
            if (from.IsRational && from.Low.IsZero) return new OptimalPunishment(DiscountNumber.Of(from), reversion.Punishments, "Each round of the path is an equilibrium of the stage game.");
            // An irrational end is tried a little above itself, at a rational number; in between the answer is an enclosure.
            Rational low = from.IsRational ? from.Low : Above(from, to);
            if (Punishments(low) is { } atOnce)
            {
                return new OptimalPunishment(from.IsRational ? DiscountNumber.Of(from) : DiscountNumber.Between(from.Low, low), atOnce, "At a lower discount factor not even the pure minmax or the worst stage equilibrium would do; here the punishments that exist do.");
            }

            if (FirstSustained(low, to) is not { } high) return null;
            while (high - low > BracketWidth)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Rational quarter = (high - low) * Rational.Create(1, 4), middle = RealAlgebraic.Simplest(low + quarter, high - quarter);
                if (Punishments(middle) is null) low = middle;
                else high = middle;
            }

            // Punishments that exist from some discount factor on often set in at a number of few digits.
            Rational simplest = RealAlgebraic.Simplest(low, high);
            if (Punishments(simplest) is not null) high = simplest;
            return new OptimalPunishment(DiscountNumber.Between(low, high), Punishments(high), "By bisection: at the upper end of the enclosure the path is sustained, at the lower end it is not.");
        }

        private Rational? FirstSustained(Rational low, RealAlgebraic to)
        {
            foreach (DiscountInterval nash in reversion.Intervals.Where(n => n.From.High > low && to.ComparedWith(n.From.High) > 0)) return nash.From.High;
            to.NarrowTo(BracketWidth);
            for (int k = 1; k <= 10; k++)
            {
                Rational next = low + ((to.Low - low) * (Rational.One - Rational.Create(1, 1L << k)));
                if (Punishments(next) is not null) return next;
            }

            return null;
        }

        // The punishments with which the path is sustained at a discount factor, or null. Where not even the bounds from above would do,
        // no set inside need be found.
        private RationalPoint? Punishments(Rational discount)
        {
            var game = new RepeatedGame(stage, discount);
            EquilibriumPayoffSet above = AbreuSannikov.FromAbove(game, int.MaxValue, cancellationToken);
            if (Sustaining(discount, above) is not { } bounds) return null;
            return above.Exact ? bounds : Sustaining(discount, AbreuSannikov.Solve(game, cancellationToken: cancellationToken) is { Proof: not PayoffSetProof.OuterOnly } found ? found : null);
        }

        private RationalPoint? Sustaining(Rational discount, EquilibriumPayoffSet? set)
        {
            RationalPoint worst = reversion.Punishments;
            if (set?.Punishments is { } pure) worst = new RationalPoint(Rational.Min(worst.X, pure.X), Rational.Min(worst.Y, pure.Y));
            return PatienceConditions.Of(stage, path, [worst.X, worst.Y]).All(c => c.SignAt(discount) >= 0) ? worst : null;
        }

        private static Rational Above(RealAlgebraic from, RealAlgebraic to)
        {
            from.NarrowTo(BracketWidth);
            return ReferenceEquals(from, to) || to.ComparedWith(from.High) < 0 ? from.Low : from.High;
        }
    }
}
