using System.Globalization;
using System.Runtime.InteropServices;

namespace StrategySim.Benchmarks;

/// <summary>Keeps all threads of this process on some of the machine's cores.</summary>
internal static class Cores
{
    /// <summary>From now on the process runs on the first so many cores; threads that are started later stay there too.</summary>
    /// <param name="count">1 to 64.</param>
    /// <exception cref="PlatformNotSupportedException">Not on Linux.</exception>
    public static void Use(int count)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("Threads are kept on cores by a call of Linux.");
        ulong mask = count == 64 ? ulong.MaxValue : (1UL << count) - 1;
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            // A thread that has ended meanwhile has no place to keep.
            _ = SetAffinity(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), sizeof(ulong), ref mask);
        }
    }

    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAffinity(int thread, nint size, ref ulong mask);
}
