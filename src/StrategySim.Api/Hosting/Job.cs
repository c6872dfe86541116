using StrategySim.Api.Contracts;

namespace StrategySim.Api.Hosting;

/// <summary>Work that nobody waits for on a connection.</summary>
/// <param name="budget">How long it may take; waiting for a place does not count.</param>
/// <param name="createdAt">When it was accepted.</param>
internal abstract class Job(TimeSpan budget, DateTimeOffset createdAt) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SolveProgress? _progress;

    public string Id { get; } = Guid.CreateVersion7(createdAt).ToString("N");

    public TimeSpan Budget => budget;

    public SolveJobStatus Status { get; private set; } = SolveJobStatus.Queued;

    public DateTimeOffset? FinishedAt { get; private set; }

    public object? Result { get; private set; }

    public Problem? Problem { get; private set; }

    public bool HasEnded => FinishedAt is not null;

    /// <summary>Ends with the job.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends when somebody cancels the job.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>How much memory its result takes, in numbers.</summary>
    public abstract long Weight { get; }

    private DateTimeOffset? StartedAt { get; set; }

    /// <summary>Does the work.</summary>
    /// <param name="stop">Nobody wants the result any more.</param>
    public abstract object Work(CancellationToken stop);

    public void Begin(DateTimeOffset now)
    {
        lock (_lock) (Status, StartedAt) = (SolveJobStatus.Running, now);
    }

    public void End(SolveJobStatus status, DateTimeOffset now, object? result = null, Problem? problem = null)
    {
        lock (_lock) (Status, FinishedAt, Result, Problem) = (status, now, result, problem);
        _ended.SetResult();
    }

    /// <summary>Ends the work, if it has not ended; returns whether it had not.</summary>
    public bool Cancel()
    {
        lock (_lock)
        {
            if (HasEnded) return false;
            _stop.Cancel();
            return true;
        }
    }

    /// <summary>Waits for the end of the job, for so long at most.</summary>
    public async Task EndsWithinAsync(TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Ended, Task.Delay(wait, time, left.Token));
        await left.CancelAsync();
    }

    /// <summary>Where it stands, at one moment.</summary>
    /// <param name="keptFor">How long it is kept after it has ended.</param>
    public JobState State(TimeSpan keptFor)
    {
        lock (_lock) return new JobState(Id, Status, budget.TotalSeconds, createdAt, StartedAt, FinishedAt, FinishedAt + keptFor, _progress, Result, Problem);
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Notes how far the work has come; threads report in any order.</summary>
    protected void Note(SolveProgress progress)
    {
        lock (_lock)
        {
            if (_progress is not { } before || before.Unit != progress.Unit || before.Done < progress.Done) _progress = progress;
        }
    }
}

/// <summary>Where a job stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="BudgetSeconds">How long it may work, seconds.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="StartedAt">When work began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="KeptUntil">Until when it can be asked for.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Problem">Why it failed.</param>
internal readonly record struct JobState(
    string Id,
    SolveJobStatus Status,
    double BudgetSeconds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? KeptUntil,
    SolveProgress? Progress,
    object? Result,
    Problem? Problem);
