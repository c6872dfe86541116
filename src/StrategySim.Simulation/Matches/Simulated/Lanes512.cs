using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Lanes of a vector of 512 bits.</summary>
internal readonly struct Lanes512(Vector512<ulong> bits) : ILanes<Lanes512>
{
    private readonly Vector512<ulong> _bits = bits;

    public static int Matches => 32;

    public static bool LooksUp => Avx512Vbmi.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Of(ulong value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator ^(Lanes512 a, Lanes512 b) => new(a._bits ^ b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Xor(Lanes512 a, Lanes512 b, Lanes512 c) => new(Avx512F.IsSupported ? Avx512F.TernaryLogic(a._bits, b._bits, c._bits, 0x96) : a._bits ^ b._bits ^ c._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator &(Lanes512 a, Lanes512 b) => new(a._bits & b._bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator <<(Lanes512 a, int bits) => new(a._bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator >>>(Lanes512 a, int bits) => new(a._bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator >>(Lanes512 a, int bits) => new((a._bits.AsInt16() >> bits).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new((a._bits.AsUInt16() - b._bits.AsUInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Products(Lanes512 a, Lanes512 b) => new(Avx512F.IsSupported
        ? Avx512F.Multiply(a._bits.AsUInt32(), b._bits.AsUInt32())
        : (a._bits & Vector512.Create((ulong)uint.MaxValue)) * (b._bits & Vector512.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Select(Lanes512 mask, Lanes512 a, Lanes512 b) => new(Vector512.ConditionalSelect(mask._bits, a._bits, b._bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Means(Lanes512 a, Lanes512 b)
    {
        Vector512<ushort> x = a._bits.AsUInt16(), y = b._bits.AsUInt16();
        return new((Avx512BW.IsSupported ? Avx512BW.Average(x, y) : (x | y) - ((x ^ y) >>> 1)).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Least(Lanes512 a, Lanes512 b) => new(Vector512.Min(a._bits.AsInt16(), b._bits.AsInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Meet(Lanes512 a, Lanes512 b) => Vector512.EqualsAny(a._bits.AsUInt16(), b._bits.AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Look(Lanes512 table, Lanes512 indices) => new(Avx512BW.PermuteVar32x16(table._bits.AsUInt16(), indices._bits.AsUInt16()).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Look(Lanes512 low, Lanes512 high, Lanes512 indices) => new(Avx512Vbmi.PermuteVar64x8x2(low._bits.AsByte(), indices._bits.AsByte(), high._bits.AsByte()).AsUInt64());
}
