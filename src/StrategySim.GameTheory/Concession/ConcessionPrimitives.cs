using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Concession;

/// <summary>What is one side's own in a concession game; payoff units.</summary>
/// <param name="D">The outside option: an own chain, friends, stocks, recycling, substitutes.</param>
/// <param name="Rho">ρ, the cost of conceding: domestic audience, ideology, the name of chicken.</param>
/// <param name="Kappa">κ, the damage from a clash: counter-controls, broken downstream.</param>
public readonly record struct ConcessionSide(Rational D, Rational Rho, Rational Kappa);

/// <summary>The primitives from which a game of holding or yielding over one integrated chain follows; payoff units.</summary>
/// <remarks>
/// T = σV, R = V/2 − c, S_i = (1 − σ)V − ρ_i, P_i = D_i − κ_i. So g = (σ − 1/2)V + c is the same for both sides, and
/// h_i = (1 − σ)V − ρ_i − D_i + κ_i tells the games apart.
/// </remarks>
public sealed record ConcessionPrimitives
{
    /// <param name="v">V, the joint surplus of one integrated chain; payoff units.</param>
    /// <param name="sigma">σ, the share taken by the side whose scheme is used; 0 to 1.</param>
    /// <param name="c">The cost of a fuzzy compromise; payoff units.</param>
    /// <param name="a">The first side.</param>
    /// <param name="b">The second side.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is outside 0 to 1.</exception>
    public ConcessionPrimitives(Rational v, Rational sigma, Rational c, ConcessionSide a, ConcessionSide b)
    {
        if (sigma.Sign < 0 || sigma > Rational.One)
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma.ToString(), "Expected a share from 0 to 1.");
        }

        (V, Sigma, C, A, B) = (v, sigma, c, a, b);
    }

    /// <summary>V = 7, σ = 4/7, c = 3/2, D = 1, ρ = κ = 0: symmetric coordination with T, R, S, P = 4, 2, 3, 1.</summary>
    public static ConcessionPrimitives Default { get; } =
        new(7, Rational.Create(4, 7), Rational.Create(3, 2), new ConcessionSide(1, 0, 0), new ConcessionSide(1, 0, 0));

    /// <summary>V, the joint surplus of one integrated chain; payoff units.</summary>
    public Rational V { get; }

    /// <summary>σ, the share taken by the side whose scheme is used; 0 to 1.</summary>
    public Rational Sigma { get; }

    /// <summary>The cost of a fuzzy compromise; payoff units.</summary>
    public Rational C { get; }

    /// <summary>The first side.</summary>
    public ConcessionSide A { get; }

    /// <summary>The second side.</summary>
    public ConcessionSide B { get; }

    /// <summary>The first side's T, R, S, P.</summary>
    public HoldYieldPayoffs PayoffsA => Payoffs(V, Sigma, C, A);

    /// <summary>The second side's T, R, S, P.</summary>
    public HoldYieldPayoffs PayoffsB => Payoffs(V, Sigma, C, B);

    /// <summary>Which game the primitives make.</summary>
    public GameType Type => GameTypes.Of(PayoffsA, PayoffsB);

    /// <summary>One side's T, R, S, P; unchecked, for inner loops: nothing is allocated.</summary>
    /// <param name="v">V; payoff units.</param>
    /// <param name="sigma">σ, 0 to 1.</param>
    /// <param name="c">c; payoff units.</param>
    /// <param name="side">What is the side's own.</param>
    public static HoldYieldPayoffs Payoffs(Rational v, Rational sigma, Rational c, in ConcessionSide side)
    {
        Rational won = sigma * v;
        return new HoldYieldPayoffs(T: won, R: (v * Rational.Half) - c, S: v - won - side.Rho, P: side.D - side.Kappa);
    }

    /// <summary>The game in strategic form, strategies H and Y.</summary>
    /// <param name="a">The first side's id.</param>
    /// <param name="b">The second side's id.</param>
    public NormalFormGame ToGame(string a = "A", string b = "B") => NormalFormGame.HoldYield(PayoffsA, PayoffsB, a, b);
}
