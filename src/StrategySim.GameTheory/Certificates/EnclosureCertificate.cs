using System.Collections.Immutable;
using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Certificates;

/// <summary>Bounds what anybody could gain by deviating from any profile close to a given one, from the payoff table alone.</summary>
/// <remarks>
/// Shares nothing with the solvers. Probabilities are intervals of whole numbers over a common denominator, products and sums of
/// intervals are exact, and each payoff is read by the strategies' numbers; so the bounds hold for every profile within the radius.
/// </remarks>
public static class EnclosureCertificate
{
    /// <summary>What an enclosure was found to be.</summary>
    /// <param name="Payoffs">What each player expects at the middle, exact; payoff units.</param>
    /// <param name="PayoffRadius">A power of ten: how far any player's expected payoff within the radius may be from the middle's.</param>
    /// <param name="Regret">A power of ten: more than anybody could gain by deviating alone from any profile within the radius.</param>
    public sealed record Bounds(ImmutableArray<Rational> Payoffs, Rational PayoffRadius, Rational Regret);

    // A regret of this share of the largest difference between payoffs is no longer that of an enclosure of an equilibrium.
    private static Rational LargestShare { get; } = Rational.Parse("1e-15");

    /// <summary>Certifies an enclosure that a solver found.</summary>
    /// <param name="game">The game.</param>
    /// <param name="middle">The middle of the enclosure.</param>
    /// <param name="radius">How far each positive probability may be from the middle's; strategies of probability 0 are not played.</param>
    /// <param name="method">The solver's id.</param>
    /// <exception cref="CertificateException">The bound on the regret exceeds 10^−15 of the largest difference between payoffs: the solver is wrong.</exception>
    public static Bounds Require(NormalFormGame game, MixedStrategyProfile middle, Rational radius, string method)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(middle);
        middle.CheckFits(game);
        int players = game.PlayerCount;
        BigInteger unit = radius.Denominator;
        for (int i = 0; i < players; i++)
        {
            foreach (int s in middle[i].Support) unit *= middle[i][s].Denominator / BigInteger.GreatestCommonDivisor(unit, middle[i][s].Denominator);
        }

        var weights = new Interval[players][];
        for (int i = 0; i < players; i++)
        {
            weights[i] = new Interval[game.StrategyCount(i)];
            foreach (int s in middle[i].Support) weights[i][s] = middle[i].IsPure ? Interval.Of(unit) : Around(middle[i][s], radius, unit);
        }

        var payoffs = ImmutableArray.CreateBuilder<Rational>(players);
        Rational payoffRadius = default, regret = default, range = default;
        for (int i = 0; i < players; i++)
        {
            (Rational value, Rational reach, Rational gain, Rational spread) = Player(game, middle, weights, unit, i);
            payoffs.Add(value);
            payoffRadius = Rational.Max(payoffRadius, reach);
            regret = Rational.Max(regret, gain);
            range = Rational.Max(range, spread);
        }

        if (regret > range * LargestShare) throw new CertificateException(game, middle, method, regret);
        return new Bounds(payoffs.MoveToImmutable(), PowerOfTenAbove(payoffRadius), PowerOfTenAbove(regret));
    }

    private static (Rational Value, Rational Reach, Rational Gain, Rational Spread) Player(
        NormalFormGame game, MixedStrategyProfile middle, Interval[][] weights, BigInteger unit, int player)
    {
        int players = game.PlayerCount, count = game.StrategyCount(player);
        BigInteger common = BigInteger.One;
        for (int p = 0; p < game.ProfileCount; p++)
        {
            BigInteger own = game.PayoffAt(p, player).Denominator;
            common *= own / BigInteger.GreatestCommonDivisor(common, own);
        }

        var earned = new Interval[count];
        var exact = new Rational[count];
        int[] wheel = new int[players];
        Rational least = game.PayoffAt(0, player), most = least;
        do
        {
            int own = wheel[player];
            if (own != 0) continue;
            Interval weight = Interval.Of(BigInteger.One);
            Rational share = Rational.One;
            for (int k = 0; k < players; k++)
            {
                if (k == player) continue;
                weight *= weights[k][wheel[k]];
                share *= middle[k][wheel[k]];
            }

            for (int s = 0; s < count; s++)
            {
                wheel[player] = s;
                Rational payoff = game.Payoff(player, wheel);
                least = Rational.Min(least, payoff);
                most = Rational.Max(most, payoff);
                if (share.IsZero) continue;
                earned[s] += weight * Interval.Of(payoff.Numerator * (common / payoff.Denominator));
                exact[s] += share * payoff;
            }

            wheel[player] = 0;
        }
        while (Turn(wheel, game));

        // The own mixture's regret is at most the most that any strategy earns above one that is played.
        Rational scale = (Rational)(BigInteger.Pow(unit, players - 1) * common), value = default;
        BigInteger best = earned.Max(interval => interval.High), worst = middle[player].Support.Min(s => earned[s].Low);
        foreach (int s in middle[player].Support) value += middle[player][s] * exact[s];
        Rational high = (Rational)middle[player].Support.Max(s => earned[s].High) / scale, low = (Rational)worst / scale;
        return (value, Rational.Max(high - value, value - low), (Rational)(best - worst) / scale, most - least);
    }

    private static Interval Around(Rational middle, Rational radius, BigInteger unit)
    {
        Rational low = Rational.Max(Rational.Zero, middle - radius) * (Rational)unit, high = (middle + radius) * (Rational)unit;
        return new Interval(low.Numerator / low.Denominator, ((high.Numerator - 1) / high.Denominator) + 1);
    }

    private static Rational PowerOfTenAbove(Rational value)
    {
        if (value.Sign <= 0) return Rational.Zero;
        int digits = (int)Math.Ceiling(BigInteger.Log10(value.Numerator) - BigInteger.Log10(value.Denominator));
        Rational power = Power(digits);
        // Logarithms round.
        return power >= value ? power : Power(digits + 1);
    }

    private static Rational Power(int digits) =>
        digits >= 0 ? (Rational)BigInteger.Pow(10, digits) : Rational.Create(BigInteger.One, BigInteger.Pow(10, -digits));

    private static bool Turn(int[] wheel, NormalFormGame game)
    {
        for (int i = wheel.Length - 1; i >= 0; i--)
        {
            if (++wheel[i] < game.StrategyCount(i)) return true;
            wheel[i] = 0;
        }

        return false;
    }

    /// <summary>The whole numbers from <paramref name="Low"/> to <paramref name="High"/>.</summary>
    private readonly record struct Interval(BigInteger Low, BigInteger High)
    {
        public static Interval Of(BigInteger value) => new(value, value);

        public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

        public static Interval operator *(Interval a, Interval b)
        {
            BigInteger p = a.Low * b.Low, q = a.Low * b.High, r = a.High * b.Low, s = a.High * b.High;
            return new Interval(BigInteger.Min(BigInteger.Min(p, q), BigInteger.Min(r, s)), BigInteger.Max(BigInteger.Max(p, q), BigInteger.Max(r, s)));
        }
    }
}
