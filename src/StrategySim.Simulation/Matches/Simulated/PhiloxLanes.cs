using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Philox 4×32-10 of four times eight counters at once, each in a lane of 64 bits; the same words as <see cref="Randomness.Philox"/>.</summary>
/// <remarks>
/// A word keeps the low half of its lane. What stands in the high half is never read by the widening multiplication, so it need not be cleared
/// until the words are taken out.
/// </remarks>
internal static class PhiloxLanes
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>Four times eight blocks, in step: their chains of multiplications run beside each other.</summary>
    /// <param name="words">Counters, word k of state s at 4·k + s; on return the low halves of the lanes are the blocks' words in the same places.</param>
    /// <param name="seed">The key.</param>
    public static void Blocks(Span<Vector512<ulong>> words, ulong seed)
    {
        Vector512<ulong> a0 = words[0], b0 = words[1], c0 = words[2], d0 = words[3], a1 = words[4], b1 = words[5], c1 = words[6], d1 = words[7];
        Vector512<ulong> a2 = words[8], b2 = words[9], c2 = words[10], d2 = words[11], a3 = words[12], b3 = words[13], c3 = words[14], d3 = words[15];
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> key0 = Vector512.Create((ulong)k0), key1 = Vector512.Create((ulong)k1);
            Round(ref a0, ref a1, ref a2, ref a3, key0, key1);
            Round(ref b0, ref b1, ref b2, ref b3, key0, key1);
            Round(ref c0, ref c1, ref c2, ref c3, key0, key1);
            Round(ref d0, ref d1, ref d2, ref d3, key0, key1);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        (words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7]) = (a0, b0, c0, d0, a1, b1, c1, d1);
        (words[8], words[9], words[10], words[11], words[12], words[13], words[14], words[15]) = (a2, b2, c2, d2, a3, b3, c3, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector512<ulong> x0, ref Vector512<ulong> x1, ref Vector512<ulong> x2, ref Vector512<ulong> x3, Vector512<ulong> key0, Vector512<ulong> key1)
    {
        Vector512<ulong> p0 = Wide(x0, Vector512.Create((ulong)Multiplier0)), p1 = Wide(x2, Vector512.Create((ulong)Multiplier1));
        x0 = (p1 >>> 32) ^ x1 ^ key0;
        x2 = (p0 >>> 32) ^ x3 ^ key1;
        (x1, x3) = (p1, p0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Wide(Vector512<ulong> x, Vector512<ulong> y)
    {
        if (Avx512F.IsSupported) return Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());
        if (Avx2.IsSupported) return Vector512.Create(Avx2.Multiply(x.GetLower().AsUInt32(), y.GetLower().AsUInt32()), Avx2.Multiply(x.GetUpper().AsUInt32(), y.GetUpper().AsUInt32()));
        return (x & Vector512.Create((ulong)uint.MaxValue)) * y;
    }
}
