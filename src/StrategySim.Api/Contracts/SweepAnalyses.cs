using System.Text.Json.Serialization;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
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
    internal static SweepPhasePoint Of(StudyPoint point, SweepPhaseQuestion asked, int outcome = 0)
    {
        OutcomeSample sample = point.Samples[outcome];
        Estimate? estimate = sample.ToEstimate();
        return new SweepPhasePoint(
            point.Index,
            ExactNumber.From(point.Values[asked.Factor].Number!.Value),
            asked.By is int by ? ExactNumber.From(point.Values[by].Number!.Value) : null,
            estimate?.Mean,
            estimate?.Lower,
            estimate?.Upper,
            sample.Count);
    }
}

/// <summary>What came of the analyses that a sweep's document asks for.</summary>
/// <param name="Sensitivity">Sensitivity analyses, in the order of the document.</param>
/// <param name="Discovery">Scenario discovery; null where not asked for.</param>
/// <param name="Robustness">Robustness of a choice; null where not asked for.</param>
/// <param name="EmpiricalGame">The game of the decision rules; null where not asked for.</param>
/// <param name="PhaseDiagram">The exact phase diagram; null where not asked for.</param>
public record SweepAnalysisReport(
    IReadOnlyList<SensitivityResult> Sensitivity, DiscoveryResult? Discovery, RobustnessResult? Robustness, EmpiricalGameResult? EmpiricalGame, AskedPhaseDiagram? PhaseDiagram)
{
    internal bool IsEmpty => Sensitivity.Count == 0 && Discovery is null && Robustness is null && EmpiricalGame is null && PhaseDiagram is null;
}

/// <summary>The analyses that a sweep's document asks for, as far as the outcomes allow them.</summary>
public sealed record SweepAnalysisAnswer : SweepAnalysisReport
{
    internal SweepAnalysisAnswer(SweepAnalysisReport made, IReadOnlyList<Fault> notMade)
        : base(made) => NotMade = notMade;

    /// <summary>Why others could not be made, with places in the document; empty where all were.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<Fault> NotMade { get; }
}

/// <summary>The exact phase diagram that a sweep's document asks for, and an outcome of its points on the same axes.</summary>
/// <param name="Diagram">Which game is played where; computed from payoffs, not simulated. Of boundaries, those are shown at which something in <c>exact</c> changes; a phase is always a piece between all boundaries.</param>
/// <param name="X">The sweep's factor along which phases lie.</param>
/// <param name="Y">The sweep's second factor; null without one.</param>
/// <param name="Exact">What is shown: <c>gameType</c>, <c>riskDominance</c>. What is not shown is null in phases.</param>
/// <param name="Held">The other factors of the sweep, each at the value that the diagram holds it at: its only value, or where it varies that of the scenario without the sweep (of a state in round 1). Points have values of their own.</param>
/// <param name="Overlay">The outcome of the points, by the name that the sweep gives it; null where none is asked for.</param>
/// <param name="Unit">Its unit; null without one.</param>
/// <param name="Points">What was simulated, points in the order of the design; empty without an outcome.</param>
public sealed record AskedPhaseDiagram(
    PhaseDiagramResponse Diagram, string X, string? Y, IReadOnlyList<string> Exact, IReadOnlyDictionary<string, string> Held, string? Overlay, string? Unit, IReadOnlyList<SweepPhasePoint> Points)
{
    internal static AskedPhaseDiagram Of(StudyData data, IReadOnlyList<StudyPoint> points, SweepDiagramRequest asked, SweepPhaseQuestion question, PhaseDiagramResponse diagram)
    {
        int overlay = data.Outcomes.ToList().FindIndex(outcome => outcome.Name == asked.Overlay);
        return new AskedPhaseDiagram(
            diagram.Showing(asked.Exact.Contains(SweepShape.GameTypeAspect), asked.Exact.Contains(SweepShape.RiskDominanceAspect)),
            asked.X,
            asked.Y,
            asked.Exact,
            question.Held,
            asked.Overlay,
            overlay < 0 ? null : OutcomeCatalog.Find(data.Outcomes[overlay].Key.Outcome).Unit,
            overlay < 0 ? [] : [.. points.Select(point => SweepPhasePoint.Of(point, question, overlay))]);
    }
}

/// <summary>A figure of a run or sweep.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Link">Its address.</param>
public sealed record FigureDescription(string Name, string Title, string Link);
