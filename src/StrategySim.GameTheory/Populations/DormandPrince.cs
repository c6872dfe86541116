namespace StrategySim.GameTheory.Populations;

/// <summary>A rate of change: writes the derivative of a state.</summary>
internal delegate void VectorField(ReadOnlySpan<double> state, Span<double> derivative);

/// <summary>One step of the Runge–Kutta pair of orders 5 and 4 of Dormand and Prince.</summary>
/// <remarks>
/// Dormand and Prince, Journal of Computational and Applied Mathematics 6 (1980) 19–26, RK5(4)7M; step sizes as in Hairer, Nørsett
/// and Wanner, Solving Ordinary Differential Equations I, 2nd ed., section II.4. MathNet.Numerics has only fixed steps.
/// </remarks>
internal sealed class DormandPrince(VectorField field, int length)
{
    private static readonly double[][] Stages =
    [
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    private static readonly double[] Difference = [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];

    private readonly double[][] _slopes = [.. Enumerable.Range(0, 7).Select(_ => new double[length])];

    /// <summary>The rate of change where the last step began.</summary>
    public ReadOnlySpan<double> SlopeAtStart => _slopes[0];

    /// <summary>The state a time later, by the formula of order 5.</summary>
    /// <param name="from">The state; components that are not finite stay as they are.</param>
    /// <param name="step">How much later.</param>
    /// <param name="to">Receives the state.</param>
    /// <returns>The largest estimated error of a component, absolute.</returns>
    public double Step(double[] from, double step, double[] to)
    {
        field(from, _slopes[0]);
        for (int stage = 0; stage < Stages.Length; stage++)
        {
            for (int i = 0; i < length; i++)
            {
                double sum = 0;
                for (int k = 0; k <= stage; k++) sum += Stages[stage][k] * _slopes[k][i];
                to[i] = from[i] + (step * sum);
            }

            field(to, _slopes[stage + 1]);
        }

        double error = 0;
        for (int i = 0; i < length; i++)
        {
            double sum = 0;
            for (int k = 0; k < Difference.Length; k++) sum += Difference[k] * _slopes[k][i];
            if (double.IsFinite(from[i])) error = Math.Max(error, Math.Abs(step * sum));
        }

        return error;
    }

    /// <summary>How much longer or shorter the next step may be.</summary>
    /// <param name="error">The error of the last one.</param>
    /// <param name="tolerance">The most that is accepted.</param>
    public static double Factor(double error, double tolerance) => error == 0 ? 5 : Math.Clamp(0.9 * Math.Pow(tolerance / error, 0.2), 0.2, 5);
}
