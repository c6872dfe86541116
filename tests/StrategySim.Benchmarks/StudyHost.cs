using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Experiments;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Storage;

namespace StrategySim.Benchmarks;

/// <summary>A service without its surface, on a new SQLite file: plays studies one after the other.</summary>
internal sealed class StudyHost : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IHost _host;
    private readonly StudyService _studies;

    private StudyHost(string folder, IHost host)
    {
        _folder = folder;
        _host = host;
        _studies = host.Services.GetRequiredService<StudyService>();
    }

    /// <summary>The largest working set of the process up to the last study, bytes.</summary>
    public long Memory { get; private set; }

    /// <summary>Opens a file and starts.</summary>
    /// <param name="threads">Threads of the engine.</param>
    public static async Task<StudyHost> StartAsync(int threads)
    {
        string folder = Directory.CreateTempSubdirectory("strategysim-bench-").FullName;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddStrategySimExperiments().AddStrategySimStorage(Path.Combine(folder, "experiments.db"));
        builder.Services.Configure<LocalEngineOptions>(options => options.Threads = threads);
        IHost host = builder.Build();
        await host.StartAsync();
        return new StudyHost(folder, host);
    }

    /// <summary>Plays a study of an accepted sweep to its end.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="seed">One of its own for each study, or nothing would be left to play.</param>
    /// <returns>Processor time of the whole process, and time by the clock; seconds.</returns>
    public async Task<(double Processor, double Clock)> PlayAsync(Sweep sweep, ulong seed)
    {
        string id = (await _studies.StartAsync(new StudyRequest(sweep, seed, StartPaused: true), null, "", CancellationToken.None)).Progress.Study.Id;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await _studies.ResumeAsync(id, CancellationToken.None);
        StudyProgress? end = null;
        await foreach (StudyProgress progress in _studies.WatchAsync(id, CancellationToken.None))
        {
            end = progress;
        }

        double clock = Stopwatch.GetElapsedTime(start).TotalSeconds, processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        using (var process = Process.GetCurrentProcess()) Memory = process.PeakWorkingSet64;
        if (end!.Study.Status != RunStatus.Completed) throw new InvalidOperationException($"The study ended {end.Study.Status}: {end.Study.Error}");
        return (processor, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
