using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Packages;

/// <summary>What a package is made of: a study at rest, read as often as its files need. Every reading gives the same.</summary>
internal interface IStudyContent
{
    /// <summary>The study and how far it came.</summary>
    StudyProgress Progress { get; }

    /// <summary>Its sweep.</summary>
    Sweep Sweep { get; }

    /// <summary>The points in the order of the design, those that constraints drop left out.</summary>
    IAsyncEnumerable<ContentPoint> ReadPointsAsync(CancellationToken cancellationToken);

    /// <summary>The units that failed, by point and replication.</summary>
    IAsyncEnumerable<UnitFailure> ReadFailuresAsync(CancellationToken cancellationToken);

    /// <summary>The figures, in the order of their names.</summary>
    Task<IReadOnlyList<PackageFigure>> DrawAsync(CancellationToken cancellationToken);
}

/// <summary>A point of a study with its units.</summary>
/// <param name="Index">Its place in the design, from 0.</param>
/// <param name="Values">The values of the factors, in the order of <see cref="Sweep.Factors"/>.</param>
/// <param name="PointId">Names the point by its scenario; null where the scenario is not valid there.</param>
/// <param name="SameAs">The earlier point with the same scenario, whose units these are; null where there is none.</param>
/// <param name="Stored">Units stored.</param>
/// <param name="Failed">Units that failed.</param>
/// <param name="Missing">Units that are neither.</param>
/// <param name="Layout">What the numbers of a unit are; asked for only where units are stored.</param>
/// <param name="ReadUnits">The units by replication, read piece by piece; to be read before the next point is asked for.</param>
internal sealed record ContentPoint(
    long Index,
    IReadOnlyList<FactorValue> Values,
    string? PointId,
    long? SameAs,
    int Stored,
    int Failed,
    int Missing,
    Func<OutcomeLayout> Layout,
    Func<CancellationToken, IAsyncEnumerable<(int Replication, UnitSummary Summary)>> ReadUnits);

/// <summary>A figure of a package.</summary>
/// <param name="Name">Its file's name without folder and ending: small letters, digits and hyphens.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Document">A Vega-Lite document with its data inside, UTF-8.</param>
internal sealed record PackageFigure(string Name, string Title, ReadOnlyMemory<byte> Document)
{
    /// <summary>Its file in a package.</summary>
    public string Path => $"{PackageFiles.Figures}{Name}.vl.json";
}
