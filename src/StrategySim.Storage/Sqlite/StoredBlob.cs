using System.Buffers.Binary;

namespace StrategySim.Storage.Sqlite;

/// <summary>How values are written as bytes in the file; the same on every machine.</summary>
internal static class StoredBlob
{
    public static byte[] OfHash(string hexadecimal) => Convert.FromHexString(hexadecimal);

    public static string ToHash(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>The doubles bit by bit, little-endian, without a length: it is that of the blob.</summary>
    public static byte[] OfDoubles(IReadOnlyList<double> values)
    {
        byte[] bytes = new byte[values.Count * sizeof(double)];
        for (int i = 0; i < values.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        return bytes;
    }

    public static double[] ToDoubles(ReadOnlySpan<byte> bytes)
    {
        double[] values = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        return values;
    }
}
