using StrategySim.Api.Contracts;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Cli.Outputs;

/// <summary>What <c>empirical --json</c> writes: what the web service tells of a played empirical game, but for addresses and pace.</summary>
/// <remarks>What differs between equal games stands only in <see cref="Id"/>, <see cref="StartedAt"/>, <see cref="FinishedAt"/>, <see cref="ElapsedMs"/> and <see cref="Environment"/>.</remarks>
internal sealed record EmpiricalGameReport
{
    /// <summary>The sweep in the store that played the profiles.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The scenario.</summary>
    public required string ScenarioId { get; init; }

    /// <summary>The game in which rules are chosen; null for several together.</summary>
    public required string? Game { get; init; }

    /// <summary>SHA-256 of the sweep with its scenario inside.</summary>
    public required string DocumentHash { get; init; }

    /// <summary>Version of the rules of play.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>The 64-bit seed, as decimal digits.</summary>
    public required string Seed { get; init; }

    /// <summary>Replications of each profile.</summary>
    public required SweepReplicationCount Replications { get; init; }

    /// <summary>Profiles.</summary>
    public required SweepPointProgress Profiles { get; init; }

    /// <summary>Units.</summary>
    public required SweepUnitProgress Units { get; init; }

    /// <summary>SHA-256 over the trajectory hashes of all profiles.</summary>
    public required string? ResultsHash { get; init; }

    /// <summary>The game and its solution.</summary>
    public required EmpiricalGameResult Result { get; init; }

    /// <summary>When the first unit was started, UTC.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last unit was played, UTC.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How long the command took, milliseconds.</summary>
    public required double ElapsedMs { get; init; }

    /// <summary>Program and machine that last worked on it.</summary>
    public required RunEnvironment? Environment { get; init; }

    /// <summary>Puts the report together.</summary>
    public static EmpiricalGameReport Of(StudyProgress progress, Sweep sweep, EmpiricalGameSetup setup, EmpiricalGameResult result, TimeSpan elapsed) => new()
    {
        Id = progress.Study.Id,
        Title = progress.Study.SweepTitle,
        ScenarioId = sweep.Scenario.Id,
        Game = setup.Game,
        DocumentHash = progress.Study.DocumentHash,
        ModelVersion = progress.Study.ModelVersion,
        Seed = progress.Study.Seed.ToString(),
        Replications = new SweepReplicationCount(progress.Study.Replications, progress.Study.MaxReplications),
        Profiles = SweepPointProgress.Of(progress),
        Units = SweepUnitProgress.Of(progress),
        ResultsHash = progress.Study.ResultsHash,
        Result = result,
        StartedAt = progress.Study.StartedAt,
        FinishedAt = progress.Study.FinishedAt,
        ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 3),
        Environment = progress.Study.Environment,
    };
}
