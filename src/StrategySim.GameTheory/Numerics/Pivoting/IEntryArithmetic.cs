using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Integer arithmetic of one width on the entries of a dictionary; whatever does not fit is said, never wrapped.</summary>
/// <typeparam name="T">The number: a word, two words, or any length.</typeparam>
internal interface IEntryArithmetic<T>
    where T : struct
{
    /// <summary>Takes a number where it fits.</summary>
    static abstract bool TryFrom(BigInteger value, out T entry);

    /// <summary>The number in full.</summary>
    static abstract BigInteger ToBigInteger(T value);

    /// <summary>Whether the number would fit the next shorter width.</summary>
    static abstract bool FitsShorter(T value);

    /// <summary>−1, 0 or 1.</summary>
    static abstract int Sign(T value);

    /// <summary>The negative; always fits.</summary>
    static abstract T Negate(T value);

    /// <summary>The sign of a·b − c·d.</summary>
    static abstract int CompareProducts(T a, T b, T c, T d);

    /// <summary>What division by a number takes, where it is known to leave no remainder.</summary>
    static abstract ExactDivisor<T> Divisor(T value);

    /// <summary>target[k] = (row[k]·pivot − factor·pivotRow[k]) / divisor, divisions that leave no remainder.</summary>
    /// <returns>Whether every result fits; otherwise the target holds nothing of use.</returns>
    static abstract bool TryEliminate(
        Span<T> target, ReadOnlySpan<T> row, ReadOnlySpan<T> pivotRow, T pivot, T factor, in ExactDivisor<T> divisor);
}

/// <summary>A divisor d = 2^s·u with u odd, and 1/u modulo the power of two that the width stands for.</summary>
/// <remarks>
/// A quotient without remainder needs no division: shift by s and multiply by 1/u. Jebelean, "An algorithm for exact
/// division", Journal of Symbolic Computation 15 (1993) 169–180.
/// </remarks>
/// <param name="Value">d, not 0.</param>
/// <param name="Shift">s.</param>
/// <param name="Inverse">1/u; 0 where the width divides in another way.</param>
/// <param name="Magnitude">|d|, rounded.</param>
internal readonly record struct ExactDivisor<T>(T Value, int Shift, T Inverse, double Magnitude)
    where T : struct;
