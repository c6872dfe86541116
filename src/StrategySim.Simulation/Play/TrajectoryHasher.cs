using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace StrategySim.Simulation.Play;

/// <summary>SHA-256 over a trajectory: for each game of each round the executed actions (16 bits each), the game type's code (16 bits, 65535 for none) and the payoffs' bits (64 bits each), little-endian.</summary>
internal sealed class TrajectoryHasher
{
    // Enough that the hash is fed rarely. Lent: units end by the thousand, and it would be the largest thing that each leaves behind.
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * 1024);

    // Only where the buffer does not hold the whole trajectory.
    private IncrementalHash? _hash;
    private int _length;

    public void Add(GamePlay game)
    {
        int players = game.Actions.Length;
        int size = (players * 10) + 2;
        if (_length + size > _buffer.Length) Flush();
        if (size > _buffer.Length) _buffer = new byte[size];
        Span<byte> target = _buffer.AsSpan(_length, size);
        for (int player = 0; player < players; player++) BinaryPrimitives.WriteUInt16LittleEndian(target[(player * 2)..], (ushort)game.Actions[player]);
        BinaryPrimitives.WriteUInt16LittleEndian(target[(players * 2)..], (ushort)(game.Table.Type?.Code ?? ushort.MaxValue));
        for (int player = 0; player < players; player++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(target[((players * 2) + 2 + (player * 8))..], game.Table.Value(game.Cell, player));
        }

        _length += size;
    }

    /// <summary>The hash, in hexadecimal; once.</summary>
    public string Finish()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (_hash is null)
        {
            SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        }
        else
        {
            Flush();
            _hash.GetHashAndReset(hash);
            // At once rather than by a finalizer, as the buffer.
            _hash.Dispose();
        }

        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return Convert.ToHexStringLower(hash);
    }

    private void Flush()
    {
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
