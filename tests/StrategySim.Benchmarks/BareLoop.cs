using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Play;

namespace StrategySim.Benchmarks;

/// <summary>What a bare loop took so far: making points, and playing their units; seconds of processor time.</summary>
internal readonly record struct BareTimes(long Points, double Making, long Units, double Playing)
{
    /// <summary>Seconds a point.</summary>
    public double PointTime => Making / Points;

    /// <summary>Seconds a unit.</summary>
    public double UnitTime => Playing / Units;

    public static BareTimes operator +(BareTimes a, BareTimes b) => new(a.Points + b.Points, a.Making + b.Making, a.Units + b.Units, a.Playing + b.Playing);

    public static BareTimes operator -(BareTimes a, BareTimes b) => new(a.Points - b.Points, a.Making - b.Making, a.Units - b.Units, a.Playing - b.Playing);

    public static BareTimes Of(string line)
    {
        string[] parts = line.Split(' ');
        return new BareTimes(long.Parse(parts[0], CultureInfo.InvariantCulture), Number(parts[1]), long.Parse(parts[2], CultureInfo.InvariantCulture), Number(parts[3]));

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Points} {Making:R} {Units} {Playing:R}");
}

/// <summary>A process that does nothing but make the points of a sweep and play their units, over and over: what a study is measured beside.</summary>
/// <remarks>
/// It takes turns of half a second with the process that started it, which it stops and lets go on, whatever that is doing: machines that are shared change their speed by a
/// third within a minute, and two measurements of half a minute each, taken one after the other, differ by more than what is looked for. Each is charged its own processor time.
/// </remarks>
internal sealed class BareLoop : IDisposable
{
    /// <summary>First argument of the process; the name of the sweep, its points and the process to take turns with follow.</summary>
    public const string Argument = "--bare-loop";

    // As in a process that has been up for a while.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(500);

    // As Linux counts them.
    private const int Stop = 19, GoOn = 18;

    private readonly Process _process;

    private BareLoop(Process process) => _process = process;

    /// <summary>Starts one, on the cores that this process is kept on, and returns when it is warm.</summary>
    public static async Task<BareLoop> StartAsync(string name, int points)
    {
        string program = Environment.ProcessPath!;
        string[] arguments = [Argument, name, points.ToString(CultureInfo.InvariantCulture), Environment.ProcessId.ToString(CultureInfo.InvariantCulture)];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") arguments = [typeof(BareLoop).Assembly.Location, .. arguments];
        Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var loop = new BareLoop(process);
        await loop.ReadAsync();
        return loop;
    }

    /// <summary>The process itself: goes on until its input is closed.</summary>
    public static async Task<int> RunAsync(Sweep sweep, int replications, int other)
    {
        var times = default(BareTimes);
        long index = 0;
        Play(WarmUp);
        // Not Console.In, whose asynchronous reading waits.
        using var input = new StreamReader(Console.OpenStandardInput());
        Task<string?> asked = input.ReadLineAsync();
        Console.WriteLine(times.ToLine());
        while (true)
        {
            // The turn of the other, which may ask. It never does while it is stopped.
            Task turn = Task.Delay(Turn, TimeProvider.System, CancellationToken.None);
            while (await Task.WhenAny(asked, turn) == asked)
            {
                if (await asked is null) return 0;
                Console.WriteLine(times.ToLine());
                asked = input.ReadLineAsync();
            }

            Send(other, Stop);
            try
            {
                Play(Turn);
            }
            finally
            {
                Send(other, GoOn);
            }
        }

        void Play(TimeSpan time)
        {
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time; index = (index + 1) % sweep.Count) times += PlayPoint(sweep, index, replications);
        }
    }

    /// <summary>What it took since it began.</summary>
    public async Task<BareTimes> AskAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        return await ReadAsync();
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException) when (_process.HasExited)
        {
            // Whoever asked it last was told.
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private static BareTimes PlayPoint(Sweep sweep, long index, int replications)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        var point = CompiledScenario.Compile(sweep.At(index)!.Scenario);
        TimeSpan made = Environment.CpuUsage.TotalTime;
        for (int replication = 0; replication < replications; replication++) UnitPlayer.Play(point, sweep.Scenario.Run.Seed, replication, CancellationToken.None);
        return new BareTimes(1, (made - start).TotalSeconds, replications, (Environment.CpuUsage.TotalTime - made).TotalSeconds);
    }

    private async Task<BareTimes> ReadAsync() => BareTimes.Of(
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The bare loop ended."));

    private static void Send(int process, int signal)
    {
        if (Kill(process, signal) != 0) throw new InvalidOperationException($"Process {process} could not be sent signal {signal}.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
