using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Comparisons;

/// <summary>What a side has.</summary>
/// <param name="Name">Name of the side.</param>
/// <param name="Keys">Its outcomes, in order.</param>
/// <param name="Replications">Most replications that have to be read; 0 where they are at hand.</param>
internal sealed record SideOutcomes(string Name, IReadOnlyList<OutcomeKey> Keys, int Replications);

/// <summary>Which outcomes are compared: those that all sides have and the filters let through.</summary>
internal static class ComparedOutcomes
{
    private const string Rounds = "rounds";

    private const int MaximumShown = 200;

    /// <summary>The outcomes in the order of results: by outcome, payoffs first, then as the first side lists them.</summary>
    public static IReadOnlyList<OutcomeKey> Choose(IReadOnlyList<SideOutcomes> sides, ComparisonOptions options, List<Fault> faults)
    {
        IReadOnlyList<OutcomeKey>[] each = [.. sides.Select(side => side.Keys)];
        int before = faults.Count;
        RequireKnown("/actors", "actor", options.Actors, [.. each.SelectMany(keys => keys.Select(key => key.Actor)).Distinct()], faults);
        RequireKnown("/games", "game", options.Games, [.. each.SelectMany(keys => keys.Select(key => key.Game)).Distinct()], faults);
        RequireKnown("/outcomes", "outcome", options.Outcomes, [.. each.SelectMany(keys => keys.Select(key => key.Outcome)).Distinct()], faults);
        if (faults.Count > before) return [];

        HashSet<OutcomeKey>[] sets = [.. each.Select(keys => keys.ToHashSet())];
        OutcomeKey[] common = [.. each[0].Where(key => sets.All(set => set.Contains(key)) && Fits(options.Actors, key.Actor) && Fits(options.Games, key.Game))];
        // Every unit has rounds: by itself that is nothing in common.
        IReadOnlyList<string> wanted = options.Outcomes.Count > 0 ? options.Outcomes
            : common.Any(key => ComparisonOptions.DefaultOutcomes.Contains(key.Outcome)) ? ComparisonOptions.DefaultOutcomes
            : [.. OutcomeCatalog.All.Select(outcome => outcome.Id).Where(id => id != Rounds)];
        OutcomeKey[] chosen = [.. wanted.Distinct().SelectMany(outcome => common.Where(key => key.Outcome == outcome))];
        if (chosen.Length > 0)
        {
            RequireChosen("/actors", "actor", options.Actors, [.. chosen.Select(key => key.Actor)], faults);
            RequireChosen("/games", "game", options.Games, [.. chosen.Select(key => key.Game)], faults);
            RequireChosen("/outcomes", "outcome", options.Outcomes, [.. chosen.Select(key => key.Outcome)], faults);
            return chosen;
        }

        string[] filters =
        [
            .. options.Outcomes.Count > 0 ? [$"the outcomes {string.Join(", ", options.Outcomes)}"] : Array.Empty<string>(),
            .. options.Actors.Count > 0 ? [$"the actors {string.Join(", ", options.Actors)}"] : Array.Empty<string>(),
            .. options.Games.Count > 0 ? [$"the games {string.Join(", ", options.Games)}"] : Array.Empty<string>(),
        ];
        faults.Add(new Fault(
            "/sides",
            string.Join("; ", sides.Zip(each, (side, keys) => $"'{side.Name}' has {Show(keys, options)}")),
            "at least one outcome of the same actor and game on every side",
            filters.Length == 0 ? "The sides have no outcome in common." : $"The sides have no outcome in common among {string.Join(" and ", filters)}."));
        return [];
    }

    private static void RequireKnown(string pointer, string what, IReadOnlyList<string> wanted, string[] known, List<Fault> faults)
    {
        for (int i = 0; i < wanted.Count; i++)
        {
            if (!known.Contains(wanted[i])) faults.Add(new Fault($"{pointer}/{i}", $"'{wanted[i]}'", $"one of {string.Join(", ", known)}", $"No side has such {(what[0] is 'a' or 'o' ? "an" : "a")} {what}."));
        }
    }

    // What is asked for by name and is not there would otherwise be left out without a word.
    private static void RequireChosen(string pointer, string what, IReadOnlyList<string> wanted, HashSet<string> chosen, List<Fault> faults)
    {
        for (int i = 0; i < wanted.Count; i++)
        {
            if (!chosen.Contains(wanted[i]))
                faults.Add(new Fault($"{pointer}/{i}", $"'{wanted[i]}'", $"one of {string.Join(", ", chosen.Order(StringComparer.Ordinal))}", $"With the rest of what is asked for, the sides have nothing of this {what} in common."));
        }
    }

    /// <summary>"of A in g: payoffMean payoffTotal, of B in g: …": what a side has of what was asked for, or all; of much, whose it is.</summary>
    private static string Show(IReadOnlyList<OutcomeKey> keys, ComparisonOptions options)
    {
        OutcomeKey[] asked = [.. keys.Where(key => Fits(options.Outcomes, key.Outcome) && Fits(options.Actors, key.Actor) && Fits(options.Games, key.Game))];
        IEnumerable<OutcomeKey> shown = asked.Length > 0 ? asked : keys;
        string all = string.Join(", ", shown.GroupBy(key => (key.Actor, key.Game)).Select(group => $"{ComparisonWords.Of(group.First() with { Outcome = "" }).Trim()}: {string.Join(' ', group.Select(key => key.Outcome))}".TrimStart(':', ' ')));
        return all.Length <= MaximumShown ? all : $"{shown.Select(key => key.Outcome).Distinct().Count()} outcomes of {Owners(shown)}";
    }

    /// <summary>"A, B in g and C, D in h": whose outcomes a side has.</summary>
    private static string Owners(IEnumerable<OutcomeKey> keys) => string.Join(
        " and ",
        keys.Where(key => key.Actor != "*" && key.Game != "*").GroupBy(key => key.Game).Select(group => $"{string.Join(", ", group.Select(key => key.Actor).Distinct())} in {group.Key}"));

    private static bool Fits(IReadOnlyList<string> wanted, string value) => wanted.Count == 0 || wanted.Contains(value);
}
