using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>A joint distribution of inputs that can be drawn from, given any of them.</summary>
internal interface IInputDistribution
{
    /// <summary>Number of inputs, at least 1.</summary>
    int Dimension { get; }

    /// <summary>Draws some inputs from their distribution given the others.</summary>
    /// <param name="point">All inputs; those that are free are overwritten. Where all are free, what it holds is ignored.</param>
    /// <param name="free">For each input, whether it is drawn.</param>
    /// <param name="draws">Where randomness comes from.</param>
    void Draw(double[] point, bool[] free, DrawSequence draws);
}
