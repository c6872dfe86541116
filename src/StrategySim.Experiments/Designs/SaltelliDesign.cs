using System.Numerics;

namespace StrategySim.Experiments.Designs;

/// <summary>Saltelli's crossed design: rows of matrices A and B, and mixtures of the two that share all factors but one.</summary>
/// <remarks>
/// A row gives the points A, B, A_B⁽¹⁾ … A_B⁽ᵈ⁾ (A with one column from B) and, for second order, B_A⁽¹⁾ … B_A⁽ᵈ⁾ (B with one column from A),
/// in this order, row after row: N(d + 2) points, or N(2d + 2).
/// Sources: Saltelli (2002), Computer Physics Communications 145(2), 280–297; Saltelli et al. (2010), ibid. 181(2), 259–270.
/// </remarks>
internal sealed class SaltelliDesign : IUnitDesign
{
    private readonly IUnitDesign _rows;
    private readonly int _block;

    /// <summary>The crossed design over a sample.</summary>
    /// <param name="rows">The sample, with 2d coordinates: the first d are a row of A, the others of B.</param>
    /// <param name="secondOrder">Whether the points for second-order indices are made as well.</param>
    /// <exception cref="ArgumentException">The sample has an odd number of coordinates.</exception>
    public SaltelliDesign(IUnitDesign rows, bool secondOrder)
    {
        if (rows.Dimension % 2 != 0)
            throw new ArgumentException($"The sample has {rows.Dimension} coordinates; expected an even number, half for A and half for B.", nameof(rows));
        _rows = rows;
        Dimension = rows.Dimension / 2;
        SecondOrder = secondOrder;
        _block = secondOrder ? (2 * Dimension) + 2 : Dimension + 2;
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Whether the points for second-order indices are there.</summary>
    public bool SecondOrder { get; }

    /// <summary>Rows N.</summary>
    public BigInteger Rows => _rows.Count;

    /// <summary>N(d + 2), or N(2d + 2) with second order.</summary>
    public BigInteger Count => _rows.Count * _block;

    /// <summary>Independent designs over Sobol points, each with a nested uniform scramble of its own.</summary>
    /// <param name="dimension">Factors d, 1 to half of <see cref="SobolSequence.MaximumDimension"/>.</param>
    /// <param name="rows">Rows of each; a power of two, without which the points are no net.</param>
    /// <param name="randomisations">Designs, at least 2.</param>
    /// <param name="secondOrder">Whether the points for second-order indices are made as well.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the streams.</param>
    /// <exception cref="ArgumentException">A number is not in its range.</exception>
    public static IReadOnlyList<SaltelliDesign> Scrambled(int dimension, int rows, int randomisations, bool secondOrder, ulong seed, string path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, SobolSequence.MaximumDimension / 2);
        if (rows < 1 || !BitOperations.IsPow2(rows)) throw new ArgumentException($"The design has {rows} rows; expected a power of two.", nameof(rows));
        if (randomisations < 2) throw new ArgumentException($"The design has {randomisations} randomisations; expected at least 2, for an interval.", nameof(randomisations));
        return
        [
            .. Enumerable.Range(0, randomisations).Select(k =>
                new SaltelliDesign(new SobolSequence(2 * dimension, rows, new NestedUniformScramble(2 * dimension, seed, path, k)), secondOrder)),
        ];
    }

    /// <inheritdoc/>
    public double[] Point(long index)
    {
        UnitDesigns.CheckIndex(index, Count);
        (long row, long place) = Math.DivRem(index, _block);
        double[] both = _rows.Point(row);
        int d = Dimension;
        bool fromB = place == 1 || place >= d + 2;
        double[] point = both[fromB ? d.. : ..d];
        if (place >= 2)
        {
            int factor = (int)((place - 2) % d);
            point[factor] = both[fromB ? factor : d + factor];
        }

        return point;
    }

    /// <summary>Sorts the outputs of the points, in the order of their indices, by matrix.</summary>
    /// <param name="outputs">One for each point.</param>
    /// <param name="rows">How many rows, from the first; null for all. Of a scrambled Sobol sample a power of two is again such a sample.</param>
    /// <exception cref="ArgumentException">There is another number of outputs than of points, or there are not as many rows.</exception>
    public SaltelliOutputs<T> Split<T>(IReadOnlyList<T> outputs, int? rows = null)
    {
        if (outputs.Count != Count) throw new ArgumentException($"There are {outputs.Count} outputs; expected one for each of {Count} points.", nameof(outputs));
        int taken = rows ?? (int)Rows, d = Dimension;
        if (taken < 1 || taken > Rows) throw new ArgumentOutOfRangeException(nameof(rows), rows, $"Expected 1 to {Rows} rows.");
        return new SaltelliOutputs<T>(
            Matrix(0), Matrix(1), [.. Enumerable.Range(2, d).Select(Matrix)], SecondOrder ? [.. Enumerable.Range(d + 2, d).Select(Matrix)] : []);

        T[] Matrix(int place)
        {
            var column = new T[taken];
            for (int row = 0; row < taken; row++) column[row] = outputs[(row * _block) + place];
            return column;
        }
    }

    /// <summary>Whether the point is a row of A or of B: these are points of the sample itself.</summary>
    /// <param name="index">From 0.</param>
    public bool IsOfSample(long index) => index % _block < 2;
}

/// <summary>The outputs of a <see cref="SaltelliDesign"/> by matrix, each with one a row.</summary>
/// <param name="A">At the rows of A.</param>
/// <param name="B">At the rows of B.</param>
/// <param name="AB">For each factor, at the rows of A with this factor from B.</param>
/// <param name="BA">For each factor, at the rows of B with this factor from A; empty without second order.</param>
internal sealed record SaltelliOutputs<T>(T[] A, T[] B, IReadOnlyList<T[]> AB, IReadOnlyList<T[]> BA);
