using System.Numerics;
using System.Runtime.CompilerServices;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Entries of one word, at most 2^62 in size.</summary>
internal readonly struct WordArithmetic : IEntryArithmetic<long>
{
    private const long Greatest = 1L << 62;

    public static bool TryFrom(BigInteger value, out long entry)
    {
        bool fits = value >= -Greatest && value <= Greatest;
        entry = fits ? (long)value : 0;
        return fits;
    }

    public static BigInteger ToBigInteger(long value) => value;

    public static bool FitsShorter(long value) => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(long value) => Math.Sign(value);

    public static long Negate(long value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CompareProducts(long a, long b, long c, long d)
    {
        long high1 = Math.BigMul(a, b, out long low1), high2 = Math.BigMul(c, d, out long low2);
        return high1 != high2 ? high1.CompareTo(high2) : ((ulong)low1).CompareTo((ulong)low2);
    }

    public static ExactDivisor<long> Divisor(long value)
    {
        int shift = BitOperations.TrailingZeroCount(value);
        return new ExactDivisor<long>(value, shift, (long)InverseOf((ulong)(value >> shift)), Math.Abs((double)value));
    }

    /// <summary>1/u modulo 2^64 for odd u: five correct bits to start from, and each of Newton's steps doubles them.</summary>
    internal static ulong InverseOf(ulong u)
    {
        ulong x = unchecked(3 * u) ^ 2;
        for (int bits = 5; bits < 64; bits *= 2) x = unchecked(x * (2 - (u * x)));
        return x;
    }

    public static bool TryEliminate(
        Span<long> target, ReadOnlySpan<long> row, ReadOnlySpan<long> pivotRow, long pivot, long factor, in ExactDivisor<long> divisor)
    {
        if (factor == 0 && pivot == divisor.Value)
        {
            row.CopyTo(target);
            return true;
        }

        row = row[..target.Length];
        pivotRow = pivotRow[..target.Length];
        int shift = divisor.Shift;
        ulong inverse = (ulong)divisor.Inverse, size = (ulong)Math.Abs(divisor.Value);
        bool fits = true;
        for (int k = 0; k < target.Length; k++)
        {
            long high1 = Math.BigMul(row[k], pivot, out long low1), high2 = Math.BigMul(factor, pivotRow[k], out long low2);
            unchecked
            {
                ulong low = (ulong)low1 - (ulong)low2;
                long high = high1 - high2 - ((ulong)low1 < (ulong)low2 ? 1 : 0);
                // ⌊t / 2^62⌋ of the dividend t: the quotient lies within ±2^62 exactly where this lies in [−|d|, |d|).
                long top = (high << 2) | (long)(low >> 62);
                fits &= (ulong)(top ^ (top >> 63)) < size;
                target[k] = (long)(((low >> shift) | (((ulong)high << 1) << (63 - shift))) * inverse);
            }
        }

        return fits;
    }
}
