using System.Collections.Immutable;
using System.Numerics;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>What a solution of indifference equations is.</summary>
internal enum ZeroKind
{
    /// <summary>An equilibrium.</summary>
    Equilibrium,

    /// <summary>No equilibrium: a probability is negative, or another strategy earns more.</summary>
    Other,

    /// <summary>It could not be told, or not even be shown that there is one.</summary>
    Unproven,
}

/// <summary>A solution of the indifference equations of a support, proven to exist, and what it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Near">For each player the approximate probability of each strategy of the game.</param>
/// <param name="Profile">The equilibrium, or the decimals at the middle of its enclosure; null unless it is one.</param>
/// <param name="Radius">How far each probability may be from the profile's; 0 where it is exact.</param>
/// <param name="Index">The index, where no further strategy ties and no probability of the support is 0; otherwise null.</param>
/// <param name="ClosedForm">For each player and strategy the exact text, where the equilibrium is quadratic; otherwise null.</param>
internal sealed record ProvenZero(
    ZeroKind Kind,
    double[][] Near,
    MixedStrategyProfile? Profile = null,
    Rational Radius = default,
    int? Index = null,
    ImmutableArray<ImmutableArray<string>>? ClosedForm = null)
{
    // Probabilities in units of 2^-192: enclosures far below the stated radius, and fractions of 80 bits are recognised.
    private const int Bits = 192, FractionBits = 80, Rounds = 60;

    /// <summary>The decimals of a profile that is not rational.</summary>
    public const int Digits = 32;

    /// <summary>The radius that is stated for a profile that is not rational: above the decimals' rounding, of at most 64 probabilities, and the enclosure.</summary>
    public static Rational StatedRadius { get; } = Rational.Parse("1e-30");

    private static BigInteger Grid { get; } = BigInteger.Pow(10, Digits);

    /// <summary>Proves that the equations of a support have a solution close to an approximate one, and tells what it is.</summary>
    /// <param name="payoffs">The game.</param>
    /// <param name="supports">For each player the strategies of the support, ascending.</param>
    /// <param name="near">For each player the approximate probability of each strategy of the game.</param>
    public static ProvenZero Of(PayoffTables payoffs, int[][] supports, double[][] near)
    {
        var system = new IndifferenceSystem(payoffs, supports);
        double[][] start = [.. supports.Select((support, i) => support.Select(s => near[i][s]).ToArray())];
        double[,] jacobian = system.Jacobian(start);
        if (Inverse.Of(jacobian) is not { } inverse) return new ProvenZero(ZeroKind.Unproven, near);
        // With equations u(e) − u(s) and unknowns x(s), s other than e, the index is the sign of the Jacobian's determinant.
        return ManyPlayers.ClosedForm.Find(system, start) is { } exact
            ? Exactly(payoffs, system, exact, near, inverse.Sign)
            : Enclose(payoffs, system, inverse, jacobian, start, near);
    }

    private static ProvenZero Exactly(PayoffTables payoffs, IndifferenceSystem system, QuadraticSurd[][] x, double[][] near, int index)
    {
        bool regular = true;
        for (int i = 0; i < x.Length; i++)
        {
            foreach (QuadraticSurd probability in x[i])
            {
                if (probability.Sign < 0) return new ProvenZero(ZeroKind.Other, near);
                regular &= !probability.IsZero;
            }

            for (int s = 0; s < payoffs.Counts[i]; s++)
            {
                if (system.Supports[i].Contains(s)) continue;
                int sign = ManyPlayers.ClosedForm.Value(system, i, s, x).Sign;
                if (sign < 0) return new ProvenZero(ZeroKind.Other, near);
                regular &= sign != 0;
            }
        }

        int? own = regular ? index : null;
        if (x.All(strategy => strategy.All(probability => probability.IsRational)))
        {
            var profile = new MixedStrategyProfile(x.Select((strategy, i) => new MixedStrategy(Spread(strategy.Select(p => p.RationalPart), system.Supports[i], payoffs.Counts[i], Rational.Zero))));
            return new ProvenZero(ZeroKind.Equilibrium, near, profile, Rational.Zero, own);
        }

        BigInteger[][] scaled = [.. x.Select(strategy => strategy.Select(p => p.Scaled(Bits)).ToArray())];
        ImmutableArray<ImmutableArray<string>> text = [.. x.Select((strategy, i) => Spread(strategy.Select(p => p.ToString()), system.Supports[i], payoffs.Counts[i], "0").ToImmutableArray())];
        return new ProvenZero(ZeroKind.Equilibrium, near, Decimals(payoffs, system, scaled), StatedRadius, own, text);
    }

    private static ProvenZero Enclose(
        PayoffTables payoffs, IndifferenceSystem system, Inverse inverse, double[,] jacobian, double[][] start, double[][] near)
    {
        var unproven = new ProvenZero(ZeroKind.Unproven, near);
        if (!(inverse.Deviation(jacobian) < 0.25)) return unproven;
        BigInteger[][] x = [.. start.Select(strategy => strategy.Select(p => new BigInteger(Math.ScaleB(p, 60)) << (Bits - 60)).ToArray())];
        Complete(system, x);
        BigInteger[] step = [], previous = [];
        for (int round = 0; ; round++)
        {
            step = inverse.Times(system, x, Bits);
            if (Size(step) < 64) break;
            if (round == Rounds || (round > 3 && Size(step) >= Size(previous))) return unproven;
            for (int u = 0; u < step.Length; u++)
            {
                (int player, int position) = system.Unknowns[u];
                x[player][position] -= step[u];
            }

            Complete(system, x);
            previous = step;
        }

        // ‖C·f(x)‖ ≤ β and ‖1 − C·J‖ ≤ 1/2 on the ball of radius 2β: one solution in it, and within 2β of x (Krawczyk; Neumaier, section 5.2).
        // The Jacobian was taken at the start: this near, it differs by less than the quarter that is left.
        int n = step.Length;
        if (!IsCloseTo(start, x, 0.25 / (4 * n * n * inverse.Norm))) return unproven;
        if (Recognise(system, x) is { } fractions)
        {
            return Exactly(payoffs, system, fractions, near, inverse.Sign);
        }

        BigInteger radius = (2 * Size(step)) + 2;
        for (int i = 0; i < x.Length; i++)
        {
            int reach = Enumerable.Range(0, x.Length).Sum(j => x[j].Length);
            if (x[i].Length > 1)
            {
                // The first probability is what the others leave, and moves with all of them.
                foreach (BigInteger p in x[i])
                {
                    if (p < -(radius * reach)) return new ProvenZero(ZeroKind.Other, near);
                    if (p <= radius * reach) return unproven;
                }
            }

            int others = system.Others(i).Count();
            for (int s = 0; s < payoffs.Counts[i]; s++)
            {
                if (system.Supports[i].Contains(s)) continue;
                BigInteger value = system.Value(i, s, x);
                BigInteger largest = system.TableOf(i, s).Max(BigInteger.Abs);
                // Each product of the others' probabilities moves by at most the sum of theirs, their own sums being about 1.
                BigInteger room = others == 0 ? BigInteger.Zero : (largest * radius * reach * reach * 4) << (Bits * (others - 1));
                if (value < -room) return new ProvenZero(ZeroKind.Other, near);
                if (value <= room) return unproven;
            }
        }

        return new ProvenZero(ZeroKind.Equilibrium, near, Decimals(payoffs, system, x), StatedRadius, inverse.Sign);
    }

    private static void Complete(IndifferenceSystem system, BigInteger[][] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i][0] = BigInteger.One << Bits;
            for (int k = 1; k < x[i].Length; k++) x[i][0] -= x[i][k];
        }
    }

    private static BigInteger Size(BigInteger[] step) => step.Length == 0 ? BigInteger.Zero : step.Max(BigInteger.Abs);

    private static bool IsCloseTo(double[][] start, BigInteger[][] x, double distance)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < x[i].Length; k++)
            {
                if (!(Math.Abs(IndifferenceSystem.ScaleDown(x[i][k], Bits) - start[i][k]) < distance)) return false;
            }
        }

        return true;
    }

    /// <summary>The fractions of small denominators next to the probabilities, where these solve the equations.</summary>
    private static QuadraticSurd[][]? Recognise(IndifferenceSystem system, BigInteger[][] x)
    {
        var fractions = new QuadraticSurd[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            fractions[i] = new QuadraticSurd[x[i].Length];
            Rational rest = Rational.One;
            for (int k = 1; k < x[i].Length; k++)
            {
                if (Fraction(x[i][k]) is not { } fraction) return null;
                fractions[i][k] = fraction;
                rest -= fraction;
            }

            fractions[i][0] = rest;
        }

        return system.Equations.All(e => ManyPlayers.ClosedForm.Value(system, e.Player, e.Strategy, fractions).IsZero) ? fractions : null;
    }

    /// <summary>The convergent of a continued fraction that is closer than its size lets expect; null where none is.</summary>
    private static Rational? Fraction(BigInteger scaled)
    {
        BigInteger a = scaled, b = BigInteger.One << Bits;
        (BigInteger p0, BigInteger q0, BigInteger p1, BigInteger q1) = (0, 1, 1, 0);
        while (true)
        {
            BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
            if (remainder.Sign < 0) (quotient, remainder) = (quotient - 1, remainder + b);
            (p0, q0, p1, q1) = (p1, q1, (quotient * p1) + p0, (quotient * q1) + q0);
            if (q1.GetBitLength() > FractionBits) return null;
            if (BigInteger.Abs((scaled * q1) - (p1 << Bits)) <= q1 << 16) return Rational.Create(p1, q1);
            (a, b) = (b, remainder);
        }
    }

    private static MixedStrategyProfile Decimals(PayoffTables payoffs, IndifferenceSystem system, BigInteger[][] x) =>
        new(x.Select((strategy, i) =>
        {
            BigInteger[] digits = [.. strategy.Select(p => ((p * Grid) + (BigInteger.One << (Bits - 1))) >> Bits)];
            // Rounding leaves a rest of a few units, which the largest bears.
            int largest = Array.IndexOf(digits, digits.Max());
            BigInteger sum = BigInteger.Zero;
            foreach (BigInteger digit in digits) sum += digit;
            digits[largest] += Grid - sum;
            return new MixedStrategy(Spread(digits.Select(digit => Rational.Create(digit, Grid)), system.Supports[i], payoffs.Counts[i], Rational.Zero));
        }));

    private static T[] Spread<T>(IEnumerable<T> values, int[] support, int count, T elsewhere)
    {
        var spread = new T[count];
        Array.Fill(spread, elsewhere);
        int at = 0;
        foreach (T value in values) spread[support[at++]] = value;
        return spread;
    }
}
