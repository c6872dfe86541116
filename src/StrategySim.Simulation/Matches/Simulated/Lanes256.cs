using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Lanes of a vector of 256 bits.</summary>
internal readonly struct Lanes256(Vector256<ulong> bits) : ILanes<Lanes256>
{
    private readonly Vector256<ulong> _bits = bits;

    public static int Matches => 16;

    public static bool LooksUp => Avx512Vbmi.VL.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Of(ulong value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator ^(Lanes256 a, Lanes256 b) => new(a._bits ^ b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Xor(Lanes256 a, Lanes256 b, Lanes256 c) => new(Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(a._bits, b._bits, c._bits, 0x96) : a._bits ^ b._bits ^ c._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator &(Lanes256 a, Lanes256 b) => new(a._bits & b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator <<(Lanes256 a, int bits) => new(a._bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator >>>(Lanes256 a, int bits) => new(a._bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator >>(Lanes256 a, int bits) => new((a._bits.AsInt16() >> bits).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new((a._bits.AsUInt16() - b._bits.AsUInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Products(Lanes256 a, Lanes256 b) => new(Avx2.IsSupported
        ? Avx2.Multiply(a._bits.AsUInt32(), b._bits.AsUInt32())
        : (a._bits & Vector256.Create((ulong)uint.MaxValue)) * (b._bits & Vector256.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Select(Lanes256 mask, Lanes256 a, Lanes256 b) => new(Vector256.ConditionalSelect(mask._bits, a._bits, b._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Means(Lanes256 a, Lanes256 b)
    {
        Vector256<ushort> x = a._bits.AsUInt16(), y = b._bits.AsUInt16();
        return new((Avx2.IsSupported ? Avx2.Average(x, y) : (x | y) - ((x ^ y) >>> 1)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Least(Lanes256 a, Lanes256 b) => new(Vector256.Min(a._bits.AsInt16(), b._bits.AsInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Meet(Lanes256 a, Lanes256 b) => Vector256.EqualsAny(a._bits.AsUInt16(), b._bits.AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Look(Lanes256 table, Lanes256 indices) => new(Avx512BW.VL.PermuteVar16x16(table._bits.AsUInt16(), indices._bits.AsUInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Look(Lanes256 low, Lanes256 high, Lanes256 indices) => new(Avx512Vbmi.VL.PermuteVar32x8x2(low._bits.AsByte(), indices._bits.AsByte(), high._bits.AsByte()).AsUInt64());
}
