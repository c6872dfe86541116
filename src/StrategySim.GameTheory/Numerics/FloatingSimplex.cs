namespace StrategySim.GameTheory.Numerics;

/// <summary>The simplex method in floating point, as a guide: exact arithmetic only has to check the basis where it ends.</summary>
internal static class FloatingSimplex
{
    private const double Tolerance = 1e-9;

    /// <summary>The basis that looks optimal for: maximise c·x subject to A·x ≤ b, x ≥ 0, with b ≥ 0.</summary>
    /// <param name="a">A, rows × variables.</param>
    /// <param name="b">b.</param>
    /// <param name="c">c.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    /// <returns>Whether each variable, then each slack, is basic; null where it came to no end.</returns>
    public static bool[]? OptimalBasis(Rational[,] a, Rational[] b, Rational[] c, CancellationToken cancellationToken)
    {
        int rows = b.Length, columns = c.Length;
        double[][] d = new double[rows + 1][];
        for (int r = 0; r < rows; r++)
        {
            d[r] = new double[columns + 1];
            double scale = 0;
            for (int k = 0; k < columns; k++)
            {
                d[r][k] = a[r, k].ToDouble();
                scale = Math.Max(scale, Math.Abs(d[r][k]));
            }

            d[r][columns] = b[r].ToDouble();
            scale = Math.Max(scale, d[r][columns]);
            if (scale == 0 || !double.IsFinite(scale)) scale = 1;
            for (int k = 0; k <= columns; k++) d[r][k] /= scale;
            // Ties are broken by small amounts without a pattern (the golden ratio's multiples modulo 1): with b = 0 nearly all rows tie.
            d[r][columns] += 1e-7 * (1 + (0.6180339887498949 * (r + 1) % 1));
        }

        d[rows] = new double[columns + 1];
        double unit = Math.Max(c.Max(value => Math.Abs(value.ToDouble())), double.Epsilon);
        for (int k = 0; k < columns; k++) d[rows][k] = -c[k].ToDouble() / unit;
        int[] nonbasic = [.. Enumerable.Range(0, columns)], basic = [.. Enumerable.Range(columns, rows)];
        for (int pivots = 0; pivots < 20 * (rows + columns); pivots++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int column = 0;
            for (int k = 1; k < columns; k++)
            {
                if (d[rows][k] < d[rows][column]) column = k;
            }

            if (!(d[rows][column] < -Tolerance)) return Marked(basic, rows + columns);
            int row = -1;
            for (int r = 0; r < rows; r++)
            {
                if (d[r][column] > Tolerance && (row < 0 || d[r][columns] * d[row][column] < d[row][columns] * d[r][column])) row = r;
            }

            if (row < 0) return null;
            Pivot(d, row, column);
            (basic[row], nonbasic[column]) = (nonbasic[column], basic[row]);
        }

        return null;
    }

    private static bool[] Marked(int[] basic, int count)
    {
        bool[] marked = new bool[count];
        foreach (int variable in basic) marked[variable] = true;
        return marked;
    }

    private static void Pivot(double[][] d, int row, int column)
    {
        double[] own = d[row];
        double inverse = 1 / own[column];
        own[column] = 1;
        for (int k = 0; k < own.Length; k++) own[k] *= inverse;
        for (int r = 0; r < d.Length; r++)
        {
            double factor = d[r][column];
            if (r == row || factor == 0) continue;
            d[r][column] = 0;
            for (int k = 0; k < own.Length; k++) d[r][k] -= factor * own[k];
        }
    }
}
