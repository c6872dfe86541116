using StrategySim.Api.GameDocuments;
using StrategySim.Api.Results;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Documents;

/// <summary>Reads the body of <c>POST /comparisons</c> and finds what its sides name.</summary>
internal sealed class ComparisonRequestReader(IExperimentStore store, IStudyStore studies, SweepList sweeps, StudyResults results)
{
    // A page of the list of runs, and how far back a latest run is looked for.
    private const int Page = 200, Pages = 50;

    private const int EndOfId = 6;

    private static readonly string[] Kinds = ["run", "latestRunOf", "sweep", "latestSweepOf"], PointFields = ["point", "where"];

    /// <summary>The fields of the body.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["sides", "baseline", "outcomes", "actors", "games"];

    /// <summary>The fields of a side.</summary>
    public static IReadOnlyList<string> SideFields { get; } = ["name", "run", "latestRunOf", "sweep", "latestSweepOf", "point", "where"];

    /// <summary>Reads the body.</summary>
    /// <returns>The sides, and what of them is compared.</returns>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public async Task<(IReadOnlyList<IComparisonSource> Sides, ComparisonOptions Options)> ReadAsync(RequestBody body, CancellationToken cancellationToken)
    {
        List<Fault> faults = [.. body.Faults];
        if (NodeReader.AsMap(body.Root, "", $"a map with {string.Join(", ", Fields)}", faults) is not { } map) throw new InvalidInputException(faults);
        NodeReader.KnownFields(map, "", Fields, faults);
        string? baseline = NodeReader.Text(map, "", "baseline", "the name of a side, or the id of its run or sweep", required: false, faults);
        var options = new ComparisonOptions { Outcomes = Ids(map, "outcomes", faults), Actors = Ids(map, "actors", faults), Games = Ids(map, "games", faults) };
        List<Side> sides = await SidesAsync(map, faults, cancellationToken);
        if (faults.Count > 0) throw new InvalidInputException(NodeReader.InOrder(faults));

        NameRest(sides);
        // A run's id stands for its side wherever no side has it as a name.
        if (baseline is not null && sides.TrueForAll(side => side.Name != baseline)) baseline = sides.Find(side => side.Id == baseline)?.Name ?? baseline;
        return ([.. sides.Select(side => side.Open(side.Name!))], options with { Baseline = baseline });
    }

    private async Task<List<Side>> SidesAsync(MapNode map, List<Fault> faults, CancellationToken cancellationToken)
    {
        var sides = new List<Side>();
        if (map["sides"] is not ListNode list)
        {
            string expected = $"a list of 2 to {ComparisonOptions.MaximumSides} sides";
            if (map["sides"] is { } other) faults.Add(ShapeChecker.At(other, "/sides", ShapeChecker.Show(other), expected, "The value has the wrong kind."));
            else NodeReader.Missing(map, "", "sides", expected, faults);
            return sides;
        }

        if (list.Items.Count is < 2 or > ComparisonOptions.MaximumSides)
        {
            faults.Add(ShapeChecker.At(list, "/sides", $"{list.Items.Count} {(list.Items.Count == 1 ? "side" : "sides")}", $"2 to {ComparisonOptions.MaximumSides} sides", "This many sides cannot be compared."));
            return sides;
        }

        for (int i = 0; i < list.Items.Count; i++)
        {
            if (await SideAsync(list.Items[i], JsonPointer.Append("/sides", i), faults, cancellationToken) is { } side) sides.Add(side);
        }

        return sides;
    }

    private async Task<Side?> SideAsync(DocumentNode node, string pointer, List<Fault> faults, CancellationToken cancellationToken)
    {
        const string Expected = "a run (its id under run, or the id of its scenario under latestRunOf), or a sweep (its id under sweep, or the id of its document under latestSweepOf; with point or where)";
        if (NodeReader.AsMap(node, pointer, Expected, faults) is not { } side) return null;
        NodeReader.KnownFields(side, pointer, SideFields, faults);
        string? name = side["name"] is { } given ? NodeReader.Id(given, pointer + "/name", faults) : null;
        string[] named = [.. Kinds.Where(field => side[field] is not null)];
        if (named.Length != 1)
        {
            faults.Add(ShapeChecker.At(side, pointer, named.Length == 0 ? null : string.Join(" and ", named), Expected, named.Length == 0 ? "The side says nothing of what to compare." : "A side is one thing."));
            return null;
        }

        foreach (string field in PointFields.Where(field => side[field] is not null && !IsSweep(named[0])))
            faults.Add(ShapeChecker.At(side[field]!, $"{pointer}/{field}", ShapeChecker.Show(side[field]!), "a sweep, or nothing", "Only sweeps have points."));
        if (NodeReader.Id(side[named[0]]!, $"{pointer}/{named[0]}", faults) is not { } id) return null;
        Side? found = IsSweep(named[0]) ? await StudyAsync(id, named[0], side, pointer, faults, cancellationToken) : await RunAsync(id, named[0], side, pointer, faults, cancellationToken);
        if (found is not null) found.Name = name;
        return found;
    }

    private async Task<Side?> RunAsync(string id, string field, MapNode side, string pointer, List<Fault> faults, CancellationToken cancellationToken)
    {
        string at = $"{pointer}/{field}";
        RunRecord? run = field == "run" ? (await store.FindRunAsync(id, cancellationToken))?.Run : await LatestAsync(id, cancellationToken);
        if (run is null)
        {
            faults.Add(field == "run"
                ? ShapeChecker.At(side[field]!, at, $"'{id}'", "the id of a run, as it was given when the run was started", "There is no such run.")
                : ShapeChecker.At(side[field]!, at, $"'{id}'", "the id of a scenario of which a run was completed", $"None of the latest {Page * Pages} runs is a completed one of this scenario."));
            return null;
        }

        return IsOfThisVersion(run.ModelVersion, "run", side[field]!, at, faults) ? new Side(run.Id, run.ScenarioId, name => new RunSource(name, run, store)) : null;
    }

    private static bool IsSweep(string field) => field is "sweep" or "latestSweepOf";

    private async Task<Side?> StudyAsync(string id, string field, MapNode side, string pointer, List<Fault> faults, CancellationToken cancellationToken)
    {
        string at = $"{pointer}/{field}";
        if ((field == "sweep" ? (await studies.FindStudyAsync(id, cancellationToken))?.Study : await LatestSweepAsync(id, cancellationToken)) is not { } study)
        {
            faults.Add(field == "sweep"
                ? ShapeChecker.At(side[field]!, at, $"'{id}'", "the id of a sweep, as it was given when the sweep was started", "There is no such sweep.")
                : ShapeChecker.At(side[field]!, at, $"'{id}'", "the id of a document of which a sweep was completed", "No completed sweep is of this document."));
            return null;
        }

        if (!IsOfThisVersion(study.ModelVersion, "sweep", side[field]!, at, faults)) return null;
        if (PointFields.Count(field => side[field] is not null) != 1)
        {
            faults.Add(ShapeChecker.At(side, pointer, side["point"] is null ? null : "point and where", "an index under point, or values or bands of factors under where", "It is not said which points of the sweep are meant."));
            return null;
        }

        Sweep sweep = results.Read(study);
        (IReadOnlyList<long> Points, string Name)? slice;
        if (side["where"] is { } where) slice = SweepPoints.Matching(sweep, where, pointer + "/where", faults);
        else if (NodeReader.WholeNumber(side, pointer, "point", 0, int.MaxValue, "This cannot be the index of a point.", faults) is not { } index) slice = null;
        else slice = SweepPoints.Check(sweep, index, side["point"]!, pointer + "/point", faults) is { } one ? (one, SweepPoints.Name(sweep, one)) : null;
        return slice is { } of ? new Side(study.Id, of.Name, name => new StudySource(name, study, sweep, of.Points, results)) : null;
    }

    private static bool IsOfThisVersion(int version, string what, DocumentNode node, string pointer, List<Fault> faults)
    {
        if (version == SimulationModel.Version) return true;
        faults.Add(ShapeChecker.At(
            node, pointer, $"a {what} of model version {version}", $"a {what} of model version {SimulationModel.Version}", "This program plays another model version; start it again to have it under this one."));
        return false;
    }

    private async Task<RunRecord?> LatestAsync(string scenario, CancellationToken cancellationToken)
    {
        string? after = null;
        for (int page = 0; page < Pages; page++)
        {
            IReadOnlyList<RunProgress> runs = await store.ListRunsAsync(Page, after, cancellationToken);
            if (runs.FirstOrDefault(run => run.Run.Status == RunStatus.Completed && run.Run.ScenarioId == scenario) is { } latest) return latest.Run;
            if (runs.Count < Page) return null;
            after = runs[^1].Run.Id;
        }

        return null;
    }

    private async Task<StudyRecord?> LatestSweepAsync(string document, CancellationToken cancellationToken) =>
        (await sweeps.ReadAsync(1, null, document, RunReader.State(RunStatus.Completed), cancellationToken)).Sweeps is [var latest, ..] ? latest.Study : null;

    private static void NameRest(List<Side> sides)
    {
        HashSet<string> twice = [.. sides.Where(side => side.Name is null).GroupBy(side => side.Label).Where(group => group.Count() > 1).Select(group => group.Key)];
        foreach (Side side in sides) side.Name ??= twice.Contains(side.Label) ? $"{side.Label} {side.Id[^EndOfId..]}" : side.Label;
    }

    private static List<string> Ids(MapNode map, string field, List<Fault> faults)
    {
        switch (map[field])
        {
            case null:
                return [];
            case ListNode { Items.Count: > 0 } list:
                return NodeReader.Ids(list, "/" + field, faults) ?? [];
            case { } other:
                faults.Add(ShapeChecker.At(other, "/" + field, ShapeChecker.Show(other), "a list of at least one id", "The value has the wrong kind."));
                return [];
        }
    }

    /// <param name="id">Id of the run or sweep.</param>
    /// <param name="label">What it is called where it has no name.</param>
    /// <param name="open">Makes the source under a name.</param>
    private sealed class Side(string id, string label, Func<string, IComparisonSource> open)
    {
        public string Id { get; } = id;

        public string Label { get; } = label;

        public Func<string, IComparisonSource> Open { get; } = open;

        public string? Name { get; set; }
    }
}
