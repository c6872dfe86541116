using System.Diagnostics;
using StrategySim.Experiments.Runs;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary><c>kill -9</c> in the middle of a run, then start again.</summary>
public sealed class KilledProcessTests : IDisposable
{
    internal const int UnitsBeforeTheKill = 1234;

    private readonly TemporaryFolder _folder = new();

    internal static RunRequest Request { get; } = new(SmallScenarios.RandomLength(3000));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARunWhoseProcessIsKilled_EndsWithTheBitsItWouldHaveHad()
    {
        string path = _folder.File("experiments.db");
        string id = await StartAndKillAsync(path);

        await using TestHost host = await TestHost.StartAsync(path);
        // Elsewhere than on Linux nobody can tell that the process is gone, and its lease has to run out.
        if (!OperatingSystem.IsLinux()) host.Clock.Advance(TimeSpan.FromSeconds(15));
        RunProgress end = await host.FinishAsync(id);

        await using TestHost undisturbed = await TestHost.StartAsync(_folder.File("undisturbed.db"));
        RunProgress expected = await undisturbed.FinishAsync((await undisturbed.Runs.StartAsync(Request, null, "", default)).Progress.Run.Id);
        Assert.Equal((RunStatus.Completed, expected.Run.ResultsHash), (end.Run.Status, end.Run.ResultsHash));
        Assert.Equal(await undisturbed.Results.SummariseAsync(expected.Run, default), await host.Results.SummariseAsync(end.Run, default));
        // Full groups of ten were stored before the kill; nothing of them is played again.
        Assert.Equal(3000 - 1230, Assert.Single(host.Engine.Asked).Count);
    }

    private static async Task<string> StartAndKillAsync(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, CommandLine(path)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        using var child = Process.Start(start)!;
        try
        {
            return await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The child ended before its run had begun.");
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }
    }

    // The process is the test executable itself, or dotnet with the test assembly.
    private static IEnumerable<string> CommandLine(string path) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
            ? [typeof(KilledProcessTests).Assembly.Location, Program.PlayUntilKilled, path]
            : [Program.PlayUntilKilled, path];
}
