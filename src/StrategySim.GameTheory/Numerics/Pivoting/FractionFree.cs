using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Square systems of linear equations in integers, by elimination without fractions.</summary>
internal static class FractionFree
{
    /// <summary>Solves A·x = 1.</summary>
    /// <param name="size">The number of equations and unknowns, at least 1.</param>
    /// <param name="entry">A: the entry at a row and a column.</param>
    /// <param name="numerators">x times the determinant of A.</param>
    /// <returns>The determinant of A; 0 where it is singular, and the numerators are then of no use.</returns>
    /// <remarks>Bareiss, Mathematics of Computation 22 (1968) 565–578, in the form of Gauss and Jordan.</remarks>
    public static BigInteger Solve(int size, Func<int, int, BigInteger> entry, out BigInteger[] numerators)
    {
        var a = new BigInteger[size, size];
        for (int r = 0; r < size; r++)
        {
            for (int c = 0; c < size; c++) a[r, c] = entry(r, c);
        }

        if (TrySolve<long, WordArithmetic>(a, out BigInteger determinant, out numerators)) return determinant;
        if (TrySolve<Int128, DoubleWordArithmetic>(a, out determinant, out numerators)) return determinant;
        TrySolve<BigInteger, BigArithmetic>(a, out determinant, out numerators);
        return determinant;
    }

    private static bool TrySolve<T, TArithmetic>(BigInteger[,] a, out BigInteger determinant, out BigInteger[] numerators)
        where T : struct
        where TArithmetic : struct, IEntryArithmetic<T>
    {
        int size = a.GetLength(0), width = size + 1;
        numerators = [];
        determinant = default;
        TArithmetic.TryFrom(BigInteger.One, out T previous);
        var rows = new T[size][];
        for (int r = 0; r < size; r++)
        {
            rows[r] = new T[width];
            for (int c = 0; c < size; c++)
            {
                if (!TArithmetic.TryFrom(a[r, c], out rows[r][c])) return false;
            }

            rows[r][size] = previous;
        }

        bool odd = false;
        for (int c = 0; c < size; c++)
        {
            int pivotRow = Array.FindIndex(rows, c, row => TArithmetic.Sign(row[c]) != 0);
            if (pivotRow < 0) return true;
            if (pivotRow != c)
            {
                (rows[c], rows[pivotRow]) = (rows[pivotRow], rows[c]);
                odd = !odd;
            }

            T pivot = rows[c][c];
            ExactDivisor<T> divisor = TArithmetic.Divisor(previous);
            for (int r = 0; r < size; r++)
            {
                // Columns before c are those of a multiple of the unit matrix: only their diagonal would change, and it is known.
                if (r != c && !TArithmetic.TryEliminate(rows[r].AsSpan(c), rows[r].AsSpan(c), rows[c].AsSpan(c), pivot, rows[r][c], divisor)) return false;
            }

            previous = pivot;
        }

        BigInteger last = TArithmetic.ToBigInteger(previous);
        determinant = odd ? -last : last;
        numerators = new BigInteger[size];
        for (int r = 0; r < size; r++)
        {
            BigInteger value = TArithmetic.ToBigInteger(rows[r][size]);
            numerators[r] = odd ? -value : value;
        }

        return true;
    }
}
