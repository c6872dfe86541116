using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace StrategySim.Simulation.Randomness;

/// <summary>The identity of a stream of random numbers: the first 32 bits, big-endian, of SHA-256 of its path.</summary>
/// <param name="Path">Such as <c>decision/us-china/CN</c>, <c>noise/us-china/CN</c> or <c>shock/embargo</c>.</param>
/// <param name="Id">The 32 bits.</param>
public readonly record struct StreamId(string Path, uint Id)
{
    /// <summary>The stream of a path.</summary>
    public static StreamId Of(string path)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), hash);
        return new StreamId(path, BinaryPrimitives.ReadUInt32BigEndian(hash));
    }
}

/// <summary>The random numbers of one stream in one round of one replication; draws restart with each round.</summary>
/// <remarks>
/// Key = the 64-bit seed (low word first); counter = (replication, stream, round, block). A block gives two
/// uniform doubles, from words (0, 1) and (2, 3). Equal seeds give equal draws to every stream that two scenarios
/// share, whatever else differs between them: common random numbers.
/// </remarks>
public readonly struct RandomStream
{
    private readonly uint _key0, _key1, _replication, _stream, _round;

    /// <summary>The draws of a stream in a round.</summary>
    /// <param name="seed">Any 64-bit number; 0 is a seed like others.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="round">From 1.</param>
    public RandomStream(ulong seed, int replication, StreamId stream, int round)
    {
        _key0 = (uint)seed;
        _key1 = (uint)(seed >> 32);
        _replication = (uint)replication;
        _stream = stream.Id;
        _round = (uint)round;
    }

    /// <summary>The two uniform numbers in [0, 1) of a block, each a multiple of 2⁻⁵³.</summary>
    /// <param name="block">From 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (double First, double Second) Uniforms(uint block)
    {
        (uint w0, uint w1, uint w2, uint w3) = Philox.Block(_replication, _stream, _round, block, _key0, _key1);
        return (Unit(w0, w1), Unit(w2, w3));
    }

    /// <summary>The first uniform number of a block.</summary>
    /// <param name="block">From 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Uniform(uint block = 0)
    {
        (uint w0, uint w1, _, _) = Philox.Block(_replication, _stream, _round, block, _key0, _key1);
        return Unit(w0, w1);
    }

    private static double Unit(uint high, uint low) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1UL << 53));
}
