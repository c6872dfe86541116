using System.Numerics;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>A probability as what 16-bit draws are compared with, and what decides where they tie.</summary>
/// <remarks>
/// A draw below <see cref="High"/> is a yes, one above it a no; at a tie 64 further bits are compared with <see cref="Low"/>. So half a word
/// decides all but one draw in 65,536, and probabilities are still met to 2⁻⁸⁰; 0 and 1 are met exactly.
/// </remarks>
internal readonly record struct Threshold(ushort High, ulong Low, bool Always)
{
    /// <summary>The threshold of a probability in [0, 1].</summary>
    public static Threshold Of(Rational probability)
    {
        if (probability == Rational.One) return new Threshold(ushort.MaxValue, ulong.MaxValue, true);
        BigInteger bits = (probability.Numerator << 80) / probability.Denominator;
        return new Threshold((ushort)(bits >> 64), (ulong)(bits & ulong.MaxValue), false);
    }

    /// <summary>Whether a draw is a yes, ties decided.</summary>
    /// <param name="draw">16 bits.</param>
    /// <param name="draws">Where further bits come from.</param>
    /// <param name="round">From 1.</param>
    /// <param name="purpose">What is drawn.</param>
    /// <param name="seat">By whom.</param>
    public bool Met(uint draw, MatchDraws draws, uint round, uint purpose, int seat) => draw < High || (draw == High && Decides(draws.Further(round, purpose, seat)));

    /// <summary>What the further bits say.</summary>
    public bool Decides(ulong bits) => Always || bits < Low;
}
