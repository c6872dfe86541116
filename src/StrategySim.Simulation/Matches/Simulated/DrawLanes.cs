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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(uint block, Span<TLanes> words)
    {
        ReadOnlySpan<TLanes> constants = _constants;
        TLanes m0 = TLanes.Of(Philox.Multiplier0), m1 = TLanes.Of(Philox.Multiplier1), mask = TLanes.Of(uint.MaxValue);
        for (; words.Length >= 8; words = words[8..])
        {
            ulong product = (ulong)Philox.Multiplier1 * block++;
            TLanes high = TLanes.Of(product >> 32), low = TLanes.Of(product);
            // Four states in step: their chains of multiplications run beside each other.
            Begin(constants[..4], high, low, m0, out TLanes a0, out TLanes a1, out TLanes a2, out TLanes a3);
            Begin(constants[4..8], high, low, m0, out TLanes b0, out TLanes b1, out TLanes b2, out TLanes b3);
            Begin(constants[8..12], high, low, m0, out TLanes c0, out TLanes c1, out TLanes c2, out TLanes c3);
            Begin(constants[12..16], high, low, m0, out TLanes d0, out TLanes d1, out TLanes d2, out TLanes d3);
            for (int key = 0; key < 2 * FullRounds; key += 2)
            {
                TLanes k0 = TLanes.Of(_keys[key]), k1 = TLanes.Of(_keys[key + 1]);
                Round(m0, m1, k0, k1, ref a0, ref a1, ref a2, ref a3);
                Round(m0, m1, k0, k1, ref b0, ref b1, ref b2, ref b3);
                Round(m0, m1, k0, k1, ref c0, ref c1, ref c2, ref c3);
                Round(m0, m1, k0, k1, ref d0, ref d1, ref d2, ref d3);
            }

            words[0] = TLanes.Select(mask, a0, b0 << 32);
            words[1] = TLanes.Select(mask, c0, d0 << 32);
            words[2] = TLanes.Select(mask, a1, b1 << 32);
            words[3] = TLanes.Select(mask, c1, d1 << 32);
            words[4] = TLanes.Select(mask, a2, b2 << 32);
            words[5] = TLanes.Select(mask, c2, d2 << 32);
            words[6] = TLanes.Select(mask, a3, b3 << 32);
            words[7] = TLanes.Select(mask, c3, d3 << 32);
        }
    }

    // The first two rounds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin(ReadOnlySpan<TLanes> constants, TLanes high, TLanes low, TLanes m0, out TLanes x0, out TLanes x1, out TLanes x2, out TLanes x3)
    {
        x3 = TLanes.Products(m0, constants[0] ^ high);
        (x0, x1, x2) = (constants[1] ^ low, constants[2], (x3 >>> 32) ^ constants[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(TLanes m0, TLanes m1, TLanes k0, TLanes k1, ref TLanes x0, ref TLanes x1, ref TLanes x2, ref TLanes x3)
    {
        TLanes p0 = TLanes.Products(m0, x0), p1 = TLanes.Products(m1, x2);
        (x0, x1, x2, x3) = (TLanes.Xor(p1 >>> 32, x1, k0), p1, TLanes.Xor(p0 >>> 32, x3, k1), p0);
    }

    [InlineArray(2 * FullRounds)]
    private struct Keys
    {
        private ulong _first;
    }
}
