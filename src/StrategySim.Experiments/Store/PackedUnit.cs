using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Store;

/// <summary>The summary of a unit as bytes: rounds (4), trajectory hash (32), outcomes (8 each), without a length; numbers little-endian, doubles bit by bit.</summary>
public static class PackedUnit
{
    /// <summary>Bytes of a trajectory hash.</summary>
    public const int HashBytes = 32;

    private const int HeadBytes = sizeof(int) + HashBytes;

    /// <summary>Bytes of a unit with as many outcomes, at least 0.</summary>
    public static int BytesOf(int outcomes) => HeadBytes + (outcomes * sizeof(double));

    /// <summary>The number of outcomes in as many bytes; null where no unit has that many.</summary>
    public static int? OutcomesIn(int bytes) => bytes >= HeadBytes && (bytes - HeadBytes) % sizeof(double) == 0 ? (bytes - HeadBytes) / sizeof(double) : null;

    /// <summary>Its rounds.</summary>
    public static int RoundsOf(ReadOnlySpan<byte> unit) => BinaryPrimitives.ReadInt32LittleEndian(unit);

    /// <summary>The 32 bytes of its trajectory hash.</summary>
    public static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> unit) => unit.Slice(sizeof(int), HashBytes);

    /// <summary>Its outcomes in the order of the scenario's layout: doubles, little-endian.</summary>
    public static ReadOnlySpan<byte> ValuesOf(ReadOnlySpan<byte> unit) => unit[HeadBytes..];

    /// <summary>Packs a summary into as many bytes as <see cref="BytesOf"/> says.</summary>
    /// <exception cref="ArgumentException">Its trajectory hash is not one.</exception>
    public static void Write(UnitSummary summary, Span<byte> unit)
    {
        BinaryPrimitives.WriteInt32LittleEndian(unit, summary.Rounds);
        if (summary.TrajectoryHash.Length != 2 * HashBytes || Convert.FromHexString(summary.TrajectoryHash, unit.Slice(sizeof(int), HashBytes), out _, out _) != OperationStatus.Done)
            throw new ArgumentException($"Expected a trajectory hash of 64 hexadecimal digits; found \"{summary.TrajectoryHash}\".", nameof(summary));
        Span<byte> values = unit[HeadBytes..];
        if (BitConverter.IsLittleEndian && summary.Values is double[] doubles)
        {
            MemoryMarshal.AsBytes(doubles.AsSpan()).CopyTo(values);
            return;
        }

        for (int i = 0; i < summary.Values.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(values[(i * sizeof(double))..], summary.Values[i]);
    }

    /// <summary>The summary.</summary>
    public static UnitSummary Read(ReadOnlySpan<byte> unit)
    {
        ReadOnlySpan<byte> bytes = ValuesOf(unit);
        double[] values = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        return new UnitSummary(RoundsOf(unit), values, Convert.ToHexStringLower(HashOf(unit)));
    }
}
