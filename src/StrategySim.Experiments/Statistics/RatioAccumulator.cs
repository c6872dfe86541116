namespace StrategySim.Experiments.Statistics;

/// <summary>The ratio Σy/Σx of pairs that come one by one, with a delta-method interval; constant memory.</summary>
/// <remarks>
/// For a number per round where the length of play x is random: y is the total of a unit, x its rounds. The mean
/// of the units' own ratios y/x would weigh a round of a short unit more than a round of a long one.
/// With r = ȳ/x̄ the variance of r is, to first order (the delta method),
/// s²/(n·x̄²) where s² = Σ(yᵢ − r·xᵢ)²/(n − 1) = (S_yy − 2r·S_xy + r²·S_xx)/(n − 1).
/// Source: Cochran, Sampling Techniques, 3rd ed. 1977, section 2.11 and chapter 6, without the correction for finite populations.
/// The estimate is biased by O(1/n), and its interval is approximate for small n.
/// </remarks>
public sealed class RatioAccumulator
{
    private double _sumY;
    private double _sumX;
    private double _meanY;
    private double _meanX;
    private double _squaresY;
    private double _squaresX;
    private double _products;

    /// <summary>Pairs so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next pair.</summary>
    /// <param name="y">The total; finite.</param>
    /// <param name="x">What it is divided by; greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not greater than 0.</exception>
    public void Add(double y, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        Count++;
        _sumY += y;
        _sumX += x;
        double deviationY = y - _meanY;
        double deviationX = x - _meanX;
        _meanY += deviationY / Count;
        _meanX += deviationX / Count;
        _squaresY += deviationY * (y - _meanY);
        _squaresX += deviationX * (x - _meanX);
        _products += deviationY * (x - _meanX);
    }

    /// <summary>The ratio with its 95 % interval r ± t₀.₉₇₅,ₙ₋₁·(s/x̄)/√n; the standard deviation given is s/x̄.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public Estimate ToEstimate()
    {
        if (Count == 0) throw new InvalidOperationException("The ratio of no pairs is not defined.");
        double ratio = _sumY / _sumX;
        // Where y is proportional to x the three terms cancel, and rounding may leave less than zero.
        double residuals = Math.Max(0, _squaresY - (2 * ratio * _products) + (ratio * ratio * _squaresX));
        return Estimate.WithStudentInterval(ratio, Math.Sqrt(residuals / (Count - 1)) / (_sumX / Count), Count);
    }
}
