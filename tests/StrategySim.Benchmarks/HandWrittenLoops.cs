using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StrategySim.Benchmarks;

/// <summary>One memory-one pair with slips, over and over in the lanes of a vector: what somebody would write who wants just this loop and no engine.</summary>
/// <remarks>
/// No lengths, no second pair, no draws that can be addressed again, no probabilities finer than a draw: counts of the two sides and of both. One loop
/// makes the draws that the engine makes, the other those of a generator that keeps a state and is cheaper.
/// </remarks>
internal abstract class HandWrittenLoop
{
    // Probabilities of C after CC, CD, DC, DD in 32 bits.
    protected static readonly uint[] Probabilities = [0xF000_0000, 0x0C00_0000, 0xE000_0000, 0x2000_0000];

    /// <summary>Rounds in which one side cooperated, the other, and both, summed: so that no round can be left out.</summary>
    public long Counted { get; protected set; }

    /// <summary>Plays rounds.</summary>
    /// <param name="rounds">Over all lanes.</param>
    public abstract void Play(long rounds);
}

/// <summary>Philox 4×32-10, a word a round for two draws of 16 bits, in thirty-two lanes: the work of the engine.</summary>
internal sealed class PhiloxLoop : HandWrittenLoop
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    public override void Play(long rounds)
    {
        Vector512<ushort> p0 = Sixteen(0), p1 = Sixteen(1), p2 = Sixteen(2), p3 = Sixteen(3);
        Vector512<ushort> row = default, column = default, firsts = default, seconds = default, both = default;
        Vector512<ulong> low = Vector512.Create((ulong)uint.MaxValue), even = Vector512.Create(0x0000_FFFF_0000_FFFFUL), lanes = Vector512<ulong>.Indices;
        Span<Vector512<ulong>> words = stackalloc Vector512<ulong>[16];
        for (uint block = 0; block < rounds / 128; block++)
        {
            Vector512<ulong> x1 = Vector512<ulong>.Zero, x2 = Vector512.Create((ulong)block), x3 = Vector512<ulong>.Zero;
            for (int s = 0; s < 4; s += 2) Draw(lanes + Vector512.Create(8UL * (uint)s), lanes + Vector512.Create(8UL * (uint)(s + 1)), x1, x2, x3, words[s..]);
            for (int t = 0; t < 16; t += 4)
            {
                Vector512<ulong> x = Vector512.ConditionalSelect(low, words[t], words[t + 1] << 32), y = Vector512.ConditionalSelect(low, words[t + 2], words[t + 3] << 32);
                Vector512<ushort> mine = Vector512.ConditionalSelect(row, Vector512.ConditionalSelect(column, p0, p1), Vector512.ConditionalSelect(column, p2, p3));
                Vector512<ushort> theirs = Vector512.ConditionalSelect(row, Vector512.ConditionalSelect(column, p0, p2), Vector512.ConditionalSelect(column, p1, p3));
                row = Vector512.LessThan(Vector512.ConditionalSelect(even, x, y << 16).AsUInt16(), mine);
                column = Vector512.LessThan(Vector512.ConditionalSelect(even, x >>> 16, y).AsUInt16(), theirs);
                firsts -= row;
                seconds -= column;
                both -= row & column;
            }

            // A lane counts in 16 bits.
            if (block % 16_383 != 16_382) continue;
            Count(firsts, seconds, both);
            (firsts, seconds, both) = (default, default, default);
        }

        Count(firsts, seconds, both);
    }

    private static Vector512<ushort> Sixteen(int outcome) => Vector512.Create((ushort)(Probabilities[outcome] >> 16));

    private void Count(Vector512<ushort> firsts, Vector512<ushort> seconds, Vector512<ushort> both)
    {
        for (int lane = 0; lane < 32; lane++) Counted += firsts[lane] + seconds[lane] + both[lane];
    }

    private static void Draw(Vector512<ulong> a0, Vector512<ulong> b0, Vector512<ulong> x1, Vector512<ulong> x2, Vector512<ulong> x3, Span<Vector512<ulong>> words)
    {
        Vector512<ulong> a1 = x1, a2 = x2, a3 = x3, b1 = x1, b2 = x2, b3 = x3, m0 = Vector512.Create((ulong)Multiplier0), m1 = Vector512.Create((ulong)Multiplier1);
        uint k0 = 1, k1 = 0;
        for (int round = 0; round < 10; round++, k0 += Weyl0, k1 += Weyl1)
        {
            Vector512<ulong> key0 = Vector512.Create((ulong)k0), key1 = Vector512.Create((ulong)k1);
            Vector512<ulong> p0 = Wide(a0, m0), p1 = Wide(a2, m1), q0 = Wide(b0, m0), q1 = Wide(b2, m1);
            (a0, a1, a2, a3) = ((p1 >>> 32) ^ a1 ^ key0, p1, (p0 >>> 32) ^ a3 ^ key1, p0);
            (b0, b1, b2, b3) = ((q1 >>> 32) ^ b1 ^ key0, q1, (q0 >>> 32) ^ b3 ^ key1, q0);
        }

        (words[0], words[1], words[4], words[5], words[8], words[9], words[12], words[13]) = (a0, b0, a1, b1, a2, b2, a3, b3);
    }

    private static Vector512<ulong> Wide(Vector512<ulong> x, Vector512<ulong> y) => Avx512F.IsSupported ? Avx512F.Multiply(x.AsUInt32(), y.AsUInt32()) : (x & Vector512.Create((ulong)uint.MaxValue)) * y;
}

/// <summary>Xoshiro128++ of 32 bits in sixteen lanes, one generator for each side.</summary>
internal sealed class XoshiroLoop : HandWrittenLoop
{
    private const int Lanes = 16;

    private readonly Vector512<uint>[] _state = [.. Enumerable.Range(1, 8).Select(i => Vector512.Create([.. Enumerable.Range(1, Lanes).Select(lane => (uint)(lane * 2654435761L * i) | 1u)]))];

    public override void Play(long rounds)
    {
        Vector512<uint> p0 = Vector512.Create(Probabilities[0]), p1 = Vector512.Create(Probabilities[1]), p2 = Vector512.Create(Probabilities[2]), p3 = Vector512.Create(Probabilities[3]);
        Vector512<uint> row = default, column = default, firsts = default, seconds = default, both = default;
        Vector512<uint> a0 = _state[0], a1 = _state[1], a2 = _state[2], a3 = _state[3], b0 = _state[4], b1 = _state[5], b2 = _state[6], b3 = _state[7];
        for (long t = 0; t < rounds / Lanes; t++)
        {
            Vector512<uint> x = Left(a0 + a3, 7) + a0, y = Left(b0 + b3, 7) + b0;
            (a0, a1, a2, a3) = Next(a0, a1, a2, a3);
            (b0, b1, b2, b3) = Next(b0, b1, b2, b3);
            Vector512<uint> mine = Vector512.ConditionalSelect(row, Vector512.ConditionalSelect(column, p0, p1), Vector512.ConditionalSelect(column, p2, p3));
            Vector512<uint> theirs = Vector512.ConditionalSelect(row, Vector512.ConditionalSelect(column, p0, p2), Vector512.ConditionalSelect(column, p1, p3));
            row = Vector512.LessThan(x, mine);
            column = Vector512.LessThan(y, theirs);
            firsts -= row;
            seconds -= column;
            both -= row & column;
        }

        (_state[0], _state[1], _state[2], _state[3], _state[4], _state[5], _state[6], _state[7]) = (a0, a1, a2, a3, b0, b1, b2, b3);
        Counted += Vector512.Sum(firsts) + Vector512.Sum(seconds) + Vector512.Sum(both);
    }

    private static Vector512<uint> Left(Vector512<uint> x, int bits) => (x << bits) | (x >>> (32 - bits));

    private static (Vector512<uint>, Vector512<uint>, Vector512<uint>, Vector512<uint>) Next(Vector512<uint> s0, Vector512<uint> s1, Vector512<uint> s2, Vector512<uint> s3)
    {
        Vector512<uint> t = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        return (s0, s1, s2 ^ t, Left(s3, 11));
    }
}
