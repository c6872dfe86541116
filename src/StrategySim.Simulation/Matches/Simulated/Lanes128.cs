using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Lanes of a vector of 128 bits.</summary>
internal readonly struct Lanes128(Vector128<ulong> bits) : ILanes<Lanes128>
{
    private readonly Vector128<ulong> _bits = bits;

    public static int Matches => 8;

    public static bool LooksUp => Avx512Vbmi.VL.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Of(ulong value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator ^(Lanes128 a, Lanes128 b) => new(a._bits ^ b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Xor(Lanes128 a, Lanes128 b, Lanes128 c) => new(Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(a._bits, b._bits, c._bits, 0x96) : a._bits ^ b._bits ^ c._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator &(Lanes128 a, Lanes128 b) => new(a._bits & b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator <<(Lanes128 a, int bits) => new(a._bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator >>>(Lanes128 a, int bits) => new(a._bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator >>(Lanes128 a, int bits) => new((a._bits.AsInt16() >> bits).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new((a._bits.AsUInt16() - b._bits.AsUInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Products(Lanes128 a, Lanes128 b) => new(Sse2.IsSupported
        ? Sse2.Multiply(a._bits.AsUInt32(), b._bits.AsUInt32())
        : (a._bits & Vector128.Create((ulong)uint.MaxValue)) * (b._bits & Vector128.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Select(Lanes128 mask, Lanes128 a, Lanes128 b) => new(Vector128.ConditionalSelect(mask._bits, a._bits, b._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Means(Lanes128 a, Lanes128 b)
    {
        Vector128<ushort> x = a._bits.AsUInt16(), y = b._bits.AsUInt16();
        return new((Sse2.IsSupported ? Sse2.Average(x, y) : (x | y) - ((x ^ y) >>> 1)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Least(Lanes128 a, Lanes128 b) => new(Vector128.Min(a._bits.AsInt16(), b._bits.AsInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Meet(Lanes128 a, Lanes128 b) => Vector128.EqualsAny(a._bits.AsUInt16(), b._bits.AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Look(Lanes128 table, Lanes128 indices) => new(Avx512BW.VL.PermuteVar8x16(table._bits.AsUInt16(), indices._bits.AsUInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Look(Lanes128 low, Lanes128 high, Lanes128 indices) => new(Avx512Vbmi.VL.PermuteVar16x8x2(low._bits.AsByte(), indices._bits.AsByte(), high._bits.AsByte()).AsUInt64());
}
