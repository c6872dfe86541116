using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;

namespace StrategySim.GameTheory.Repeated;

/// <summary>The conditions under which nobody gains by leaving a path once, as polynomials in the discount factor.</summary>
/// <remarks>
/// In each round t of the path, for each player i: the average payoff of going on, V_t(δ), is at least (1 − δ)·d + δ·e, with the best
/// payoff d of another action now and the average payoff e of the punishment. With a cycle of length L, V times 1 + δ + … + δ^(L−1) is a
/// polynomial, and so is the difference. By the one-shot deviation principle these conditions are all there is, where the punishments
/// are themselves equilibria (Blackwell 1965; Mailath and Samuelson, Repeated Games and Reputations, 2006, proposition 2.2.1).
/// </remarks>
internal static class PatienceConditions
{
    /// <summary>The conditions F ≥ 0, one for each round of the path and each player with another action.</summary>
    /// <param name="stage">The stage game.</param>
    /// <param name="path">The path.</param>
    /// <param name="punishments">Average payoff e of the punishment of each player.</param>
    public static IReadOnlyList<Polynomial> Of(NormalFormGame stage, ActionPath path, Rational[] punishments)
    {
        Polynomial discount = Polynomial.Variable, now = Polynomial.One - discount;
        Polynomial whole = Enumerable.Range(0, path.Cycle.Length).Aggregate(Polynomial.Zero, (sum, k) => sum + Power(k));
        var conditions = new List<Polynomial>();
        for (int t = 0; t < path.Length; t++)
        {
            for (int i = 0; i < 2; i++)
            {
                if (stage.StrategyCount(i) == 1) continue;
                Polynomial value = Value(stage, path, t, i, now, whole);
                Polynomial deviation = (now * Polynomial.Constant(RepeatedGame.BestDeviation(stage, path.At(t), i))) + (discount * Polynomial.Constant(punishments[i]));
                conditions.Add(value - (whole * deviation));
            }
        }

        return conditions;
    }

    /// <summary>Where all conditions hold, as disjoint closed intervals within [0, 1), in order; an upper end of 1 is excluded.</summary>
    public static IReadOnlyList<(RealAlgebraic From, RealAlgebraic To)> Solve(IReadOnlyList<Polynomial> conditions)
    {
        Polynomial[] open = [.. conditions.Where(c => !c.IsZero)];
        List<RealAlgebraic> ends = [];
        foreach (Polynomial condition in open)
        {
            foreach (RealAlgebraic root in RealRoots.In(condition, Rational.Zero, Rational.One))
            {
                if (root.ComparedWith(Rational.Zero) > 0 && root.ComparedWith(Rational.One) < 0 && ends.TrueForAll(other => other.ComparedWith(root) != 0)) ends.Add(root);
            }
        }

        ends.Sort((a, b) => a.ComparedWith(b));
        ends.Insert(0, new RealAlgebraic(Rational.Zero));
        ends.Add(new RealAlgebraic(Rational.One));
        var intervals = new List<(RealAlgebraic From, RealAlgebraic To)>();
        for (int i = 0; i + 1 < ends.Count; i++)
        {
            // Signs are constant between two roots, so that one point there speaks for all; a root may stand alone.
            if (open.All(c => ends[i].SignOf(c) >= 0)) Join(intervals, ends[i], ends[i]);
            if (open.All(c => c.SignAt(RealAlgebraic.Between(ends[i], ends[i + 1])) >= 0)) Join(intervals, ends[i], ends[i + 1]);
        }

        return intervals;
    }

    private static void Join(List<(RealAlgebraic From, RealAlgebraic To)> intervals, RealAlgebraic from, RealAlgebraic to)
    {
        if (intervals.Count > 0 && ReferenceEquals(intervals[^1].To, from)) intervals[^1] = (intervals[^1].From, to);
        else intervals.Add((from, to));
    }

    // V_t·(1 + … + δ^(L−1)): within the cycle the payoffs of one turn; before it those up to the cycle, times 1 − δ^L, and the turn after them.
    private static Polynomial Value(NormalFormGame stage, ActionPath path, int round, int player, Polynomial now, Polynomial whole)
    {
        Polynomial Payoff(int t) => Polynomial.Constant(stage.PayoffAt(path.At(t), player));
        int first = Math.Max(round, path.Start.Length), before = first - round;
        Polynomial value = Polynomial.Zero;
        for (int k = 0; k < before; k++) value += Power(k) * now * whole * Payoff(round + k);
        for (int k = 0; k < path.Cycle.Length; k++) value += Power(before + k) * Payoff(first + k);
        return value;
    }

    private static Polynomial Power(int exponent) => Polynomial.Of([.. Enumerable.Repeat(Rational.Zero, exponent), Rational.One]);
}
