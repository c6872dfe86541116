using System.Globalization;

namespace StrategySim.Experiments.Runs;

/// <summary>A lease owner that is a process: after a <c>kill -9</c> the next process on the same machine sees at once that it is gone.</summary>
/// <remarks>
/// On Linux an id names the boot of the kernel, the space of process numbers (containers have their own), the process
/// number and the process's start in clock ticks since boot. Numbers are reused, but not with the same start; and where
/// boot and space are ours, <c>/proc</c> tells whether that process still runs. Anything else (another machine, another
/// container, the time before a restart, another system) cannot be judged from here: then the lease runs out.
/// </remarks>
public sealed class ProcessLeaseOwner : ILeaseOwner
{
    private readonly string? _scope = ReadScope();

    /// <summary>The identity of a new service in this process.</summary>
    public ProcessLeaseOwner()
    {
        // The last part tells services of one process apart; such a neighbour counts as alive while the process is.
        string service = Guid.NewGuid().ToString("N");
        Id = _scope is not null && ReadProcess(Environment.ProcessId) is { } self
            ? $"{_scope}/{Environment.ProcessId}/{self.StartTicks}/{service}"
            : $"{Environment.MachineName}/{Environment.ProcessId}/{service}";
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public bool IsGone(string owner)
    {
        string[] parts = owner.Split('/');
        if (_scope is null || parts.Length != 6 || string.Join('/', parts[..3]) != _scope) return false;
        if (!int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out int processId)) return false;
        if (!ulong.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out ulong startTicks)) return false;
        try
        {
            return ReadProcess(processId) is not { } process || process.IsDead || process.StartTicks != startTicks;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    private static string? ReadScope()
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            // Where /proc hides the processes of others (mount option hidepid), absence proves nothing: process 1 is always there to ask.
            if (ReadProcess(1) is null || ReadProcess(Environment.ProcessId) is null) return null;
            string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            string? space = new FileInfo("/proc/self/ns/pid").LinkTarget;
            return space is null || boot.Length == 0 || boot.Contains('/') || space.Contains('/') ? null : $"linux/{boot}/{space}";
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    // Null where there is no such process.
    private static (ulong StartTicks, bool IsDead)? ReadProcess(int processId)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{processId}/stat");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // "pid (name) state …": the name may hold spaces and parentheses. State is field 3, the start field 22 (proc_pid_stat(5)).
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        bool isDead = fields[0] is "Z" or "X";
        return (ulong.Parse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture), isDead);
    }
}
