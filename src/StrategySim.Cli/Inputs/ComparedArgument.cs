using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Inputs;

/// <summary>A side of a comparison as it was named on the command line: a run, a scenario, or points of a sweep.</summary>
internal sealed class ComparedArgument
{
    private const string SliceForm = "an index such as SWEEP@12, or values and bands of factors such as 'SWEEP@k=3,s>=1'";

    private const int EndOfId = 6;

    private RunRecord? _run;
    private Scenario? _scenario;
    private StudyRecord? _study;
    private Sweep? _sweep;
    private string _named = "", _sweepName = "";
    private IReadOnlyList<long> _points = [];
    private string _label = "";

    private ComparedArgument(string text, string what, string? name) => (Text, What, Name) = (text, what, name);

    /// <summary>The argument.</summary>
    public string Text { get; }

    /// <summary>The argument without a name before it.</summary>
    public string What { get; }

    /// <summary>What the side is called.</summary>
    public string? Name { get; private set; }

    /// <summary>Reads an argument; nothing is played.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="replications">Takes the place of the replications of a sweep that is not started yet; null for those.</param>
    /// <param name="host">Has the services.</param>
    /// <param name="terminal">Standard input.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InputException">It names nothing.</exception>
    /// <exception cref="FaultyInputException">What it names has faults; lists all.</exception>
    public static async Task<ComparedArgument> FindAsync(string text, int? replications, IHost host, Terminal terminal, CancellationToken cancellationToken)
    {
        bool isFile = File.Exists(text);
        int at = isFile ? -1 : text.IndexOf('@', StringComparison.Ordinal);
        int equals = isFile ? -1 : text.IndexOf('=', 0, at < 0 ? text.Length : at);
        var side = new ComparedArgument(text, text[(equals + 1)..], equals > 0 ? text[..equals] : null);
        if (at < 0) await side.FindWholeAsync(host, terminal, cancellationToken);
        else await side.FindSliceAsync(text[(equals + 1)..at], text[(at + 1)..], replications, host, terminal, cancellationToken);
        return side;
    }

    /// <summary>Names the sides that have no name: by scenario or values of factors, and where several would have one name by what they are.</summary>
    public static void NameRest(IReadOnlyList<ComparedArgument> sides)
    {
        HashSet<string> twice = [.. sides.Where(side => side.Name is null).GroupBy(side => side._label).Where(group => group.Count() > 1).Select(group => group.Key)];
        foreach (ComparedArgument side in sides) side.Name ??= twice.Contains(side._label) ? side.OwnLabel() : side._label;
    }

    /// <summary>The outcomes of the side; what is not kept of them is played.</summary>
    /// <param name="seed">Takes the place of the seed of what is played; null for that one.</param>
    /// <param name="replications">Takes the place of the replications of a scenario; null for those.</param>
    /// <param name="host">Has the services.</param>
    /// <param name="terminal">Shows progress.</param>
    /// <param name="cancellationToken">Cancels play.</param>
    public async Task<IComparisonSource> OpenAsync(ulong? seed, int? replications, IHost host, Terminal terminal, CancellationToken cancellationToken)
    {
        IExperimentStore store = host.Services.GetRequiredService<IExperimentStore>();
        if (_run is not null) return new RunSource(Name!, _run, store);
        // Runs and sweeps that were played just now differ in their ids from one data folder to the next; what the user named does not.
        if (_scenario is not null) return new RunSource(Name!, await new RunSession(host, terminal).PlayAsync(new RunRequest(_scenario, seed, replications), cancellationToken), store, $"scenario {What}");
        StudyRecord study = _study ?? (await new SweepSession(host, terminal).PlayAsync(_sweep!, _sweepName, seed, cancellationToken)).Study;
        return new StudySource(Name!, study, _sweep!, _points, host.Services.GetRequiredService<StudyResults>(), _study is null ? _named : null);
    }

    /// <summary>Every outcome that the side has, or will have when it is played.</summary>
    /// <param name="store">The store that has the runs that are kept.</param>
    public IReadOnlyList<OutcomeKey> Outcomes(IExperimentStore store) =>
        _run is not null ? new RunSource(Name!, _run, store).Outcomes : _scenario is not null ? OutcomeLayout.Of(_scenario).Keys : StudySource.OutcomesAt(_sweep!, _points);

    private async Task FindWholeAsync(IHost host, Terminal terminal, CancellationToken cancellationToken)
    {
        _run = (await host.Services.GetRequiredService<RunService>().FindAsync(What, cancellationToken))?.Run;
        if (_run is not null)
        {
            _label = _run.ScenarioId;
            return;
        }

        bool isSweep = await host.Services.GetRequiredService<StudyService>().FindAsync(What, cancellationToken) is not null;
        isSweep |= What != SourceText.StandardInput && File.Exists(What) && await SweepFile.IsSweepAsync(What, terminal.In, cancellationToken);
        if (isSweep) throw new InputException($"{What} is a sweep; say which of its points: {SliceForm}.");
        _scenario = await ScenarioFile.ReadAsync(What, terminal.In, cancellationToken);
        _label = _scenario.Id;
    }

    private async Task FindSliceAsync(string sweep, string slice, int? replications, IHost host, Terminal terminal, CancellationToken cancellationToken)
    {
        _named = sweep;
        _study = (await host.Services.GetRequiredService<StudyService>().FindAsync(sweep, cancellationToken))?.Study;
        if (_study is null && !SweepFile.Exists(sweep)) throw new InputException($"{Text}: there is no started sweep '{sweep}' in this data folder, no such file, and no sweep of that id ships with the program.");
        (_sweep, _sweepName) = _study is null ? await SweepFile.ReadAsync(sweep, terminal.In, replications, cancellationToken) : (host.Services.GetRequiredService<StudyResults>().Read(_study), sweep);
        var faults = new List<Fault>();
        if (long.TryParse(slice, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long index))
        {
            _points = SweepPoints.Check(_sweep, index, new ScalarNode(ScalarKind.Number, slice, 1, 1), "", faults) ?? [];
            if (_points.Count > 0) _label = SweepPoints.Name(_sweep, _points);
        }
        else if (SweepPoints.Matching(_sweep, SliceText.Parse(slice, Text, SliceForm), "", faults) is { } found)
        {
            (_points, _label) = found;
        }

        if (faults.Count > 0) throw new FaultyInputException(Text, [.. faults.Select(fault => fault with { Pointer = fault.Pointer.TrimStart('/'), Line = null, Column = null })]);
    }

    private string OwnLabel() => _run is not null ? $"{_label} ({_run.Id[^EndOfId..]})" : _sweep is null ? Path.GetFileNameWithoutExtension(What) : $"{_label} ({(_study is null ? _sweep.Id : _study.Id[^EndOfId..])})";
}
