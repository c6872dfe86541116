using StrategySim.Testing;

namespace StrategySim.Cli.Tests.Architecture;

/// <summary>What can be checked of the image without building it.</summary>
public sealed class DockerfileTests
{
    private static readonly string Dockerfile = File.ReadAllText(Repository.Path("Dockerfile"));

    [Fact]
    public void EverySourceProject_IsCopiedBeforeTheRestore()
    {
        // A project that is missing there fails the restore of the image only, which no other test runs.
        string beforeRestore = Dockerfile[..Dockerfile.IndexOf("RUN eng/restore.sh", StringComparison.Ordinal)];
        string[] projects = [.. Directory.EnumerateDirectories(Repository.Path("src")).Select(folder => Path.GetFileName(folder)!)];
        Assert.All(projects, project => Assert.Contains($"COPY src/{project}/*.csproj src/{project}/\n", beforeRestore));
    }

    [Fact]
    public void TheImage_RunsWithoutRoot_AndAsksItselfWhetherItIsWell()
    {
        string final = Dockerfile[Dockerfile.LastIndexOf("\nFROM ", StringComparison.Ordinal)..];
        Assert.Contains("\nUSER $APP_UID\n", final);
        Assert.Contains("CMD [\"/app/strategysim\", \"health\"", final);
    }
}
