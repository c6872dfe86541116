using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Work;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Runs;

/// <summary>What came of asking for a run.</summary>
public enum StartOutcome
{
    /// <summary>A new run was accepted.</summary>
    Accepted,

    /// <summary>The idempotency key was used before for the same request; the run is that one.</summary>
    Repeated,

    /// <summary>The idempotency key was used before for another request; nothing was started, and the run is that earlier one.</summary>
    KeyConflict,
}

/// <summary>The answer to <see cref="RunService.StartAsync"/>.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Progress">The run and how far it has come.</param>
public sealed record StartResult(StartOutcome Outcome, RunProgress Progress);

/// <summary>What came of asking to cancel, pause, resume, step or change a run.</summary>
public enum ControlOutcome
{
    /// <summary>It is done, or under way: <see cref="ControlResult.Progress"/> says how far.</summary>
    Done,

    /// <summary>The run is not in a state, or not of an execution, in which this can be done; nothing changed.</summary>
    Refused,

    /// <summary>There is no such run.</summary>
    NotFound,
}

/// <summary>The answer to a control call.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Progress">The run as it stands now; null where there is none.</param>
public sealed record ControlResult(ControlOutcome Outcome, RunProgress? Progress);

/// <summary>What happened in a run, for those who follow it.</summary>
/// <param name="Position">The unit, and how many of its rounds are over; for progress the latest round that was shown.</param>
/// <param name="Progress">How far the run has come; null where a round is told.</param>
/// <param name="Round">The round that was played; null where progress is told.</param>
public sealed record RunNews(UnitPosition Position, RunProgress? Progress, RoundRecord? Round);

/// <summary>Starts, controls, lists and watches runs. Play itself goes on in the background while the host runs.</summary>
public sealed partial class RunService
{
    private readonly IExperimentStore _store;
    private readonly IRunEngine _engine;
    private readonly ILogger<RunService> _logger;
    private readonly RunWorker _worker;
    private readonly ActivePlays _active;
    private readonly ProgressFeed<RunProgress> _feed;
    private readonly TimeProvider _time;
    private readonly RunOptions _options;

    internal RunService(
        IExperimentStore store, IRunEngine engine, RunWorker worker, ProgressFeed<RunProgress> feed, IOptions<RunOptions> options, TimeProvider time, ILogger<RunService> logger)
    {
        _store = store;
        _engine = engine;
        _logger = logger;
        _worker = worker;
        _active = worker.Active;
        _feed = feed;
        _time = time;
        _options = options.Value;
    }

    /// <summary>Accepts a run and returns at once; it is played as soon as there is a place.</summary>
    /// <param name="request">What to play.</param>
    /// <param name="idempotencyKey">The caller's key: asked again with the same key and body, the first run is returned and none is added. Null for none.</param>
    /// <param name="bodyHash">A hash of the whole request, compared where the key is known; empty where there is no key.</param>
    /// <param name="cancellationToken">Cancels the call, not the run.</param>
    /// <exception cref="InvalidInputException">Replications or pace are out of range, for this service or for the execution.</exception>
    public async Task<StartResult> StartAsync(RunRequest request, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken)
    {
        RequireReplications(request);
        Scenario scenario = request.Scenario.WithRun(request.Seed, request.Replications);
        RequireActors(request, scenario);
        DateTimeOffset now = _time.GetUtcNow();
        var run = new RunRecord
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Status = request.StartPaused ? RunStatus.Paused : RunStatus.Queued,
            Execution = request.Execution,
            RoundsPerSecond = request.RoundsPerSecond,
            ScenarioId = scenario.Id,
            ScenarioTitle = scenario.Title,
            ScenarioHash = scenario.Hash,
            ScenarioJson = scenario.ToCanonicalJson(),
            PointId = scenario.PointId,
            ModelVersion = SimulationModel.Version,
            Seed = scenario.Run.Seed,
            Replications = scenario.Run.Replications,
            CreatedAt = now,
        };

        (string id, bool bodyDiffers) = await _store.AddRunAsync(run, idempotencyKey, bodyHash, cancellationToken);
        if (id == run.Id)
        {
            if (!request.StartPaused) _worker.Accept(id);
            return new StartResult(StartOutcome.Accepted, new RunProgress(run, 0, run.Replications));
        }

        RunProgress earlier = await _store.FindRunAsync(id, cancellationToken)
            ?? throw new IntegrityException($"The store names run {id} for an idempotency key but does not hold it.");
        return new StartResult(bodyDiffers ? StartOutcome.KeyConflict : StartOutcome.Repeated, earlier);
    }

    /// <summary>Cancels a run that has no final status, wherever it is played; what is stored is kept.</summary>
    /// <remarks>
    /// The status is final at once. Play in this process stops between two rounds, and units that have ended by then
    /// are still stored; another process stops at the next renewal of its lease.
    /// </remarks>
    public async Task<ControlResult> CancelAsync(string id, CancellationToken cancellationToken)
    {
        bool cancelled = await _store.TrySetStatusAsync(id, new RunTransition(RunStatus.Cancelled, _time.GetUtcNow()), cancellationToken);
        ControlResult result = await ResultAsync(id, cancelled);
        // Where it is played here, the end of play is published with the units that were still stored.
        if (cancelled && !_active.Stop(id))
        {
            _feed.Publish(result.Progress!);
            await InterruptAsync(result.Progress!.Run, cancellationToken);
        }

        return result;
    }

    /// <summary>Pauses a queued or running run; what is stored is kept.</summary>
    /// <remarks>
    /// Play stops between two rounds: of <see cref="RunExecution.Actors"/> exactly there, of a batch the units under way are played
    /// again later. Answers when the run has come to rest, or after some seconds; a run that another process plays pauses at the
    /// next renewal of its lease.
    /// </remarks>
    public async Task<ControlResult> PauseAsync(string id, CancellationToken cancellationToken)
    {
        using ProgressWatcher<RunProgress> watcher = _feed.Watch(id);
        if (!await _store.TryRequestPauseAsync(id, cancellationToken)) return await ResultAsync(id, done: false);
        if (!_active.Pause(id) && await _store.FindRunAsync(id, cancellationToken) is { } elsewhere) await InterruptAsync(elsewhere.Run, cancellationToken);
        await RestAsync(id, watcher, static run => run.Status == RunStatus.Running, cancellationToken);
        return await PublishedAsync(id);
    }

    /// <summary>Lets a paused run go on.</summary>
    public async Task<ControlResult> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        bool resumed = await _store.TryResumeAsync(id, null, cancellationToken);
        if (!resumed) return await ResultAsync(id, done: false);
        ControlResult result = await PublishedAsync(id);
        _worker.Accept(id);
        return result;
    }

    /// <summary>Plays some rounds of a paused <see cref="RunExecution.Actors"/> run, into later units where they reach so far, and pauses it again.</summary>
    /// <remarks>The pace does not hold for them. Answers when the rounds are played, or after some seconds where they take longer.</remarks>
    /// <param name="id">The run.</param>
    /// <param name="rounds">Rounds, at least 1.</param>
    /// <param name="cancellationToken">Cancels the wait, not the rounds.</param>
    /// <exception cref="InvalidInputException"><paramref name="rounds"/> is less than 1.</exception>
    public async Task<ControlResult> StepAsync(string id, int rounds, CancellationToken cancellationToken)
    {
        if (rounds < 1) throw new InvalidInputException([new Fault("/rounds", $"{rounds}", "an integer of at least 1", "A step has at least one round.")]);
        if (await _store.FindRunAsync(id, cancellationToken) is not { Run.Execution: RunExecution.Actors }) return await ResultAsync(id, done: false);
        using ProgressWatcher<RunProgress> watcher = _feed.Watch(id);
        if (!await _store.TryResumeAsync(id, rounds, cancellationToken)) return await ResultAsync(id, done: false);
        _worker.Accept(id);
        await RestAsync(id, watcher, static run => run.Status is RunStatus.Queued or RunStatus.Running, cancellationToken);
        return await ResultAsync(id, done: true);
    }

    /// <summary>Intervenes in a paused <see cref="RunExecution.Actors"/> run: it takes effect in a round that is still to come.</summary>
    /// <param name="id">The run.</param>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidInputException">The intervention does not fit the scenario, or its round is played already.</exception>
    public async Task<ControlResult> InterveneAsync(string id, InterventionRequest request, CancellationToken cancellationToken)
    {
        if (await _store.FindRunAsync(id, cancellationToken) is not { Run: { Execution: RunExecution.Actors, Status: RunStatus.Paused } run }) return await ResultAsync(id, done: false);
        int replication = request.Replication ?? run.Position.Replication;
        int round = request.Round ?? (replication == run.Position.Replication ? run.Position.Round : 0) + 1;
        Intervention intervention = InterventionReader.Read(StoredScenarios.Read(run), replication, round, request.Address, request.Value, request.Action);
        if (new UnitPosition(replication, round) <= run.Position)
            throw new InvalidInputException([new Fault("/round", $"{round} of replication {replication}", $"a round after {run.Position.Round} of replication {run.Position.Replication}", "That round is played already.")]);
        if (run.Interventions.Entries.Count >= RunOptions.MaxInterventions)
            throw new InvalidInputException([new Fault("", $"{run.Interventions.Entries.Count} interventions", $"at most {RunOptions.MaxInterventions} in a run", "The run cannot take another intervention.")]);
        bool done = await _store.TryInterveneAsync(id, intervention, _time.GetUtcNow(), cancellationToken);
        return done ? await PublishedAsync(id) : await ResultAsync(id, done: false);
    }

    /// <summary>One run and how far it has come, or null.</summary>
    public Task<RunProgress?> FindAsync(string id, CancellationToken cancellationToken) => _store.FindRunAsync(id, cancellationToken);

    /// <summary>Runs, newest first.</summary>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="after">The id of the last run of the page before, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not in 1 to 1000.</exception>
    public Task<IReadOnlyList<RunProgress>> ListAsync(int limit, string? after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        return _store.ListRunsAsync(limit, after, cancellationToken);
    }

    /// <summary>The progress of a run: where it stands now, then its changes, at most ten a second, and last its final status.</summary>
    /// <remarks>
    /// Each value carries totals, so that a slow reader misses nothing and never slows play. Ends without a value where there
    /// is no such run, and before the final status where the host stops.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The reader cancelled.</exception>
    public IAsyncEnumerable<RunProgress> WatchAsync(string id, CancellationToken cancellationToken) =>
        _feed.WatchAsync(id, find => _store.FindRunAsync(id, find), _time, cancellationToken);

    /// <summary>Everything that happens in an <see cref="RunExecution.Actors"/> run, from a place on: its rounds in order, and its progress; of a batch its progress alone.</summary>
    /// <remarks>
    /// Rounds are played again for the reader, from the run's inputs, as fast as it takes them: so any place can be the first, none is
    /// missed, and a slow reader never slows the run. Ends like <see cref="WatchAsync"/>, the final status being the last news.
    /// </remarks>
    /// <param name="id">The run.</param>
    /// <param name="after">Rounds up to here are left out; null for those played so far.</param>
    /// <param name="cancellationToken">The reader's end.</param>
    /// <exception cref="OperationCanceledException">The reader cancelled.</exception>
    /// <exception cref="ModelVersionException">The run belongs to another model version.</exception>
    public async IAsyncEnumerable<RunNews> FollowAsync(string id, UnitPosition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using ProgressWatcher<RunProgress> watcher = _feed.Watch(id);
        bool open = true;
        RunProgress? last = null, current = await _store.FindRunAsync(id, cancellationToken);
        if (current is null) yield break;
        var rounds = new RoundReplay(after ?? current.Run.Position);
        long told = 0;
        while (true)
        {
            foreach (RunNews round in await rounds.NextAsync(current.Run, cancellationToken)) yield return round;
            bool behind = rounds.IsBehind(current.Run), ended = !behind && (current.Run.IsFinal || !open);
            TimeSpan rest = last is null ? TimeSpan.Zero : ProgressFeed.Pause - _time.GetElapsedTime(told);
            // The final status waits for the last round.
            if (current != last && (ended || (!current.Run.IsFinal && rest <= TimeSpan.Zero)))
            {
                yield return new RunNews(rounds.Shown, current, null);
                last = current;
                told = _time.GetTimestamp();
            }

            if (ended) yield break;
            if (behind)
            {
                if (watcher.TryRead(out RunProgress? latest)) current = latest;
                continue;
            }

            // News that came too soon after the last is told once the pause is over.
            bool untold = current != last;
            (RunProgress? news, open) = await watcher.NextAsync(untold ? rest : ProgressFeed.Pause, untold ? rest : ProgressFeed.Patience, _time, cancellationToken);
            current = news ?? await _store.FindRunAsync(id, cancellationToken) ?? current;
        }
    }

    // Where another process plays the run; queued ones are played by nobody.
    private async Task InterruptAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (run.Execution != RunExecution.Actors || run.StartedAt is null) return;
        try
        {
            await _engine.InterruptAsync(run.Id, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The other process looks by itself when it renews its lease.
            Log.NotInterrupted(_logger, run.Id, exception);
        }
    }

    // Waits until a run is no longer under way.
    private Task RestAsync(string id, ProgressWatcher<RunProgress> watcher, Func<RunRecord, bool> underWay, CancellationToken cancellationToken) =>
        watcher.RestAsync(async () => await _store.FindRunAsync(id, cancellationToken) is { } progress && underWay(progress.Run), _time, cancellationToken);

    private async Task<ControlResult> ResultAsync(string id, bool done)
    {
        RunProgress? progress = await _store.FindRunAsync(id, CancellationToken.None);
        return new ControlResult(progress is null ? ControlOutcome.NotFound : done ? ControlOutcome.Done : ControlOutcome.Refused, progress);
    }

    private async Task<ControlResult> PublishedAsync(string id)
    {
        ControlResult result = await ResultAsync(id, done: true);
        if (result.Progress is { } progress) _feed.Publish(progress);
        return result;
    }

    private static void RequireActors(RunRequest request, Scenario scenario)
    {
        var faults = new List<Fault>();
        if (request.Execution == RunExecution.Actors && scenario.Run.Replications > RunOptions.MaxActorsUnits)
        {
            faults.Add(new Fault(
                request.Replications is null ? "/scenario/run/replications" : "/replications",
                $"{scenario.Run.Replications}",
                $"an integer from 1 to {RunOptions.MaxActorsUnits}, or the execution batch",
                "The execution actors is there to be watched, and plays few units."));
        }

        if (request.RoundsPerSecond is { } pace)
        {
            if (request.Execution != RunExecution.Actors)
                faults.Add(new Fault("/roundsPerSecond", $"{pace}", "the execution actors, or no pace", "A batch has no pace."));
            if (!(pace is >= RunOptions.MinRoundsPerSecond and <= RunOptions.MaxRoundsPerSecond))
                faults.Add(new Fault("/roundsPerSecond", $"{pace}", $"a number from 1/3600 to {RunOptions.MaxRoundsPerSecond}", "The pace is out of range."));
        }

        if (faults.Count > 0) throw new InvalidInputException(faults);
    }

    private void RequireReplications(RunRequest request)
    {
        (int replications, string pointer) = request.Replications is { } given
            ? (given, "/replications")
            : (request.Scenario.Run.Replications, "/scenario/run/replications");
        if (replications >= 1 && replications <= _options.MaxReplications) return;
        throw new InvalidInputException(
            [new Fault(pointer, replications.ToString(), $"an integer from 1 to {_options.MaxReplications}", "The number of replications is outside the limits of this service.")]);
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "Whoever plays run {Run} could not be told to look at it; it will by itself")]
        public static partial void NotInterrupted(ILogger logger, string run, Exception exception);
    }
}
