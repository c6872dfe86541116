using System.Diagnostics;
using StrategySim.Experiments.Runs;

namespace StrategySim.Experiments.Tests.Runs;

public class ProcessLeaseOwnerTests
{
    private readonly ProcessLeaseOwner _owner = new();

    [Fact]
    public void EveryService_HasANameOfItsOwn() => Assert.NotEqual(new ProcessLeaseOwner().Id, _owner.Id);

    [Fact]
    public void AServiceOfThisProcess_IsNotGone()
    {
        Assert.False(_owner.IsGone(_owner.Id));
        Assert.False(_owner.IsGone(new ProcessLeaseOwner().Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("somebody")]
    [InlineData("linux/another-boot/pid:[1]/1/1/x")]
    [InlineData("ANOTHERMACHINE/1/x")]
    public void AnOwnerThatCannotBeJudged_IsNotGone(string owner) => Assert.False(_owner.IsGone(owner));

    [Fact]
    public void OnLinux_AProcessThatHasEnded_IsGone()
    {
        Assert.SkipUnless(CanJudge, "Only Linux tells for certain whether another process has ended.");
        using var child = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        string id = IdOf(child.Id);
        Assert.False(_owner.IsGone(id));
        child.Kill();
        child.WaitForExit();
        Assert.True(_owner.IsGone(id));
    }

    [Fact]
    public void OnLinux_AProcessNumberThatWasGivenAnew_IsNotTheOldProcess()
    {
        Assert.SkipUnless(CanJudge, "Only Linux tells for certain whether another process has ended.");
        // Our own number with another start: somebody had it before us.
        string[] parts = _owner.Id.Split('/');
        parts[4] = "1";
        Assert.True(_owner.IsGone(string.Join('/', parts)));
    }

    private bool CanJudge => _owner.Id.StartsWith("linux/", StringComparison.Ordinal);

    private string IdOf(int processId)
    {
        string stat = File.ReadAllText($"/proc/{processId}/stat");
        string start = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        string[] parts = _owner.Id.Split('/');
        return string.Join('/', [.. parts[..3], processId.ToString(), start, "service"]);
    }
}
