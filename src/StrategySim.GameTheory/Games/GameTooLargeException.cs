using System.Globalization;
using System.Numerics;

namespace StrategySim.GameTheory.Games;

/// <summary>A game that asks for more work or memory than the limits allow; found by arithmetic on counts, before either is spent.</summary>
public sealed class GameTooLargeException : ArgumentException
{
    /// <param name="game">What was asked, such as "A table of 100 players".</param>
    /// <param name="unit">What is counted, such as "payoffs".</param>
    /// <param name="estimate">How many it would take.</param>
    /// <param name="limit">How many are allowed.</param>
    public GameTooLargeException(string game, string unit, BigInteger estimate, long limit)
        : base($"{game} takes {Write(estimate)} {unit}; expected at most {limit:N0}.")
    {
        Unit = unit;
        Estimate = estimate;
        Limit = limit;
    }

    /// <summary>What is counted.</summary>
    public string Unit { get; }

    /// <summary>How many it would take.</summary>
    public BigInteger Estimate { get; }

    /// <summary>How many are allowed.</summary>
    public long Limit { get; }

    // Digits to a trillion, beyond that a power of ten: nobody counts the zeros of 2^100.
    private static string Write(BigInteger count) =>
        count < 1_000_000_000_000
            ? count.ToString("N0", CultureInfo.InvariantCulture)
            : $"about 10^{BigInteger.Log10(count):F0}";
}
