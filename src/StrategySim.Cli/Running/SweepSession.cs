using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Cli.Running;

/// <summary>Plays one sweep to its end while somebody waits for it.</summary>
internal sealed class SweepSession(IHost host, Terminal terminal)
{
    private readonly StudyService _studies = host.Services.GetRequiredService<StudyService>();

    /// <summary>Starts a sweep, or takes up the one that the same command left, and waits for its end, with a progress bar where a person looks on.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="name">How the user named it.</param>
    /// <param name="seed">Takes the place of the scenario's; null for that one.</param>
    /// <param name="cancellationToken">Pauses the sweep.</param>
    /// <returns>The completed sweep.</returns>
    /// <exception cref="FaultyInputException">A point has a fault.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the sweep is paused, and its units are kept.</exception>
    public async Task<StudyProgress> PlayAsync(Sweep sweep, string name, ulong? seed, CancellationToken cancellationToken)
    {
        await host.StartAsync(cancellationToken);
        try
        {
            return await FinishAsync(await StartAsync(sweep, seed, cancellationToken), cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            throw new FaultyInputException(name, invalid.Faults);
        }
    }

    /// <summary>Gives a started sweep more to do and waits for its end.</summary>
    /// <param name="id">The started sweep.</param>
    /// <param name="extension">What to add.</param>
    /// <param name="name">How faults name where it was said.</param>
    /// <param name="cancellationToken">Pauses the sweep.</param>
    /// <exception cref="InputException">There is no such sweep, or it is being played.</exception>
    /// <exception cref="FaultyInputException">The extension does not fit the sweep.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the sweep is paused, and its units are kept.</exception>
    public async Task<StudyProgress> ExtendAsync(string id, StudyExtension extension, string name, CancellationToken cancellationToken)
    {
        await host.StartAsync(cancellationToken);
        try
        {
            StudyControl extended = await _studies.ExtendAsync(id, extension, cancellationToken);
            if (extended.Outcome == ControlOutcome.Refused) throw new InputException($"The sweep {id} is {RunReader.State(extended.Progress!.Study.Status)}; expected one that is paused or has ended.");
            StudyProgress progress = extended.Progress ?? throw Unknown(id);
            // What was paused is waited for as well.
            if (progress.Study.Status == RunStatus.Paused) progress = (await _studies.ResumeAsync(id, cancellationToken)).Progress!;
            return await FinishAsync(progress, cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            throw new FaultyInputException(name, [.. invalid.Faults.Select(fault => fault with { Pointer = Option(fault.Pointer, extension) })]);
        }
    }

    // What the extension says are options here; the rest are places in the sweep.
    private static string Option(string pointer, StudyExtension extension) => pointer switch
    {
        "/replications" when extension.Replications is not null => "--replications",
        "/maxReplications" or "/replications/max" when extension.MaxReplications is not null => "--max",
        "/halfWidth" or "/replications/until/halfWidth" when extension.HalfWidth is not null => "--half-width",
        _ => pointer,
    };

    /// <summary>A started sweep as it stands.</summary>
    /// <exception cref="InputException">There is none of that id.</exception>
    public async Task<StudyProgress> FindAsync(string id, CancellationToken cancellationToken) => await _studies.FindAsync(id, cancellationToken) ?? throw Unknown(id);

    private static InputException Unknown(string id) => new($"There is no started sweep '{id}' in this data folder; 'strategysim sweeps' lists those that there are.");

    // The key stands for what is asked: the same command finds its own sweep again, unless another process plays it, or it was extended since.
    private async Task<StudyProgress> StartAsync(Sweep sweep, ulong? seed, CancellationToken cancellationToken)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StudyDocument.Write(sweep))));
        for (int attempt = 0; ; attempt++)
        {
            StudyStart start = await _studies.StartAsync(new StudyRequest(sweep, seed), $"strategysim-sweep/{SimulationModel.Version}/{hash}/{seed}/{attempt}", hash, cancellationToken);
            if (start.Outcome == StartOutcome.Accepted) return start.Progress;
            StudyRecord study = start.Progress.Study;
            if (study.DocumentHash != hash) continue;
            switch (study.Status)
            {
                case RunStatus.Completed:
                    return start.Progress;
                case RunStatus.Paused when await _studies.ResumeAsync(study.Id, cancellationToken) is { Outcome: ControlOutcome.Done, Progress: { } resumed }:
                    return resumed;
                case RunStatus.Cancelled or RunStatus.Failed when await _studies.ExtendAsync(study.Id, new StudyExtension(), cancellationToken) is { Outcome: ControlOutcome.Done, Progress: { } taken }:
                    return taken;
            }
        }
    }

    private async Task<StudyProgress> FinishAsync(StudyProgress accepted, CancellationToken cancellationToken)
    {
        string id = accepted.Study.Id;
        StudyProgress last;
        try
        {
            last = terminal.ErrorIsTerminal ? await WatchWithBarAsync(accepted, cancellationToken) : await WatchAsync(id, static _ => { }, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await PauseAsync(id);
            throw;
        }

        return last.Study.Status switch
        {
            RunStatus.Completed => last,
            RunStatus.Failed => throw new InvalidOperationException(last.Study.Error ?? $"The sweep {id} failed and does not say why."),
            _ => throw new InvalidOperationException($"The sweep {id} was cancelled by another process before its end."),
        };
    }

    private async Task<StudyProgress> WatchWithBarAsync(StudyProgress accepted, CancellationToken cancellationToken)
    {
        var pace = new UnitPace(TimeProvider.System);
        string title = accepted.Study.SweepId;
        Progress progress = terminal.Error.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn { CompletedStyle = Page.Good, RemainingStyle = Page.Quiet },
            new PercentageColumn());
        return await progress.StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(title));
            return await WatchAsync(accepted.Study.Id, at =>
            {
                task.MaxValue = Math.Max(1, at.UnitsTotal);
                task.Value = at.UnitsDone + at.UnitsFailed;
                string failed = at.UnitsFailed == 0 ? "" : $", {Numbers.Count(at.UnitsFailed)} failed";
                string rate = pace.Note(at) is { } known ? $", {Numbers.Rounded(Math.Round(known.UnitsPerSecond))} a second{(known.SecondsLeft is double left ? $", {Left(left)} left" : "")}" : "";
                task.Description = Markup.Escape($"{title}  {Numbers.Count(at.UnitsDone)} of {Numbers.Count(at.UnitsTotal)} units{failed}{rate}");
            }, cancellationToken);
        });
    }

    private static string Left(double seconds) => seconds < 1 ? "1 s" : Numbers.Duration(TimeSpan.FromSeconds(Math.Min(Math.Ceiling(seconds), TimeSpan.MaxValue.TotalSeconds / 2)));

    private async Task<StudyProgress> WatchAsync(string id, Action<StudyProgress> show, CancellationToken cancellationToken)
    {
        StudyProgress? last = null;
        await foreach (StudyProgress progress in _studies.WatchAsync(id, cancellationToken))
        {
            show(progress);
            last = progress;
        }

        return last is { Study.IsFinal: true } ? last : throw new InvalidOperationException($"The sweep {id} was lost sight of before its end.");
    }

    private async Task PauseAsync(string id)
    {
        await _studies.PauseAsync(id, CancellationToken.None);
        // Stopping the host waits for play to end and for the units that have ended to be stored.
        await host.StopAsync(CancellationToken.None);
        if (await _studies.FindAsync(id, CancellationToken.None) is not { } left) return;
        Failure.Say(terminal, $"interrupted; {Numbers.Count(left.UnitsDone)} of {Numbers.Count(left.UnitsTotal)} units are kept, and the same command goes on from there.");
    }
}
