using MathNet.Numerics.Distributions;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Experiments.Sweeps;

/// <summary>The distributions of factors by their inverse distribution functions.</summary>
internal static class FactorDistributions
{
    /// <summary>Uniform: a + u(b − a).</summary>
    public static ContinuousSource Uniform(Rational low, Rational high)
    {
        double a = low.ToDouble(), b = high.ToDouble();
        return new ContinuousSource("uniform", low, high, u => ContinuousUniform.InvCDF(a, b, u));
    }

    /// <summary>The logarithm is uniform: a(b/a)^u.</summary>
    public static ContinuousSource LogUniform(Rational low, Rational high)
    {
        double a = Math.Log(low.ToDouble()), b = Math.Log(high.ToDouble());
        return new ContinuousSource("loguniform", low, high, u => Math.Exp(ContinuousUniform.InvCDF(a, b, u)));
    }

    /// <summary>Triangular with least, likeliest and greatest value.</summary>
    public static ContinuousSource Triangle(Rational low, Rational mode, Rational high)
    {
        double a = low.ToDouble(), c = mode.ToDouble(), b = high.ToDouble();
        return new ContinuousSource("triangular", low, high, u => Triangular.InvCDF(a, b, c, u));
    }

    /// <summary>Normal, cut at bounds where there are any; null where the bounds leave next to nothing of it.</summary>
    /// <remarks>
    /// Cut at α and β (in standard deviations) it is Φ⁻¹(Φ(α) + u(Φ(β) − Φ(α))). Above the mean the tail on the other side is used,
    /// x = −Φ⁻¹(Φ(−α) − u(Φ(−α) − Φ(−β))), for Φ near 1 has lost its digits.
    /// </remarks>
    public static ContinuousSource? Normal(Rational mean, Rational deviation, (Rational Low, Rational High)? bounds)
    {
        double mu = mean.ToDouble(), sigma = deviation.ToDouble();
        if (bounds is not { } cut) return new ContinuousSource("normal", null, null, u => MathNet.Numerics.Distributions.Normal.InvCDF(mu, sigma, u));
        double alpha = ((cut.Low - mean) / deviation).ToDouble(), beta = ((cut.High - mean) / deviation).ToDouble();
        bool upper = alpha > 0;
        double from = Phi(upper ? -alpha : alpha), to = Phi(upper ? -beta : beta);
        if (!(Math.Abs(to - from) > 1e-280)) return null;
        return new ContinuousSource("normal", cut.Low, cut.High, u =>
        {
            double p = from + (u * (to - from));
            // At the very ends the quantile may be infinite: there the bound itself is meant.
            if (p <= 0) return (upper ? cut.High : cut.Low).ToDouble();
            if (p >= 1) return (upper ? cut.Low : cut.High).ToDouble();
            double z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p);
            return mu + (sigma * (upper ? -z : z));
        });
    }

    private static double Phi(double z) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, z);
}
