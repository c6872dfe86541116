using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Entries of any length.</summary>
internal readonly struct BigArithmetic : IEntryArithmetic<BigInteger>
{
    public static bool TryFrom(BigInteger value, out BigInteger entry)
    {
        entry = value;
        return true;
    }

    public static BigInteger ToBigInteger(BigInteger value) => value;

    public static bool FitsShorter(BigInteger value) => value.GetBitLength() < 126;

    public static int Sign(BigInteger value) => value.Sign;

    public static BigInteger Negate(BigInteger value) => -value;

    public static int CompareProducts(BigInteger a, BigInteger b, BigInteger c, BigInteger d) => (a * b).CompareTo(c * d);

    public static ExactDivisor<BigInteger> Divisor(BigInteger value) => new(value, 0, default, 0);

    public static bool TryEliminate(
        Span<BigInteger> target, ReadOnlySpan<BigInteger> row, ReadOnlySpan<BigInteger> pivotRow, BigInteger pivot, BigInteger factor, in ExactDivisor<BigInteger> divisor)
    {
        for (int k = 0; k < target.Length; k++) target[k] = ((row[k] * pivot) - (factor * pivotRow[k])) / divisor.Value;
        return true;
    }
}
