using System.Collections.Concurrent;
using StrategySim.Api.Contracts;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;

namespace StrategySim.Api.Results;

/// <summary>How fast something goes, from looks at how much of it is done.</summary>
internal sealed class UnitPace(TimeProvider time)
{
    // Long enough to even out groups of units that are stored together, short enough to follow a change.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, long Played)> _looks = new();

    /// <summary>Notes how many units were played, and answers with the rate since the oldest look of the last ten seconds, or since the last one; null at the first look.</summary>
    /// <param name="progress">How far the sweep has come now.</param>
    public SweepPace? Note(StudyProgress progress)
    {
        lock (_lock)
        {
            if (progress.Study.Status != RunStatus.Running)
            {
                _looks.Clear();
                return null;
            }

            // Units that were found stored took no time: they say nothing of how long the others will take.
            long now = time.GetTimestamp(), ended = progress.UnitsDone + progress.UnitsFailed, played = ended - progress.UnitsFound;
            // The last look stays, however long ago it was.
            while (_looks.Count > 1 && time.GetElapsedTime(_looks.Peek().At, now) > Window) _looks.Dequeue();
            SweepPace? pace = null;
            if (_looks.TryPeek(out (long At, long Played) first) && time.GetElapsedTime(first.At, now).TotalSeconds is > 0 and var seconds)
            {
                double rate = Math.Max(0, played - first.Played) / seconds;
                pace = new SweepPace(rate, rate > 0 ? (progress.UnitsTotal - ended) / rate : null);
            }

            _looks.Enqueue((now, played));
            return pace;
        }
    }
}

/// <summary>The pace of each sweep that somebody looks at: every answer that tells how far it has come is a look.</summary>
internal sealed class SweepPaces(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, UnitPace> _paces = new(StringComparer.Ordinal);

    /// <summary>Notes how far a sweep has come, and answers with its pace; null where it is not running or not known yet.</summary>
    public SweepPace? Note(StudyProgress progress)
    {
        if (progress.Study.Status == RunStatus.Running) return _paces.GetOrAdd(progress.Study.Id, _ => new UnitPace(time)).Note(progress);
        _paces.TryRemove(progress.Study.Id, out _);
        return null;
    }
}
