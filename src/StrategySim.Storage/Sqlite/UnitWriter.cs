using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Inserts units through statements that are prepared once; used by one transaction at a time.</summary>
internal sealed class UnitWriter : IDisposable
{
    // Of a sweep each point is a series of its own; the ids of this many are remembered.
    private const int RememberedSeries = 4096;

    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _series;
    private readonly SqliteParameter _replication;
    private readonly SqliteParameter _rounds;
    private readonly SqliteParameter _hash;
    private readonly SqliteParameter _values;
    private readonly Dictionary<UnitKey, long> _seriesIds = [];

    public UnitWriter(SqliteConnection connection)
    {
        _insert = connection.CreateCommand();
        _insert.CommandText = """
            INSERT INTO unit (series, replication, rounds, trajectory_hash, outcome_values) VALUES ($series, $replication, $rounds, $hash, $values)
            ON CONFLICT (series, replication) DO NOTHING
            """;
        _series = _insert.Parameters.Add("$series", SqliteType.Integer);
        _replication = _insert.Parameters.Add("$replication", SqliteType.Integer);
        _rounds = _insert.Parameters.Add("$rounds", SqliteType.Integer);
        _hash = _insert.Parameters.Add("$hash", SqliteType.Blob);
        _values = _insert.Parameters.Add("$values", SqliteType.Blob);
        _insert.Prepare();
    }

    /// <summary>Inserts the units that are not stored; the others must agree with what is stored.</summary>
    /// <exception cref="IntegrityException">One does not.</exception>
    public void Insert(SqliteTransaction transaction, IReadOnlyList<(UnitKey Key, UnitSummary Summary)> units)
    {
        try
        {
            _insert.Transaction = transaction;
            UnitKey? seriesKey = null;
            foreach ((UnitKey key, UnitSummary summary) in units)
            {
                UnitKey keyOfSeries = seriesKey is not null && SameSeries(key, seriesKey) ? seriesKey : key with { Replication = 0 };
                if (!ReferenceEquals(keyOfSeries, seriesKey)) _series.Value = FindOrAddSeries(transaction, keyOfSeries);
                seriesKey = keyOfSeries;
                _replication.Value = key.Replication;
                _rounds.Value = summary.Rounds;
                _hash.Value = StoredBlob.OfHash(summary.TrajectoryHash);
                _values.Value = StoredBlob.OfDoubles(summary.Values);
                if (_insert.ExecuteNonQuery() == 1) continue;
                UnitAgreement.Require(key, UnitReader.Find(transaction.Connection!, key, transaction)!, summary);
            }
        }
        catch
        {
            // The transaction will be rolled back, and with it perhaps a series whose id is remembered.
            _seriesIds.Clear();
            throw;
        }
    }

    public void Dispose() => _insert.Dispose();

    private static bool SameSeries(UnitKey a, UnitKey b) =>
        a.ModelVersion == b.ModelVersion && a.Seed == b.Seed && a.PointId == b.PointId && a.InterventionsHash == b.InterventionsHash;

    private long FindOrAddSeries(SqliteTransaction transaction, UnitKey key)
    {
        if (_seriesIds.TryGetValue(key, out long known)) return known;
        SqliteConnection connection = transaction.Connection!;
        long id = UnitReader.FindSeries(connection, key, transaction) ?? connection.ExecuteScalar<long>(
            """
            INSERT INTO series (model_version, point_id, seed, interventions_hash) VALUES (@ModelVersion, @PointId, @seed, @InterventionsHash)
            RETURNING id
            """,
            new { key.ModelVersion, key.PointId, seed = StoredText.OfSeed(key.Seed), key.InterventionsHash },
            transaction);
        if (_seriesIds.Count >= RememberedSeries) _seriesIds.Clear();
        _seriesIds.Add(key, id);
        return id;
    }
}
