namespace StrategySim.GameTheory.Numerics;

/// <summary>Exact linear algebra on small matrices, by Gaussian elimination.</summary>
public static class RationalMatrix
{
    /// <summary>The rank.</summary>
    /// <param name="rows">Rows of one length; not changed.</param>
    public static int Rank(IEnumerable<IReadOnlyList<Rational>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<(int Pivot, Rational[] Row)> echelon = [];
        foreach (IReadOnlyList<Rational> given in rows)
        {
            Rational[] row = [.. given];
            foreach ((int pivot, Rational[] above) in echelon) Eliminate(row, above, pivot);
            int first = Array.FindIndex(row, value => !value.IsZero);
            if (first >= 0) echelon.Add((first, row));
        }

        return echelon.Count;
    }

    /// <summary>The sign of the determinant: −1, 0 or 1.</summary>
    /// <param name="matrix">Square; not changed.</param>
    public static int DeterminantSign(Rational[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int n = matrix.GetLength(0);
        if (matrix.GetLength(1) != n)
        {
            throw new ArgumentException($"The matrix is {n}×{matrix.GetLength(1)}; expected a square one.", nameof(matrix));
        }

        if (n == 2) return (matrix[0, 0] * matrix[1, 1]).CompareTo(matrix[0, 1] * matrix[1, 0]);
        var rows = new Rational[n][];
        for (int i = 0; i < n; i++)
        {
            rows[i] = new Rational[n];
            for (int j = 0; j < n; j++) rows[i][j] = matrix[i, j];
        }

        int sign = 1;
        for (int column = 0; column < n; column++)
        {
            int pivot = Array.FindIndex(rows, column, row => !row[column].IsZero);
            if (pivot < 0) return 0;
            if (pivot != column)
            {
                (rows[pivot], rows[column]) = (rows[column], rows[pivot]);
                sign = -sign;
            }

            sign *= rows[column][column].Sign;
            for (int i = column + 1; i < n; i++) Eliminate(rows[i], rows[column], column);
        }

        return sign;
    }

    private static void Eliminate(Rational[] row, Rational[] above, int pivot)
    {
        if (row[pivot].IsZero) return;
        Rational factor = row[pivot] / above[pivot];
        for (int k = 0; k < row.Length; k++) row[k] -= factor * above[k];
    }
}
