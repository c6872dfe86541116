namespace StrategySim.GameTheory.Numerics;

/// <summary>Elementary functions with full relative accuracy near 0; those of <see cref="double"/> are e^x − 1 and ln(1 + x) as written, which lose every digit there.</summary>
/// <remarks>W. Kahan's device (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 1.14.1): the rounding errors of both factors cancel.</remarks>
public static class Elementary
{
    /// <summary>e^x − 1, to a few units in the last place.</summary>
    public static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        if (power == 1) return x;
        double difference = power - 1;
        return difference == -1 || double.IsPositiveInfinity(power) ? difference : difference * (x / Math.Log(power));
    }

    /// <summary>ln(1 + x) of x greater than −1, to a few units in the last place.</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : double.IsPositiveInfinity(sum) ? sum : Math.Log(sum) * (x / (sum - 1));
    }
}
