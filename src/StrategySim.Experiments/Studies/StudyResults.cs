using System.Buffers.Binary;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Studies;

/// <summary>Reads the results of studies, and checks them against themselves. While a study is being played they cover what is stored.</summary>
public sealed class StudyResults(IStudyStore store)
{
    /// <summary>The sweep of a study.</summary>
    /// <exception cref="ModelVersionException">The study belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored document does not read back as what was accepted.</exception>
    public Sweep Read(StudyRecord study)
    {
        ModelVersionException.ThrowIfOther(study);
        return StudyDocument.Read(study);
    }

    /// <summary>Outcomes of all points: memory for each unit and outcome.</summary>
    /// <param name="study">The study.</param>
    /// <param name="outcomes">The outcomes to read; a point whose scenario lacks one has an empty sample of it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ModelVersionException">The study belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored units of a completed study are not those it was completed with, or something stored does not agree with itself.</exception>
    public async Task<StudyData> LoadAsync(StudyRecord study, IReadOnlyList<SweepOutcome> outcomes, CancellationToken cancellationToken)
    {
        Sweep sweep = Read(study);
        using var hash = new StudyHash();
        var reading = new SampleReading(sweep, study, outcomes);
        await new StudyReader(store, study).ReadAsync(
            0,
            long.MaxValue,
            row =>
            {
                hash.Begin(row);
                reading.Begin(row);
            },
            (place, rounds, trajectory, values) =>
            {
                hash.Add(place.Replication, trajectory);
                reading.Add(place, rounds, values);
            },
            cancellationToken);
        if (study.ResultsHash is not null && hash.Finish() is var found && found != study.ResultsHash)
            throw new IntegrityException($"The stored units of study {study.Id} give the results {found}; it was completed with {study.ResultsHash}.");
        return new StudyData(sweep, outcomes, reading.Finish());
    }

    /// <summary>Outcomes of some points in the order of the design, dropped ones left out.</summary>
    /// <param name="study">The study.</param>
    /// <param name="outcomes">The outcomes to read.</param>
    /// <param name="from">The first index.</param>
    /// <param name="limit">Points at most, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ModelVersionException">The study belongs to another model version.</exception>
    /// <exception cref="IntegrityException">Something stored does not agree with itself.</exception>
    public async Task<StudyData> LoadAsync(StudyRecord study, IReadOnlyList<SweepOutcome> outcomes, long from, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        Sweep sweep = Read(study);
        var reading = new SampleReading(sweep, study, outcomes);
        var reader = new StudyReader(store, study);
        await reader.ReadAsync(from, limit, reading.Begin, (place, rounds, _, values) => reading.Add(place, rounds, values), cancellationToken);
        // Units that stand with a point before this page.
        foreach (long first in reading.FirstsElsewhere(from))
        {
            var elsewhere = new SampleReading(sweep, study, outcomes);
            await reader.ReadAsync(first, 1, elsewhere.Begin, (place, rounds, _, values) => elsewhere.Add(place, rounds, values), cancellationToken);
            reading.Adopt(elsewhere);
        }

        return new StudyData(sweep, outcomes, reading.Finish());
    }

    /// <summary>All outcomes of one point, unit by unit.</summary>
    /// <returns>The point; null where the design has no such point, a constraint drops it, or it was not come to yet.</returns>
    /// <exception cref="ModelVersionException">The study belongs to another model version.</exception>
    /// <exception cref="IntegrityException">Something stored does not agree with itself.</exception>
    public async Task<StudyData?> LoadPointAsync(StudyRecord study, long index, CancellationToken cancellationToken)
    {
        Sweep sweep = Read(study);
        if (index < 0 || index >= sweep.Count || LayoutAt(sweep, index) is not { } layout) return null;
        SweepOutcome[] outcomes = [.. layout.Keys.Select(static key => new SweepOutcome($"{key.Game}/{key.Actor}/{key.Outcome}", key))];
        StudyData data = await LoadAsync(study, outcomes, index, 1, cancellationToken);
        return data.Points is [{ } point] && point.Index == index ? data : null;
    }

    /// <summary>One row per outcome over the units of one point, as of a run; none where no unit is stored.</summary>
    /// <exception cref="ModelVersionException">The study belongs to another model version.</exception>
    /// <exception cref="IntegrityException">Something stored does not agree with itself.</exception>
    public async Task<IReadOnlyList<OutcomeRow>> SummariseAsync(StudyRecord study, long index, CancellationToken cancellationToken)
    {
        Sweep sweep = Read(study);
        if (index < 0 || index >= sweep.Count || LayoutAt(sweep, index) is not { } layout) return [];
        if (await RowAsync(study.Id, index, cancellationToken) is not { } row) return [];
        if (row.SameAs is { } first && await RowAsync(study.Id, first, cancellationToken) is { } own) row = own;
        var table = new OutcomeTable(layout);
        await new StudyReader(store, study).ReadAsync(
            row.Index, 1, static _ => { }, (_, rounds, hash, values) => table.Add(new UnitSummary(rounds, Doubles(values), Convert.ToHexStringLower(hash))), cancellationToken);
        return table.ToRows();
    }

    /// <summary>Units that failed, and points whose scenario is not valid, in the order of the design.</summary>
    /// <param name="id">The study.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="limit">How many at most, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<UnitFailure>> FailuresAsync(string id, UnitFailure? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return store.ListFailuresAsync(id, after is null ? null : new StudyPlace(after.Index, after.Replication ?? -1), limit, cancellationToken);
    }

    private static double[] Doubles(ReadOnlySpan<byte> bytes)
    {
        double[] values = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        return values;
    }

    // Null where the point is dropped or not valid.
    private static OutcomeLayout? LayoutAt(Sweep sweep, long index)
    {
        try
        {
            return sweep.At(index) is { } point ? OutcomeLayout.Of(point.Scenario) : null;
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private async Task<StudyPointRow?> RowAsync(string id, long index, CancellationToken cancellationToken) =>
        await store.ListStudyPointsAsync(id, index, 1, cancellationToken) is [{ } row] && row.Index == index ? row : null;
}
