using System.Collections.Immutable;
using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Certificates;

/// <summary>Checks that a profile is a Nash equilibrium from the payoff table alone.</summary>
/// <remarks>
/// Shares nothing with the solvers, nor with <c>Responses</c>: it lists the profiles of positive probability like the
/// digits of an odometer and reads each payoff by the strategies' numbers. A mistake in a solver's algebra or in how it
/// lays out a table therefore shows here.
/// </remarks>
public static class NashCertificate
{
    /// <summary>What each player expects, and the most that anybody could gain by deviating alone; payoff units.</summary>
    /// <returns>The payoffs, one for each player, and the regret: at least 0, and 0 exactly at an equilibrium.</returns>
    /// <exception cref="ArgumentException">The profile does not fit the game.</exception>
    public static (Rational[] Payoffs, Rational Regret) Of(NormalFormGame game, MixedStrategyProfile profile)
    {
        (Rational[] payoffs, Rational regret, _) = Check(game, profile);
        return (payoffs, regret);
    }

    /// <summary>Certifies an equilibrium that a solver found.</summary>
    /// <returns>What each player expects; payoff units.</returns>
    /// <exception cref="CertificateException">Somebody could gain by deviating: the solver is wrong.</exception>
    public static Rational[] Require(NormalFormGame game, MixedStrategyProfile profile, string method) =>
        [.. Certify(game, profile, method).Payoffs];

    /// <summary>Certifies an equilibrium that a solver found, and counts ties.</summary>
    /// <exception cref="CertificateException">Somebody could gain by deviating: the solver is wrong.</exception>
    internal static CertifiedEquilibrium Certify(NormalFormGame game, MixedStrategyProfile profile, string method)
    {
        (Rational[] payoffs, Rational regret, int[] bestReplies) = Check(game, profile);
        return regret.IsZero ? new CertifiedEquilibrium([.. payoffs], [.. bestReplies]) : throw new CertificateException(game, profile, method, regret);
    }

    private static (Rational[] Payoffs, Rational Regret, int[] BestReplies) Check(NormalFormGame game, MixedStrategyProfile profile)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(profile);
        profile.CheckFits(game);
        int players = game.PlayerCount;
        // Probabilities over a common denominator for each player: whole numbers add without a common divisor to be found.
        var wholes = new Rational[players];
        var weights = new Rational[players][];
        // deviations[i][s]: what player i expects on playing s for certain, times the others' denominators.
        var deviations = new Rational[players][];
        for (int i = 0; i < players; i++)
        {
            wholes[i] = CommonDenominator(profile[i]);
            ImmutableArray<int> support = profile[i].Support;
            weights[i] = new Rational[support.Length];
            for (int k = 0; k < support.Length; k++) weights[i][k] = profile[i][support[k]] * wholes[i];
            deviations[i] = new Rational[game.StrategyCount(i)];
        }

        int[] wheel = new int[players];
        int[] strategies = new int[players];
        do
        {
            for (int i = 0; i < players; i++) strategies[i] = profile[i].Support[wheel[i]];
            for (int i = 0; i < players; i++)
            {
                // Each profile of the others is met once for every strategy in i's support; count it at the first.
                if (wheel[i] != 0) continue;
                Rational others = Rational.One;
                for (int k = 0; k < players; k++)
                {
                    if (k != i) others *= weights[k][wheel[k]];
                }

                int kept = strategies[i];
                for (int s = 0; s < deviations[i].Length; s++)
                {
                    strategies[i] = s;
                    deviations[i][s] += others * game.Payoff(i, strategies);
                }

                strategies[i] = kept;
            }
        }
        while (Turn(wheel, profile));

        var payoffs = new Rational[players];
        int[] bestReplies = new int[players];
        Rational regret = default;
        for (int i = 0; i < players; i++)
        {
            Rational others = Rational.One, earned = default, best = deviations[i][0];
            for (int k = 0; k < players; k++)
            {
                if (k != i) others *= wholes[k];
            }

            // The own mixture of what its strategies earn.
            for (int k = 0; k < weights[i].Length; k++) earned += weights[i][k] * deviations[i][profile[i].Support[k]];
            payoffs[i] = earned / (others * wholes[i]);
            foreach (Rational payoff in deviations[i])
            {
                int order = payoff.CompareTo(best);
                if (order > 0) (best, bestReplies[i]) = (payoff, 1);
                else if (order == 0) bestReplies[i]++;
            }

            regret = Rational.Max(regret, (best / others) - payoffs[i]);
        }

        return (payoffs, regret, bestReplies);
    }

    private static Rational CommonDenominator(MixedStrategy strategy)
    {
        if (strategy.IsPure) return Rational.One;
        BigInteger common = BigInteger.One;
        foreach (int s in strategy.Support)
        {
            BigInteger own = strategy[s].Denominator;
            if (common % own != 0) common *= own / BigInteger.GreatestCommonDivisor(common, own);
        }

        return (Rational)common;
    }

    private static bool Turn(int[] wheel, MixedStrategyProfile profile)
    {
        for (int i = wheel.Length - 1; i >= 0; i--)
        {
            if (++wheel[i] < profile[i].Support.Length) return true;
            wheel[i] = 0;
        }

        return false;
    }
}

/// <summary>What the certificate of an equilibrium found.</summary>
/// <param name="Payoffs">What each player expects; payoff units.</param>
/// <param name="BestReplies">How many pure best replies each player has.</param>
internal readonly record struct CertifiedEquilibrium(ImmutableArray<Rational> Payoffs, ImmutableArray<int> BestReplies);

/// <summary>A solver gave a profile that is no equilibrium: a defect of the solver, never of the game.</summary>
public sealed class CertificateException : InvalidOperationException
{
    /// <param name="game">The game.</param>
    /// <param name="profile">The profile given as an equilibrium.</param>
    /// <param name="method">The solver's id.</param>
    /// <param name="regret">What somebody could gain; payoff units.</param>
    public CertificateException(NormalFormGame game, MixedStrategyProfile profile, string method, Rational regret)
        : base($"The solver '{method}' gave {profile} as an equilibrium of the {game}, but its regret is {regret}; expected 0.") => Regret = regret;

    /// <summary>What somebody could gain; payoff units.</summary>
    public Rational Regret { get; }
}
