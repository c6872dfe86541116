using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace StrategySim.Cli.Tests.Processes;

/// <summary>What a finished process left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">Everything on its standard output.</param>
/// <param name="Error">Everything on its standard error.</param>
public sealed record Finished(int ExitCode, string Out, string Error)
{
    /// <summary>Its standard output as JSON.</summary>
    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The lines of its standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The built program as a process of its own.</summary>
public sealed class StrategySimProcess : IAsyncDisposable
{
    // A guard against a process that hangs, not a measure: generous for a machine with much else to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _error = new();

    private StrategySimProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            lock (_error) _error.Append(line.Data).Append('\n');
        };
    }

    /// <summary>The path of the program.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "strategysim.exe" : "strategysim");

    /// <summary>Its standard output, line by line.</summary>
    public StreamReader Out => _process.StandardOutput;

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>What it has written to standard error so far.</summary>
    public string ErrorSoFar
    {
        get
        {
            lock (_error) return _error.ToString();
        }
    }

    /// <summary>Runs the program to its end.</summary>
    public static Task<Finished> RunAsync(params string[] arguments) => RunAsync(arguments, input: null);

    /// <summary>Runs the program to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="folder">Its working directory; a folder without anything of this project by default.</param>
    /// <param name="environment">Variables to set, or to take away where null.</param>
    public static async Task<Finished> RunAsync(
        IEnumerable<string> arguments, string? input, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using StrategySimProcess running = Start(arguments, folder, environment);
        Task<string> output = running.Out.ReadToEndAsync();
        if (input is not null) await running._process.StandardInput.WriteAsync(input);
        running._process.StandardInput.Close();
        int exitCode = await running.WaitAsync();
        return new Finished(exitCode, await output, running.ErrorSoFar);
    }

    /// <summary>Starts the program.</summary>
    public static StrategySimProcess Start(IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(Program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        var process = new StrategySimProcess(new Process { StartInfo = start });
        process._process.Start();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync()
    {
        using var guard = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException late)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"strategysim {string.Join(' ', _process.StartInfo.ArgumentList)} did not end in {Patience}. It said: {ErrorSoFar}", late);
        }

        return _process.ExitCode;
    }

    /// <summary>Ends the process the hard way: nothing of it runs any more, no handler, no finally.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitAsync();
    }

    /// <summary>Sends a signal by its number; POSIX only.</summary>
    public async Task SignalAsync(int signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
