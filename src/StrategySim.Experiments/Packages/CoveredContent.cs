using System.Globalization;
using System.Runtime.CompilerServices;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Packages;

/// <summary>Of a study played again, the part that a package of an unfinished study covers.</summary>
internal sealed class CoveredContent : IStudyContent
{
    private readonly IStudyContent _whole;
    private readonly Dictionary<long, Coverage> _points;

    private CoveredContent(IStudyContent whole, Dictionary<long, Coverage> points)
    {
        _whole = whole;
        _points = points;
    }

    /// <inheritdoc/>
    public StudyProgress Progress => _whole.Progress;

    /// <inheritdoc/>
    public Sweep Sweep => _whole.Sweep;

    /// <summary>Reads from the tables of a package what it covers.</summary>
    public static async Task<CoveredContent> OfAsync(Package package, IStudyContent whole, CancellationToken cancellationToken)
    {
        var points = new Dictionary<long, Coverage>();
        var tables = new PackageTables(whole.Sweep);
        int missing = tables.Points.Fields.Select(field => field.Name).ToList().IndexOf("missing");
        await foreach (string[] row in RowsAsync(tables.Points))
        {
            if (Number(row, 0) is long point && Number(row, missing) is long number) points.TryAdd(point, new Coverage { Missing = (int)Math.Min(number, int.MaxValue), IsRead = row[1].Length > 0 });
        }

        await foreach (string[] row in RowsAsync(tables.Units)) At(row)?.Units.Add(Number(row, 1));
        await foreach (string[] row in RowsAsync(tables.Failures)) At(row)?.Failures.Add(Number(row, 2));
        return new CoveredContent(whole, points);

        async IAsyncEnumerable<string[]> RowsAsync(PackageTable table)
        {
            await using Stream stream = await package.OpenAsync(table.Path, cancellationToken);
            bool header = true;
            await foreach (string[] row in PackageComparison.ReadRowsAsync(stream, cancellationToken))
            {
                if (!header) yield return row;
                header = false;
            }
        }

        Coverage? At(string[] row) => Number(row, 0) is long point ? points.GetValueOrDefault(point) : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ContentPoint> ReadPointsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ContentPoint point in _whole.ReadPointsAsync(cancellationToken))
        {
            // A point that the package has not got differs.
            if (!_points.TryGetValue(point.Index, out Coverage? covered))
            {
                yield return point;
                continue;
            }

            yield return point with
            {
                // Where the study was ended before it came to a point, not even its scenario was read.
                PointId = covered.IsRead ? point.PointId : null,
                SameAs = covered.IsRead ? point.SameAs : null,
                Stored = covered.Units.Count,
                Failed = covered.Failures.HasAll ? point.Failed : covered.Failures.Count,
                Missing = covered.Missing,
                ReadUnits = token => Covered(point, covered.Units, token),
            };
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UnitFailure> ReadFailuresAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (UnitFailure failure in _whole.ReadFailuresAsync(cancellationToken))
        {
            if (_points.TryGetValue(failure.Index, out Coverage? covered) && covered.Failures.Contains(failure.Replication)) yield return failure;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PackageFigure>> DrawAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PackageFigure>>([]);

    private static async IAsyncEnumerable<(int Replication, UnitSummary Summary)> Covered(ContentPoint point, ReplicationSet units, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach ((int replication, UnitSummary summary) in point.ReadUnits(cancellationToken))
        {
            if (units.Contains(replication)) yield return (replication, summary);
        }
    }

    private static long? Number(string[] row, int column) =>
        column < row.Length && long.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private sealed class Coverage
    {
        public int Missing { get; init; }

        public bool IsRead { get; init; }

        public ReplicationSet Units { get; } = new();

        public ReplicationSet Failures { get; } = new();
    }

    /// <summary>Replications, kept as stretches: nearly always one.</summary>
    private sealed class ReplicationSet
    {
        private readonly List<(long First, long Last)> _stretches = [];

        /// <summary>How many.</summary>
        public int Count { get; private set; }

        /// <summary>Whether all are in it: the scenario of the point is not valid.</summary>
        public bool HasAll { get; private set; }

        public void Add(long? replication)
        {
            if (replication is not long number)
            {
                HasAll = true;
                return;
            }

            Count++;
            if (_stretches.Count > 0 && _stretches[^1].Last == number - 1) _stretches[^1] = (_stretches[^1].First, number);
            else _stretches.Add((number, number));
        }

        public bool Contains(int? replication) => HasAll || (replication is int number && _stretches.Any(stretch => stretch.First <= number && number <= stretch.Last));
    }
}
