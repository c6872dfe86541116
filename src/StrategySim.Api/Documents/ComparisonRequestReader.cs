using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Documents;

/// <summary>Reads the body of <c>POST /comparisons</c> and finds what its sides name.</summary>
internal sealed class ComparisonRequestReader(IExperimentStore store)
{
    // A page of the list of runs, and how far back a latest run is looked for.
    private const int Page = 200, Pages = 50;

    private const int EndOfId = 6;

    /// <summary>The fields of the body.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["sides", "baseline", "outcomes", "actors", "games"];

    /// <summary>The fields of a side.</summary>
    public static IReadOnlyList<string> SideFields { get; } = ["name", "run", "latestRunOf"];

    /// <summary>Reads the body.</summary>
    /// <returns>The sides, and what of them is compared.</returns>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public async Task<(IReadOnlyList<IComparisonSource> Sides, ComparisonOptions Options)> ReadAsync(RequestBody body, CancellationToken cancellationToken)
    {
        List<Fault> faults = [.. body.Faults];
        if (NodeReader.AsMap(body.Root, "", $"a map with {string.Join(", ", Fields)}", faults) is not { } map) throw new InvalidInputException(faults);
        NodeReader.KnownFields(map, "", Fields, faults);
        string? baseline = NodeReader.Text(map, "", "baseline", "the name of a side, or the id of its run", required: false, faults);
        var options = new ComparisonOptions { Outcomes = Ids(map, "outcomes", faults), Actors = Ids(map, "actors", faults), Games = Ids(map, "games", faults) };
        List<Side> sides = await SidesAsync(map, faults, cancellationToken);
        if (faults.Count > 0) throw new InvalidInputException(NodeReader.InOrder(faults));

        NameRest(sides);
        // A run's id stands for its side wherever no side has it as a name.
        if (baseline is not null && sides.TrueForAll(side => side.Name != baseline)) baseline = sides.Find(side => side.Run.Id == baseline)?.Name ?? baseline;
        return ([.. sides.Select(side => new RunSource(side.Name!, side.Run, store))], options with { Baseline = baseline });
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
        const string Expected = "a run: its id under run, or the id of its scenario under latestRunOf";
        if (NodeReader.AsMap(node, pointer, Expected, faults) is not { } side) return null;
        NodeReader.KnownFields(side, pointer, SideFields, faults);
        string? name = side["name"] is { } given ? NodeReader.Id(given, pointer + "/name", faults) : null;
        string[] named = [.. SideFields.Skip(1).Where(field => side[field] is not null)];
        if (named.Length != 1)
        {
            faults.Add(ShapeChecker.At(side, pointer, named.Length == 0 ? null : string.Join(" and ", named), Expected, named.Length == 0 ? "The side says nothing of what to compare." : "A side is one thing."));
            return null;
        }

        string at = $"{pointer}/{named[0]}";
        if (NodeReader.Id(side[named[0]]!, at, faults) is not { } id) return null;
        RunRecord? run = named[0] == "run" ? (await store.FindRunAsync(id, cancellationToken))?.Run : await LatestAsync(id, cancellationToken);
        if (run is null)
        {
            faults.Add(named[0] == "run"
                ? ShapeChecker.At(side["run"]!, at, $"'{id}'", "the id of a run, as it was given when the run was started", "There is no such run.")
                : ShapeChecker.At(side["latestRunOf"]!, at, $"'{id}'", "the id of a scenario of which a run was completed", $"None of the latest {Page * Pages} runs is a completed one of this scenario."));
            return null;
        }

        if (run.ModelVersion != SimulationModel.Version)
        {
            faults.Add(ShapeChecker.At(side[named[0]]!, at, $"a run of model version {run.ModelVersion}", $"a run of model version {SimulationModel.Version}", new ModelVersionException(run).Message));
            return null;
        }

        return new Side(run) { Name = name };
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

    private static void NameRest(List<Side> sides)
    {
        HashSet<string> twice = [.. sides.Where(side => side.Name is null).GroupBy(side => side.Run.ScenarioId).Where(group => group.Count() > 1).Select(group => group.Key)];
        foreach (Side side in sides) side.Name ??= twice.Contains(side.Run.ScenarioId) ? $"{side.Run.ScenarioId} {side.Run.Id[^EndOfId..]}" : side.Run.ScenarioId;
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

    private sealed class Side(RunRecord run)
    {
        public RunRecord Run { get; } = run;

        public string? Name { get; set; }
    }
}
