using System.Reflection;
using System.Runtime.InteropServices;

namespace StrategySim.Experiments.Manifests;

/// <summary>The program and the machine that played a run.</summary>
/// <remarks>Equal bits are promised on one runtime and architecture; elsewhere this says where to look first.</remarks>
/// <param name="ProgramVersion">Version of StrategySim, with the source revision where the build knew it.</param>
/// <param name="Runtime">Product and version, such as ".NET 10.0.4".</param>
/// <param name="OperatingSystem">Name and version as the system gives them.</param>
/// <param name="Architecture">Processor architecture of the process, such as "X64".</param>
/// <param name="Engine">Name of the engine, such as "local".</param>
/// <param name="Store">Product and place of the store, such as "SQLite 3.50.4 (experiments.db)".</param>
public sealed record RunEnvironment(string ProgramVersion, string Runtime, string OperatingSystem, string Architecture, string Engine, string Store)
{
    /// <summary>The version of this program, with the source revision where the build knew it.</summary>
    public static string CurrentProgramVersion { get; } =
        typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? throw new InvalidOperationException("The assembly carries no informational version.");

    /// <summary>This process, with the given engine and store.</summary>
    public static RunEnvironment Current(string engine, string store) => new(
        CurrentProgramVersion,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        engine,
        store);
}
