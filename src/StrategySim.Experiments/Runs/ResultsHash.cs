using System.Security.Cryptography;

namespace StrategySim.Experiments.Runs;

/// <summary>The hash that names the results of a run: SHA-256 over the 32-byte trajectory hashes of its units, in replication order.</summary>
public sealed class ResultsHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds the trajectory hash of the next replication.</summary>
    /// <param name="trajectoryHash">64 hexadecimal digits.</param>
    /// <exception cref="FormatException">The text is not 64 hexadecimal digits.</exception>
    public void Add(string trajectoryHash)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (trajectoryHash.Length != 2 * bytes.Length || Convert.FromHexString(trajectoryHash, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            throw new FormatException($"Expected a hash of 64 hexadecimal digits; found \"{trajectoryHash}\".");
        _hash.AppendData(bytes);
    }

    /// <summary>The hash of what was added, 64 lower-case hexadecimal digits; starts afresh.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
