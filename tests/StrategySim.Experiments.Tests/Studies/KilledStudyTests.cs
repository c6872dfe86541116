using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Runs;
using StrategySim.Storage;
using StrategySim.Storage.Sqlite;
using StrategySim.Testing.Files;

namespace StrategySim.Experiments.Tests.Studies;

/// <summary><c>kill -9</c>, three times, in the middle of a study.</summary>
public sealed class KilledStudyTests : IDisposable
{
    /// <summary>First argument of the child; the store file, the units of the study and the units after which to be killed follow.</summary>
    internal const string PlayStudy = "--play-study";

    private const int Replications = 50, GroupUnits = 100;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2_000, 1)]
    [InlineData(2_000, 2)]
    public Task AStudyKilledThreeTimes_EndsAsOneLeftAlone(int units, int seed) => KillAsync(units, (ulong)seed);

    // make check-long
    [Theory(Explicit = true)]
    [InlineData(20_000, 3)]
    [InlineData(20_000, 4)]
    public Task ALongStudyKilledThreeTimes_EndsAsOneLeftAlone(int units, int seed) => KillAsync(units, (ulong)seed);

    /// <summary>The child: plays the study of a file, or a new one, and says when it has come to the moment; then play goes on for a while.</summary>
    internal static async Task<int> PlayAsync(string path, int units, int moment)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IRunEngine>(new DoomedEngine(moment));
        builder.Services.AddStrategySimExperiments().AddStrategySimStorage(path);
        builder.Services.Configure<RunOptions>(options => options.StoreGroupUnits = GroupUnits);
        using IHost host = builder.Build();
        await host.StartAsync();
        StudyService studies = host.Services.GetRequiredService<StudyService>();
        if ((await studies.ListAsync(1, null, default)).Count == 0) await studies.StartAsync(new StudyRequest(Sweep(units)), null, "", default);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static Sweep Sweep(int units) => SmallSweeps.Of(
        $"{{ win: {{ parameter: win, range: {{ from: 4, to: 5, steps: {(units / Replications) - 1} }} }}, rate: {{ parameter: rate, list: [1/2] }} }}", $"{Replications}");

    private async Task KillAsync(int units, ulong seed)
    {
        string path = _folder.File("experiments.db");
        var moments = new DrawSequence(seed, "killed-study");
        // No earlier than a group is full, or a kill could come before anything is stored.
        for (int kill = 0; kill < 3; kill++) await PlayAndKillAsync(path, units, GroupUnits + moments.NextBelow((units / 6) - GroupUnits));

        StudyProgress left;
        using (var store = SqliteExperimentStore.Open(path, TimeProvider.System)) left = Assert.Single(await store.ListStudiesAsync(10, null, default));
        // Something is left to be played, and something is not.
        Assert.Equal(RunStatus.Running, left.Study.Status);
        Assert.InRange(left.UnitsDone + left.UnitsFailed, 1, units - 1);

        await using TestHost host = await TestHost.StartAsync(path);
        // Elsewhere than on Linux nobody can tell that the process is gone, and its lease has to run out.
        if (!OperatingSystem.IsLinux()) host.Clock.Advance(TimeSpan.FromHours(24));
        StudyProgress end = await host.FinishStudyAsync(left.Study.Id);

        await using TestHost undisturbed = await TestHost.StartAsync(_folder.File("undisturbed.db"));
        StudyProgress expected = await undisturbed.FinishStudyAsync((await undisturbed.Studies.StartAsync(new StudyRequest(Sweep(units)), null, "", default)).Progress.Study.Id);
        Assert.Null(end.Study.Error);
        Assert.Equal((RunStatus.Completed, expected.Study.ResultsHash), (end.Study.Status, end.Study.ResultsHash));
        Assert.Equal(
            (expected.PointsDone, expected.PointsTotal, expected.UnitsDone, expected.UnitsFailed, expected.UnitsTotal),
            (end.PointsDone, end.PointsTotal, end.UnitsDone, end.UnitsFailed, end.UnitsTotal));
        Assert.InRange(expected.UnitsFailed, 1, units / 2);
        Assert.Equal(units, end.UnitsDone + end.UnitsFailed);
        Assert.Equal(await CountAsync(undisturbed, expected), await CountAsync(host, end));
    }

    private static async Task<(int Units, int Failures)> CountAsync(TestHost host, StudyProgress study)
    {
        StudyData data = await host.StudyResults.LoadAsync(study.Study, [new SweepOutcome("rounds", new Simulation.Outcomes.OutcomeKey("*", "*", "rounds"))], default);
        return (data.Points.Sum(point => point.Samples[0].Count), (await host.StudyResults.FailuresAsync(study.Study.Id, null, 10_000, default)).Count);
    }

    private static async Task PlayAndKillAsync(string path, int units, int moment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, CommandLine(path, units, moment)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        using var child = Process.Start(start)!;
        try
        {
            Assert.Equal("now", await child.StandardOutput.ReadLineAsync());
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }
    }

    // The process is the test executable itself, or dotnet with the test assembly.
    private static IEnumerable<string> CommandLine(string path, int units, int moment)
    {
        string[] arguments = [PlayStudy, path, $"{units}", $"{moment}"];
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(KilledStudyTests).Assembly.Location, .. arguments] : arguments;
    }

    /// <summary>The local engine, which says when so many units have ended and plays some more, so that the kill falls into whatever is going on then; it never comes to the end.</summary>
    private sealed class DoomedEngine(int moment) : IRunEngine
    {
        private const int More = 250;

        private readonly LocalEngine _inner = new(Options.Create(new LocalEngineOptions()));
        private int _units;

        public string Name => "doomed";

        public Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken) =>
            _inner.PlayAsync(
                orders,
                async ends =>
                {
                    int before = _units;
                    _units += ends.Sum(static group => group.Count);
                    await ended(First(ends, moment + More - before));
                    if (before <= moment && _units > moment) await Console.Out.WriteLineAsync("now");
                    if (_units >= moment + More) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                },
                cancellationToken);

        private static List<EndedUnits> First(IReadOnlyList<EndedUnits> groups, int count)
        {
            var first = new List<EndedUnits>();
            foreach (EndedUnits group in groups)
            {
                var part = new EndedUnits(group.Order);
                for (int i = 0; i < group.Units.Count && count > 0; i++, count--) part.Units.Add(group.Units.Replication(i), group.Units.Unit(i));
                // A point whose failures were lost would wait for them for ever.
                for (int i = 0; i < group.Failures.Count && count > 0; i++, count--) part.Fail(group.Failures[i]);
                if (part.Count > 0) first.Add(part);
            }

            return first;
        }

        public Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken) => _inner.AdvanceAsync(order, cancellationToken);

        public Task InterruptAsync(string runId, CancellationToken cancellationToken) => _inner.InterruptAsync(runId, cancellationToken);
    }
}
