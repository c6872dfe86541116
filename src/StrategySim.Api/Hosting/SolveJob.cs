using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.GameTheory.Equilibria;

namespace StrategySim.Api.Hosting;

/// <summary>A solve that nobody waits for on a connection.</summary>
/// <param name="question">The game and the method.</param>
/// <param name="budget">How long it may work; waiting for a place does not count.</param>
/// <param name="createdAt">When it was accepted.</param>
internal sealed class SolveJob(EquilibriaQuestion question, TimeSpan budget, DateTimeOffset createdAt) : IProgress<SolverProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SolverProgress? _progress;

    public string Id { get; } = Guid.CreateVersion7(createdAt).ToString("N");

    public EquilibriaQuestion Question => question;

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

    private DateTimeOffset? StartedAt { get; set; }

    /// <summary>How much memory its result takes, in probabilities.</summary>
    public long Weight => Result is not EquilibriaResponse found ? 0 : found.Equilibria.Count * question.Game.Players.Sum(player => (long)player.Strategies.Length);

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

    public void Report(SolverProgress value)
    {
        // Threads report in any order.
        lock (_lock)
        {
            if (_progress is not { } before || before.Unit != value.Unit || before.Done < value.Done) _progress = value;
        }
    }

    /// <summary>The job as it travels.</summary>
    /// <param name="keptFor">How long it is kept after it has ended.</param>
    /// <param name="withResult">Whether what it found is part of it.</param>
    public SolveJobDescription Describe(TimeSpan keptFor, bool withResult)
    {
        lock (_lock)
        {
            return new SolveJobDescription(
                Id,
                Status,
                question.Concept,
                question.Method,
                question.Subject,
                budget.TotalSeconds,
                createdAt,
                StartedAt,
                FinishedAt,
                FinishedAt + keptFor,
                _progress is { } progress ? new SolveProgress(progress.Done, progress.AtMost, progress.Unit) : null,
                withResult ? Result : null,
                Problem);
        }
    }

    public void Dispose() => _stop.Dispose();
}
