using StrategySim.Cli.Terminals;
using StrategySim.Experiments.Runs;

namespace StrategySim.Cli.Running;

/// <summary>A run that somebody watches round by round, and steers with keys where there is a keyboard.</summary>
/// <remarks>
/// A run without a pace is ahead of what is shown. So a pause holds the showing as well as the play: what a person sees stands
/// still at once, and a step shows one round, played already or not.
/// </remarks>
internal sealed class WatchedRun
{
    /// <summary>The keys, in one line.</summary>
    public const string Help = "Keys: space or p to pause and go on, s or Enter for one round, q to end.";

    private readonly Lock _lock = new();
    private readonly RunService _runs;
    private readonly string _id;
    private readonly IRoundView _view;
    private readonly IKeyboard? _keyboard;
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _paused, _waiting;
    private int _steps;
    private string _after = "before the first round";

    /// <summary>Takes charge of a run.</summary>
    /// <param name="runs">Plays it.</param>
    /// <param name="run">The run as it was accepted.</param>
    /// <param name="view">Where its rounds are shown.</param>
    /// <param name="keyboard">Where keys are pressed; null for nowhere.</param>
    public WatchedRun(RunService runs, RunRecord run, IRoundView view, IKeyboard? keyboard)
    {
        (_runs, _id, _view, _keyboard) = (runs, run.Id, view, keyboard);
        view.Begin(run);
        if (run.Status != RunStatus.Paused) return;
        _paused = true;
        view.Paused(_after);
    }

    /// <summary>Shows the run to its end.</summary>
    /// <returns>The run with its final status; null where somebody pressed the key that ends it, and it is still to be cancelled.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<RunRecord?> ShowAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<RunRecord> following = FollowAsync(over.Token);
        Task keys = _keyboard is null ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token) : ObeyAsync(_keyboard, over.Token);
        Task first = await Task.WhenAny(following, keys);
        await over.CancelAsync();
        Task second = first == following ? keys : following;
        await second.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == following) return await following;
        await keys;
        return null;
    }

    private async Task<RunRecord> FollowAsync(CancellationToken cancellationToken)
    {
        RunRecord? last = null;
        // From the very beginning: it may have been played on before anybody looks.
        await foreach (RunNews news in _runs.FollowAsync(_id, new(0, 0), cancellationToken))
        {
            if (news.Progress is { } progress) last = progress.Run;
            if (news.Round is null) continue;
            while (!TryShow(news, out Task opened)) await opened.WaitAsync(cancellationToken);
        }

        return last is { IsFinal: true } ? last : throw new InvalidOperationException($"The run {_id} was lost sight of before its end.");
    }

    private bool TryShow(RunNews news, out Task opened)
    {
        lock (_lock)
        {
            opened = _opened.Task;
            _waiting = _paused && _steps == 0;
            if (_waiting) return false;
            if (_paused) _steps--;
            _view.Show(news.Position.Replication, news.Round!);
            _after = $"after round {news.Position.Round}{(news.Position.Replication == 0 ? "" : $" of replication {news.Position.Replication}")}";
            return true;
        }
    }

    // Returns when the key was pressed that ends the run.
    private async Task ObeyAsync(IKeyboard keyboard, CancellationToken cancellationToken)
    {
        while (true)
        {
            ConsoleKeyInfo key = await keyboard.ReadAsync(cancellationToken);
            switch (char.ToLowerInvariant(key.KeyChar))
            {
                case ' ' or 'p' when _paused:
                    Open(() => _paused = false);
                    await _runs.ResumeAsync(_id, cancellationToken);
                    break;
                case ' ' or 'p':
                    lock (_lock)
                    {
                        _paused = true;
                        _steps = 0;
                        _view.Paused(_after);
                    }

                    await _runs.PauseAsync(_id, cancellationToken);
                    break;
                case 's' or '\r' or '\n' when _paused:
                    bool played = _waiting;
                    Open(() => _steps++);
                    if (!played) await _runs.StepAsync(_id, 1, cancellationToken);
                    break;
                case 'q':
                    return;
            }
        }
    }

    private void Open(Action change)
    {
        lock (_lock)
        {
            change();
            _opened.SetResult();
            _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
