using System.Numerics;

namespace StrategySim.GameTheory.Numerics;

/// <content>Rounding to integers, to multiples and to doubles.</content>
public readonly partial struct Rational
{
    /// <summary>The nearest integer; halves go to the even one.</summary>
    public BigInteger RoundHalfEven()
    {
        BigInteger floor = BigInteger.DivRem(Numerator, Denominator, out BigInteger remainder);
        if (remainder.Sign < 0)
        {
            floor -= 1;
            remainder += Denominator;
        }

        int half = (remainder * 2).CompareTo(Denominator);
        return half > 0 || (half == 0 && !floor.IsEven) ? floor + 1 : floor;
    }

    /// <summary>The nearest multiple of <paramref name="quantum"/>; halves go to the even multiple.</summary>
    /// <param name="quantum">Greater than 0.</param>
    public Rational RoundTo(Rational quantum)
    {
        if (quantum.Sign <= 0) throw new ArgumentOutOfRangeException(nameof(quantum), quantum.ToString(), "Expected a quantum greater than 0.");
        if (_large is null && quantum._large is null && quantum._numerator == 1)
        {
            long m = quantum._denominatorLessOne + 1, d = _denominatorLessOne + 1;
            if (m % d == 0) return this;
            if (TryMultiply(_numerator, m, out long scaled))
            {
                long floor = Math.DivRem(scaled, d, out long remainder);
                if (remainder < 0)
                {
                    floor--;
                    remainder += d;
                }

                // remainder < d, so d − remainder does not overflow where 2·remainder could.
                int half = remainder.CompareTo(d - remainder);
                return Create(half > 0 || (half == 0 && (floor & 1) != 0) ? floor + 1 : floor, m);
            }
        }

        return (Rational)(this / quantum).RoundHalfEven() * quantum;
    }

    /// <summary>The nearest double, ties to even, over the normal range of doubles.</summary>
    public double ToDouble()
    {
        const long Exact = 1L << 53;
        if (_large is null)
        {
            long d = _denominatorLessOne + 1;
            // Both operands exact: IEEE division rounds once.
            if (_numerator is <= Exact and >= -Exact && d <= Exact) return (double)_numerator / d;
        }

        BigInteger numerator = BigInteger.Abs(Numerator), denominator = Denominator;
        // A quotient of 64 or 65 bits; the remainder becomes a sticky bit, so the conversion below rounds once.
        int shift = 65 - (int)((long)numerator.GetBitLength() - (long)denominator.GetBitLength());
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(numerator << shift, denominator, out BigInteger remainder)
            : BigInteger.DivRem(numerator, denominator << -shift, out remainder);
        if (quotient.GetBitLength() > 64)
        {
            int extra = (int)quotient.GetBitLength() - 64;
            if (!(quotient & ((BigInteger.One << extra) - 1)).IsZero) remainder = BigInteger.One;
            quotient >>= extra;
            shift -= extra;
        }

        ulong word = (ulong)quotient;
        if (!remainder.IsZero) word |= 1;
        double magnitude = Math.ScaleB((double)word, -shift);
        return Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>The nearest double to the product with a unit fraction 1/m: one rounding, and no reduction where both numbers are small.</summary>
    /// <param name="unit">1/m with m at least 1.</param>
    public double DividedToDouble(Rational unit)
    {
        const long Exact = 1L << 53;
        long m = unit._denominatorLessOne + 1;
        bool small = _large is null && _denominatorLessOne == 0 && _numerator is <= Exact and >= -Exact;
        return small && unit._large is null && unit._numerator == 1 && m <= Exact
            ? (double)_numerator / m
            : (this * unit).ToDouble();
    }
}
