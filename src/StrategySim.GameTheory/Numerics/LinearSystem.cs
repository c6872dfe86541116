using System.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;

namespace StrategySim.GameTheory.Numerics;

/// <summary>Square systems of linear equations, solved exactly.</summary>
public static class LinearSystem
{
    /// <summary>Up to this size elimination without fractions is the faster way, beyond it lifting from a prime.</summary>
    private const int LongestElimination = 24;

    /// <summary>Solves A·x = b.</summary>
    /// <param name="a">A, n × n, n at least 1.</param>
    /// <param name="b">b, of length n.</param>
    /// <param name="cancellationToken">Polled while a large system is lifted.</param>
    /// <returns>x, or null where A is singular.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public static Rational[]? Solve(Rational[,] a, Rational[] b, CancellationToken cancellationToken = default)
    {
        int n = b.Length;
        if (n == 0 || a.GetLength(0) != n || a.GetLength(1) != n) throw new ArgumentException($"A system of {a.GetLength(0)} × {a.GetLength(1)} with {n} right sides; expected a square of at least one equation.", nameof(a));
        // Rows are made whole. With one unknown more, which is 1, the right sides become ones: A·x + (1 − b)·t = 1, t = 1.
        var whole = new BigInteger[n + 1, n + 1];
        for (int r = 0; r < n; r++)
        {
            BigInteger scale = b[r].Denominator;
            for (int c = 0; c < n; c++) scale = scale / BigInteger.GreatestCommonDivisor(scale, a[r, c].Denominator) * a[r, c].Denominator;
            for (int c = 0; c < n; c++) whole[r, c] = a[r, c].Numerator * (scale / a[r, c].Denominator);
            whole[r, n] = BigInteger.One - (b[r].Numerator * (scale / b[r].Denominator));
        }

        whole[n, n] = BigInteger.One;
        if (n <= LongestElimination || !PadicLifting.TrySolve(n + 1, (r, c) => whole[r, c], out BigInteger[] numerators, cancellationToken))
        {
            BigInteger determinant = FractionFree.Solve(n + 1, (r, c) => whole[r, c], out numerators);
            if (determinant.IsZero) return null;
        }

        // The last unknown is 1, so its numerator is the common denominator.
        return [.. numerators.Take(n).Select(x => Rational.Create(x, numerators[n]))];
    }
}
