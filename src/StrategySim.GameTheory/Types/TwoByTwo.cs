using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Types;

/// <summary>Two pure equilibria weighed against each other by their Nash products.</summary>
/// <param name="First">The one that is first in HH, HY, YH, YY.</param>
/// <param name="FirstProduct">Its product of deviation losses; payoff units of A times those of B.</param>
/// <param name="Second">The other.</param>
/// <param name="SecondProduct">Its product.</param>
public readonly record struct RiskComparison(OutcomeSet First, Rational FirstProduct, OutcomeSet Second, Rational SecondProduct)
{
    /// <summary>The one with the larger product; both at a tie.</summary>
    public OutcomeSet Dominant => FirstProduct.CompareTo(SecondProduct) switch
    {
        > 0 => First,
        < 0 => Second,
        _ => First | Second,
    };
}

/// <summary>A closed range of numbers.</summary>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest; at least <paramref name="Least"/>.</param>
public readonly record struct RationalRange(Rational Least, Rational Greatest)
{
    /// <summary>Whether the range is one number.</summary>
    public bool IsPoint => Least == Greatest;
}

/// <summary>What the theory says of one 2 × 2 game of holding or yielding; exact, and nothing is allocated.</summary>
public static class TwoByTwo
{
    private static readonly OutcomeSet[] Outcomes = [OutcomeSet.HH, OutcomeSet.HY, OutcomeSet.YH, OutcomeSet.YY];

    /// <summary>A player's payoff at one outcome.</summary>
    /// <param name="a">A's payoffs.</param>
    /// <param name="b">B's payoffs.</param>
    /// <param name="player">0 for A, 1 for B.</param>
    /// <param name="outcome">Exactly one outcome.</param>
    public static Rational Payoff(in HoldYieldPayoffs a, in HoldYieldPayoffs b, int player, OutcomeSet outcome)
    {
        CheckPlayer(player);
        (bool aHolds, bool bHolds) = outcome switch
        {
            OutcomeSet.HH => (true, true),
            OutcomeSet.HY => (true, false),
            OutcomeSet.YH => (false, true),
            OutcomeSet.YY => (false, false),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Expected exactly one of HH, HY, YH, YY."),
        };
        return player == 0 ? a.Of(aHolds, bHolds) : b.Of(bHolds, aHolds);
    }

    /// <summary>The pure Nash equilibria.</summary>
    public static OutcomeSet PureEquilibria(in HoldYieldPayoffs a, in HoldYieldPayoffs b) => Equilibria(a, b, leastGain: 0);

    /// <summary>The strict ones: whoever deviates alone loses.</summary>
    public static OutcomeSet StrictEquilibria(in HoldYieldPayoffs a, in HoldYieldPayoffs b) => Equilibria(a, b, leastGain: 1);

    /// <summary>The equilibrium in which both mix, where it is the only such one: g and h of one sign, for each player.</summary>
    /// <param name="a">A's payoffs.</param>
    /// <param name="b">B's payoffs.</param>
    /// <param name="p">The probability that A holds: g_B/(g_B + h_B), which leaves B indifferent.</param>
    /// <param name="q">The probability that B holds: g_A/(g_A + h_A), which leaves A indifferent.</param>
    /// <returns>Whether it exists.</returns>
    public static bool TryMixed(in HoldYieldPayoffs a, in HoldYieldPayoffs b, out Rational p, out Rational q)
    {
        Rational gA = a.G, hA = a.H, gB = b.G, hB = b.H;
        bool exists = gA.Sign * hA.Sign > 0 && gB.Sign * hB.Sign > 0;
        p = exists ? gB / (gB + hB) : default;
        q = exists ? gA / (gA + hA) : default;
        return exists;
    }

    /// <summary>Weighs two strict equilibria against each other by the products of what each player would lose by deviating.</summary>
    /// <remarks>
    /// Harsanyi and Selten, A General Theory of Equilibrium Selection in Games (1988), section 3.9: (H,Y) has the
    /// product g_A·h_B, (Y,H) has h_A·g_B; in assurance (H,H) has h_A·h_B, (Y,Y) has g_A·g_B.
    /// </remarks>
    /// <returns>Null where the game does not have exactly two strict pure equilibria.</returns>
    public static RiskComparison? RiskDominance(in HoldYieldPayoffs a, in HoldYieldPayoffs b) => StrictEquilibria(a, b) switch
    {
        OutcomeSet.HY | OutcomeSet.YH => new RiskComparison(OutcomeSet.HY, a.G * b.H, OutcomeSet.YH, a.H * b.G),
        OutcomeSet.HH | OutcomeSet.YY => new RiskComparison(OutcomeSet.HH, a.H * b.H, OutcomeSet.YY, a.G * b.G),
        _ => null,
    };

    /// <summary>The pure equilibrium that pays both players more than every other pure equilibrium.</summary>
    /// <returns><see cref="OutcomeSet.None"/> where there is none, or where there are fewer than two pure equilibria.</returns>
    public static OutcomeSet PayoffDominance(in HoldYieldPayoffs a, in HoldYieldPayoffs b)
    {
        OutcomeSet all = PureEquilibria(a, b);
        if (all.Count() < 2) return OutcomeSet.None;
        foreach (OutcomeSet candidate in Outcomes)
        {
            if (!all.Includes(candidate)) continue;
            bool dominates = true;
            foreach (OutcomeSet other in Outcomes)
            {
                if (other == candidate || !all.Includes(other)) continue;
                dominates &= Payoff(a, b, 0, candidate) > Payoff(a, b, 0, other) && Payoff(a, b, 1, candidate) > Payoff(a, b, 1, other);
            }

            if (dominates) return candidate;
        }

        return OutcomeSet.None;
    }

    /// <summary>The outcomes of subgame-perfect equilibria in pure strategies when one player moves first and the other sees it.</summary>
    /// <remarks>Where the second mover is indifferent, either reply may be expected, and each is followed up.</remarks>
    /// <param name="a">A's payoffs.</param>
    /// <param name="b">B's payoffs.</param>
    /// <param name="first">Who moves first: 0 for A, 1 for B.</param>
    /// <returns>At least one outcome.</returns>
    public static OutcomeSet Sequential(in HoldYieldPayoffs a, in HoldYieldPayoffs b, int first)
    {
        CheckPlayer(first);
        HoldYieldPayoffs leader = first == 0 ? a : b, follower = first == 0 ? b : a;
        // After a leader who holds the follower compares P with S; after one who yields, T with R.
        int toHold = -follower.H.Sign, toYield = follower.G.Sign;
        OutcomeSet result = OutcomeSet.None;
        for (int expected = 0; expected < 4; expected++)
        {
            bool replyToHold = (expected & 1) != 0, replyToYield = (expected & 2) != 0;
            if (!IsBest(replyToHold, toHold) || !IsBest(replyToYield, toYield)) continue;
            int better = leader.Of(true, replyToHold).CompareTo(leader.Of(false, replyToYield));
            if (better >= 0) result |= first == 0 ? OutcomeSets.Outcome(true, replyToHold) : OutcomeSets.Outcome(replyToHold, true);
            if (better <= 0) result |= first == 0 ? OutcomeSets.Outcome(false, replyToYield) : OutcomeSets.Outcome(replyToYield, false);
        }

        return result;

        static bool IsBest(bool holds, int advantageOfHolding) => holds ? advantageOfHolding >= 0 : advantageOfHolding <= 0;
    }

    /// <summary>What a player gains by moving first rather than second; payoff units.</summary>
    /// <param name="a">A's payoffs.</param>
    /// <param name="b">B's payoffs.</param>
    /// <param name="player">0 for A, 1 for B.</param>
    /// <returns>One number where ties leave no choice among subgame-perfect outcomes, otherwise the range they allow.</returns>
    public static RationalRange ValueOfMovingFirst(in HoldYieldPayoffs a, in HoldYieldPayoffs b, int player)
    {
        RationalRange asFirst = Range(a, b, player, Sequential(a, b, player));
        RationalRange asSecond = Range(a, b, player, Sequential(a, b, 1 - player));
        return new RationalRange(asFirst.Least - asSecond.Greatest, asFirst.Greatest - asSecond.Least);
    }

    private static RationalRange Range(in HoldYieldPayoffs a, in HoldYieldPayoffs b, int player, OutcomeSet outcomes)
    {
        bool any = false;
        Rational least = default, greatest = default;
        foreach (OutcomeSet outcome in Outcomes)
        {
            if (!outcomes.Includes(outcome)) continue;
            Rational payoff = Payoff(a, b, player, outcome);
            least = any ? Rational.Min(least, payoff) : payoff;
            greatest = any ? Rational.Max(greatest, payoff) : payoff;
            any = true;
        }

        return new RationalRange(least, greatest);
    }

    /// <summary>Outcomes from which each player's own move to the other strategy loses at least this sign: 0 or 1.</summary>
    private static OutcomeSet Equilibria(in HoldYieldPayoffs a, in HoldYieldPayoffs b, int leastGain)
    {
        int gA = a.T.CompareTo(a.R), hA = a.S.CompareTo(a.P), gB = b.T.CompareTo(b.R), hB = b.S.CompareTo(b.P);
        OutcomeSet set = OutcomeSet.None;
        if (-hA >= leastGain && -hB >= leastGain) set |= OutcomeSet.HH;
        if (gA >= leastGain && hB >= leastGain) set |= OutcomeSet.HY;
        if (hA >= leastGain && gB >= leastGain) set |= OutcomeSet.YH;
        if (-gA >= leastGain && -gB >= leastGain) set |= OutcomeSet.YY;
        return set;
    }

    private static void CheckPlayer(int player)
    {
        if (player is not (0 or 1)) throw new ArgumentOutOfRangeException(nameof(player), player, "Expected 0 for A or 1 for B.");
    }
}
