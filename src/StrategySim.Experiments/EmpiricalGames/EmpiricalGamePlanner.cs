using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>What is still to be played for an empirical game.</summary>
/// <param name="Missing">The profiles with fewer replications than wanted, by number.</param>
/// <param name="Sweep">A sweep over these profiles; null where none is missing. Units that are stored already are not played again.</param>
/// <param name="Json">The same as a JSON document with its scenario inside; null where none is missing.</param>
public sealed record EmpiricalGamePlan(IReadOnlyList<int> Missing, Sweep? Sweep, string? Json);

/// <summary>Finds out which profiles have not been observed often enough, and takes observations from whatever was played.</summary>
/// <remarks>An observation is known by its point: what earlier runs and sweeps left in the store counts, and is topped up rather than played again.</remarks>
public static class EmpiricalGamePlanner
{
    /// <summary>Plans what to play.</summary>
    /// <param name="setup">The game.</param>
    /// <param name="observed">Replications that each profile has, in the order of profiles.</param>
    /// <param name="replications">Replications that each should have, at least 1.</param>
    /// <exception cref="InvalidInputException">The setup has faults.</exception>
    /// <exception cref="ArgumentException">There is another number of counts than of profiles.</exception>
    public static EmpiricalGamePlan Plan(EmpiricalGameSetup setup, IReadOnlyList<int> observed, int replications)
    {
        if (setup.Check() is { Count: > 0 } faults) throw new InvalidInputException(faults);
        ArgumentOutOfRangeException.ThrowIfLessThan(replications, 1);
        if (observed.Count != setup.ProfileCount) throw new ArgumentException($"There are {observed.Count} counts; expected {setup.ProfileCount}, one for each profile.", nameof(observed));
        int[] missing = [.. Enumerable.Range(0, observed.Count).Where(profile => observed[profile] < replications)];
        if (missing.Length == 0) return new EmpiricalGamePlan([], null, null);
        (Sweep sweep, string json) = setup.ToSweep(missing, replications);
        return new EmpiricalGamePlan(missing, sweep, json);
    }

    /// <summary>The observations that a study holds: points that are profiles of the game, in whatever design; other points are passed over.</summary>
    /// <param name="setup">The game.</param>
    /// <param name="study">The study, read with the payoffs of the game (<see cref="EmpiricalGameSetup.Payoffs"/>) among its outcomes.</param>
    /// <exception cref="InvalidInputException">The setup has faults.</exception>
    /// <exception cref="ArgumentException">A payoff is not among the outcomes that were read.</exception>
    public static IReadOnlyList<ObservedProfile> Observations(EmpiricalGameSetup setup, StudyData study)
    {
        int[] columns =
        [
            .. setup.Payoffs.Select(key => study.Outcomes.ToList().FindIndex(outcome => outcome.Key == key) is >= 0 and var column
                ? column
                : throw new ArgumentException($"The study was read without {key.Outcome} of {key.Actor} in {key.Game}.", nameof(study))),
        ];
        IReadOnlyList<string> ids = setup.PointIds();
        Dictionary<string, int> profiles = Enumerable.Range(0, ids.Count).ToDictionary(profile => ids[profile], StringComparer.Ordinal);
        var observed = new SortedDictionary<int, ObservedProfile>();
        foreach (StudyPoint point in study.Points)
        {
            if (point.PointId is { } id && profiles.TryGetValue(id, out int profile) && point.Samples.Count > 0)
                observed[profile] = new ObservedProfile(setup.RulesOf(profile), [.. columns.Select(column => point.Samples[column])]);
        }

        return [.. observed.Values];
    }
}
