using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Cli.Running;

/// <summary>Plays runs to their ends, one after another, while somebody waits for them.</summary>
internal sealed class RunSession(IHost host, Terminal terminal)
{
    private readonly RunService _runs = host.Services.GetRequiredService<RunService>();
    private bool _started;

    /// <summary>Starts the run and waits for its end, with a progress bar where a person looks on.</summary>
    /// <returns>The completed run.</returns>
    /// <exception cref="InputException">The scenario cannot be played to its end, such as where a payoff divides by zero.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run is cancelled too, and its units are kept.</exception>
    public async Task<RunRecord> PlayAsync(RunRequest request, CancellationToken cancellationToken)
    {
        RunRecord accepted = await StartAsync(request, cancellationToken);
        RunRecord? completed = await CompleteAsync(accepted.Id, WaitAsync, cancellationToken);
        return completed!;

        async Task<RunRecord?> WaitAsync() => terminal.ErrorIsTerminal
            ? await WatchWithBarAsync(accepted.Id, request.Scenario.Id, cancellationToken)
            : await WatchAsync(accepted.Id, static _ => { }, cancellationToken);
    }

    /// <summary>Starts the run and shows its rounds as they fall.</summary>
    /// <param name="request">The run, of the execution actors.</param>
    /// <param name="view">Where the rounds are shown.</param>
    /// <param name="keyboard">Where keys are pressed; null for nowhere.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The completed run; null where somebody ended it by a key: it is cancelled, and its units are kept.</returns>
    /// <exception cref="InputException">The scenario cannot be played to its end.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run is cancelled too, and its units are kept.</exception>
    public async Task<RunRecord?> ShowAsync(RunRequest request, IRoundView view, IKeyboard? keyboard, CancellationToken cancellationToken)
    {
        RunRecord accepted = await StartAsync(request, cancellationToken);
        return await CompleteAsync(accepted.Id, () => new WatchedRun(_runs, accepted, view, keyboard).ShowAsync(cancellationToken), cancellationToken);
    }

    private async Task<RunRecord> StartAsync(RunRequest request, CancellationToken cancellationToken)
    {
        if (!_started) await host.StartAsync(cancellationToken);
        _started = true;
        return (await _runs.StartAsync(request, idempotencyKey: null, bodyHash: "", cancellationToken)).Progress.Run;
    }

    // Null where whoever watches ended it.
    private async Task<RunRecord?> CompleteAsync(string id, Func<Task<RunRecord?>> watch, CancellationToken cancellationToken)
    {
        RunRecord? run;
        try
        {
            run = await watch();
            if (run is null)
            {
                await CancelAsync(id);
                return null;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CancelAsync(id);
            throw;
        }

        return run.Status switch
        {
            RunStatus.Completed => run,
            RunStatus.Failed => throw await ExplainAsync(run, cancellationToken),
            _ => throw new InvalidOperationException($"The run {run.Id} was cancelled by another process before its end."),
        };
    }

    private async Task<RunRecord> WatchWithBarAsync(string id, string title, CancellationToken cancellationToken)
    {
        Progress progress = terminal.Error.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn { CompletedStyle = Page.Good, RemainingStyle = Page.Quiet },
            new PercentageColumn(),
            new RemainingTimeColumn());
        return await progress.StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(title));
            return await WatchAsync(id, at =>
            {
                task.MaxValue = at.UnitsTotal;
                task.Value = at.UnitsDone;
                task.Description = Markup.Escape($"{title}  {Numbers.Count(at.UnitsDone)} of {Numbers.Count(at.UnitsTotal)} units");
            }, cancellationToken);
        });
    }

    private async Task<RunRecord> WatchAsync(string id, Action<RunProgress> show, CancellationToken cancellationToken)
    {
        RunRecord? last = null;
        await foreach (RunProgress progress in _runs.WatchAsync(id, cancellationToken))
        {
            show(progress);
            last = progress.Run;
        }

        return last is { IsFinal: true } ? last : throw new InvalidOperationException($"The run {id} was lost sight of before its end.");
    }

    private async Task CancelAsync(string id)
    {
        await _runs.CancelAsync(id, CancellationToken.None);
        // Stopping the host waits for play to end and for the units that have ended to be stored.
        await host.StopAsync(CancellationToken.None);
        if (await _runs.FindAsync(id, CancellationToken.None) is not { } left) return;
        string kept = $"{Numbers.Count(left.UnitsDone)} of {Numbers.Count(left.UnitsTotal)} units are kept";
        // What is watched is watched from its first round.
        Failure.Say(terminal, left.Run.Execution == RunExecution.Actors ? $"interrupted; {kept}." : $"interrupted; {kept}, and the same command goes on from there.");
    }

    /// <summary>Finds out whether the scenario is at fault, by playing the units that are missing until one cannot go on.</summary>
    private async Task<Exception> ExplainAsync(RunRecord run, CancellationToken cancellationToken)
    {
        CompiledScenario scenario = host.Services.GetRequiredService<RunResults>().Compile(run);
        int stored = (await _runs.FindAsync(run.Id, cancellationToken))!.UnitsDone;
        // Units are claimed in order, so the one that failed is among the first that are missing.
        int last = Math.Min(run.Replications, stored + (2 * Environment.ProcessorCount) + 1);
        try
        {
            for (int replication = 0; replication < last; replication++) UnitPlayer.Play(scenario, run.Seed, replication, cancellationToken);
        }
        catch (ScenarioPlayException error)
        {
            return new InputException($"The scenario '{run.ScenarioId}' cannot be played to its end: {error.Message}");
        }

        return new InvalidOperationException(run.Error ?? $"The run {run.Id} failed and does not say why.");
    }
}
