using System.Numerics;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>An approximate inverse of a Jacobian, and the sign of the determinant.</summary>
internal sealed class Inverse
{
    private const double RelativeError = 1.0 / (1L << 46);
    private readonly BigInteger[] _scaled;
    private readonly int _exponent;

    private Inverse(double[,] matrix, int sign)
    {
        (Matrix, Sign) = (matrix, sign);
        double largest = 0;
        foreach (double value in matrix) largest = Math.Max(largest, Math.Abs(value));
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            double row = 0;
            for (int k = 0; k < matrix.GetLength(1); k++) row += Math.Abs(matrix[i, k]);
            Norm = Math.Max(Norm, row);
        }

        _exponent = largest > 0 ? 60 - Math.ILogB(largest) : 0;
        int n = matrix.GetLength(0);
        _scaled = new BigInteger[n * n];
        for (int k = 0; k < _scaled.Length; k++) _scaled[k] = new BigInteger(Math.ScaleB(matrix[k / n, k % n], _exponent));
    }

    /// <summary>The approximate inverse.</summary>
    public double[,] Matrix { get; }

    /// <summary>Its row-sum norm.</summary>
    public double Norm { get; }

    /// <summary>
    /// The sign of the determinant: +1 or −1. Elimination with pivoting is exact for a matrix that differs in the last places, so that the
    /// sign is right wherever <see cref="Deviation"/>, which those places enter, stays below 1.
    /// </summary>
    public int Sign { get; }

    /// <summary>Inverts a square matrix.</summary>
    /// <returns>Null where it is singular as far as doubles tell.</returns>
    public static Inverse? Of(double[,] matrix)
    {
        int n = matrix.GetLength(0), sign = 1;
        if (matrix.GetLength(1) != n) return null;
        double[,] a = (double[,])matrix.Clone(), b = new double[n, n];
        for (int i = 0; i < n; i++) b[i, i] = 1;
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int r = column + 1; r < n; r++)
            {
                if (Math.Abs(a[r, column]) > Math.Abs(a[pivot, column])) pivot = r;
            }

            if (!(Math.Abs(a[pivot, column]) > 1e-300)) return null;
            if (pivot != column)
            {
                sign = -sign;
                for (int k = 0; k < n; k++)
                {
                    (a[pivot, k], a[column, k]) = (a[column, k], a[pivot, k]);
                    (b[pivot, k], b[column, k]) = (b[column, k], b[pivot, k]);
                }
            }

            if (a[column, column] < 0) sign = -sign;
            double inverse = 1 / a[column, column];
            for (int k = 0; k < n; k++)
            {
                a[column, k] *= inverse;
                b[column, k] *= inverse;
            }

            for (int r = 0; r < n; r++)
            {
                double factor = a[r, column];
                if (r == column || factor == 0) continue;
                for (int k = 0; k < n; k++)
                {
                    a[r, k] -= factor * a[column, k];
                    b[r, k] -= factor * b[column, k];
                }
            }
        }

        return new Inverse(b, sign);
    }

    /// <summary>A bound on ‖1 − C·J‖ in the row-sum norm, roundings and the error of the Jacobian's entries included.</summary>
    /// <param name="jacobian">The Jacobian; entries at most about 1, each within 2^−46.</param>
    public double Deviation(double[,] jacobian)
    {
        int n = Matrix.GetLength(0);
        double worst = 0;
        for (int i = 0; i < n; i++)
        {
            double row = 0;
            for (int j = 0; j < n; j++)
            {
                double sum = i == j ? 1 : 0, size = 0;
                for (int k = 0; k < n; k++)
                {
                    sum -= Matrix[i, k] * jacobian[k, j];
                    size += Math.Abs(Matrix[i, k]) * (Math.Abs(jacobian[k, j]) + 1);
                }

                row += Math.Abs(sum) + (size * RelativeError * n);
            }

            worst = Math.Max(worst, row);
        }

        return worst;
    }

    /// <summary>C·f at probabilities in doubles.</summary>
    public double[] Step(IndifferenceSystem system, double[][] x)
    {
        const int Bits = 60;
        BigInteger[] step = Times(system, [.. x.Select(own => own.Select(p => new BigInteger(Math.ScaleB(p, Bits))).ToArray())], Bits);
        return [.. step.Select(value => IndifferenceSystem.ScaleDown(value, Bits))];
    }

    /// <summary>C·f at exact probabilities, in units of 2^−bits, rounded.</summary>
    public BigInteger[] Times(IndifferenceSystem system, BigInteger[][] x, int bits)
    {
        int n = system.Equations.Count;
        var values = new BigInteger[n];
        int[] shifts = new int[n];
        for (int f = 0; f < n; f++)
        {
            (int player, int strategy) = system.Equations[f];
            values[f] = system.Value(player, strategy, x);
            // The value carries 2^(bits·others), and the Jacobian was scaled by 2^−Bits(player).
            shifts[f] = (bits * (system.Others(player).Count() - 1)) + system.Bits(player) + _exponent;
        }

        var result = new BigInteger[n];
        for (int u = 0; u < n; u++)
        {
            BigInteger sum = BigInteger.Zero;
            for (int f = 0; f < n; f++)
            {
                BigInteger term = _scaled[(u * n) + f] * values[f];
                // 32 bits below the unit, so that roundings do not add up to one.
                sum += shifts[f] > 32 ? term >> (shifts[f] - 32) : term << (32 - shifts[f]);
            }

            result[u] = (sum + (1L << 31)) >> 32;
        }

        return result;
    }
}
