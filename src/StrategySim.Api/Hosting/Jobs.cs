using System.Collections.Concurrent;
using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;

namespace StrategySim.Api.Hosting;

/// <summary>Long solves and tournaments: accepted, worked on one after another beside the requests, kept in memory for a while.</summary>
/// <remarks>
/// In memory and not in the store: a result follows from its request in as long as it took, and nothing else refers to it. What is
/// kept is bounded in number, in time after the end, and in what results list; the oldest that has ended goes first.
/// </remarks>
internal sealed class Jobs(StrategySimSettings settings, Failures failures, TimeProvider time, IHostApplicationLifetime lifetime) : IDisposable
{
    // As many probabilities as ten of the longest answers list.
    private const int LongestAnswersKept = 10;

    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(settings.Limits.ConcurrentSolveJobs);
    private readonly Lock _admission = new();

    /// <summary>How long a job is kept after it has ended.</summary>
    public TimeSpan KeptFor { get; } = TimeSpan.FromMinutes(settings.Limits.SolveJobMinutes);

    /// <summary>Every job that is kept, the latest first.</summary>
    public IEnumerable<Job> All
    {
        get
        {
            Forget();
            // Ids begin with the time.
            return _jobs.Values.OrderByDescending(job => job.Id, StringComparer.Ordinal);
        }
    }

    /// <summary>The job of that id; null where there is none, or no longer.</summary>
    public Job? Find(string id)
    {
        Forget();
        return _jobs.GetValueOrDefault(id);
    }

    /// <summary>Accepts a job and lets it wait for a place.</summary>
    /// <exception cref="ProblemException">503: as many jobs as are kept have not ended.</exception>
    public void Start(Job job)
    {
        lock (_admission)
        {
            Forget();
            int most = settings.Limits.MaximumSolveJobs;
            foreach (Job old in _jobs.Values.Where(old => old.HasEnded).OrderBy(old => old.FinishedAt).Take(_jobs.Count - most + 1)) Remove(old);
            if (_jobs.Count >= most)
            {
                job.Dispose();
                throw new ProblemException(ProblemKinds.Unavailable($"{most} jobs are waiting or at work, as many as the service takes; ask again when one has ended, or cancel one."));
            }

            _jobs[job.Id] = job;
        }

        _ = RunAsync(job);
    }

    public void Dispose() => _places.Dispose();

    private async Task RunAsync(Job job)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(job.Stop, lifetime.ApplicationStopping);
        try
        {
            await _places.WaitAsync(stop.Token);
            try
            {
                job.Begin(time.GetUtcNow());
                object result = await Task.Factory.StartNew(
                    () => job.Work(stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                job.End(SolveJobStatus.Completed, time.GetUtcNow(), result);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            job.End(SolveJobStatus.Cancelled, time.GetUtcNow());
        }
        catch (Exception error)
        {
            job.End(SolveJobStatus.Failed, time.GetUtcNow(), problem: failures.Describe(error));
        }
    }

    private void Forget()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (Job job in _jobs.Values.Where(job => job.FinishedAt + KeptFor <= now)) Remove(job);
        long listed = 0;
        foreach (Job job in _jobs.Values.Where(job => job.HasEnded).OrderByDescending(job => job.FinishedAt))
        {
            listed += job.Weight;
            if (listed > LongestAnswersKept * settings.Limits.MaximumProbabilities) Remove(job);
        }
    }

    private void Remove(Job job)
    {
        if (_jobs.TryRemove(job.Id, out _)) job.Dispose();
    }
}
