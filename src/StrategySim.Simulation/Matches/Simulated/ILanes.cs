using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>A vector of the processor as the kernels need it: lanes of 64 bits for making draws, of 16 bits for playing matches.</summary>
/// <remarks>
/// One kernel is written once and compiled for each width, with nothing virtual left in it. Results do not depend on the width: a lane knows
/// nothing of its neighbours.
/// </remarks>
/// <typeparam name="TSelf">The vector.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Lanes of 16 bits, which is how many matches are played side by side.</summary>
    static abstract int Matches { get; }

    /// <summary>The same number in every lane of 64 bits.</summary>
    static abstract TSelf Of(ulong value);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    /// <summary>Exclusive or of three, which some processors have as one instruction.</summary>
    static abstract TSelf Xor(TSelf a, TSelf b, TSelf c);

    static abstract TSelf operator &(TSelf a, TSelf b);

    /// <summary>Lanes of 64 bits, to the left; zeros come in.</summary>
    static abstract TSelf operator <<(TSelf a, int bits);

    /// <summary>Lanes of 64 bits, to the right; zeros come in.</summary>
    static abstract TSelf operator >>>(TSelf a, int bits);

    /// <summary>Lanes of 16 bits, to the right; the sign comes in.</summary>
    static abstract TSelf operator >>(TSelf a, int bits);

    /// <summary>Lanes of 16 bits; overflow is dropped.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The products of the low halves of lanes of 64 bits, in full.</summary>
    static abstract TSelf Products(TSelf a, TSelf b);

    /// <summary>Bits of <paramref name="a"/> where the mask has ones, of <paramref name="b"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    /// <summary>Means of unsigned lanes of 16 bits, halves rounded up.</summary>
    static abstract TSelf Means(TSelf a, TSelf b);

    /// <summary>The smaller of two signed lanes of 16 bits.</summary>
    static abstract TSelf Least(TSelf a, TSelf b);

    /// <summary>Whether a lane of 16 bits equals the same lane of the other vector.</summary>
    static abstract bool Meet(TSelf a, TSelf b);

    /// <summary>Whether this machine looks up tables within vectors.</summary>
    static abstract bool LooksUp { get; }

    /// <summary>Looks up a table with an entry for each lane of 16 bits; index bits beyond it do not count.</summary>
    static abstract TSelf Look(TSelf table, TSelf indices);

    /// <summary>Looks up bytes in a table of two vectors, in each byte of the indices; index bits beyond it do not count.</summary>
    static abstract TSelf Look(TSelf low, TSelf high, TSelf indices);
}

/// <summary>Memory for vectors.</summary>
internal static class LaneMemory
{
    /// <summary>The most that a vector may take up, in words of 64 bits: a place that starts at a multiple of it crosses no cache line.</summary>
    public const int Alignment = 8;

    /// <summary>Memory as vectors, from the first place that crosses no cache line.</summary>
    /// <param name="memory">On the stack; <see cref="Alignment"/> words longer than what is asked for.</param>
    /// <param name="vectors">How many.</param>
    public static Span<TLanes> Vectors<TLanes>(Span<ulong> memory, int vectors)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Bytes = Alignment * sizeof(ulong);
        int past = (int)(Unsafe.ByteOffset(ref Unsafe.NullRef<ulong>(), ref MemoryMarshal.GetReference(memory)) & (Bytes - 1));
        return MemoryMarshal.Cast<ulong, TLanes>(memory[((Bytes - past) % Bytes / sizeof(ulong))..])[..vectors];
    }
}
