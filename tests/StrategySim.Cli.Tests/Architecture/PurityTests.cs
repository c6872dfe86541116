using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace StrategySim.Cli.Tests.Architecture;

/// <summary>The three lowest floors know no files, no clock, no chance but the seeded one, no web: their assemblies name none of these.</summary>
public sealed class PurityTests
{
    private static readonly string[] ForbiddenNamespaces =
    [
        "Dapper", "Microsoft.AspNetCore", "Microsoft.Data", "Microsoft.Extensions", "Orleans", "Spectre.Console", "System.CommandLine",
        "System.Data", "System.IO.Compression", "System.IO.Enumeration", "System.IO.IsolatedStorage", "System.IO.MemoryMappedFiles",
        "System.IO.Pipes", "System.Net", "System.Timers",
    ];

    private static readonly HashSet<string> ForbiddenTypes =
    [
        "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.IO.DriveInfo", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.FileSystemInfo",
        "System.IO.FileSystemWatcher", "System.IO.RandomAccess", "System.PeriodicTimer", "System.Random", "System.Threading.PeriodicTimer",
        "System.Threading.Timer", "System.TimeProvider", "System.TimeZoneInfo",
    ];

    private static readonly HashSet<string> ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_Today", "System.DateTime.get_UtcNow", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Environment.GetEnvironmentVariable", "System.Environment.get_CurrentDirectory",
        "System.Environment.get_MachineName", "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
        "System.Guid.CreateVersion7", "System.Guid.NewGuid", "System.Threading.Tasks.Task.Delay", "System.Threading.Thread.Sleep",
        "System.Security.Cryptography.RandomNumberGenerator.GetBytes", "System.IO.Path.GetFullPath", "System.IO.Path.GetTempPath",
    ];

    [Theory]
    [InlineData("StrategySim.GameTheory")]
    [InlineData("StrategySim.Minerals")]
    [InlineData("StrategySim.Simulation")]
    public void ThePureFloors_NameNoFilesNoClockAndNoWeb(string assembly) => Assert.Empty(Forbidden(assembly));

    [Fact]
    public void TheCheck_SeesWhatIsForbidden_WhereItIsUsed()
    {
        // The terminal opens files and reads the environment: a check that finds nothing here would find nothing anywhere.
        string[] found = [.. Forbidden("strategysim")];
        Assert.Contains("System.IO.FileStream", found);
        Assert.Contains("System.Environment.GetEnvironmentVariable", found);
        Assert.Contains(found, name => name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Forbidden(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var executable = new PEReader(file);
        MetadataReader metadata = executable.GetMetadataReader();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            string type = NameOf(metadata, handle);
            if (ForbiddenTypes.Contains(type) || ForbiddenNamespaces.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal))) found.Add(type);
        }

        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            string name = $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}";
            if (ForbiddenMembers.Contains(name)) found.Add(name);
        }

        return found;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        // A nested type stands in its parent's namespace.
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
