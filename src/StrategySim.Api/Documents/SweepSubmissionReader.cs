using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A sweep that was asked for.</summary>
/// <param name="Sweep">The sweep, with the replications asked for.</param>
/// <param name="Seed">The seed that takes the place of the scenario's; null for that one.</param>
/// <param name="StartPaused">Whether it waits before its first unit.</param>
/// <param name="Pointer">Where the sweep stands in the body.</param>
/// <param name="OwnReplications">Whether the body says the replications beside the sweep.</param>
internal sealed record SweepAsked(Sweep Sweep, ulong? Seed, bool StartPaused, string Pointer, bool OwnReplications)
{
    /// <summary>Where in the body a fault of the sweep is.</summary>
    public string PointerOf(Fault fault) => OwnReplications && SweepSubmissionReader.IsOfReplications(fault) ? fault.Pointer : Pointer + fault.Pointer;
}

/// <summary>Reads the body of <c>POST /sweeps</c> and of <c>POST /sweeps:validate</c>: a submission that names or holds a sweep, or a sweep by itself.</summary>
internal static class SweepSubmissionReader
{
    private const string Expected = "the id of a sweep that ships with the program, or a sweep document";

    /// <summary>The fields of a submission.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["sweep", "seed", "replications", "startPaused"];

    /// <summary>Reads the body.</summary>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static async Task<SweepAsked> ReadAsync(RequestBody body, ScenarioLibrary scenarios, ShippedSweeps shipped, CancellationToken cancellationToken)
    {
        // A sweep says its schema or, where that was forgotten, what it varies; a submission never does.
        if (body.Root is MapNode whole && whole["sweep"] is null && (whole["schema"] ?? whole["factors"] ?? whole["design"]) is not null)
        {
            return new SweepAsked((await SweepRequestReader.ReadAsync(body.Root, body.Faults, scenarios, cancellationToken)).Require(), null, false, "", false);
        }

        List<Fault> faults = [.. body.Faults];
        if (NodeReader.AsMap(body.Root, "", $"a map with {string.Join(", ", Fields)}", faults) is not { } map) throw new InvalidInputException(faults);
        NodeReader.KnownFields(map, "", Fields, faults);
        ulong? seed = RunSubmissionReader.Seed(map, faults);
        bool startPaused = NodeReader.Flag(map, "", "startPaused", faults) ?? false;
        Sweep? sweep = await SweepAsync(map, scenarios, shipped, faults, cancellationToken);
        return sweep is not null && faults.Count == 0
            ? new SweepAsked(sweep, seed, startPaused, "/sweep", map["replications"] is not null)
            : throw new InvalidInputException(NodeReader.InOrder(faults));
    }

    /// <summary>The sweep that a body names or holds under <c>sweep</c>, with its <c>replications</c> in place of the sweep's own; null with faults where it does neither.</summary>
    public static async Task<Sweep?> SweepAsync(MapNode map, ScenarioLibrary scenarios, ShippedSweeps shipped, List<Fault> faults, CancellationToken cancellationToken)
    {
        DocumentNode? replications = map["replications"];
        if (map["sweep"] is not MapNode && !(map["sweep"] is ScalarNode named && shipped.Find(named.Text) is not null))
        {
            // Without a sweep to put it in, it can still be told whether this is a number of replications at all.
            if (replications is not null) ShapeChecker.Check(replications, SweepShape.Document.Fields.First(field => field.Name == "replications").Shape, "/replications", faults);
        }

        switch (map["sweep"])
        {
            case null:
                NodeReader.Missing(map, "", "sweep", Expected, faults);
                return null;
            case ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } id when shipped.Find(id.Text) is { } known:
                if (replications is null) return known.Sweep;
                // What the file says by itself was read without a fault: all faults are of the replications, or of what they come to.
                SweepReadResult own = await SweepRequestReader.ReadAsync(DocumentEdit.With((MapNode)DocumentParser.Parse(known.Yaml, DocumentFormat.Yaml).Root!, "replications", replications), [], scenarios, cancellationToken);
                faults.AddRange(own.Faults.Select(fault => IsOfReplications(fault) ? fault : ShapeChecker.At(replications, "/replications", fault.Found, fault.Expected, fault.Detail)));
                return own.Sweep;
            case ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } id:
                faults.Add(ShapeChecker.At(id, "/sweep", ShapeChecker.Show(id), $"one of {string.Join(", ", shipped.All.Select(known => known.Sweep.Id))}; or a sweep document", "There is no such sweep."));
                return null;
            case MapNode document:
                return await ReadAsync(document);
            case { } other:
                faults.Add(ShapeChecker.At(other, "/sweep", ShapeChecker.Show(other), Expected, "The value has the wrong kind."));
                return null;
        }

        async Task<Sweep?> ReadAsync(MapNode document)
        {
            MapNode asked = replications is null ? document : DocumentEdit.With(document, "replications", replications);
            SweepReadResult read = await SweepRequestReader.ReadAsync(asked, [], scenarios, cancellationToken);
            faults.AddRange(read.Faults.Select(fault => fault with { Pointer = replications is not null && IsOfReplications(fault) ? fault.Pointer : "/sweep" + fault.Pointer }));
            return read.Sweep;
        }
    }

    /// <summary>Whether a fault is of the number of replications.</summary>
    public static bool IsOfReplications(Fault fault) => fault.Pointer == "/replications" || fault.Pointer.StartsWith("/replications/", StringComparison.Ordinal);
}
