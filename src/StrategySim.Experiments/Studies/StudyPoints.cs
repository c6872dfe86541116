using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Studies;

/// <summary>A point that is ready to be played, or the reason why it will not be.</summary>
/// <param name="Index">Its place in the design.</param>
/// <param name="Row">Its row where it is settled already; null otherwise.</param>
/// <param name="Point">The point; null where a constraint drops it, its scenario is not valid, or it is settled.</param>
/// <param name="Outcome">The place of the outcome that decides on replications; −1 where none does.</param>
/// <param name="Reason">Why its scenario is not valid; null where it is.</param>
internal sealed record ReadyPoint(long Index, StudyPointRow? Row, PlayedPoint? Point, int Outcome, string? Reason)
{
    public bool IsDropped => Row is null && Point is null && Reason is null;
}

/// <summary>Makes the points of a study in the order of the design, some ahead of who takes them: reading a scenario takes as long as playing several units.</summary>
internal sealed class StudyPoints(IStudyStore store, string studyId, Sweep sweep)
{
    // Points that are made together: handing one over costs a good part of what it takes to make a small one.
    private const int Batch = 4;
    private const int RowsPerRead = 4096;

    // Batches that are made ahead, beside the one that is waited for. Ready points hold their scenarios in memory.
    private static readonly int Ahead = Math.Max(2, Environment.ProcessorCount);

    private readonly OutcomeKey? _outcome = sweep.Outcomes.FirstOrDefault(outcome => outcome.Name == sweep.Replications.Outcome)?.Key;

    /// <summary>All points, dropped ones included, in groups of those that were ready together.</summary>
    /// <param name="most">Points of a group at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<IReadOnlyList<ReadyPoint>> ReadAsync(int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = Channel.CreateBounded<Task<ReadyPoint[]>>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        Task making = MakeAsync(ready.Writer, abandoned.Token);
        try
        {
            while (await ready.Reader.WaitToReadAsync(cancellationToken))
            {
                var group = new List<ReadyPoint>();
                while (group.Count < most && ready.Reader.TryPeek(out Task<ReadyPoint[]>? next) && (group.Count == 0 || next.IsCompleted))
                {
                    ready.Reader.TryRead(out _);
                    group.AddRange(await next);
                }

                yield return group;
            }

            await making;
        }
        finally
        {
            await abandoned.CancelAsync();
            await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task MakeAsync(ChannelWriter<Task<ReadyPoint[]>> ready, CancellationToken cancellationToken)
    {
        try
        {
            for (long from = 0; from < sweep.Count; from += RowsPerRead)
            {
                long end = Math.Min(from + RowsPerRead, sweep.Count);
                var settled = (await store.ListStudyPointsAsync(studyId, from, RowsPerRead, cancellationToken)).Where(row => row.Settled && row.Index < end).ToDictionary(row => row.Index);
                for (long first = from; first < end; first += Batch)
                {
                    (long own, int count) = (first, (int)Math.Min(Batch, end - first));
                    await ready.WriteAsync(Task.Run(() => Array.ConvertAll([.. Enumerable.Range(0, count)], i => Ready(own + i, settled)), cancellationToken), cancellationToken);
                }
            }

            ready.Complete();
        }
        catch (Exception exception)
        {
            ready.Complete(exception);
            throw;
        }
    }

    private ReadyPoint Ready(long index, Dictionary<long, StudyPointRow> settled) =>
        settled.TryGetValue(index, out StudyPointRow? row) ? new ReadyPoint(index, row, null, -1, null) : Make(index);

    private ReadyPoint Make(long index)
    {
        try
        {
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
            if (!sweep.Keeps(values)) return new ReadyPoint(index, null, null, -1, null);
            Scenario scenario = sweep.ScenarioAt(index, values);
            int outcome = _outcome is null ? -1 : OutcomeLayout.Of(scenario).IndexOf(_outcome);
            return _outcome is null || outcome >= 0
                ? new ReadyPoint(index, null, new PlayedPoint(scenario), outcome, null)
                : new ReadyPoint(index, null, null, -1, $"The scenario of the point does not have the outcome '{sweep.Replications.Outcome}', which decides on its replications.");
        }
        catch (InvalidInputException error)
        {
            return new ReadyPoint(index, null, null, -1, string.Join(' ', error.Faults.Select(static fault => (fault with { Line = null, Column = null }).ToString())));
        }
        catch (Exception exception)
        {
            // A point that the program cannot make says so, as a unit that it cannot play; the others go on.
            return new ReadyPoint(index, null, null, -1, $"The scenario of the point could not be made: {exception.Message}");
        }
    }
}
