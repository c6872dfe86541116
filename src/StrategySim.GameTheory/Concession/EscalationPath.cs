using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Concession;

/// <summary>A path through concession games in one parameter s ≥ 0 of shock and asymmetry: coordination, blackmail, chicken.</summary>
/// <remarks>
/// With x⁺ = max(0, x): D_A = D + d_A·s and ρ_A = r_A·s (the first side's outside option improves and conceding grows
/// costly); ρ_B = r_B·(s − 1)⁺ (the name of chicken builds once the second side is the one who concedes);
/// κ_i = k_i·(s − s_k)⁺ (counter-sanctions start at s_k). All else stays as in <see cref="Start"/>.
/// </remarks>
public sealed record EscalationPath
{
    /// <summary>The path with its default rates: thresholds at s = 1 and s = 2.</summary>
    public static EscalationPath Default { get; } = new();

    /// <summary>The primitives at s = 0.</summary>
    public ConcessionPrimitives Start { get; init; } = ConcessionPrimitives.Default;

    /// <summary>r_A, by how much conceding grows costlier to the first side for each unit of s.</summary>
    public Rational ConcedingCostRateA { get; init; } = 1;

    /// <summary>d_A, by how much the first side's outside option improves for each unit of s.</summary>
    public Rational OutsideOptionRateA { get; init; } = 1;

    /// <summary>r_B, by how much conceding grows costlier to the second side for each unit of s above 1.</summary>
    public Rational ConcedingCostRateB { get; init; } = Rational.Create(3, 2);

    /// <summary>s_k, where counter-sanctions start.</summary>
    public Rational CounterSanctionStart { get; init; } = Rational.Create(3, 2);

    /// <summary>k_A, by how much a clash hurts the first side more for each unit of s above s_k.</summary>
    public Rational ClashRateA { get; init; } = 4;

    /// <summary>k_B, by how much a clash hurts the second side more for each unit of s above s_k.</summary>
    public Rational ClashRateB { get; init; } = 4;

    /// <summary>The primitives at a point of the path.</summary>
    /// <param name="s">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">s is negative.</exception>
    public ConcessionPrimitives At(Rational s)
    {
        if (s.Sign < 0) throw new ArgumentOutOfRangeException(nameof(s), s.ToString(), "Expected a point s of the path that is at least 0.");
        Rational beyond = Positive(s - CounterSanctionStart);
        ConcessionSide a = Start.A with
        {
            D = Start.A.D + (OutsideOptionRateA * s),
            Rho = Start.A.Rho + (ConcedingCostRateA * s),
            Kappa = Start.A.Kappa + (ClashRateA * beyond),
        };
        ConcessionSide b = Start.B with
        {
            Rho = Start.B.Rho + (ConcedingCostRateB * Positive(s - Rational.One)),
            Kappa = Start.B.Kappa + (ClashRateB * beyond),
        };
        return new ConcessionPrimitives(Start.V, Start.Sigma, Start.C, a, b);
    }

    /// <summary>s₁ = h_A(0)/(r_A + d_A), where h_A falls to 0 and coordination turns into blackmail by the first side.</summary>
    /// <returns>Null where h_A does not fall, or where counter-sanctions start before.</returns>
    public Rational? BlackmailThreshold
    {
        get
        {
            Rational rate = ConcedingCostRateA + OutsideOptionRateA;
            if (rate.Sign <= 0) return null;
            Rational s1 = Start.PayoffsA.H / rate;
            return s1.Sign >= 0 && s1 <= CounterSanctionStart ? s1 : null;
        }
    }

    /// <summary>s₂ = (k_A·s_k − h_A(0))/(k_A − r_A − d_A), where h_A rises back to 0 and blackmail turns into chicken.</summary>
    /// <returns>Null where there is no blackmail phase, or where it absorbs: k_A ≤ r_A + d_A, too little counter-leverage.</returns>
    public Rational? ChickenThreshold
    {
        get
        {
            Rational net = ClashRateA - ConcedingCostRateA - OutsideOptionRateA;
            return BlackmailThreshold is null || net.Sign <= 0
                ? null
                : ((ClashRateA * CounterSanctionStart) - Start.PayoffsA.H) / net;
        }
    }

    private static Rational Positive(Rational x) => Rational.Max(x, Rational.Zero);
}
