using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Packages;

/// <summary>A study of the store that is at rest, as packages read it: some thousand units at a time.</summary>
internal sealed class StoredContent : IStudyContent
{
    // A figure opens by itself, without the folder that it lies in.
    private static readonly FigureOptions Inside = new() { MaximumRowsInside = int.MaxValue };

    private const int PointsPerRead = 1024, UnitsPerRead = 8192, FailuresPerRead = 1000;

    private readonly IStudyStore _store;
    private readonly StudyResults _results;
    private readonly PointLayouts _layouts;

    // Of points that were in play when the study was put to rest: units that it shares with another study may still be added to these.
    private readonly Dictionary<long, int[]> _open = [];

    private StoredContent(IStudyStore store, StudyResults results, StudyProgress progress, Sweep sweep)
    {
        _store = store;
        _results = results;
        Progress = progress;
        Sweep = sweep;
        _layouts = new PointLayouts(sweep);
    }

    /// <inheritdoc/>
    public StudyProgress Progress { get; }

    /// <inheritdoc/>
    public Sweep Sweep { get; }

    private StudyRecord Study => Progress.Study;

    /// <summary>Opens a study; of a completed one the units are checked against its hash first.</summary>
    /// <exception cref="ModelVersionException">The study belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored units of a completed study are not those it was completed with.</exception>
    public static async Task<StoredContent> OpenAsync(IStudyStore store, StudyResults results, StudyProgress progress, CancellationToken cancellationToken)
    {
        StudyRecord study = progress.Study;
        var content = new StoredContent(store, results, progress, results.Read(study));
        if (study.ResultsHash is not null && await new StudyReader(store, study).HashAsync(cancellationToken) is var found && found != study.ResultsHash)
            throw new IntegrityException($"The stored units of study {study.Id} give the results {found}; it was completed with {study.ResultsHash}.");
        if (study.Status != RunStatus.Completed) await content.NoteOpenAsync(cancellationToken);
        return content;
    }

    /// <summary>Makes sure that nothing came to the study since it was opened.</summary>
    /// <exception cref="StoreException">It was extended or resumed.</exception>
    public async Task RequireUnchangedAsync(CancellationToken cancellationToken)
    {
        StudyProgress? now = await _store.FindStudyAsync(Study.Id, cancellationToken);
        if (now is null || now.Study.Edition != Study.Edition || now.Study.Status != Study.Status || now.UnitsDone != Progress.UnitsDone || now.UnitsFailed != Progress.UnitsFailed)
            throw new StoreException($"Study {Study.Id} went on while it was packaged; package it again when it is at rest.");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ContentPoint> ReadPointsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long from = 0; from < Sweep.Count; from += PointsPerRead)
        {
            long end = Math.Min(from + PointsPerRead, Sweep.Count);
            var rows = (await _store.ListStudyPointsAsync(Study.Id, from, PointsPerRead, cancellationToken)).Where(row => row.Index < end).ToDictionary(row => row.Index);
            var units = new UnitCursor(_store, Study.Id, from, end);
            for (long index = from; index < end; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!rows.TryGetValue(index, out StudyPointRow? row))
                {
                    // Of a completed study every point without a row is one that a constraint drops.
                    if (Study.Status != RunStatus.Completed && Untouched(index) is { } untouched) yield return untouched;
                    continue;
                }

                StudyPointRow own = row;
                UnitCursor cursor = units;
                if (row.SameAs is { } first)
                {
                    own = await RowAsync(first, cancellationToken);
                    cursor = new UnitCursor(_store, Study.Id, first, first + 1);
                }

                int[]? open = _open.GetValueOrDefault(own.Index);
                int stored = open?.Length ?? own.Done;
                long at = index;
                yield return new ContentPoint(
                    index, Sweep.ValuesAt(index), row.PointId, row.SameAs, stored, own.Failed, Math.Max(0, own.Target - stored - own.Failed), () => _layouts.At(at), token => ReadUnits(cursor, own.Index, stored, open, token));
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UnitFailure> ReadFailuresAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        UnitFailure? last = null;
        while (true)
        {
            IReadOnlyList<UnitFailure> page = await _results.FailuresAsync(Study.Id, last, FailuresPerRead, cancellationToken);
            foreach (UnitFailure failure in page) yield return failure;
            if (page.Count < FailuresPerRead) yield break;
            last = page[^1];
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PackageFigure>> DrawAsync(CancellationToken cancellationToken)
    {
        StudyData data = await _results.LoadAsync(Study, StudyFigures.Outcomes(Sweep), cancellationToken);
        // What the outcomes do not allow is left out; the tables say why.
        return
        [
            .. StudyFigures.DrawAll(data, Inside, cancellationToken).Where(drawn => drawn.Document is not null)
                .Select(drawn => new PackageFigure(drawn.Figure.Name, drawn.Figure.Title, Encoding.UTF8.GetBytes(drawn.Document!.ToJson()))),
        ];
    }

    private async Task NoteOpenAsync(CancellationToken cancellationToken)
    {
        for (long from = 0; from < Sweep.Count;)
        {
            IReadOnlyList<StudyPointRow> rows = await _store.ListStudyPointsAsync(Study.Id, from, PointsPerRead, cancellationToken);
            foreach (StudyPointRow row in rows)
            {
                if (row.Settled || row.SameAs is not null || row.PointId is null) continue;
                _open[row.Index] = (await _store.ListKnownUnitsAsync(Study, [(row.Index, row.PointId)], row.Target, cancellationToken))[0].Stored;
            }

            if (rows.Count < PointsPerRead) return;
            from = rows[^1].Index + 1;
        }
    }

    private async Task<StudyPointRow> RowAsync(long index, CancellationToken cancellationToken) =>
        await _store.ListStudyPointsAsync(Study.Id, index, 1, cancellationToken) is [{ } row] && row.Index == index
            ? row
            : throw new IntegrityException($"Study {Study.Id} has no row of point {index}, which a later point shares its units with.");

    // A point that the study did not come to; null where a constraint drops it.
    private ContentPoint? Untouched(long index)
    {
        try
        {
            IReadOnlyList<FactorValue> values = Sweep.ValuesAt(index);
            return Sweep.Keeps(values)
                ? new ContentPoint(index, values, null, null, 0, 0, Study.Replications, () => _layouts.At(index), _ => AsyncEnumerable.Empty<(int, UnitSummary)>())
                : null;
        }
        catch (InvalidInputException)
        {
            // It divides by zero there, and has no values to be listed.
            return null;
        }
    }

    private async IAsyncEnumerable<(int Replication, UnitSummary Summary)> ReadUnits(UnitCursor cursor, long index, int stored, int[]? open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int found = 0;
        await foreach ((int replication, UnitSummary summary) in cursor.ReadAsync(index, cancellationToken))
        {
            if (open is not null && Array.BinarySearch(open, replication) < 0) continue;
            found++;
            yield return (replication, summary);
        }

        if (found == stored) yield break;
        await RequireUnchangedAsync(cancellationToken);
        throw new IntegrityException($"Point {index} of study {Study.Id} is noted with {stored} units; {found} are stored. The file was changed.");
    }

    /// <summary>Goes over stored units in the order of the design.</summary>
    private sealed class UnitCursor(IStudyStore store, string studyId, long from, long end)
    {
        private readonly Queue<(long Index, int Replication, UnitSummary Summary)> _read = [];
        private StudyPlace? _next = new StudyPlace(from, 0);

        /// <summary>The units of a point; those of points before it are passed over.</summary>
        public async IAsyncEnumerable<(int Replication, UnitSummary Summary)> ReadAsync(long index, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            while (true)
            {
                while (_read.TryPeek(out var unit) && unit.Index <= index)
                {
                    _read.Dequeue();
                    if (unit.Index == index) yield return (unit.Replication, unit.Summary);
                }

                if (_read.Count > 0 || _next is not { } next || next.Index > index) yield break;
                StudyPlace place = next.Index < index ? new StudyPlace(index, 0) : next;
                _next = await store.ReadStudyUnitsAsync(studyId, place, end, UnitsPerRead, Keep, cancellationToken);
            }
        }

        private void Keep(StudyPlace place, int rounds, ReadOnlySpan<byte> trajectoryHash, ReadOnlySpan<byte> values)
        {
            double[] numbers = new double[values.Length / sizeof(double)];
            for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(values[(i * sizeof(double))..]);
            _read.Enqueue((place.Index, place.Replication, new UnitSummary(rounds, numbers, Convert.ToHexStringLower(trajectoryHash))));
        }
    }
}
