using System.Buffers.Binary;
using System.Security.Cryptography;
using StrategySim.Experiments.Store;

namespace StrategySim.Experiments.Studies;

/// <summary>Reads the points of a study with their units, piece by piece in the order of the design.</summary>
internal sealed class StudyReader(IStudyStore store, StudyRecord study)
{
    // A read holds a connection and its snapshot: short ones let the log be folded in.
    private const int PointsPerRead = 1024, UnitsPerRead = 8192;

    /// <summary>Goes over points and their units.</summary>
    /// <param name="from">The first index.</param>
    /// <param name="limit">Points at most.</param>
    /// <param name="begin">Told each point before its units; those that have the units of an earlier one have none here.</param>
    /// <param name="visit">Shown each unit.</param>
    /// <param name="cancellationToken">Polled between pieces.</param>
    /// <exception cref="IntegrityException">A point does not have the units that are counted for it.</exception>
    /// <exception cref="StoreException">The study was extended meanwhile.</exception>
    public async Task ReadAsync(long from, long limit, Action<StudyPointRow> begin, StudyUnitVisitor visit, CancellationToken cancellationToken)
    {
        for (long left = limit; left > 0;)
        {
            int size = (int)Math.Min(left, PointsPerRead);
            IReadOnlyList<StudyPointRow> rows = await store.ListStudyPointsAsync(study.Id, from, size, cancellationToken);
            if (rows.Count > 0) await ReadUnitsAsync(rows, begin, visit, cancellationToken);
            if (rows.Count < size) return;
            left -= rows.Count;
            from = rows[^1].Index + 1;
        }
    }

    /// <summary>The hash that names the results: SHA-256 over all points in the order of the design and their units in that of replications.</summary>
    /// <remarks>
    /// Of each point: its index (8 bytes), its id (32 bytes; zeros where its scenario is not valid) and the number of its units (4 bytes); of each unit its replication
    /// (4 bytes) and its trajectory hash (32 bytes); numbers little-endian. A point that has the units of an earlier one comes without units.
    /// </remarks>
    public async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        using var hash = new StudyHash();
        await ReadAsync(0, long.MaxValue, hash.Begin, (place, _, trajectory, _) => hash.Add(place.Replication, trajectory), cancellationToken);
        return hash.Finish();
    }

    private async Task ReadUnitsAsync(IReadOnlyList<StudyPointRow> rows, Action<StudyPointRow> begin, StudyUnitVisitor visit, CancellationToken cancellationToken)
    {
        int next = 0, units = 0;
        string? odd = null;
        StudyPlace? place = new StudyPlace(rows[0].Index, 0);
        while (place is { } at)
        {
            place = await store.ReadStudyUnitsAsync(
                study.Id,
                at,
                rows[^1].Index + 1,
                UnitsPerRead,
                (unit, rounds, hash, values) =>
                {
                    while (next == 0 || rows[next - 1].Index < unit.Index) Begin();
                    units++;
                    visit(unit, rounds, hash, values);
                },
                cancellationToken);
        }

        while (next < rows.Count) Begin();
        Compare();
        if (odd is null || await store.FindStudyAsync(study.Id, cancellationToken) is not { Study: { } now }) return;
        throw now.Edition == study.Edition
            ? new IntegrityException($"{odd} The file was changed.")
            : new StoreException($"Study {study.Id} was extended while it was read; read it again.");

        void Begin()
        {
            if (next > 0) Compare();
            begin(rows[next++]);
            units = 0;
        }

        // Of a point that is in play, more may be stored by now than its row told.
        void Compare()
        {
            StudyPointRow row = rows[next - 1];
            if (row.Settled && units != row.Done) odd ??= $"Point {row.Index} of study {study.Id} is noted with {row.Done} units; {units} are stored.";
        }
    }
}

/// <summary>Hashes the results of a study; see <see cref="StudyReader.HashAsync"/>.</summary>
internal sealed class StudyHash : IDisposable
{
    private const int UnitBytes = 4 + SHA256.HashSizeInBytes;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // A call of the hash costs more than the few bytes of a unit.
    private readonly byte[] _waiting = new byte[128 * UnitBytes];
    private int _filled;

    public void Begin(StudyPointRow row)
    {
        Span<byte> bytes = stackalloc byte[8 + SHA256.HashSizeInBytes + 4];
        bytes.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, row.Index);
        if (row.PointId is not null) Convert.FromHexString(row.PointId, bytes[8..], out _, out _);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[^4..], row.Done);
        Append();
        _hash.AppendData(bytes);
    }

    public void Add(int replication, ReadOnlySpan<byte> trajectoryHash)
    {
        if (_filled == _waiting.Length) Append();
        Span<byte> bytes = _waiting.AsSpan(_filled, UnitBytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, replication);
        trajectoryHash.CopyTo(bytes[4..]);
        _filled += UnitBytes;
    }

    public string Finish()
    {
        Append();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Append()
    {
        _hash.AppendData(_waiting, 0, _filled);
        _filled = 0;
    }
}
