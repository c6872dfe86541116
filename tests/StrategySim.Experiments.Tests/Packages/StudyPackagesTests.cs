using System.Globalization;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Runs;
using StrategySim.Experiments.Tests.Studies;
using StrategySim.Testing.Files;

namespace StrategySim.Experiments.Tests.Packages;

public sealed class StudyPackagesTests : IDisposable
{
    private const string Outcomes = "outcomes: { pay: { measure: payoffMean, game: g, actor: A } }";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task APackage_IsTheSame_WherePlayedAgainInAnotherFolder()
    {
        await using TestHost here = await TestHost.StartAsync(_folder.File("here.db"));
        StudyProgress study = await PlayAsync(here, SmallSweeps.Points(30, "20", Outcomes), seed: 11);
        byte[] zip = await WriteAsync(here, study);
        Assert.Equal(zip, await WriteAsync(here, study));

        (Reproduction result, StudyProgress again) = await ReproduceAsync(zip);
        Assert.True(result.Same, string.Join('\n', result.Files.SelectMany(file => file.Differences)));
        Assert.Equal("11", result.Seed);
        Assert.Equal(study.Study.ResultsHash, result.FoundResultsHash);
        Assert.NotEqual(study.Study.Id, again.Study.Id);
        Assert.Equal(600 * 5, result.Files.Single(file => file.Path == "data/units.csv").Values);
    }

    [Fact]
    public async Task AnExtendedStudy_IsPackagedAsItIsNow()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("here.db"));
        StudyProgress study = await PlayAsync(host, SmallSweeps.Points(3, "20", Outcomes));
        Assert.Equal(ControlOutcome.Done, (await host.Studies.ExtendAsync(study.Study.Id, new StudyExtension(Replications: 32), default)).Outcome);
        StudyProgress extended = await host.FinishStudyAsync(study.Study.Id);
        (Reproduction result, _) = await ReproduceAsync(await WriteAsync(host, extended));
        Assert.True(result.Same);
        Assert.Equal(96, result.Coverage.Units);
    }

    [Fact]
    public async Task UnitsThatFail_AndPointsThatAreTheSame_AreReproduced()
    {
        // The helper changes nothing, so that the last three points are the same as the first three.
        Sweep sweep = SmallSweeps.Of("{ idle: { list: [1, 2] }, rate: { parameter: rate, list: [0, 1/2, 1] }, win: { parameter: win, derived: 4 + 0*idle } }", "40", extra: Outcomes);
        await using TestHost host = await TestHost.StartAsync(_folder.File("here.db"));
        byte[] zip = await WriteAsync(host, await PlayAsync(host, sweep));
        string[][] points = await ZipText.RowsAsync(zip, "data/points.csv"), units = await ZipText.RowsAsync(zip, "data/units.csv"), outcomes = await ZipText.RowsAsync(zip, "data/outcomes.csv");
        Assert.Equal(["", "", "", "0", "1", "2"], points.Skip(1).Select(row => row[^4]));
        Assert.Equal(points[2][^3..], points[5][^3..]);
        Assert.Equal(units.Where(row => row[0] == "2").Select(row => row[3]), units.Where(row => row[0] == "5").Select(row => row[3]));
        Assert.Equal(outcomes.Single(row => row[0] == "2")[^5..], outcomes.Single(row => row[0] == "5")[^5..]);
        Assert.True((await ZipText.RowsAsync(zip, "data/failures.csv")).Length > 1);
        (Reproduction result, _) = await ReproduceAsync(zip);
        Assert.True(result.Same, string.Join('\n', result.Files.SelectMany(file => file.Differences)));
        Assert.Equal(120, result.Coverage.Units + result.Coverage.Failed);
    }

    [Fact]
    public async Task APointWhoseScenarioIsNotValid_IsReproduced()
    {
        Sweep sweep = SmallSweeps.Of("{ noise: { at: /run/executionNoise, list: [0, 2] }, rate: { parameter: rate, list: [0] } }", "10", extra: Outcomes);
        await using TestHost host = await TestHost.StartAsync(_folder.File("here.db"), studies: options => options.MaxCheckedPoints = 1);
        StudyProgress study = await PlayAsync(host, sweep);
        byte[] zip = await WriteAsync(host, study);
        string[] failure = Assert.Single((await ZipText.RowsAsync(zip, "data/failures.csv")).Skip(1));
        Assert.Equal(["1", "", ""], failure[..3]);
        (Reproduction result, _) = await ReproduceAsync(zip);
        Assert.True(result.Same, string.Join('\n', result.Files.SelectMany(file => file.Differences)));
    }

    [Fact]
    public async Task AStudyThatWasCancelled_IsReproducedInWhatItHas()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("here.db"), pauseAfter: 6);
        string id = (await host.Studies.StartAsync(new StudyRequest(SmallSweeps.Points(8, "10", Outcomes)), null, "", default)).Progress.Study.Id;
        await host.Engine.Paused;
        await host.Studies.CancelAsync(id, default);
        StudyProgress cancelled = await host.FinishStudyAsync(id);
        Assert.Equal(RunStatus.Cancelled, cancelled.Study.Status);
        byte[] zip = await WriteAsync(host, cancelled);
        string[][] points = await ZipText.RowsAsync(zip, "data/points.csv");
        Assert.Equal(9, points.Length);
        Assert.All(points.Skip(1), row => Assert.Equal(10, int.Parse(row[^3], CultureInfo.InvariantCulture) + int.Parse(row[^1], CultureInfo.InvariantCulture)));
        (Reproduction result, _) = await ReproduceAsync(zip);
        Assert.True(result.Same, string.Join('\n', result.Files.SelectMany(file => file.Differences)));
        Assert.Equal((80, null), (result.Coverage.Units + result.Coverage.Missing, result.ResultsHash));
        Assert.InRange(result.Coverage.Units, 1, 79);
    }

    [Fact]
    public async Task AStudyInPlay_IsNotPackaged()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("here.db"), pauseAfter: 5);
        string id = (await host.Studies.StartAsync(new StudyRequest(SmallSweeps.Points(8)), null, "", default)).Progress.Study.Id;
        await host.Engine.Paused;
        StudyProgress running = (await host.Studies.FindAsync(id, default))!;
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(host, running));
        host.Engine.Open();
        StudyProgress completed = await host.FinishStudyAsync(id);
        // As it stood before: a study that goes on meanwhile is noticed.
        await Assert.ThrowsAsync<StoreException>(() => WriteAsync(host, completed with { Study = completed.Study with { Status = RunStatus.Paused, ResultsHash = null } }));
    }

    private static async Task<StudyProgress> PlayAsync(TestHost host, Sweep sweep, ulong? seed = null) =>
        await host.FinishStudyAsync((await host.Studies.StartAsync(new StudyRequest(sweep, seed), null, "", default)).Progress.Study.Id);

    private static async Task<byte[]> WriteAsync(TestHost host, StudyProgress study)
    {
        using var stream = new MemoryStream();
        await host.Packages.WriteAsync(study, stream, default);
        return stream.ToArray();
    }

    private async Task<(Reproduction Result, StudyProgress Again)> ReproduceAsync(byte[] zip)
    {
        await using Package package = await Package.OpenAsync(new MemoryStream(zip), default);
        // What was accepted once is not looked at again before it is played.
        await using TestHost there = await TestHost.StartAsync(_folder.File("there.db"), studies: options => options.MaxCheckedPoints = 1);
        StudyProgress again = await PlayAsync(there, package.Sweep, package.Seed);
        return (await there.Packages.CompareAsync(package, again, default), again);
    }
}
