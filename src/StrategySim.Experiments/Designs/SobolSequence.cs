using System.Numerics;

namespace StrategySim.Experiments.Designs;

/// <summary>Sobol's low-discrepancy sequence in base 2, plain or scrambled.</summary>
/// <remarks>
/// <para>
/// Point i is ⊕ v_k over the ones of the Gray code i ⊕ ⌊i/2⌋; every block of 2ᵐ points from a multiple of 2ᵐ is a digital net.
/// With the polynomial x^s + a₁x^(s−1) + … + 1 of a dimension its direction numbers follow
/// v_k = a₁v_(k−1) ⊕ … ⊕ a_(s−1)v_(k−s+1) ⊕ v_(k−s) ⊕ ⌊v_(k−s)/2^s⌋.
/// Sources: Sobol (1967), USSR Computational Mathematics and Mathematical Physics 7(4), 86–112; Antonov and Saleev (1979), ibid. 19(1), 252–256
/// (the order by Gray code); Bratley and Fox (1988), ACM TOMS 14(1), 88–100; direction numbers: <see cref="JoeKuoDirectionNumbers"/>.
/// </para>
/// <para>
/// Take a power of two of points from the first on. Dropping the first point breaks the net: Owen (2020), "On dropping the first Sobol' point",
/// arXiv:2008.08051. Without a scramble that first point is the origin, where an unbounded factor has no value.
/// </para>
/// </remarks>
internal sealed class SobolSequence : IUnitDesign
{
    /// <summary>Binary digits of a plain point, and the logarithm of the length of the sequence.</summary>
    public const int Digits = 32;

    /// <summary>The most dimensions for which direction numbers are at hand.</summary>
    public const int MaximumDimension = JoeKuoDirectionNumbers.Dimensions;

    private readonly uint[][] _directions;
    private readonly NestedUniformScramble? _scramble;
    private readonly long _count;

    /// <summary>The first points of the sequence.</summary>
    /// <param name="dimension">Factors, 1 to <see cref="MaximumDimension"/>.</param>
    /// <param name="count">Points, 1 to 2³²; a power of two keeps the balance of the net.</param>
    /// <param name="scramble">For at least as many dimensions; null for the plain sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public SobolSequence(int dimension, long count, NestedUniformScramble? scramble = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (dimension > MaximumDimension)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, $"Sobol points have direction numbers for at most {MaximumDimension} dimensions; a Latin hypercube or Monte Carlo takes any number.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1L << Digits);
        if (scramble is not null && scramble.Dimension < dimension)
            throw new ArgumentOutOfRangeException(nameof(scramble), scramble.Dimension, $"Expected a scramble of at least {dimension} dimensions.");
        Dimension = dimension;
        _count = count;
        _scramble = scramble;
        _directions = [.. JoeKuoDirectionNumbers.Rows.Take(dimension).Select(Directions)];
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public BigInteger Count => _count;

    /// <inheritdoc/>
    public double[] Point(long index)
    {
        UnitDesigns.CheckIndex(index, _count);
        uint gray = (uint)(index ^ (index >> 1));
        double[] point = new double[Dimension];
        for (int j = 0; j < point.Length; j++)
        {
            uint digits = 0;
            for (uint rest = gray; rest != 0; rest &= rest - 1) digits ^= _directions[j][BitOperations.TrailingZeroCount(rest)];
            point[j] = _scramble is null ? digits * (1.0 / (1L << Digits)) : _scramble.Apply(j, digits);
        }

        return point;
    }

    private static uint[] Directions(JoeKuoDirectionNumbers.Row row)
    {
        uint[] v = new uint[Digits];
        int s = row.Degree;
        for (int k = 0; k < Digits; k++)
        {
            // The first dimension is van der Corput's sequence: v_k = 2⁻ᵏ.
            if (s == 0)
            {
                v[k] = 1u << (Digits - 1 - k);
                continue;
            }

            if (k < s)
            {
                v[k] = row.Initial[k] << (Digits - 1 - k);
                continue;
            }

            v[k] = v[k - s] ^ (v[k - s] >> s);
            for (int j = 1; j < s; j++)
            {
                if (((row.Coefficients >> (s - 1 - j)) & 1) != 0) v[k] ^= v[k - j];
            }
        }

        return v;
    }
}
