using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Philox 4×32-10 of eight counters at once, each in a lane of 64 bits; the same words as <see cref="Randomness.Philox"/>.</summary>
/// <remarks>
/// A word keeps the low half of its lane. What stands in the high half is never read by the widening multiplication, so it need not be cleared
/// until the words are taken out.
/// </remarks>
internal static class PhiloxLanes
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>Eight blocks; the low halves of the lanes are their words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks(ref Vector512<ulong> c0, ref Vector512<ulong> c1, ref Vector512<ulong> c2, ref Vector512<ulong> c3, ulong seed)
    {
        Vector512<ulong> m0 = Vector512.Create((ulong)Multiplier0), m1 = Vector512.Create((ulong)Multiplier1);
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> p0 = Wide(c0, m0), p1 = Wide(c2, m1);
            c0 = (p1 >>> 32) ^ c1 ^ Vector512.Create((ulong)k0);
            c2 = (p0 >>> 32) ^ c3 ^ Vector512.Create((ulong)k1);
            (c1, c3) = (p1, p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Wide(Vector512<ulong> x, Vector512<ulong> y)
    {
        if (Avx512F.IsSupported) return Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());
        if (Avx2.IsSupported) return Vector512.Create(Avx2.Multiply(x.GetLower().AsUInt32(), y.GetLower().AsUInt32()), Avx2.Multiply(x.GetUpper().AsUInt32(), y.GetUpper().AsUInt32()));
        return (x & Vector512.Create((ulong)uint.MaxValue)) * y;
    }
}
