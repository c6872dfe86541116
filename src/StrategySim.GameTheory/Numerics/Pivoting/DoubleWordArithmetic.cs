using System.Numerics;
using System.Runtime.CompilerServices;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Entries of two words, below 2^126 in size.</summary>
internal readonly struct DoubleWordArithmetic : IEntryArithmetic<Int128>
{
    private const double Limit = 8.5070591730234615865843651857942e37; // 2^126

    // Each double below is within 2^−50 of what it stands for, relatively: a few roundings of 2^−53.
    private const double Error = 1.0 / (1L << 50);

    private static readonly BigInteger Greatest = (BigInteger.One << 126) - 1;

    public static bool TryFrom(BigInteger value, out Int128 entry)
    {
        bool fits = BigInteger.Abs(value) <= Greatest;
        entry = fits ? (Int128)value : 0;
        return fits;
    }

    public static BigInteger ToBigInteger(Int128 value) => value;

    public static bool FitsShorter(Int128 value) => value <= 1L << 62 && value >= -(1L << 62);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(Int128 value) => High(value) < 0 ? -1 : value == default ? 0 : 1;

    public static Int128 Negate(Int128 value) => -value;

    public static int CompareProducts(Int128 a, Int128 b, Int128 c, Int128 d)
    {
        double left = Round(a) * Round(b), right = Round(c) * Round(d), difference = left - right;
        if (Math.Abs(difference) > Error * (Math.Abs(left) + Math.Abs(right))) return Math.Sign(difference);
        return ((BigInteger)a * b).CompareTo((BigInteger)c * d);
    }

    public static ExactDivisor<Int128> Divisor(Int128 value)
    {
        int shift = (int)Int128.TrailingZeroCount(value);
        UInt128 u = (UInt128)(value >> shift);
        UInt128 x = WordArithmetic.InverseOf((ulong)u);
        x = unchecked(x * (2 - (u * x)));
        return new ExactDivisor<Int128>(value, shift, (Int128)x, Math.Abs(Round(value)));
    }

    public static bool TryEliminate(
        Span<Int128> target, ReadOnlySpan<Int128> row, ReadOnlySpan<Int128> pivotRow, Int128 pivot, Int128 factor, in ExactDivisor<Int128> divisor)
    {
        if (factor == 0 && pivot == divisor.Value)
        {
            row.CopyTo(target);
            return true;
        }

        // Three words of the dividend are kept, so that a shift may use up one; a larger shift is rare, and left to any length.
        int shift = divisor.Shift;
        if (shift >= 64) return false;
        UInt128 inverse = (UInt128)divisor.Inverse;
        double p = Round(pivot), f = Round(factor), limit = Limit * divisor.Magnitude;
        for (int k = 0; k < target.Length; k++)
        {
            double left = Round(row[k]) * p, right = f * Round(pivotRow[k]);
            if (Math.Abs(left - right) + (Error * (Math.Abs(left) + Math.Abs(right))) >= limit * (1 - Error)) return false;
            Product(row[k], pivot, out ulong a0, out ulong a1, out ulong a2);
            Product(factor, pivotRow[k], out ulong b0, out ulong b1, out ulong b2);
            unchecked
            {
                ulong w0 = a0 - b0, borrow = a0 < b0 ? 1UL : 0;
                ulong w1 = a1 - b1, carry = a1 < b1 ? 1UL : 0;
                if (w1 < borrow) carry++;
                w1 -= borrow;
                ulong w2 = a2 - b2 - carry;
                ulong low = (w0 >> shift) | ((w1 << 1) << (63 - shift));
                ulong high = (w1 >> shift) | ((w2 << 1) << (63 - shift));
                target[k] = (Int128)(new UInt128(high, low) * inverse);
            }
        }

        return true;
    }

    /// <summary>The product modulo 2^192, low word first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Product(Int128 a, Int128 b, out ulong w0, out ulong w1, out ulong w2)
    {
        ulong a0 = (ulong)a, b0 = (ulong)b, a1 = (ulong)High(a), b1 = (ulong)High(b);
        unchecked
        {
            ulong h00 = Math.BigMul(a0, b0, out w0);
            ulong h01 = Math.BigMul(a0, b1, out ulong l01), h10 = Math.BigMul(a1, b0, out ulong l10);
            w1 = h00 + l01;
            ulong carry = w1 < h00 ? 1UL : 0;
            w1 += l10;
            if (w1 < l10) carry++;
            w2 = h01 + h10 + carry + (a1 * b1);
            // A negative factor is 2^128 less than its two words say.
            if ((long)a1 < 0) w2 -= b0;
            if ((long)b1 < 0) w2 -= a0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long High(Int128 value) => (long)(ulong)((UInt128)value >> 64);

    // By magnitude: the two words of a small negative number are both large, and their sum would lose it.
    private static double Round(Int128 value)
    {
        bool negative = High(value) < 0;
        Int128 size = negative ? -value : value;
        double rounded = (High(size) * 18446744073709551616.0) + (ulong)size;
        return negative ? -rounded : rounded;
    }
}
