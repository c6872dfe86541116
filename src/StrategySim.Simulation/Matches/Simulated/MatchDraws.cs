using System.Runtime.CompilerServices;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>The random numbers of one repetition of one match: Philox blocks addressed by round and purpose.</summary>
/// <remarks>
/// Key = the seed; counter = (repetition, stream of the two rules, round or block of four rounds, purpose). Purpose 0: the moves of two-strategy
/// games, a word a round, its low half for the row player and its high half for the column player. Purpose 3: their misperceptions in the
/// same way. Purposes 1, 2 and 4, 5 decide ties, by seat. Purposes 8 and 9: one block a round and seat for larger games, words (0, 1) for
/// the move and (2, 3) for the misperception. Nothing depends on how matches are spread over vectors or threads.
/// </remarks>
internal readonly struct MatchDraws(ulong seed, uint stream, uint repetition)
{
    public const uint Moves = 0, Perceptions = 3;
    private const uint Seats = 8;

    public uint Stream => stream;

    public uint Repetition => repetition;

    /// <summary>The words of four rounds.</summary>
    /// <param name="block">Rounds 4·block + 1 to 4·block + 4.</param>
    /// <param name="purpose"><see cref="Moves"/> or <see cref="Perceptions"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (uint W0, uint W1, uint W2, uint W3) Block(uint block, uint purpose) => Philox.Block(repetition, stream, block, purpose, (uint)seed, (uint)(seed >> 32));

    /// <summary>Further bits of a draw of two-strategy games that ties.</summary>
    /// <param name="round">From 1.</param>
    /// <param name="purpose">What was drawn.</param>
    /// <param name="seat">By whom.</param>
    public ulong Further(uint round, uint purpose, int seat)
    {
        (uint high, uint low, _, _) = Philox.Block(repetition, stream, round, purpose + 1 + (uint)seat, (uint)seed, (uint)(seed >> 32));
        return ((ulong)high << 32) | low;
    }

    /// <summary>The draws of a seat in a round of a larger game.</summary>
    public (ulong Move, ulong Perception) Of(uint round, int seat)
    {
        (uint w0, uint w1, uint w2, uint w3) = Philox.Block(repetition, stream, round, Seats + (uint)seat, (uint)seed, (uint)(seed >> 32));
        return (((ulong)w0 << 32) | w1, ((ulong)w2 << 32) | w3);
    }
}
