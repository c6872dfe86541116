using System.Globalization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Api.Results;

/// <summary>A page of points.</summary>
/// <param name="Points">The points with the outcomes that were read.</param>
/// <param name="Next">Where the next page goes on; null on the last one.</param>
internal sealed record PointPage(IReadOnlyList<StudyPoint> Points, long? Next);

/// <summary>Reads the points of a started sweep page by page.</summary>
internal sealed class SweepPages(StudyResults results)
{
    // With a filter most of what is read may be thrown away; without one nothing is.
    private const int FilteredChunk = 1024;

    /// <summary>Where a page of points begins.</summary>
    public static readonly TextParameter After = new("after", "The index of the last point of the page before, which gives it as next; left out for the first page.", 20);

    /// <summary>The place that a request names.</summary>
    /// <returns>The index of the last point before the page; −1 for the first page.</returns>
    /// <exception cref="ProblemException">422: it is no place in the design.</exception>
    public static long Place(Query query, Sweep sweep)
    {
        if (query.Text(After) is not { } text) return -1;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long index) && index < sweep.Count) return index;
        throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"'{text}'", $"the index of a point, 0 to {sweep.Count - 1}", "This is not a place in the design.", Parameter: After.Name)]));
    }

    /// <summary>A page of points, those that were not come to yet left out.</summary>
    /// <param name="study">The sweep.</param>
    /// <param name="sweep">Its document.</param>
    /// <param name="outcomes">The outcomes to read.</param>
    /// <param name="filter">The points to read.</param>
    /// <param name="after">The index of the last point before the page; −1 for the first page.</param>
    /// <param name="limit">Points on the page at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ProblemException">422: no point fits the filter.</exception>
    public async Task<PointPage> ReadAsync(
        StudyRecord study, Sweep sweep, IReadOnlyList<SweepOutcome> outcomes, FactorFilter filter, long after, int limit, CancellationToken cancellationToken)
    {
        var points = new List<StudyPoint>();
        long? from = filter.Next(after + 1, cancellationToken);
        if (from is null && filter.Next(0, cancellationToken) is null) throw filter.NothingFits(cancellationToken);
        int chunk = filter.IsEmpty ? limit + 1 : FilteredChunk;
        // One more than the page shows whether there is another.
        while (from is { } start && points.Count <= limit)
        {
            StudyData data = await results.LoadAsync(study, outcomes, start, chunk, cancellationToken);
            points.AddRange(data.Points.Where(point => filter.Fits(point.Values)));
            from = data.Points.Count < chunk ? null : filter.Next(data.Points[^1].Index + 1, cancellationToken);
        }

        return points.Count <= limit ? new PointPage(points, null) : new PointPage(points.GetRange(0, limit), points[limit - 1].Index);
    }
}
