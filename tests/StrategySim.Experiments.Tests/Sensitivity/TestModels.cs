namespace StrategySim.Experiments.Tests.Sensitivity;

/// <summary>Models with known sensitivities, on the unit cube.</summary>
internal static class TestModels
{
    /// <summary>Ishigami and Homma (1990): sin x₁ + a·sin²x₂ + b·x₃⁴·sin x₁ on (−π, π)³ with a = 7, b = 0.1.</summary>
    public static double Ishigami(double[] u)
    {
        double[] x = [.. u.Select(v => Math.PI * ((2 * v) - 1))];
        return Math.Sin(x[0]) + (7 * Math.Pow(Math.Sin(x[1]), 2)) + (0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0]));
    }

    // V₁ = (1 + bπ⁴/5)²/2, V₂ = a²/8, V₁₃ = b²π⁸(1/18 − 1/50).
    public static readonly double IshigamiVariance = 13.844588;
    public static readonly double[] IshigamiFirst = [0.313905, 0.442411, 0];
    public static readonly double[] IshigamiTotal = [0.557589, 0.442411, 0.243684];

    /// <summary>Sobol's g: Π (|4x − 2| + a)/(1 + a), a = 0, 1, 4.5, 9, 99, 99, 99, 99.</summary>
    public static double SobolG(double[] u)
    {
        double product = 1;
        for (int i = 0; i < u.Length; i++) product *= (Math.Abs((4 * u[i]) - 2) + SobolGWeights[i]) / (1 + SobolGWeights[i]);
        return product;
    }

    private static readonly double[] SobolGWeights = [0, 1, 4.5, 9, 99, 99, 99, 99];

    // Vᵢ = 1/(3(1 + aᵢ)²), V = Π(1 + Vᵢ) − 1, total Vᵢ·Π_{j≠i}(1 + Vⱼ).
    public static readonly double SobolGVariance = 0.465424;
    public static readonly double[] SobolGFirst = [0.716192, 0.179048, 0.023676, 0.007162, 0.000072, 0.000072, 0.000072, 0.000072];
    public static readonly double[] SobolGTotal = [0.787144, 0.242198, 0.034317, 0.010460, 0.000105, 0.000105, 0.000105, 0.000105];
}
