using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Runs;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Testing.Files;

namespace StrategySim.Experiments.Tests.Studies;

public sealed class StudyServiceTests : IDisposable
{
    private static readonly SweepOutcome Payoff = new("payoff", new OutcomeKey("A", "g", "payoffMean"));

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("experiments.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AStudy_IsPlayedToItsEnd_AndKept()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyStart started = await StartAsync(host, SmallSweeps.Points(7));
        Assert.Equal(StartOutcome.Accepted, started.Outcome);
        Assert.Equal((RunStatus.Queued, 0, 7, 0, 70), (started.Progress.Study.Status, started.Progress.PointsDone, started.Progress.PointsTotal, started.Progress.UnitsDone, started.Progress.UnitsTotal));

        StudyProgress end = await host.FinishStudyAsync(started.Progress.Study.Id);
        Assert.Null(end.Study.Error);
        Assert.Equal((RunStatus.Completed, 7, 7), (end.Study.Status, end.PointsDone, end.PointsTotal));
        Assert.Equal((70, 0, 70), (end.UnitsDone, end.UnitsFailed, end.UnitsTotal));
        Assert.Equal(64, end.Study.ResultsHash!.Length);
        Assert.Equal("gated", end.Study.Environment!.Engine);
        Assert.Equal(end, await host.Studies.FindAsync(end.Study.Id, default));

        StudyData data = await host.StudyResults.LoadAsync(end.Study, [Payoff], default);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], data.Points.Select(point => point.Index));
        Assert.All(data.Points, point => Assert.Equal((10, 0, 0), (point.Samples[0].Count, point.Failed, point.Missing)));
        Assert.Equal("4", data.Points[0].Values[1].Text);
    }

    [Fact]
    public async Task APointOfAStudy_HasTheUnitsOfARunOfItsScenario()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        Sweep sweep = SmallSweeps.Points(3);
        RunProgress run = (await host.Runs.StartAsync(new RunRequest(sweep.At(1)!.Scenario), null, "", default)).Progress;
        run = await host.FinishAsync(run.Run.Id);
        StudyProgress end = await PlayAsync(host, sweep);

        // What the run stored is not played again.
        Assert.Equal([10, 10, 10], host.Engine.Asked.Select(asked => asked.Count));
        Assert.Equal(await host.Results.SummariseAsync(run.Run, default), await host.StudyResults.SummariseAsync(end.Study, 1, default));
        StudyData point = (await host.StudyResults.LoadPointAsync(end.Study, 1, default))!;
        Assert.Equal(
            (await host.Results.SummariseAsync(run.Run, default)).Select(row => (row.Actor, row.Game, row.Outcome, (double?)row.Mean)),
            point.Points[0].Samples.Select(sample => (sample.Key.Actor, sample.Key.Game, sample.Key.Outcome, sample.ToEstimate()?.Mean)));
    }

    [Fact]
    public async Task ThreadsAndGroups_ChangeNoBitOfTheResults()
    {
        var hashes = new List<string?>();
        foreach ((int threads, int group) in new[] { (1, 1), (1, 1000), (2, 7), (5, 64) })
        {
            await using TestHost host = await TestHost.StartAsync(_folder.File($"{threads}-{group}.db"), threads, options: o => o.StoreGroupUnits = group);
            hashes.Add((await PlayAsync(host, SmallSweeps.Failing())).Study.ResultsHash);
        }

        Assert.NotNull(hashes[0]);
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public async Task ResultsHashedAsTheyWereStored_AreThoseOfTheFile()
    {
        // Points that drop, come twice and are not valid; units that fail; numbers of replications that follow from results.
        const string Payoffs = "outcomes: { payoff: { measure: payoffMean, game: g, actor: A } }";
        (Sweep Sweep, string Name)[] sweeps =
        [
            (SmallSweeps.Of("{ win: { parameter: win, list: [4, 5, 6, 7, 8] }, twin: { list: [0, 1] }, rate: { parameter: rate, derived: twin - twin } }", extra: "constraints: [win != 6]"), "twins"),
            (SmallSweeps.Of("{ rate: { parameter: rate, list: [0] }, rule: { at: /games/g/rules/A, oneOf: [random, nonsense, myopic-best-reply] } }"), "invalid"),
            (SmallSweeps.Failing(), "failing"),
            (SmallSweeps.Points(12, "{ until: { outcome: payoff, halfWidth: 1/4 }, max: 200 }", Payoffs), "until"),
        ];
        foreach ((Sweep sweep, string name) in sweeps)
        {
            await using TestHost host = await TestHost.StartAsync(_folder.File($"{name}.db"), threads: 5, options: o => o.StoreGroupUnits = 7, studies: o => o.MaxCheckedPoints = 1);
            StudyProgress end = await PlayAsync(host, sweep);
            Assert.Equal(await new StudyReader(host.StudyStore, end.Study).HashAsync(TestContext.Current.CancellationToken), end.Study.ResultsHash);
        }
    }

    [Fact]
    public async Task AUnitThatFails_IsKeptWithItsReason_AndTheOthersGoOn()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyProgress end = await PlayAsync(host, SmallSweeps.Failing());

        Assert.Equal((RunStatus.Completed, 3, 3, 120), (end.Study.Status, end.PointsDone, end.PointsTotal, end.UnitsTotal));
        Assert.InRange(end.UnitsFailed, 1, 119);
        Assert.Equal(120, end.UnitsDone + end.UnitsFailed);
        IReadOnlyList<UnitFailure> failures = await host.StudyResults.FailuresAsync(end.Study.Id, null, 1000, default);
        Assert.Equal(end.UnitsFailed, failures.Count);
        Assert.All(failures, failure => Assert.Contains("zero", failure.Reason));
        Assert.Equal(failures, failures.OrderBy(failure => failure.Index).ThenBy(failure => failure.Replication));
        var pages = new List<UnitFailure>();
        while (await host.StudyResults.FailuresAsync(end.Study.Id, pages.LastOrDefault(), 3, default) is { Count: > 0 } page) pages.AddRange(page);
        Assert.Equal(failures, pages);

        StudyData data = await host.StudyResults.LoadAsync(end.Study, [Payoff], default);
        Assert.Equal(0, data.Points[0].Failed);
        foreach (StudyPoint point in data.Points)
        {
            int[] failed = [.. failures.Where(failure => failure.Index == point.Index).Select(failure => failure.Replication!.Value)];
            Assert.Equal((failed.Length, 0), (point.Failed, point.Missing));
            Assert.Equal(Enumerable.Range(0, 40).Except(failed), point.Samples[0].Replications);
        }
    }

    [Fact]
    public async Task AUnitThatFailed_IsNotPlayedAgain_WhereReplicationsAreAdded()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyProgress first = await PlayAsync(host, SmallSweeps.Failing());
        int before = Played(host);

        Assert.Equal(ControlOutcome.Done, (await host.Studies.ExtendAsync(first.Study.Id, new StudyExtension(Replications: 50), default)).Outcome);
        StudyProgress end = await host.FinishStudyAsync(first.Study.Id);
        Assert.Equal(RunStatus.Completed, end.Study.Status);
        Assert.Equal(150, end.UnitsDone + end.UnitsFailed);

        await using TestHost fresh = await TestHost.StartAsync(_folder.File("fresh.db"));
        StudyProgress alone = await PlayAsync(fresh, SmallSweeps.Failing("50"));
        Assert.Equal((alone.Study.ResultsHash, alone.UnitsDone, alone.UnitsFailed), (end.Study.ResultsHash, end.UnitsDone, end.UnitsFailed));
        Assert.Equal(Enumerable.Repeat(Enumerable.Range(40, 10), 3), host.Engine.Asked.Skip(before));
    }

    [Fact]
    public async Task AStudyExtendedFrom50To80_Plays30APoint()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyProgress first = await PlayAsync(host, SmallSweeps.Points(4, "50"));
        int before = Played(host);

        StudyControl extended = await host.Studies.ExtendAsync(first.Study.Id, new StudyExtension(Replications: 80), default);
        Assert.Equal((ControlOutcome.Done, 80, 1), (extended.Outcome, extended.Progress!.Study.Replications, extended.Progress.Study.Edition));
        StudyProgress end = await host.FinishStudyAsync(first.Study.Id);

        Assert.Equal((RunStatus.Completed, 4, 320, 320), (end.Study.Status, end.PointsDone, end.UnitsDone, end.UnitsTotal));
        Assert.Equal(Enumerable.Repeat(Enumerable.Range(50, 30), 4), host.Engine.Asked.Skip(before));
        await using TestHost fresh = await TestHost.StartAsync(_folder.File("fresh.db"));
        Assert.Equal((await PlayAsync(fresh, SmallSweeps.Points(4, "80"))).Study.ResultsHash, end.Study.ResultsHash);
        Assert.NotEqual(first.Study.ResultsHash, end.Study.ResultsHash);
    }

    [Fact]
    public async Task AStudyExtendedByADesign_PlaysTheNewPointsAlone()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyProgress first = await PlayAsync(host, SmallSweeps.Points(4));
        int before = Played(host);
        await host.Studies.ExtendAsync(first.Study.Id, new StudyExtension(Sweep: SmallSweeps.Points(6)), default);
        StudyProgress end = await host.FinishStudyAsync(first.Study.Id);

        Assert.Equal((RunStatus.Completed, 6, 60), (end.Study.Status, end.PointsDone, end.UnitsDone));
        Assert.Equal(2, Played(host) - before);
        await using TestHost fresh = await TestHost.StartAsync(_folder.File("fresh.db"));
        Assert.Equal((await PlayAsync(fresh, SmallSweeps.Points(6))).Study.ResultsHash, end.Study.ResultsHash);
    }

    [Fact]
    public async Task AnExtensionThatDoesNotFit_IsRefusedWithEveryFault()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyProgress study = await PlayAsync(host, SmallSweeps.Points(2, "20"));
        Assert.Equal(["/replications"], await FaultsAsync(new StudyExtension(Replications: 19)));
        Assert.Equal(["/maxReplications", "/halfWidth"], await FaultsAsync(new StudyExtension(MaxReplications: 90, HalfWidth: "1")));
        Assert.Equal(["/factors"], await FaultsAsync(new StudyExtension(Sweep: SmallSweeps.Of("{ win: { parameter: win, list: [4] } }"))));
        Assert.Equal(study, await host.Studies.FindAsync(study.Study.Id, default));
        Assert.Equal(ControlOutcome.NotFound, (await host.Studies.ExtendAsync("nobody", new StudyExtension(Replications: 30), default)).Outcome);

        async Task<IEnumerable<string>> FaultsAsync(StudyExtension extension) =>
            (await Assert.ThrowsAsync<InvalidInputException>(() => host.Studies.ExtendAsync(study.Study.Id, extension, default))).Faults.Select(fault => fault.Pointer);
    }

    [Fact]
    public async Task PointsThatConstraintsDropOrThatComeTwice_AreNotPlayed()
    {
        // Five by two points; four fall out, and the second value of a factor that cancels out makes the others again.
        Sweep sweep = SmallSweeps.Of(
            "{ win: { parameter: win, list: [4, 5, 6, 7, 8] }, twin: { list: [0, 1] }, rate: { parameter: rate, derived: twin - twin } }",
            extra: "constraints: [win <= 6]");
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyStart started = await StartAsync(host, sweep);
        Assert.Equal((10, 4, 3, 3), (started.Plan!.DesignPoints, started.Plan.Dropped, started.Plan.Duplicates, started.Progress.PointsTotal));
        StudyProgress end = await host.FinishStudyAsync(started.Progress.Study.Id);

        Assert.Equal((3, 3, 30), (end.PointsDone, end.PointsTotal, end.UnitsDone));
        StudyData data = await host.StudyResults.LoadAsync(end.Study, [Payoff], default);
        Assert.Equal(6, data.Points.Count);
        foreach (var same in data.Points.GroupBy(point => point.PointId))
        {
            Assert.Equal(2, same.Count());
            Assert.All(same, point => Assert.Same(same.First().Samples[0], point.Samples[0]));
        }

        // A page that begins with a repeated point reads the units of its first.
        long second = data.Points[^1].Index;
        StudyData page = await host.StudyResults.LoadAsync(end.Study, [Payoff], second, 5, default);
        Assert.Equal(data.Points[^1].Samples[0].Values, Assert.Single(page.Points).Samples[0].Values);
        Assert.Equal(10, (await host.StudyResults.SummariseAsync(end.Study, second, default))[0].N);
    }

    [Fact]
    public async Task APointWhoseScenarioIsNotValid_FailsWithItsReason_WhereItWasNotSeenBefore()
    {
        Sweep sweep = SmallSweeps.Of("{ rate: { parameter: rate, list: [0] }, rule: { at: /games/g/rules/A, oneOf: [random, nonsense, myopic-best-reply] } }");
        await using TestHost host = await TestHost.StartAsync(Path, studies: o => o.MaxCheckedPoints = 1);
        StudyProgress end = await PlayAsync(host, sweep);

        Assert.Equal((RunStatus.Completed, 3, 3), (end.Study.Status, end.PointsDone, end.PointsTotal));
        Assert.Equal((20, 10, 30), (end.UnitsDone, end.UnitsFailed, end.UnitsTotal));
        UnitFailure failure = Assert.Single(await host.StudyResults.FailuresAsync(end.Study.Id, null, 10, default));
        Assert.Equal((1, null, null), (failure.Index, failure.PointId, failure.Replication));
        Assert.Contains("/factors/rule/oneOf/1", failure.Reason);
        Assert.Empty(await host.StudyResults.FailuresAsync(end.Study.Id, failure, 10, default));
        StudyData data = await host.StudyResults.LoadAsync(end.Study, [Payoff], default);
        Assert.Equal([10, 0, 10], data.Points.Select(point => point.Samples[0].Count));
        Assert.Equal([0, 10, 0], data.Points.Select(point => point.Failed));

        // Seen in time, it is refused.
        await using TestHost strict = await TestHost.StartAsync(_folder.File("strict.db"));
        await Assert.ThrowsAsync<InvalidInputException>(() => StartAsync(strict, sweep));
        Assert.Empty(await strict.Studies.ListAsync(10, null, default));
    }

    [Fact]
    public async Task LimitsOfPointsAndUnits_AreKept()
    {
        await using TestHost host = await TestHost.StartAsync(Path, studies: o => (o.MaxPoints, o.MaxUnits) = (5, 40));
        Assert.Equal("/design", Assert.Single((await Assert.ThrowsAsync<InvalidInputException>(() => StartAsync(host, SmallSweeps.Points(6, "1")))).Faults).Pointer);
        Assert.Equal("/replications", Assert.Single((await Assert.ThrowsAsync<InvalidInputException>(() => StartAsync(host, SmallSweeps.Points(5)))).Faults).Pointer);
        Assert.Equal(RunStatus.Completed, (await PlayAsync(host, SmallSweeps.Points(4))).Study.Status);
    }

    [Fact]
    public async Task AKnownKey_GivesTheEarlierStudy_AndWithAnotherBodyAConflict()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        var request = new StudyRequest(SmallSweeps.Points(2));
        StudyStart first = await host.Studies.StartAsync(request, "key", "body", default);
        StudyStart again = await host.Studies.StartAsync(request, "key", "body", default);
        StudyStart other = await host.Studies.StartAsync(request, "key", "other body", default);
        Assert.Equal((StartOutcome.Repeated, StartOutcome.KeyConflict), (again.Outcome, other.Outcome));
        Assert.All([again, other], start => Assert.Equal(first.Progress.Study.Id, start.Progress.Study.Id));
        Assert.Single(await host.Studies.ListAsync(10, null, default));
    }

    [Fact]
    public async Task Studies_AreListedNewestFirst_PageByPage()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        var ids = new List<string>();
        for (int i = 0; i < 3; i++) ids.Add((await StartAsync(host, SmallSweeps.Points(1), paused: true)).Progress.Study.Id);
        Assert.Equal([ids[2], ids[1]], (await host.Studies.ListAsync(2, null, default)).Select(study => study.Study.Id));
        Assert.Equal([ids[0]], (await host.Studies.ListAsync(2, ids[1], default)).Select(study => study.Study.Id));
    }

    [Fact]
    public async Task AStudyStartedPaused_WaitsToBeResumed()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        string id = (await StartAsync(host, SmallSweeps.Points(2), paused: true)).Progress.Study.Id;
        Assert.Equal(ControlOutcome.Refused, (await host.Studies.PauseAsync(id, default)).Outcome);
        Assert.Equal(ControlOutcome.Done, (await host.Studies.ExtendAsync(id, new StudyExtension(Replications: 12), default)).Outcome);
        Assert.Equal(RunStatus.Paused, (await host.Studies.FindAsync(id, default))!.Study.Status);
        Assert.Equal(ControlOutcome.Done, (await host.Studies.ResumeAsync(id, default)).Outcome);
        StudyProgress end = await host.FinishStudyAsync(id);
        Assert.Equal((RunStatus.Completed, 24), (end.Study.Status, end.UnitsDone));
        Assert.Equal(ControlOutcome.Refused, (await host.Studies.ResumeAsync(id, default)).Outcome);
        Assert.Equal(ControlOutcome.Refused, (await host.Studies.CancelAsync(id, default)).Outcome);
    }

    [Fact]
    public async Task APausedStudy_GoesOnFromWhatIsStored()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 6);
        string id = (await StartAsync(host, SmallSweeps.Points(3))).Progress.Study.Id;
        await host.Engine.Paused;
        Assert.Equal(ControlOutcome.Refused, (await host.Studies.ExtendAsync(id, new StudyExtension(Replications: 20), default)).Outcome);
        StudyControl paused = await host.Studies.PauseAsync(id, default);
        Assert.Equal((ControlOutcome.Done, RunStatus.Paused, 6), (paused.Outcome, paused.Progress!.Study.Status, paused.Progress.UnitsDone));

        host.Engine.Open();
        await host.Studies.ResumeAsync(id, default);
        StudyProgress end = await host.FinishStudyAsync(id);
        Assert.Equal((RunStatus.Completed, 30), (end.Study.Status, end.UnitsDone));
        Assert.Equal([6, 7, 8, 9], host.Engine.Asked[1]);
        Assert.Equal(await UndisturbedHashAsync(SmallSweeps.Points(3)), end.Study.ResultsHash);
    }

    [Fact]
    public async Task ACancelledStudy_KeepsWhatItHas_AndGoesOnWhenItIsExtended()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 6);
        string id = (await StartAsync(host, SmallSweeps.Points(3))).Progress.Study.Id;
        await host.Engine.Paused;
        Assert.Equal((ControlOutcome.Done, RunStatus.Cancelled), await OutcomeAsync(host.Studies.CancelAsync(id, default)));
        Assert.Equal(6, (await host.FinishStudyAsync(id)).UnitsDone);

        host.Engine.Open();
        Assert.Equal((ControlOutcome.Done, RunStatus.Queued), await OutcomeAsync(host.Studies.ExtendAsync(id, new StudyExtension(), default)));
        StudyProgress end = await host.FinishStudyAsync(id);
        Assert.Equal((RunStatus.Completed, 30), (end.Study.Status, end.UnitsDone));
        Assert.Equal(await UndisturbedHashAsync(SmallSweeps.Points(3)), end.Study.ResultsHash);

        static async Task<(ControlOutcome, RunStatus)> OutcomeAsync(Task<StudyControl> call)
        {
            StudyControl result = await call;
            return (result.Outcome, result.Progress!.Study.Status);
        }
    }

    [Fact]
    public async Task ReplicationsUntilAnIntervalIsNarrow_AreDecidedAtTheirLooks_AlsoWhereMoreIsStored()
    {
        const string Until = "{ until: { outcome: payoff, halfWidth: 1/4 }, max: 200 }";
        const string Outcome = "outcomes: { payoff: { measure: payoffMean, game: g, actor: A } }";
        Sweep sweep = SmallSweeps.Points(4, Until, Outcome);
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyProgress end = await PlayAsync(host, sweep);
        StudyData data = await host.StudyResults.LoadAsync(end.Study, sweep.Outcomes, default);
        int[] counts = [.. data.Points.Select(point => point.Samples[0].Count)];
        Assert.All(counts, count => Assert.Contains(count, new[] { 30, 60, 120, 200 }));
        // A wider spread needs more.
        Assert.True(counts[0] < counts[3], string.Join(", ", counts));
        Assert.Equal((counts.Sum(), counts.Sum()), (end.UnitsDone, end.UnitsTotal));
        foreach (StudyPoint point in data.Points.Where(point => point.Samples[0].Count < 200))
        {
            OutcomeSample sample = point.Samples[0];
            Assert.InRange(sample.ToEstimate()!.Upper!.Value - sample.ToEstimate()!.Mean, 0, 0.25);
        }

        // Everything is stored up to the cap: decisions are the same, and nothing is played.
        await using TestHost full = await TestHost.StartAsync(_folder.File("full.db"));
        await PlayAsync(full, SmallSweeps.Points(4, "200", Outcome));
        int before = Played(full);
        Assert.Equal(end.Study.ResultsHash, (await PlayAsync(full, sweep)).Study.ResultsHash);
        Assert.Equal(before, Played(full));

        // A wider one would take results away.
        InvalidInputException wider = await Assert.ThrowsAsync<InvalidInputException>(() => host.Studies.ExtendAsync(end.Study.Id, new StudyExtension(HalfWidth: "1/2"), default));
        Assert.Equal(("/halfWidth", "1/2", "at most 1/4, as narrow as the sweep has it"), (wider.Faults[0].Pointer, wider.Faults[0].Found, wider.Faults[0].Expected));

        // A narrower target goes on from there.
        await host.Studies.ExtendAsync(end.Study.Id, new StudyExtension(MaxReplications: 300, HalfWidth: "1/8"), default);
        StudyProgress narrower = await host.FinishStudyAsync(end.Study.Id);
        Assert.Equal(RunStatus.Completed, narrower.Study.Status);
        Assert.True(narrower.UnitsDone > end.UnitsDone);
        Assert.Equal(await UndisturbedHashAsync(SmallSweeps.Points(4, "{ until: { outcome: payoff, halfWidth: 1/8 }, max: 300 }", Outcome)), narrower.Study.ResultsHash);
    }

    [Fact]
    public async Task AFileThatWasChanged_IsNotReadAsResults()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StudyProgress end = await PlayAsync(host, SmallSweeps.Points(3));
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // The second of three points has ten units in its block: rounds (4 bytes), hash (32) and outcomes of each.
            command.CommandText = "UPDATE unit_block SET units = CAST(substr(units, 1, 4) || randomblob(32) || substr(units, 37) AS BLOB) WHERE series = 2";
            Assert.Equal(1, command.ExecuteNonQuery());
            await Assert.ThrowsAsync<Store.IntegrityException>(() => host.StudyResults.LoadAsync(end.Study, [Payoff], default));
            command.CommandText = "UPDATE unit_block SET present = present & ~1, units = substr(units, length(units) / 10 + 1) WHERE series = 2";
            command.ExecuteNonQuery();
        }

        Assert.Contains("is noted with 10 units; 9 are stored", (await Assert.ThrowsAsync<Store.IntegrityException>(() => host.StudyResults.LoadAsync(end.Study, [Payoff], default))).Message);
    }

    [Fact]
    public async Task ADocument_ReadsBackAsTheSamePoints()
    {
        foreach (string file in Directory.EnumerateFiles(Testing.Repository.Path("configs", "sweeps"), "*.yaml"))
        {
            Sweep sweep = Sweeps.SweepText.Read(await File.ReadAllTextAsync(file)).Require();
            Same(sweep, StudyDocument.Read(StudyDocument.Write(sweep)).Require());
        }

        Sweep small = SmallSweeps.Of("{ rule: { at: /games/g/rules/A, oneOf: [random, myopic-best-reply] }, win: { parameter: win, list: [.5, +3, 1e1, 07, 1/3] } }");
        Same(small, StudyDocument.Read(StudyDocument.Write(small)).Require());

        // Points that cannot be made say so in the same words: a study may be played from either.
        Sweep faulty = SmallSweeps.Of("{ rule: { at: /games/g/rules/A, oneOf: [random, nonsense] }, win: { parameter: win, list: [4, 5] }, lose: { at: /parameters/lose/value, list: [1] } }");
        Sweep faultyToo = StudyDocument.Read(StudyDocument.Write(faulty)).Require();
        string[] reasons = [.. Faults(faulty)];
        Assert.Equal(2, reasons.Length);
        Assert.Equal(reasons, Faults(faultyToo));

        static IEnumerable<string> Faults(Sweep sweep) => Enumerable.Range(0, (int)sweep.Count).SelectMany(index =>
        {
            try
            {
                sweep.At(index);
                return [];
            }
            catch (InvalidInputException error)
            {
                return error.Faults.Select(static fault => (fault with { Line = null, Column = null }).ToString());
            }
        });

        static void Same(Sweep one, Sweep other)
        {
            Assert.Equal((one.Id, one.Title, one.Count, one.Replications), (other.Id, other.Title, other.Count, other.Replications));
            Assert.Equal(one.Outcomes, other.Outcomes);
            for (long index = 0; index < one.Count; index += Math.Max(1, one.Count / 20))
            {
                Assert.Equal(one.ValuesAt(index).Select(value => value.Number), other.ValuesAt(index).Select(value => value.Number));
                Assert.Equal(one.At(index)?.PointId, other.At(index)?.PointId);
            }
        }
    }

    private static async Task<StudyStart> StartAsync(TestHost host, Sweep sweep, bool paused = false) =>
        await host.Studies.StartAsync(new StudyRequest(sweep, StartPaused: paused), null, "", TestContext.Current.CancellationToken);

    private static async Task<StudyProgress> PlayAsync(TestHost host, Sweep sweep) =>
        await host.FinishStudyAsync((await StartAsync(host, sweep)).Progress.Study.Id);

    // Calls to play that the engine had so far.
    private static int Played(TestHost host) => host.Engine.Asked.Count;

    private async Task<string?> UndisturbedHashAsync(Sweep sweep)
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("undisturbed.db"));
        return (await PlayAsync(host, sweep)).Study.ResultsHash;
    }
}
