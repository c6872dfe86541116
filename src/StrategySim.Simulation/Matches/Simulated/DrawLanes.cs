using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>The draws of matches side by side: Philox blocks of four counters a lane of 64 bits, the same words as <see cref="MatchDraws.Block"/> gives.</summary>
/// <remarks>
/// Between the blocks of a match only the block's number changes, which enters one multiplication: the first of ten rounds is worked out
/// once for all but one exclusive-or, and half of the second. Words keep the low halves of their lanes; what stands in the high halves is never
/// read by the multiplication, so it need not be cleared.
/// </remarks>
internal readonly ref struct DrawLanes<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Words of memory that a constructor asks for.</summary>
    public const int Memory = (States * Constants * LaneMemory.Alignment) + LaneMemory.Alignment;

    // Four states a group: words of one pair of them fill one vector.
    private const int States = 4, Constants = 4, FullRounds = 8;
    private readonly ReadOnlySpan<TLanes> _constants;
    private readonly Keys _keys;

    /// <summary>The draws of a group.</summary>
    /// <param name="draws">The match of each lane, in the order in which words come; lanes without a match of their own repeat the first.</param>
    /// <param name="seed">The seed of all of them.</param>
    /// <param name="purpose">What is drawn.</param>
    /// <param name="memory">On the stack, <see cref="Memory"/> words.</param>
    public DrawLanes(ReadOnlySpan<MatchDraws> draws, ulong seed, uint purpose, Span<ulong> memory)
    {
        Span<TLanes> constants = LaneMemory.Vectors<TLanes>(memory, States * Constants);
        Span<ulong> words = MemoryMarshal.Cast<TLanes, ulong>(constants);
        int wide = TLanes.Matches / 4;
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (int state = 0; state < States; state++)
        {
            for (int counter = 0; counter < wide; counter++)
            {
                // Counter (repetition, stream, block, purpose) through the first round, and through the second where the block has not come yet.
                int lane = ((state >> 1) * 2 * wide) + (2 * counter) + (state & 1);
                MatchDraws of = draws[lane < draws.Length ? lane : 0];
                ulong first = (ulong)Philox.Multiplier0 * of.Repetition;
                ulong second = (ulong)Philox.Multiplier1 * ((uint)(first >> 32) ^ purpose ^ k1);
                int at = (state * Constants * wide) + counter;
                words[at] = of.Stream ^ k0;
                words[at + wide] = (uint)(second >> 32) ^ (k0 + Philox.Weyl0);
                words[at + (2 * wide)] = (uint)second;
                words[at + (3 * wide)] = (uint)first ^ (k1 + Philox.Weyl1);
            }
        }

        _constants = constants;
        for (int round = 0; round < FullRounds; round++)
        {
            _keys[2 * round] = k0 + ((uint)(round + 2) * Philox.Weyl0);
            _keys[(2 * round) + 1] = k1 + ((uint)(round + 2) * Philox.Weyl1);
        }
    }

    /// <summary>The words of rounds.</summary>
    /// <param name="block">Of four rounds, the first one.</param>
    /// <param name="words">Receives two vectors a round: as words of 32 bits, one for each lane.</param>
    public void Draw(uint block, Span<TLanes> words)
    {
        for (int at = 0; at < words.Length; at += 8)
        {
            ulong product = (ulong)Philox.Multiplier1 * block++;
            Pair(_constants[..(2 * Constants)], product, words.Slice(at, 7));
            Pair(_constants.Slice(2 * Constants, 2 * Constants), product, words.Slice(at + 1, 7));
        }
    }

    // Two states in step: their chains of multiplications run beside each other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pair(ReadOnlySpan<TLanes> constants, ulong product, Span<TLanes> words)
    {
        TLanes high = TLanes.Of(product >> 32), low = TLanes.Of(product);
        TLanes m0 = TLanes.Of(Philox.Multiplier0), m1 = TLanes.Of(Philox.Multiplier1);
        TLanes a3 = TLanes.Products(m0, constants[0] ^ high), b3 = TLanes.Products(m0, constants[4] ^ high);
        TLanes a0 = constants[1] ^ low, b0 = constants[5] ^ low;
        TLanes a1 = constants[2], b1 = constants[6];
        TLanes a2 = (a3 >>> 32) ^ constants[3], b2 = (b3 >>> 32) ^ constants[7];
        for (int key = 0; key < 2 * FullRounds; key += 2)
        {
            TLanes k0 = TLanes.Of(_keys[key]), k1 = TLanes.Of(_keys[key + 1]);
            TLanes p0 = TLanes.Products(m0, a0), p1 = TLanes.Products(m1, a2), q0 = TLanes.Products(m0, b0), q1 = TLanes.Products(m1, b2);
            (a0, a1, a2, a3) = (TLanes.Xor(p1 >>> 32, a1, k0), p1, TLanes.Xor(p0 >>> 32, a3, k1), p0);
            (b0, b1, b2, b3) = (TLanes.Xor(q1 >>> 32, b1, k0), q1, TLanes.Xor(q0 >>> 32, b3, k1), q0);
        }

        TLanes mask = TLanes.Of(uint.MaxValue);
        words[0] = TLanes.Select(mask, a0, b0 << 32);
        words[2] = TLanes.Select(mask, a1, b1 << 32);
        words[4] = TLanes.Select(mask, a2, b2 << 32);
        words[6] = TLanes.Select(mask, a3, b3 << 32);
    }

    [InlineArray(2 * FullRounds)]
    private struct Keys
    {
        private ulong _first;
    }
}
