using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Units of one series with up to 64 successive replications, as one row holds them.</summary>
/// <remarks>Those present follow each other in order, all of one length: rounds (4 bytes), trajectory hash (32), outcomes (8 each); numbers little-endian.</remarks>
internal readonly ref struct UnitBlock
{
    /// <summary>Replications of a block. A larger one would be written anew more often while it fills.</summary>
    public const int Capacity = 64;

    public const int HashBytes = 32;

    private const int HeadBytes = sizeof(int) + HashBytes;

    private readonly ReadOnlySpan<byte> _bytes;

    /// <param name="present">Bit i for the i-th replication of the block.</param>
    /// <param name="bytes">The units.</param>
    /// <exception cref="IntegrityException">They are not as many as is said.</exception>
    public UnitBlock(ulong present, ReadOnlySpan<byte> bytes)
    {
        int count = BitOperations.PopCount(present);
        if (count == 0 || bytes.Length % count != 0 || bytes.Length / count < HeadBytes || ((bytes.Length / count) - HeadBytes) % sizeof(double) != 0)
            throw new IntegrityException($"A block of {count} units is stored with {bytes.Length} bytes. The file was changed.");
        Present = present;
        UnitBytes = bytes.Length / count;
        _bytes = bytes;
    }

    public ulong Present { get; }

    public int UnitBytes { get; }

    /// <summary>One unit that is present.</summary>
    /// <param name="slot">Its place, 0 to 63.</param>
    public ReadOnlySpan<byte> this[int slot] => _bytes.Slice(BitOperations.PopCount(Present & Below(slot)) * UnitBytes, UnitBytes);

    /// <summary>The bits of the first <paramref name="slots"/> places, 0 to 64.</summary>
    public static ulong Below(int slots) => slots == Capacity ? ulong.MaxValue : (1UL << slots) - 1;

    public static int BytesOf(int outcomes) => HeadBytes + (outcomes * sizeof(double));

    public static int OutcomesOf(int unitBytes) => (unitBytes - HeadBytes) / sizeof(double);

    public static int RoundsOf(ReadOnlySpan<byte> unit) => BinaryPrimitives.ReadInt32LittleEndian(unit);

    public static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> unit) => unit.Slice(sizeof(int), HashBytes);

    public static ReadOnlySpan<byte> ValuesOf(ReadOnlySpan<byte> unit) => unit[HeadBytes..];

    public static UnitSummary Read(ReadOnlySpan<byte> unit)
    {
        ReadOnlySpan<byte> bytes = ValuesOf(unit);
        double[] values = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        return new UnitSummary(RoundsOf(unit), values, Convert.ToHexStringLower(HashOf(unit)));
    }

    /// <summary>Writes a unit into as many bytes as <see cref="BytesOf"/> says.</summary>
    public static void Write(UnitSummary summary, Span<byte> unit)
    {
        BinaryPrimitives.WriteInt32LittleEndian(unit, summary.Rounds);
        if (summary.TrajectoryHash.Length != 2 * HashBytes || Convert.FromHexString(summary.TrajectoryHash, unit.Slice(sizeof(int), HashBytes), out _, out _) != System.Buffers.OperationStatus.Done)
            throw new ArgumentException($"Expected a trajectory hash of 64 hexadecimal digits; found \"{summary.TrajectoryHash}\".", nameof(summary));
        Span<byte> values = unit[HeadBytes..];
        if (BitConverter.IsLittleEndian && summary.Values is double[] doubles)
        {
            MemoryMarshal.AsBytes(doubles.AsSpan()).CopyTo(values);
            return;
        }

        for (int i = 0; i < summary.Values.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(values[(i * sizeof(double))..], summary.Values[i]);
    }
}
