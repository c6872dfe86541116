using System.Buffers;
using System.Runtime.CompilerServices;

namespace StrategySim.Api.Documents;

/// <summary>A line of a text that comes line by line.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Start">Where it starts among the bytes of its piece.</param>
/// <param name="Length">Its bytes, without the line end; −1 where it was too long to be kept.</param>
internal readonly record struct TextLine(int Number, int Start, int Length);

/// <summary>Some lines in a row.</summary>
internal sealed class TextLines
{
    /// <summary>The lines that are not blank.</summary>
    public List<TextLine> Lines { get; } = [];

    /// <summary>Their bytes.</summary>
    public ArrayBufferWriter<byte> Bytes { get; } = new();

    public ReadOnlySpan<byte> this[TextLine line] => Bytes.WrittenSpan.Slice(line.Start, line.Length);

    public void Add(int number, ReadOnlySpan<byte> line)
    {
        Lines.Add(new TextLine(number, Bytes.WrittenCount, line.Length));
        Bytes.Write(line);
    }

    public void AddTooLong(int number) => Lines.Add(new TextLine(number, 0, -1));
}

/// <summary>Cuts a body into lines as it comes: what has come is handed on before more is waited for.</summary>
internal static class JsonLines
{
    public const string MediaType = "application/x-ndjson";

    // Few enough that hard lines in a row spread over cores, many enough that easy ones cost little beside their work.
    private const int LinesAPiece = 16;

    private const int FirstBuffer = 1 << 16;

    /// <summary>The lines of a body, in pieces; blank ones are counted and left out.</summary>
    /// <param name="body">The body.</param>
    /// <param name="maximumLine">Bytes of a line; a longer one is named without its bytes.</param>
    /// <param name="cancellationToken">The client left.</param>
    public static async IAsyncEnumerable<TextLines> ReadAsync(Stream body, long maximumLine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            int filled = 0, number = 0;
            bool tooLong = false, ended = false;
            while (!ended)
            {
                if (filled == buffer.Length)
                {
                    // A line that fills the buffer: a longer buffer, or the line is not kept.
                    if (filled > maximumLine) (tooLong, filled) = (true, 0);
                    else buffer = Longer(buffer);
                }

                int read = await body.ReadAsync(buffer.AsMemory(filled), cancellationToken);
                ended = read == 0;
                int end = filled + read, start = 0;
                var piece = new TextLines();
                while (start < end || (ended && tooLong))
                {
                    int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                    if (length < 0 && !ended) break;
                    if (length < 0) length = end - start;
                    number++;
                    if (tooLong || length > maximumLine) piece.AddTooLong(number);
                    else if (buffer.AsSpan(start, length).Trim(" \t\r"u8) is { IsEmpty: false } line) piece.Add(number, line);
                    tooLong = false;
                    start += length + 1;
                    if (piece.Lines.Count < LinesAPiece) continue;
                    yield return piece;
                    piece = new TextLines();
                }

                if (piece.Lines.Count > 0) yield return piece;
                filled = Math.Max(0, end - start);
                buffer.AsSpan(Math.Min(start, end), filled).CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Longer(byte[] buffer)
    {
        byte[] longer = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(longer, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return longer;
    }
}
