using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Numerics;

/// <summary>Lemke's method for linear complementarity problems, in exact arithmetic.</summary>
/// <remarks>
/// Finds z ≥ 0 with w = q + M·z ≥ 0 and z·w = 0 by complementary pivoting from the ray of an added column of ones. Lexicographic ratios
/// make every step unique, so that degenerate problems do not cycle: Cottle, Pang and Stone, The Linear Complementarity Problem (1992),
/// sections 4.4 and 4.9. Each pivot costs 2·n² operations on rationals.
/// </remarks>
public static class LemkeMethod
{
    /// <summary>The most entries of a tableau.</summary>
    public const long MaximumEntries = 4_000_000;

    /// <summary>Solves the problem.</summary>
    /// <param name="m">M, n × n.</param>
    /// <param name="q">q, n numbers.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    /// <returns>z; null where the method ends on a ray, which it does not for copositive-plus M of a feasible problem.</returns>
    /// <exception cref="GameTooLargeException">The tableau would exceed <see cref="MaximumEntries"/>.</exception>
    public static Rational[]? Solve(Rational[,] m, Rational[] q, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(m);
        ArgumentNullException.ThrowIfNull(q);
        int n = q.Length;
        if (m.GetLength(0) != n || m.GetLength(1) != n) throw new ArgumentException($"M is {m.GetLength(0)}×{m.GetLength(1)}; expected {n}×{n} to fit q.", nameof(m));
        long entries = n * ((2L * n) + 2);
        if (entries > MaximumEntries) throw new GameTooLargeException("Lemke's tableau", "entries", entries, MaximumEntries);
        if (q.All(value => value.Sign >= 0)) return new Rational[n];
        var tableau = new Tableau(m, q);
        // The added column enters in the row that is lexicographically least; from then on every right side is lexicographically positive.
        int leaving = tableau.Pivot(tableau.LeastRow(), tableau.Added);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int entering = tableau.ComplementOf(leaving), row = tableau.LeavingRow(entering);
            if (row < 0) return null;
            leaving = tableau.Pivot(row, entering);
            if (leaving == tableau.Added) return tableau.Solution();
        }
    }

    /// <summary>Columns: w (the inverse of the basis, which is also the perturbation), z, the added one, and the right side.</summary>
    private sealed class Tableau
    {
        private readonly int _n;
        private readonly Rational[][] _rows;
        private readonly int[] _basic;

        public Tableau(Rational[,] m, Rational[] q)
        {
            _n = q.Length;
            _rows = new Rational[_n][];
            _basic = [.. Enumerable.Range(0, _n)];
            for (int r = 0; r < _n; r++)
            {
                Rational[] row = _rows[r] = new Rational[(2 * _n) + 2];
                row[r] = Rational.One;
                for (int c = 0; c < _n; c++) row[_n + c] = -m[r, c];
                row[Added] = -Rational.One;
                row[Added + 1] = q[r];
            }
        }

        public int Added => 2 * _n;

        public int ComplementOf(int column) => column < _n ? column + _n : column - _n;

        public int LeastRow()
        {
            int least = 0;
            for (int r = 1; r < _n; r++)
            {
                if (Compare(r, Rational.One, least, Rational.One) < 0) least = r;
            }

            return least;
        }

        /// <summary>The row with the lexicographically least ratio, of which there is one; −1 where nothing binds.</summary>
        public int LeavingRow(int entering)
        {
            int best = -1;
            for (int r = 0; r < _n; r++)
            {
                if (_rows[r][entering].Sign <= 0) continue;
                if (best < 0 || Compare(r, _rows[r][entering], best, _rows[best][entering]) < 0) best = r;
            }

            return best;
        }

        /// <summary>Brings a column into the basis.</summary>
        /// <returns>The column that leaves.</returns>
        public int Pivot(int row, int column)
        {
            Rational[] pivot = _rows[row];
            Rational inverse = pivot[column].Reciprocal();
            for (int c = 0; c < pivot.Length; c++)
            {
                if (!pivot[c].IsZero) pivot[c] *= inverse;
            }

            for (int r = 0; r < _n; r++)
            {
                Rational factor = _rows[r][column];
                if (r == row || factor.IsZero) continue;
                Rational[] other = _rows[r];
                for (int c = 0; c < pivot.Length; c++)
                {
                    if (!pivot[c].IsZero) other[c] -= factor * pivot[c];
                }
            }

            int leaving = _basic[row];
            _basic[row] = column;
            return leaving;
        }

        public Rational[] Solution()
        {
            var z = new Rational[_n];
            for (int r = 0; r < _n; r++)
            {
                if (_basic[r] >= _n && _basic[r] < Added) z[_basic[r] - _n] = _rows[r][Added + 1];
            }

            return z;
        }

        // Right sides with their perturbations, each divided by a positive number.
        private int Compare(int a, Rational byA, int b, Rational byB)
        {
            int order = (_rows[a][Added + 1] * byB).CompareTo(_rows[b][Added + 1] * byA);
            for (int c = 0; c < _n && order == 0; c++) order = (_rows[a][c] * byB).CompareTo(_rows[b][c] * byA);
            return order;
        }
    }
}
