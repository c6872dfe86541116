using StrategySim.Api.Contracts;
using StrategySim.Api.Results;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Outputs;

/// <summary>What <c>sweep --json</c> writes: the parts in which the web service answers, in one document.</summary>
/// <remarks>What differs between equal sweeps stands only in <see cref="Id"/>, <see cref="StartedAt"/>, <see cref="FinishedAt"/>, <see cref="ElapsedMs"/>, <see cref="Environment"/> and the elapsed time of a phase diagram among the analyses.</remarks>
internal sealed record SweepReport
{
    /// <summary>The started sweep in the store.</summary>
    public required string Id { get; init; }

    /// <summary>The sweep's own id.</summary>
    public required string SweepId { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The scenario that is varied.</summary>
    public required string ScenarioId { get; init; }

    /// <summary>SHA-256 of the sweep with its scenario inside.</summary>
    public required string DocumentHash { get; init; }

    /// <summary>Version of the rules of play.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>The 64-bit seed, as decimal digits.</summary>
    public required string Seed { get; init; }

    /// <summary>Units of each point.</summary>
    public required SweepReplicationCount Replications { get; init; }

    /// <summary>Points.</summary>
    public required SweepPointProgress Points { get; init; }

    /// <summary>Units.</summary>
    public required SweepUnitProgress Units { get; init; }

    /// <summary>SHA-256 over the trajectory hashes of all points.</summary>
    public required string? ResultsHash { get; init; }

    /// <summary>Confidence of the intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>What is varied.</summary>
    public required IReadOnlyList<SweepFactorDescription> Factors { get; init; }

    /// <summary>What the outcomes of the rows mean.</summary>
    public required IReadOnlyList<OutcomeDescription> Outcomes { get; init; }

    /// <summary>One row for each point and outcome.</summary>
    public required IReadOnlyList<PointOutcomeRow> Rows { get; init; }

    /// <summary>The analyses that the document asks for and the outcomes allow, as <c>/sweeps/{id}/analysis</c> gives them; null where it asks for none.</summary>
    public required SweepAnalysisReport? Analysis { get; init; }

    /// <summary>The comparison that the document asks for, as <c>/sweeps/{id}/comparison</c> gives it; null where it asks for none.</summary>
    public required ComparisonResult? Comparison { get; init; }

    /// <summary>Why something that the document asks for could not be made; empty where all was.</summary>
    public required IReadOnlyList<Fault> NotMade { get; init; }

    /// <summary>Units that failed, the first of them.</summary>
    public required IReadOnlyList<UnitFailure> Failures { get; init; }

    /// <summary>When the first unit was started, UTC.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the sweep was completed, UTC.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How long the command took, milliseconds.</summary>
    public required double ElapsedMs { get; init; }

    /// <summary>Program and machine that last worked on it.</summary>
    public required RunEnvironment? Environment { get; init; }

    /// <summary>Puts the results of a sweep together.</summary>
    /// <param name="progress">The completed sweep.</param>
    /// <param name="data">Its outcomes.</param>
    /// <param name="failures">Units that failed.</param>
    /// <param name="sections">What the document asks for.</param>
    /// <param name="elapsed">How long the command took so far.</param>
    public static SweepReport Of(StudyProgress progress, StudyData data, IReadOnlyList<UnitFailure> failures, AskedSections sections, TimeSpan elapsed)
    {
        StudyRecord study = progress.Study;
        PointOutcomeRow[] rows = [.. OutcomeRows.Of(data)];
        return new SweepReport
        {
            Id = study.Id,
            SweepId = study.SweepId,
            Title = study.SweepTitle,
            ScenarioId = data.Sweep.Scenario.Id,
            DocumentHash = study.DocumentHash,
            ModelVersion = study.ModelVersion,
            Seed = study.Seed.ToString(),
            Replications = new SweepReplicationCount(study.Replications, study.MaxReplications),
            Points = SweepPointProgress.Of(progress),
            Units = SweepUnitProgress.Of(progress),
            ResultsHash = study.ResultsHash,
            Confidence = 0.95,
            Factors = SweepFactorDescription.AllOf(data.Sweep),
            Outcomes = SweepTables.Describe(rows),
            Rows = rows,
            Analysis = sections.Analysis,
            Comparison = sections.Comparison,
            NotMade = sections.Faults,
            Failures = failures,
            StartedAt = study.StartedAt,
            FinishedAt = study.FinishedAt,
            ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 3),
            Environment = study.Environment,
        };
    }
}
