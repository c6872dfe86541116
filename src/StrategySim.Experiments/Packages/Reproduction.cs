using StrategySim.Experiments.Runs;

namespace StrategySim.Experiments.Packages;

/// <summary>What playing a package again showed.</summary>
/// <param name="Same">Whether every number is the same: of the tables, the scenario and, where one version of the program drew both, of the figures.</param>
/// <param name="SweepId">The sweep's own id.</param>
/// <param name="SweepTitle">Its title.</param>
/// <param name="Seed">The seed of all units, as decimal digits.</param>
/// <param name="ModelVersion">Version of the model of play.</param>
/// <param name="Status">Where the packaged study ended; of one that was not completed, the units that it has are compared.</param>
/// <param name="Coverage">How much of the study the package holds.</param>
/// <param name="ResultsHash">The hash of the results as packaged; null where the study was not completed.</param>
/// <param name="FoundResultsHash">The hash of the results as played now; null where this is not to be compared.</param>
/// <param name="Values">Values that were compared.</param>
/// <param name="Differing">Those of them that differ, and rows that are there on one side only.</param>
/// <param name="Files">The files that were compared, in the order of their paths.</param>
/// <param name="DrawnOtherwise">Figures that this version of the program draws otherwise than the one that wrote the package did; empty where it is the same version.</param>
public sealed record Reproduction(
    bool Same,
    string SweepId,
    string SweepTitle,
    string Seed,
    int ModelVersion,
    RunStatus Status,
    PackageCoverage Coverage,
    string? ResultsHash,
    string? FoundResultsHash,
    long Values,
    long Differing,
    IReadOnlyList<FileComparison> Files,
    IReadOnlyList<string> DrawnOtherwise);

/// <summary>A file of a package beside the same one made again.</summary>
/// <param name="Path">The file.</param>
/// <param name="Values">Values that were compared.</param>
/// <param name="Differing">Those of them that differ, and rows that are there on one side only.</param>
/// <param name="Differences">The first of the differences.</param>
/// <param name="Stopped">Whether the comparison ended early, because rows no longer belong to each other.</param>
public sealed record FileComparison(string Path, long Values, long Differing, IReadOnlyList<ValueDifference> Differences, bool Stopped);

/// <summary>A value that is not the same.</summary>
/// <param name="Place">Where it stands: "row 3 (point 0, replication 2), column payoff-us" of a table, a JSON pointer of a document.</param>
/// <param name="Row">The row of a table, from 1, the header not counted; null in documents.</param>
/// <param name="Column">The column of a table; null in documents and where a whole row is meant.</param>
/// <param name="Packaged">The value of the package; null where it has none.</param>
/// <param name="Found">The value as played now; null where there is none.</param>
public sealed record ValueDifference(string Place, long? Row, string? Column, string? Packaged, string? Found);

/// <summary>Counts differences, and keeps the first.</summary>
internal sealed class DifferenceList(string path)
{
    private const int Kept = 10;

    private readonly List<ValueDifference> _first = [];
    private long _count;

    /// <summary>Values compared so far.</summary>
    public long Values { get; set; }

    /// <summary>Whether the comparison ended early.</summary>
    public bool Stopped { get; set; }

    /// <summary>Notes a difference.</summary>
    public void Add(ValueDifference difference)
    {
        _count++;
        if (_first.Count < Kept) _first.Add(difference);
    }

    /// <summary>What came of the comparison.</summary>
    public FileComparison ToComparison() => new(path, Values, _count, _first, Stopped);
}
