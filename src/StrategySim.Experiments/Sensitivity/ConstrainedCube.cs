using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>The uniform distribution on that part of the unit cube where a constraint holds; without a constraint, on the cube.</summary>
/// <remarks>Drawn by rejection (von Neumann 1951), which is exact, given any of the inputs: the free ones are drawn again until the constraint holds.</remarks>
internal sealed class ConstrainedCube : IInputDistribution
{
    /// <summary>Tries before a draw is given up.</summary>
    public const int MaximumTries = 200_000;

    private readonly Func<double[], bool>? _allows;

    /// <summary>A distribution.</summary>
    /// <param name="dimension">Inputs, at least 1.</param>
    /// <param name="allows">Whether a point is allowed; must not change the point. Null where all are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1.</exception>
    public ConstrainedCube(int dimension, Func<double[], bool>? allows = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        Dimension = dimension;
        _allows = allows;
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No allowed point was found.</exception>
    public void Draw(double[] point, bool[] free, DrawSequence draws)
    {
        for (int attempt = 0; attempt < MaximumTries; attempt++)
        {
            for (int i = 0; i < point.Length; i++)
            {
                if (free[i]) point[i] = draws.NextUniform();
            }

            if (_allows is null || _allows(point)) return;
        }

        throw new InvalidOperationException($"No point that the constraint allows was found in {MaximumTries:N0} tries; expected a constraint that drops fewer points.");
    }
}
