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
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(profile);
        profile.CheckFits(game);
        int players = game.PlayerCount;
        var payoffs = new Rational[players];
        // deviations[i][s]: what player i expects on playing s for certain.
        var deviations = new Rational[players][];
        for (int i = 0; i < players; i++) deviations[i] = new Rational[game.StrategyCount(i)];

        int[] wheel = new int[players];
        int[] strategies = new int[players];
        do
        {
            Rational weight = Rational.One;
            for (int i = 0; i < players; i++)
            {
                strategies[i] = profile[i].Support[wheel[i]];
                weight *= profile[i][strategies[i]];
            }

            for (int i = 0; i < players; i++) payoffs[i] += weight * game.Payoff(i, strategies);
            for (int i = 0; i < players; i++)
            {
                // Each profile of the others is met once for every strategy in i's support; count it at the first.
                if (wheel[i] != 0) continue;
                int kept = strategies[i];
                Rational others = weight / profile[i][kept];
                for (int s = 0; s < deviations[i].Length; s++)
                {
                    strategies[i] = s;
                    deviations[i][s] += others * game.Payoff(i, strategies);
                }

                strategies[i] = kept;
            }
        }
        while (Turn(wheel, profile));

        Rational regret = default;
        for (int i = 0; i < players; i++)
        {
            foreach (Rational payoff in deviations[i]) regret = Rational.Max(regret, payoff - payoffs[i]);
        }

        return (payoffs, regret);
    }

    /// <summary>Certifies an equilibrium that a solver found.</summary>
    /// <returns>What each player expects; payoff units.</returns>
    /// <exception cref="CertificateException">Somebody could gain by deviating: the solver is wrong.</exception>
    public static Rational[] Require(NormalFormGame game, MixedStrategyProfile profile, string method)
    {
        (Rational[] payoffs, Rational regret) = Of(game, profile);
        return regret.IsZero ? payoffs : throw new CertificateException(game, profile, method, regret);
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
