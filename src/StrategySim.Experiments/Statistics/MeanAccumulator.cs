namespace StrategySim.Experiments.Statistics;

/// <summary>Mean and sample standard deviation of numbers that come one by one; constant memory.</summary>
/// <remarks>
/// The mean is the plain sum in the order of the numbers over n, as anybody would recompute it from a table.
/// The squares are summed about the running mean: Σx² − (Σx)²/n loses every digit where sd ≪ |mean|.
/// Source: Welford (1962), Technometrics 4(3), 419–420; Knuth, The Art of Computer Programming 2, 3rd ed., section 4.2.2.
/// The result depends on the order of the numbers and on nothing else.
/// </remarks>
public sealed class MeanAccumulator
{
    private double _sum;
    private double _runningMean;
    private double _squares;

    /// <summary>Numbers so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next number; finite.</summary>
    public void Add(double value)
    {
        Count++;
        _sum += value;
        double deviation = value - _runningMean;
        _runningMean += deviation / Count;
        _squares += deviation * (value - _runningMean);
    }

    /// <summary>The mean with its 95 % interval mean ± t₀.₉₇₅,ₙ₋₁·sd/√n.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public Estimate ToEstimate()
    {
        if (Count == 0) throw new InvalidOperationException("The mean of no numbers is not defined.");
        return Estimate.WithStudentInterval(_sum / Count, Math.Sqrt(_squares / (Count - 1)), Count);
    }
}
