using System.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;

namespace StrategySim.GameTheory.Numerics;

/// <summary>An optimal point of a linear program.</summary>
/// <param name="Value">The objective's maximum.</param>
/// <param name="X">A point that attains it.</param>
/// <param name="Prices">
/// The optimum of the dual, one number for each row, each at least 0: prices·A is at least c in every place and prices·b is the
/// value, which proves that no point gives more.
/// </param>
public sealed record LinearOptimum(Rational Value, Rational[] X, Rational[] Prices);

/// <summary>The simplex method in exact arithmetic.</summary>
/// <remarks>
/// Maximises c·x subject to A·x ≤ b and x ≥ 0 with b ≥ 0, so that the origin is feasible and no first phase is needed;
/// every use here can be put in this form. Rows are scaled to integers, and pivots are those of <see cref="SimplexDictionary"/>:
/// the variable that raises the objective fastest enters (Dantzig), and the lexicographic rule, under which it cannot cycle,
/// says which one leaves. Of larger programs floating point finds the basis first, exact pivots lead there, and where it is optimal
/// nothing is left to do. Chvátal, Linear Programming (1983), chapters 2 and 3. Each pivot costs rows × columns operations on
/// words, or on longer integers where a word does not suffice.
/// </remarks>
public static class LinearProgram
{
    // Smaller programs are done before a guide would be.
    private const int GuidedCells = 500;

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

        var integers = new BigInteger[rows, columns];
        var bounds = new BigInteger[rows];
        var units = new Rational[rows];
        var row = new Rational[columns + 1];
        for (int r = 0; r < rows; r++)
        {
            if (b[r].Sign < 0) throw new ArgumentException($"b[{r}] is {b[r]}; expected at least 0.", nameof(b));
            for (int k = 0; k < columns; k++) row[k] = a[r, k];
            row[columns] = b[r];
            BigInteger[] scaled = Scale(row, out BigInteger rowUnit);
            units[r] = (Rational)rowUnit;
            for (int k = 0; k < columns; k++) integers[r, k] = scaled[k];
            bounds[r] = scaled[columns];
        }

        BigInteger[] objective = Scale(c, out BigInteger unit);
        var pool = new DictionaryPool();
        SimplexDictionary? dictionary = null;
        if (rows * columns >= GuidedCells && FloatingSimplex.OptimalBasis(a, b, c, cancellationToken) is { } basis)
        {
            dictionary = TryReach(SimplexDictionary.Create(integers, bounds, objective), basis, pool, cancellationToken);
        }

        dictionary ??= SimplexDictionary.Create(integers, bounds, objective);
        for (int column = dictionary.SteepestColumn(); column >= 0; column = dictionary.SteepestColumn())
        {
            int leaving = dictionary.LeavingRow(column);
            if (leaving < 0) return null;
            dictionary = Exchange(dictionary, leaving, column, pool, cancellationToken);
        }

        var x = new Rational[columns];
        for (int k = 0; k < columns; k++) x[k] = dictionary.ValueOf(k);
        Rational whole = ((Rational)unit).Reciprocal();
        var prices = new Rational[rows];
        for (int r = 0; r < rows; r++) prices[r] = dictionary.ReducedCostOf(columns + r) * units[r] * whole;
        return new LinearOptimum(dictionary.Objective * whole, x, prices);
    }

    /// <summary>Pivots to a basis, whatever lies between; null where it is none, or is not optimal.</summary>
    private static SimplexDictionary? TryReach(SimplexDictionary dictionary, bool[] wanted, DictionaryPool pool, CancellationToken cancellationToken)
    {
        for (int column = 0; column < dictionary.Columns; column++)
        {
            // A pivot puts an unwanted variable in the column's place.
            if (!wanted[dictionary.Cobasic[column]]) continue;
            int row = 0;
            while (row < dictionary.Rows && (wanted[dictionary.Basic[row]] || dictionary.EntryAt(row, column).IsZero)) row++;
            if (row == dictionary.Rows) return null;
            dictionary = Exchange(dictionary, row, column, pool, cancellationToken);
        }

        dictionary.MakeDenominatorPositive();
        if (dictionary.SteepestColumn() >= 0) return null;
        for (int row = 0; row < dictionary.Rows; row++)
        {
            if (dictionary.ValueAt(row).Sign < 0) return null;
        }

        return dictionary;
    }

    private static SimplexDictionary Exchange(SimplexDictionary dictionary, int row, int column, DictionaryPool pool, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SimplexDictionary next = dictionary.Pivot(row, column, pool);
        dictionary.Release(pool);
        return next;
    }

    /// <summary>Numbers over their least common denominator.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="unit">The denominator.</param>
    private static BigInteger[] Scale(ReadOnlySpan<Rational> values, out BigInteger unit)
    {
        unit = BigInteger.One;
        foreach (Rational value in values)
        {
            if (value.IsInteger) continue;
            BigInteger own = value.Denominator;
            unit *= own / BigInteger.GreatestCommonDivisor(unit, own);
        }

        var integers = new BigInteger[values.Length];
        for (int k = 0; k < values.Length; k++) integers[k] = values[k].Numerator * (unit / values[k].Denominator);
        return integers;
    }
}
