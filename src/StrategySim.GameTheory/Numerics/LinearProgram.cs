namespace StrategySim.GameTheory.Numerics;

/// <summary>An optimal point of a linear program.</summary>
/// <param name="Value">The objective's maximum.</param>
/// <param name="X">A point that attains it.</param>
public sealed record LinearOptimum(Rational Value, Rational[] X);

/// <summary>The simplex method in exact arithmetic.</summary>
/// <remarks>
/// Maximises c·x subject to A·x ≤ b and x ≥ 0 with b ≥ 0, so that the origin is feasible and no first phase is needed;
/// every use here can be put in this form. Dictionary notation and Bland's rule, under which it cannot cycle:
/// Chvátal, Linear Programming (1983), chapters 2 and 3. Meant for small programs: each pivot costs
/// rows × columns operations on rationals.
/// </remarks>
public static class LinearProgram
{
    /// <summary>Solves the program.</summary>
    /// <param name="a">A, rows × variables.</param>
    /// <param name="b">b, one for each row, each at least 0.</param>
    /// <param name="c">c, one for each variable.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    /// <returns>An optimum; null where the objective has no bound.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or some b is negative.</exception>
    public static LinearOptimum? Maximize(Rational[,] a, Rational[] b, Rational[] c, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(c);
        int rows = b.Length, columns = c.Length;
        if (a.GetLength(0) != rows || a.GetLength(1) != columns)
        {
            throw new ArgumentException($"A is {a.GetLength(0)}×{a.GetLength(1)}; expected {rows}×{columns} to fit b and c.", nameof(a));
        }

        // Dictionary: basic = d[r, columns] − Σ d[r, k]·nonbasic; the last row is the objective with its sign turned.
        var d = new Rational[rows + 1, columns + 1];
        for (int r = 0; r < rows; r++)
        {
            if (b[r].Sign < 0) throw new ArgumentException($"b[{r}] is {b[r]}; expected at least 0.", nameof(b));
            for (int k = 0; k < columns; k++) d[r, k] = a[r, k];
            d[r, columns] = b[r];
        }

        for (int k = 0; k < columns; k++) d[rows, k] = -c[k];
        int[] nonbasic = [.. Enumerable.Range(0, columns)], basic = [.. Enumerable.Range(columns, rows)];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int entering = -1;
            for (int k = 0; k < columns; k++)
            {
                if (d[rows, k].Sign < 0 && (entering < 0 || nonbasic[k] < nonbasic[entering])) entering = k;
            }

            if (entering < 0) break;
            int leaving = Leaving(d, basic, entering);
            if (leaving < 0) return null;
            Pivot(d, leaving, entering);
            (basic[leaving], nonbasic[entering]) = (nonbasic[entering], basic[leaving]);
        }

        var x = new Rational[columns];
        for (int r = 0; r < rows; r++)
        {
            if (basic[r] < columns) x[basic[r]] = d[r, columns];
        }

        return new LinearOptimum(d[rows, columns], x);
    }

    /// <summary>The row with the least ratio; among ties the variable with the least index (Bland). −1 where nothing binds.</summary>
    private static int Leaving(Rational[,] d, int[] basic, int entering)
    {
        int best = -1, right = d.GetLength(1) - 1;
        Rational bestRatio = default;
        for (int r = 0; r < basic.Length; r++)
        {
            if (d[r, entering].Sign <= 0) continue;
            Rational ratio = d[r, right] / d[r, entering];
            int order = best < 0 ? -1 : ratio.CompareTo(bestRatio);
            if (order < 0 || (order == 0 && basic[r] < basic[best])) (best, bestRatio) = (r, ratio);
        }

        return best;
    }

    private static void Pivot(Rational[,] d, int row, int column)
    {
        int height = d.GetLength(0), width = d.GetLength(1);
        Rational inverse = d[row, column].Reciprocal();
        for (int k = 0; k < width; k++) d[row, k] = k == column ? inverse : d[row, k] * inverse;
        for (int r = 0; r < height; r++)
        {
            Rational factor = d[r, column];
            if (r == row || factor.IsZero) continue;
            for (int k = 0; k < width; k++) d[r, k] = k == column ? -factor * inverse : d[r, k] - (factor * d[row, k]);
        }
    }
}
