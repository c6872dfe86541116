using System.Buffers;
using System.Security.Cryptography;

namespace StrategySim.Experiments.Packages;

/// <summary>Passes on what is written, and counts and hashes it. Cannot be sought in, so that an archive is the same bytes whatever it is written to.</summary>
/// <remarks>
/// Writes to the inner stream asynchronously only, as responses over HTTP ask for. What is written synchronously, the few last bytes of an
/// archive's entry when it is closed, is held until the next asynchronous write or <see cref="DrainAsync"/>.
/// </remarks>
/// <param name="inner">Where to; left open.</param>
internal sealed class HashingStream(Stream inner) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _held = new();
    private long _written;

    /// <summary>Bytes so far.</summary>
    public long Written => _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The hash of all that was written, 64 lower-case hexadecimal digits; starts afresh.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Writes what is held.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        if (_held.WrittenCount == 0) return;
        await inner.WriteAsync(_held.WrittenMemory, cancellationToken);
        _held.ResetWrittenCount();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Note(buffer);
        _held.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await DrainAsync(cancellationToken);
        Note(buffer.Span);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    // Flushing a compressor half-way would change what it writes, so whoever closes a stream flushes.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => DrainAsync(cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        _written += buffer.Length;
    }
}
