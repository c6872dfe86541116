using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Large square systems A·x = 1 in integers, solved exactly from their solution modulo a prime.</summary>
/// <remarks>
/// The inverse modulo a prime p gives x modulo p, then, digit by digit, modulo powers of p; once the power exceeds twice the
/// squared bound on numerators and denominator (Hadamard's), they follow by continued fractions. One inverse and some
/// 2·log_p(bound) products of a matrix with a vector replace elimination on long integers. Dixon, "Exact solution of linear
/// equations using p-adic expansions", Numerische Mathematik 40 (1982) 137–141.
/// </remarks>
internal static class PadicLifting
{
    // Primes below 2^31; a matrix that is singular modulo each of them is taken for singular.
    private static readonly ulong[] Primes = [2147483647, 2147483629, 2147483587];

    // Entries below this, times a digit, times 2^20 equations, stay within two words with much to spare.
    private const long MaximumEntry = 1L << 52;

    /// <summary>Solves A·x = 1.</summary>
    /// <param name="size">The number of equations and unknowns, at least 1.</param>
    /// <param name="entry">A: the entry at a row and a column.</param>
    /// <param name="numerators">x times a common denominator greater than 0.</param>
    /// <param name="cancellationToken">Polled once a digit.</param>
    /// <returns>Whether it is solved; false where A is singular or has an entry of more than 52 bits.</returns>
    public static bool TrySolve(int size, Func<int, int, BigInteger> entry, out BigInteger[] numerators, CancellationToken cancellationToken)
    {
        numerators = [];
        long[] a = new long[size * size];
        double bits = 0;
        for (int r = 0; r < size; r++)
        {
            double square = 1;
            for (int c = 0; c < size; c++)
            {
                BigInteger value = entry(r, c);
                if (BigInteger.Abs(value) > MaximumEntry) return false;
                a[(r * size) + c] = (long)value;
                square += (double)value * (double)value;
            }

            // With the right side as one entry more, a row's length bounds its part in Cramer's numerators too.
            bits += Math.Log2(square) / 2;
        }

        foreach (ulong prime in Primes)
        {
            if (Inverse(a, size, prime) is not { } inverse) continue;
            numerators = Lift(a, inverse, size, prime, bits, cancellationToken);
            return true;
        }

        return false;
    }

    private static BigInteger[] Lift(long[] a, ulong[] inverse, int size, ulong prime, double bits, CancellationToken cancellationToken)
    {
        int digits = (int)Math.Ceiling(((2 * bits) + 8) / Math.Log2(prime));
        ulong[][] digit = new ulong[digits][];
        var residual = new Int128[size];
        Array.Fill(residual, Int128.One);
        ulong[] reduced = new ulong[size];
        ulong square = prime * prime;
        for (int t = 0; t < digits; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int r = 0; r < size; r++) reduced[r] = (ulong)(((residual[r] % (Int128)prime) + (Int128)prime) % (Int128)prime);
            ulong[] x = digit[t] = new ulong[size];
            for (int r = 0; r < size; r++)
            {
                ReadOnlySpan<ulong> row = inverse.AsSpan(r * size, size);
                ulong sum = 0;
                for (int c = 0; c < row.Length; c++)
                {
                    sum += row[c] * reduced[c];
                    if (sum >= square) sum -= square;
                }

                x[r] = sum % prime;
            }

            for (int r = 0; r < size; r++)
            {
                ReadOnlySpan<long> row = a.AsSpan(r * size, size);
                Int128 product = 0;
                for (int c = 0; c < row.Length; c++)
                {
                    long high = Math.BigMul(row[c], (long)x[c], out long low);
                    product += new Int128((ulong)high, (ulong)low);
                }

                residual[r] = (residual[r] - product) / (Int128)prime;
            }
        }

        BigInteger modulus = BigInteger.Pow(prime, digits), bound = Root(modulus / 2), denominator = BigInteger.One;
        var values = new BigInteger[size];
        for (int k = 0; k < size; k++)
        {
            BigInteger value = BigInteger.Zero;
            for (int t = digits - 1; t >= 0; t--) value = (value * prime) + digit[t][k];
            values[k] = value;
            denominator *= Denominator(Symmetric(value * denominator, modulus), modulus, bound);
        }

        var numerators = new BigInteger[size];
        for (int k = 0; k < size; k++) numerators[k] = Symmetric(values[k] * denominator, modulus);
        return numerators;
    }

    /// <summary>The least d &gt; 0 for which d·value is small modulo the modulus: continued fractions, stopped half way.</summary>
    private static BigInteger Denominator(BigInteger value, BigInteger modulus, BigInteger bound)
    {
        (BigInteger r0, BigInteger r1) = (modulus, BigInteger.Abs(value));
        (BigInteger s0, BigInteger s1) = (BigInteger.Zero, BigInteger.One);
        while (r1 > bound)
        {
            BigInteger quotient = BigInteger.DivRem(r0, r1, out BigInteger remainder);
            (r0, r1) = (r1, remainder);
            (s0, s1) = (s1, s0 - (quotient * s1));
        }

        return BigInteger.Abs(s1);
    }

    private static BigInteger Symmetric(BigInteger value, BigInteger modulus)
    {
        value %= modulus;
        if (value.Sign < 0) value += modulus;
        return value * 2 > modulus ? value - modulus : value;
    }

    /// <summary>A number at least √value and below 2·√value.</summary>
    private static BigInteger Root(BigInteger value) => BigInteger.One << (int)((value.GetBitLength() + 1) / 2);

    /// <summary>A's inverse modulo the prime; null where it has none.</summary>
    private static ulong[]? Inverse(long[] a, int size, ulong prime)
    {
        int width = 2 * size;
        ulong[] rows = new ulong[size * width];
        for (int r = 0; r < size; r++)
        {
            for (int c = 0; c < size; c++)
            {
                long value = a[(r * size) + c] % (long)prime;
                rows[(r * width) + c] = (ulong)(value < 0 ? value + (long)prime : value);
            }

            rows[(r * width) + size + r] = 1;
        }

        for (int c = 0; c < size; c++)
        {
            int pivot = c;
            while (pivot < size && rows[(pivot * width) + c] == 0) pivot++;
            if (pivot == size) return null;
            Span<ulong> own = rows.AsSpan(c * width, width);
            if (pivot != c)
            {
                Span<ulong> other = rows.AsSpan(pivot * width, width);
                for (int k = 0; k < width; k++) (own[k], other[k]) = (other[k], own[k]);
            }

            ulong reciprocal = Power(own[c], prime - 2, prime);
            for (int k = c; k < width; k++) own[k] = own[k] * reciprocal % prime;
            for (int r = 0; r < size; r++)
            {
                Span<ulong> row = rows.AsSpan(r * width, width);
                if (r == c || row[c] == 0) continue;
                ulong factor = prime - row[c];
                for (int k = c; k < width; k++) row[k] = (row[k] + (factor * own[k])) % prime;
            }
        }

        ulong[] inverse = new ulong[size * size];
        for (int r = 0; r < size; r++) rows.AsSpan((r * width) + size, size).CopyTo(inverse.AsSpan(r * size));
        return inverse;
    }

    private static ulong Power(ulong number, ulong exponent, ulong prime)
    {
        ulong power = 1;
        for (; exponent > 0; exponent >>= 1, number = number * number % prime)
        {
            if ((exponent & 1) != 0) power = power * number % prime;
        }

        return power;
    }
}
