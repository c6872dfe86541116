using Microsoft.Extensions.Options;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Work;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Studies;

/// <summary>Starts, extends, controls, lists and watches studies. Play itself goes on in the background while the host runs.</summary>
public sealed class StudyService
{
    private readonly IStudyStore _store;
    private readonly StudyWorker _worker;
    private readonly AcceptedSweeps _accepted;
    private readonly ProgressFeed<StudyProgress> _feed;
    private readonly StudyOptions _options;
    private readonly TimeProvider _time;

    internal StudyService(IStudyStore store, StudyWorker worker, AcceptedSweeps accepted, ProgressFeed<StudyProgress> feed, IOptions<StudyOptions> options, TimeProvider time)
    {
        _store = store;
        _worker = worker;
        _accepted = accepted;
        _feed = feed;
        _options = options.Value;
        _time = time;
    }

    /// <summary>Accepts a study and returns once its points were looked at; it is played as soon as there is a place.</summary>
    /// <remarks>
    /// Nothing is played here, but values and constraints of all points are gone through and the scenarios of some are read: milliseconds for
    /// small designs, some ten seconds for a million points.
    /// </remarks>
    /// <param name="request">What to play.</param>
    /// <param name="idempotencyKey">The caller's key: asked again with the same key and body, the first study is returned and none is added. Null for none.</param>
    /// <param name="bodyHash">A hash of the whole request, compared where the key is known; empty where there is no key.</param>
    /// <param name="cancellationToken">Cancels the call, not the study.</param>
    /// <exception cref="InvalidInputException">A point has a fault, no point is left, or there are more points or units than this service takes.</exception>
    public async Task<StudyStart> StartAsync(StudyRequest request, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken)
    {
        if (idempotencyKey is not null && await _store.FindStudyKeyAsync(idempotencyKey, bodyHash, cancellationToken) is { } known)
            return await EarlierAsync(known.Id, known.BodyDiffers, cancellationToken);
        Sweep sweep = request.Sweep;
        SweepPlan plan = await PlanAsync(sweep, cancellationToken);
        DateTimeOffset now = _time.GetUtcNow();
        string document = StudyDocument.Write(sweep);
        var study = new StudyRecord
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Status = request.StartPaused ? RunStatus.Paused : RunStatus.Queued,
            SweepId = sweep.Id,
            SweepTitle = sweep.Title,
            DocumentJson = document,
            DocumentHash = StudyDocument.HashOf(document),
            ModelVersion = SimulationModel.Version,
            Seed = request.Seed ?? sweep.Scenario.Run.Seed,
            Replications = sweep.Replications.Initial,
            MaxReplications = sweep.Replications.Maximum,
            DesignPoints = sweep.Count,
            CreatedAt = now,
        };
        (string id, bool bodyDiffers) = await _store.AddStudyAsync(study, plan.Points, idempotencyKey, bodyHash, cancellationToken);
        if (id != study.Id) return await EarlierAsync(id, bodyDiffers, cancellationToken);
        _accepted.Keep(study.DocumentHash, sweep);
        if (!request.StartPaused) _worker.Accept(id);
        return new StudyStart(StartOutcome.Accepted, new StudyProgress(study, 0, plan.Points, 0, 0, plan.Points * study.Replications), plan);
    }

    /// <summary>Cancels a study that has no final status, wherever it is played; what is stored is kept, and extending it plays on.</summary>
    public async Task<StudyControl> CancelAsync(string id, CancellationToken cancellationToken)
    {
        bool cancelled = await _store.TrySetStudyStatusAsync(id, null, new RunTransition(RunStatus.Cancelled, _time.GetUtcNow()), cancellationToken);
        StudyControl result = await ResultAsync(id, cancelled);
        // Where it is played here, the end of play is published with the units that were still stored.
        if (cancelled && !_worker.Active.Stop(id)) _feed.Publish(result.Progress!);
        return result;
    }

    /// <summary>Pauses a queued or running study; what is stored is kept, and units under way are played again later.</summary>
    /// <remarks>Answers when the study has come to rest, or after some seconds; one that another process plays pauses at the next renewal of its lease.</remarks>
    public async Task<StudyControl> PauseAsync(string id, CancellationToken cancellationToken)
    {
        using ProgressWatcher<StudyProgress> watcher = _feed.Watch(id);
        if (!await _store.TryRequestStudyPauseAsync(id, cancellationToken)) return await ResultAsync(id, done: false);
        _worker.Active.Pause(id);
        await watcher.RestAsync(async () => await _store.FindStudyAsync(id, cancellationToken) is { Study.Status: RunStatus.Running }, _time, cancellationToken);
        return await PublishedAsync(id);
    }

    /// <summary>Lets a paused study go on.</summary>
    public async Task<StudyControl> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        if (!await _store.TryResumeStudyAsync(id, cancellationToken)) return await ResultAsync(id, done: false);
        StudyControl result = await PublishedAsync(id);
        _worker.Accept(id);
        return result;
    }

    /// <summary>Adds replications or points to a study that is paused or has a final status; only units that are missing are played.</summary>
    /// <remarks>A study with a final status is queued, also where nothing is added: so a cancelled or failed one is taken up again. A paused one waits to be resumed.</remarks>
    /// <param name="id">The study.</param>
    /// <param name="extension">What to add.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidInputException">The extension does not fit the study; lists every fault.</exception>
    /// <exception cref="ModelVersionException">The study belongs to another model version.</exception>
    public async Task<StudyControl> ExtendAsync(string id, StudyExtension extension, CancellationToken cancellationToken)
    {
        if (await _store.FindStudyAsync(id, cancellationToken) is not { Study: { } study } || !(study.IsFinal || study.Status == RunStatus.Paused))
            return await ResultAsync(id, done: false);
        ModelVersionException.ThrowIfOther(study);
        Sweep before = StudyDocument.Read(study);
        Sweep sweep = StudyExtender.Extend(study, before, extension);
        SweepPlan plan = await PlanAsync(sweep, cancellationToken);
        string document = StudyDocument.Write(sweep);
        StudyRecord extended = study with
        {
            SweepTitle = sweep.Title,
            DocumentJson = document,
            DocumentHash = StudyDocument.HashOf(document),
            Replications = sweep.Replications.Initial,
            MaxReplications = sweep.Replications.Maximum,
            DesignPoints = sweep.Count,
        };
        if (!await _store.TryExtendStudyAsync(extended, plan.Points, extension.Sweep is null, cancellationToken)) return await ResultAsync(id, done: false);
        StudyControl result = await PublishedAsync(id);
        if (result.Progress!.Study.Status == RunStatus.Queued) _worker.Accept(id);
        return result;
    }

    /// <summary>One study and how far it has come, or null.</summary>
    public async Task<StudyProgress?> FindAsync(string id, CancellationToken cancellationToken) =>
        await _store.FindStudyAsync(id, cancellationToken) is { } progress ? progress with { UnitsFound = _worker.Active.UnitsFound(id) } : null;

    /// <summary>Studies, newest first.</summary>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="after">The id of the last study of the page before, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not in 1 to 1000.</exception>
    public Task<IReadOnlyList<StudyProgress>> ListAsync(int limit, string? after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        return _store.ListStudiesAsync(limit, after, cancellationToken);
    }

    /// <summary>The progress of a study: where it stands now, then its changes, at most ten a second, and last its final status.</summary>
    /// <remarks>
    /// Each value carries totals, so that a slow reader misses nothing and never slows play; the rate is the difference of two of them. Ends without
    /// a value where there is no such study, and before the final status where the host stops.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The reader cancelled.</exception>
    public IAsyncEnumerable<StudyProgress> WatchAsync(string id, CancellationToken cancellationToken) =>
        _feed.WatchAsync(id, find => FindAsync(id, find), _time, cancellationToken);

    // On a thread of its own: a long design takes seconds.
    private async Task<SweepPlan> PlanAsync(Sweep sweep, CancellationToken cancellationToken)
    {
        if (sweep.Count > _options.MaxPoints)
            throw new InvalidInputException([new Fault("/design", $"{sweep.Count} points", $"at most {_options.MaxPoints} points", "The design has more points than this service takes.")]);
        var options = new SweepPlanOptions { MaximumChecked = _options.MaxCheckedPoints, Trial = TimeSpan.Zero };
        SweepPlan plan = (await Task.Run(() => SweepPlanner.Plan(sweep, _time, options, cancellationToken), cancellationToken)).Require();
        if (plan.UnitsAtMost > _options.MaxUnits)
            throw new InvalidInputException([new Fault("/replications", $"{plan.UnitsAtMost} units", $"at most {_options.MaxUnits} units", "The study may come to more units than this service takes.")]);
        return plan;
    }

    private async Task<StudyStart> EarlierAsync(string id, bool bodyDiffers, CancellationToken cancellationToken)
    {
        StudyProgress earlier = await _store.FindStudyAsync(id, cancellationToken)
            ?? throw new IntegrityException($"The store names study {id} for an idempotency key but does not hold it.");
        return new StudyStart(bodyDiffers ? StartOutcome.KeyConflict : StartOutcome.Repeated, earlier, null);
    }

    private async Task<StudyControl> ResultAsync(string id, bool done)
    {
        StudyProgress? progress = await _store.FindStudyAsync(id, CancellationToken.None);
        return new StudyControl(progress is null ? ControlOutcome.NotFound : done ? ControlOutcome.Done : ControlOutcome.Refused, progress);
    }

    private async Task<StudyControl> PublishedAsync(string id)
    {
        StudyControl result = await ResultAsync(id, done: true);
        if (result.Progress is { } progress) _feed.Publish(progress);
        return result;
    }
}
