using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Discovery;

namespace StrategySim.Experiments.Sweeps;

/// <summary>What a sweep document asks to be made of its outcomes; <see cref="SweepAnalyses.Of"/> does it, and <see cref="PhaseDiagrams.SweepPhases"/> asks for the diagram.</summary>
/// <param name="Sensitivity">Sensitivity analyses, in the order of the document.</param>
/// <param name="Discovery">Scenario discovery; null where not asked for.</param>
/// <param name="Robustness">Robustness of a choice; null where not asked for.</param>
/// <param name="EmpiricalGame">The game of the decision rules; null where not asked for.</param>
/// <param name="PhaseDiagram">The exact phase diagram; null where not asked for.</param>
public sealed record SweepAnalysis(
    IReadOnlyList<SensitivityRequest> Sensitivity, DiscoveryRequest? Discovery, RobustnessRequest? Robustness, EmpiricalGameRequest? EmpiricalGame, SweepDiagramRequest? PhaseDiagram);

/// <summary>An exact phase diagram that is asked for.</summary>
/// <param name="X">The factor along which phases lie.</param>
/// <param name="Y">The second factor; null without one.</param>
/// <param name="Game">The game, of two players who hold or yield.</param>
/// <param name="Exact">What is shown, of <see cref="SweepShape.DiagramAspects"/>; at least one.</param>
/// <param name="Overlay">Name of the outcome that is laid over it; null for none.</param>
public sealed record SweepDiagramRequest(string X, string? Y, string Game, IReadOnlyList<string> Exact, string? Overlay);

/// <summary>A sensitivity analysis that is asked for.</summary>
/// <param name="Outcome">Name of the outcome.</param>
/// <param name="Options">How.</param>
public sealed record SensitivityRequest(string Outcome, SensitivityOptions Options);

/// <summary>A scenario discovery that is asked for.</summary>
/// <param name="Interesting">What makes a point one of interest.</param>
/// <param name="Options">Settings of PRIM.</param>
public sealed record DiscoveryRequest(OutcomeCondition Interesting, PrimOptions Options);

/// <summary>Robustness of a choice that is asked for.</summary>
/// <param name="Choice">The factors that are chosen.</param>
/// <param name="Outcome">Name of the outcome.</param>
/// <param name="Options">Settings.</param>
public sealed record RobustnessRequest(IReadOnlyList<string> Choice, string Outcome, RobustnessOptions Options);

/// <summary>An empirical game that is asked for.</summary>
/// <param name="Payoff">The outcome that is the payoff; null for the usual one.</param>
/// <param name="Epsilon">The regret up to which a profile counts as borne out; null for the usual one.</param>
public sealed record EmpiricalGameRequest(string? Payoff, double? Epsilon);

/// <summary>Two slices of a sweep to be put side by side: the points that fulfil these conditions.</summary>
/// <param name="Baseline">Conditions by name of the factor.</param>
/// <param name="Against">Conditions by name of the factor; others of at least one of them.</param>
public sealed record SweepComparison(IReadOnlyDictionary<string, SliceCondition> Baseline, IReadOnlyDictionary<string, SliceCondition> Against);
