using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Api.Contracts;

/// <summary>How the means of a sweep moved with replications.</summary>
/// <param name="Means">All points together.</param>
/// <param name="Point">The mean of the point asked for; null where none was.</param>
public sealed record SweepConvergence(MeansConvergence Means, ConvergenceSeries? Point);

/// <summary>Theory and play on the same axes: the exact phase diagram over factors of a sweep, and an outcome of its points.</summary>
/// <param name="Diagram">Which game is played where; computed from payoffs, not simulated.</param>
/// <param name="Factor">The sweep's factor along which phases lie.</param>
/// <param name="By">The sweep's second factor; null without one.</param>
/// <param name="Held">The other factors of the sweep, each at the one value that is shown.</param>
/// <param name="Outcome">The outcome, by the name that the sweep gives it.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Points">What was simulated, points in the order of the design.</param>
public sealed record SweepPhaseDiagram(
    PhaseDiagramResponse Diagram, string Factor, string? By, IReadOnlyDictionary<string, string> Held, string Outcome, string Unit, IReadOnlyList<SweepPhasePoint> Points)
{
    internal static SweepPhaseDiagram Of(StudyData data, IReadOnlyList<StudyPoint> points, SweepPhaseQuestion asked, PhaseDiagramResponse diagram) => new(
        diagram,
        data.Sweep.Factors[asked.Factor].Name,
        asked.By is int second ? data.Sweep.Factors[second].Name : null,
        asked.Held,
        data.Outcomes[0].Name,
        OutcomeCatalog.Find(data.Outcomes[0].Key.Outcome).Unit,
        [.. points.Select(point => SweepPhasePoint.Of(point, asked))]);
}

/// <summary>What was simulated at one place of a phase diagram.</summary>
/// <param name="Index">The point's place in the design.</param>
/// <param name="Factor">The value of the factor.</param>
/// <param name="By">The value of the second factor; null without one.</param>
/// <param name="Mean">Mean of the outcome over replications; null where no unit is stored.</param>
/// <param name="Lower">Lower end of the 95 % interval; null where n is below 2.</param>
/// <param name="Upper">Upper end of the 95 % interval; null where n is below 2.</param>
/// <param name="N">Replications.</param>
public sealed record SweepPhasePoint(long Index, ExactNumber Factor, ExactNumber? By, double? Mean, double? Lower, double? Upper, int N)
{
    internal static SweepPhasePoint Of(StudyPoint point, SweepPhaseQuestion asked)
    {
        Estimate? estimate = point.Samples[0].ToEstimate();
        return new SweepPhasePoint(
            point.Index,
            ExactNumber.From(point.Values[asked.Factor].Number!.Value),
            asked.By is int by ? ExactNumber.From(point.Values[by].Number!.Value) : null,
            estimate?.Mean,
            estimate?.Lower,
            estimate?.Upper,
            point.Samples[0].Count);
    }
}

/// <summary>A figure of a sweep.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Link">Its address.</param>
public sealed record SweepFigureDescription(string Name, string Title, string Link);
