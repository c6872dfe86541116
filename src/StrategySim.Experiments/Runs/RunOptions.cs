using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Runs;

/// <summary>Limits and rhythm of runs.</summary>
public sealed class RunOptions
{
    /// <summary>Runs played at the same time in this process, at least 1; more wait in the order of their acceptance.</summary>
    /// <remarks>Several share the cores, so that a short run need not wait for the end of a long one.</remarks>
    public int MaxConcurrentRuns { get; set; } = 4;

    /// <summary>Runs of <see cref="RunExecution.Actors"/> played at the same time in this process beside those, at least 1; paused ones do not count.</summary>
    /// <remarks>Whoever steps through a run shall not wait for the end of a batch.</remarks>
    public int MaxConcurrentActorsRuns { get; set; } = 32;

    /// <summary>Most replications that one run may have, 1 to <see cref="ScenarioShape.MaximumReplications"/>.</summary>
    public int MaxReplications { get; set; } = ScenarioShape.MaximumReplications;

    /// <summary>Most units of an <see cref="RunExecution.Actors"/> run: it is there to be watched.</summary>
    public const int MaxActorsUnits = 100;

    /// <summary>Most interventions in one run.</summary>
    public const int MaxInterventions = 10_000;

    /// <summary>Fastest pace of an <see cref="RunExecution.Actors"/> run, rounds a second.</summary>
    public const double MaxRoundsPerSecond = 1000;

    /// <summary>Slowest pace, rounds a second: one round an hour.</summary>
    public const double MinRoundsPerSecond = 1.0 / 3600;

    /// <summary>How long a lease holds unless it is renewed; it is renewed, and orphaned runs are looked for, three times in this time. At least 1 s.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether to take over runs that another process left unfinished; where not, only runs accepted here are played.</summary>
    public bool TakeOverOrphans { get; set; } = true;

    /// <summary>Units that are stored in one transaction at most; 1 to 100,000.</summary>
    public int StoreGroupUnits { get; set; } = 10_000;

    /// <summary>How long a unit that ended may wait for its group; at least 1 ms. A crash loses at most this much play.</summary>
    public TimeSpan StoreGroupInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    internal bool IsValid =>
        MaxConcurrentRuns >= 1
        && MaxConcurrentActorsRuns >= 1
        && MaxReplications is >= 1 and <= ScenarioShape.MaximumReplications
        && LeaseDuration >= TimeSpan.FromSeconds(1)
        && StoreGroupUnits is >= 1 and <= 100_000
        && StoreGroupInterval >= TimeSpan.FromMilliseconds(1);
}
