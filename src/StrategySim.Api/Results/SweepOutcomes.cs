using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Api.Results;

/// <summary>The outcomes of a sweep: those that it names, and every other that its scenario has, by game, actor and measure.</summary>
internal static class SweepOutcomes
{
    /// <summary>Names one outcome, for analyses.</summary>
    public static readonly TextParameter One = new("outcome", "The outcome: a name that the sweep gives it, or game/actor/measure, such as us-china/CN/concessionRate. May be left out where the sweep names one outcome only.");

    /// <summary>The outcomes that the sweep names, then all others.</summary>
    public static IReadOnlyList<SweepOutcome> All(Sweep sweep)
    {
        HashSet<OutcomeKey> named = [.. sweep.Outcomes.Select(outcome => outcome.Key)];
        return [.. sweep.Outcomes, .. OutcomeLayout.Of(sweep.Scenario).Keys.Where(key => !named.Contains(key)).Select(key => new SweepOutcome(Path(key), key))];
    }

    /// <summary>What tables are of where nothing is said: the outcomes that the sweep names, all where it names none.</summary>
    public static IReadOnlyList<SweepOutcome> Usual(Sweep sweep) => sweep.Outcomes.Count > 0 ? sweep.Outcomes : All(sweep);

    /// <summary>The outcome of a name.</summary>
    /// <returns>It; null where there is none.</returns>
    public static SweepOutcome? Find(Sweep sweep, string name)
    {
        if (sweep.Outcomes.FirstOrDefault(outcome => outcome.Name == name) is { } own) return own;
        return All(sweep).FirstOrDefault(outcome => Path(outcome.Key) == name) is { } other ? other with { Name = name } : null;
    }

    /// <summary>The outcome that a request names; the only one of the sweep where it names none.</summary>
    /// <exception cref="ProblemException">422: there is none, or several and none is named.</exception>
    public static SweepOutcome Require(Query query, Sweep sweep)
    {
        string known = sweep.Outcomes.Count > 0 ? $"one of {string.Join(", ", sweep.Outcomes.Select(outcome => outcome.Name))}; or " : "";
        string expected = $"{known}game/actor/measure, such as {Path(Usual(sweep)[0].Key)}";
        if (query.Text(One) is not { } name)
        {
            return sweep.Outcomes.Count == 1
                ? sweep.Outcomes[0]
                : throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", null, expected, $"The sweep names {(sweep.Outcomes.Count == 0 ? "no outcome" : "several outcomes")}; say which.", Parameter: One.Name)]));
        }

        return Find(sweep, name) ?? throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"'{name}'", expected, "The sweep has no such outcome.", Parameter: One.Name)]));
    }

    private static string Path(OutcomeKey key) => $"{key.Game}/{key.Actor}/{key.Outcome}";
}
