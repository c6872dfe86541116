using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Equilibria;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Hosting;

/// <summary>What one request, and the service as a whole, may cost. Section <c>StrategySim:Limits</c> of the configuration.</summary>
public sealed class ApiLimits
{
    /// <summary>Largest body of a request, bytes; 1024 to 10⁹. A larger one is answered with 413: up to ten times as large it is read to its end first, so that the client sees the answer.</summary>
    public long MaximumBodyBytes { get; set; } = 10_000_000;

    /// <summary>Bytes of a batch that are read ahead of its answers, at least 1024; one line of it may be as long as a body.</summary>
    public long MaximumBatchBytes { get; set; } = 64_000_000;

    /// <summary>Bounds on game documents.</summary>
    public GameDocumentLimits Games { get; set; } = new();

    /// <summary>Most values of a scenario or run document, lists and maps included; at least 1.</summary>
    public int MaximumScenarioValues { get; set; } = 200_000;

    /// <summary>Most steps of vertex enumeration for each player; at least 1. An 11×11 game takes 7,759,741.</summary>
    public long MaximumSteps { get; set; } = SolverLimits.Default.MaximumSteps;

    /// <summary>Most entries that reverse search may recompute, by the most bases that polytopes of the game's size can have; at least 1. An 18×18 game takes 4,049,416,800.</summary>
    public long MaximumEntries { get; set; } = SolverLimits.Default.MaximumEntries;

    /// <summary>The most entries of payoff tables that branch and prune over three or more players may look at; then it ends with what it has.</summary>
    public long MaximumCellEntries { get; set; } = SolverLimits.Default.MaximumCellEntries;

    /// <summary>Most probabilities that one answer lists, equilibria times the strategies of all players; at least 1.</summary>
    public long MaximumProbabilities { get; set; } = 200_000;

    /// <summary>Most maximal Nash subsets that one answer lists; at least 1.</summary>
    public int MaximumNashSubsets { get; set; } = SolverLimits.Default.MaximumNashSubsets;

    /// <summary>Time after which the solve of a game that somebody waits for ends with what it has, seconds; more than 0.</summary>
    public double SolveSeconds { get; set; } = 30;

    /// <summary>Time after which a solve that goes on by itself ends with what it has, seconds; more than 0.</summary>
    public double SolveJobSeconds { get; set; } = 3600;

    /// <summary>Solves that work by themselves at the same time, at least 1; more wait. Each uses every core.</summary>
    public int ConcurrentSolveJobs { get; set; } = 1;

    /// <summary>Most solves of that kind that are kept, waiting, at work or ended; at least 1.</summary>
    public int MaximumSolveJobs { get; set; } = 100;

    /// <summary>How long such a solve is kept after it has ended, minutes; more than 0, at most a day.</summary>
    public double SolveJobMinutes { get; set; } = 60;

    /// <summary>Longest time that playing a unit again for a trajectory, game types or equilibria may take, seconds; more than 0.</summary>
    public double ReplaySeconds { get; set; } = 60;

    /// <summary>Longest time that planning a sweep may take, seconds; more than 0.</summary>
    public double PlanSeconds { get; set; } = 60;

    /// <summary>Requests that may solve or replay at the same time, at least 1; more wait. By default one for each core.</summary>
    public int ConcurrentWork { get; set; } = Environment.ProcessorCount;

    /// <summary>Runs played at the same time, at least 1; more wait in the order of their acceptance.</summary>
    public int ConcurrentRuns { get; set; } = 4;

    /// <summary>Sweeps played at the same time beside the runs, at least 1; more wait in the order of their acceptance.</summary>
    public int ConcurrentSweeps { get; set; } = 2;

    /// <summary>Most points of the design of a sweep, 1 to 1,000,000.</summary>
    public long MaximumSweepPoints { get; set; } = SweepShape.MaximumPoints;

    /// <summary>Most units of a sweep, all replications of all points; 1 to 100,000,000.</summary>
    public long MaximumSweepUnits { get; set; } = SweepShape.MaximumUnits;

    /// <summary>Longest time that analysing the outcomes of a sweep may take, seconds; more than 0.</summary>
    public double AnalysisSeconds { get; set; } = 120;

    /// <summary>Most replications of one run, 1 to 1,000,000.</summary>
    public int MaximumReplications { get; set; } = ScenarioShape.MaximumReplications;

    /// <summary>Most runs, or sweeps, on one page of the list; at least 1.</summary>
    public int MaximumRunsPage { get; set; } = 200;

    /// <summary>Most rounds on one page of a trajectory; at least 1.</summary>
    public int MaximumTrajectoryPage { get; set; } = 10_000;

    /// <summary>Most points, or rows of outcomes, on one page of a sweep; at least 1.</summary>
    public int MaximumSweepPage { get; set; } = 10_000;

    /// <summary>Every setting that is out of its range, in words; empty where all are in range.</summary>
    public IReadOnlyList<string> Faults =>
    [
        .. new (bool Good, string Says)[]
        {
            (MaximumBodyBytes is >= 1024 and <= 1_000_000_000, $"{nameof(MaximumBodyBytes)} is {MaximumBodyBytes}; expected 1024 to 1000000000"),
            (MaximumBatchBytes is >= 1024 and <= 1_000_000_000, $"{nameof(MaximumBatchBytes)} is {MaximumBatchBytes}; expected 1024 to 1000000000"),
            (Games.IsValid, $"{nameof(Games)} has a bound below 1 or a {nameof(Games.MaximumNumberLength)} above 4096"),
            (MaximumScenarioValues >= 1, $"{nameof(MaximumScenarioValues)} is {MaximumScenarioValues}; expected at least 1"),
            (MaximumSteps >= 1, $"{nameof(MaximumSteps)} is {MaximumSteps}; expected at least 1"),
            (MaximumCellEntries >= 1, $"{nameof(MaximumCellEntries)} is {MaximumCellEntries}; expected at least 1"),
            (MaximumEntries >= 1, $"{nameof(MaximumEntries)} is {MaximumEntries}; expected at least 1"),
            (MaximumProbabilities >= 1, $"{nameof(MaximumProbabilities)} is {MaximumProbabilities}; expected at least 1"),
            (MaximumNashSubsets >= 1, $"{nameof(MaximumNashSubsets)} is {MaximumNashSubsets}; expected at least 1"),
            (IsSeconds(SolveSeconds), $"{nameof(SolveSeconds)} is {SolveSeconds}; expected more than 0, at most 86400"),
            (IsSeconds(SolveJobSeconds), $"{nameof(SolveJobSeconds)} is {SolveJobSeconds}; expected more than 0, at most 86400"),
            (ConcurrentSolveJobs >= 1, $"{nameof(ConcurrentSolveJobs)} is {ConcurrentSolveJobs}; expected at least 1"),
            (MaximumSolveJobs >= 1, $"{nameof(MaximumSolveJobs)} is {MaximumSolveJobs}; expected at least 1"),
            (SolveJobMinutes is > 0 and <= 1440, $"{nameof(SolveJobMinutes)} is {SolveJobMinutes}; expected more than 0, at most 1440"),
            (IsSeconds(ReplaySeconds), $"{nameof(ReplaySeconds)} is {ReplaySeconds}; expected more than 0, at most 86400"),
            (IsSeconds(PlanSeconds), $"{nameof(PlanSeconds)} is {PlanSeconds}; expected more than 0, at most 86400"),
            (ConcurrentWork >= 1, $"{nameof(ConcurrentWork)} is {ConcurrentWork}; expected at least 1"),
            (ConcurrentRuns >= 1, $"{nameof(ConcurrentRuns)} is {ConcurrentRuns}; expected at least 1"),
            (ConcurrentSweeps >= 1, $"{nameof(ConcurrentSweeps)} is {ConcurrentSweeps}; expected at least 1"),
            (MaximumSweepPoints is >= 1 and <= SweepShape.MaximumPoints, $"{nameof(MaximumSweepPoints)} is {MaximumSweepPoints}; expected 1 to {SweepShape.MaximumPoints}"),
            (MaximumSweepUnits is >= 1 and <= SweepShape.MaximumUnits, $"{nameof(MaximumSweepUnits)} is {MaximumSweepUnits}; expected 1 to {SweepShape.MaximumUnits}"),
            (IsSeconds(AnalysisSeconds), $"{nameof(AnalysisSeconds)} is {AnalysisSeconds}; expected more than 0, at most 86400"),
            (MaximumReplications is >= 1 and <= ScenarioShape.MaximumReplications, $"{nameof(MaximumReplications)} is {MaximumReplications}; expected 1 to {ScenarioShape.MaximumReplications}"),
            (MaximumRunsPage is >= 1 and <= 1000, $"{nameof(MaximumRunsPage)} is {MaximumRunsPage}; expected 1 to 1000"),
            (MaximumTrajectoryPage >= 1, $"{nameof(MaximumTrajectoryPage)} is {MaximumTrajectoryPage}; expected at least 1"),
            (MaximumSweepPage >= 1, $"{nameof(MaximumSweepPage)} is {MaximumSweepPage}; expected at least 1"),
        }.Where(check => !check.Good).Select(check => check.Says),
    ];

    internal SolverLimits Solver => new()
    {
        MaximumSteps = MaximumSteps,
        MaximumCellEntries = MaximumCellEntries,
        MaximumEntries = MaximumEntries,
        MaximumProbabilities = MaximumProbabilities,
        MaximumNashSubsets = MaximumNashSubsets,
    };

    internal DocumentLimits ScenarioDocument => new(40, MaximumScenarioValues);

    internal DocumentLimits GameDocument => Games.Document;

    private static bool IsSeconds(double value) => value is > 0 and <= 86_400;
}
