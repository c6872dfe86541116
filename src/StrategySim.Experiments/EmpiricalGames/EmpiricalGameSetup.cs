using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>A sweep over decision rules, read as a game: who chooses among which rules, in which game, for which payoff.</summary>
/// <remarks>
/// A strategy of the empirical game is a decision rule, its payoff the mean of an outcome over replications of play. Players stand in the order in which the
/// scenario's game has them, rules in that of the sweep. Everybody who is no player keeps the rules of the scenario.
/// </remarks>
public sealed class EmpiricalGameSetup
{
    private readonly Dictionary<long, int[]> _rules;

    private EmpiricalGameSetup(string? game, IReadOnlyList<EmpiricalGamePlayer> players, string payoff, double? epsilon, Dictionary<long, int[]> rules)
    {
        Game = game;
        Players = players;
        Payoff = payoff;
        Epsilon = epsilon;
        _rules = rules;
    }

    /// <summary>The game in which rules are chosen and payoffs counted; null for several games at once: payoffs are summed over them.</summary>
    public string? Game { get; }

    /// <summary>The players.</summary>
    public IReadOnlyList<EmpiricalGamePlayer> Players { get; }

    /// <summary>Which outcome is the payoff: one of <see cref="EmpiricalGameShape.Payoffs"/>.</summary>
    public string Payoff { get; }

    /// <summary>The ε that the sweep's document states; null where it states none.</summary>
    public double? Epsilon { get; }

    /// <summary>The payoff of each player among the outcomes of a unit.</summary>
    public IReadOnlyList<SweepOutcome> Outcomes => [.. Players.Select(player => new SweepOutcome($"payoff of {player.Actor}", new OutcomeKey(player.Actor, Game ?? "*", Payoff)))];

    /// <summary>Reads a sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="payoff">Takes the place of the payoff that the document states; null for that one.</param>
    /// <exception cref="InvalidInputException">The sweep is not over decision rules alone, or its scenario has no such payoff; lists every fault, with places in the sweep or <c>/payoff</c>.</exception>
    public static EmpiricalGameSetup Of(Sweep sweep, string? payoff = null)
    {
        List<Fault> faults = [.. Refusals(sweep)];
        string measure = payoff ?? sweep.Analysis?.EmpiricalGame?.Payoff ?? EmpiricalGameShape.DefaultPayoff;
        if (!EmpiricalGameShape.Payoffs.Contains(measure)) faults.Add(new Fault("/payoff", $"'{measure}'", $"one of {string.Join(", ", EmpiricalGameShape.Payoffs)}", "This outcome is no payoff."));
        if (faults.Count > 0) throw new InvalidInputException(faults);

        (string Game, string Actor)[] places = [.. sweep.Factors.Select(factor => PlaceOf(factor)!.Value)];
        string[] games = [.. places.Select(place => place.Game).Distinct()];
        string? game = games.Length == 1 ? games[0] : null;
        // The scenario's order makes its first player the row player, whatever the factors are called.
        string[] actors = [.. sweep.Scenario.Games.Values.Where(own => games.Contains(own.Id)).SelectMany(own => own.Players).Distinct().Where(actor => places.Any(place => place.Actor == actor))];
        int[][] factors = [.. actors.Select(actor => Enumerable.Range(0, places.Length).Where(i => places[i].Actor == actor).ToArray())];
        List<string>[] texts = [.. actors.Select(_ => new List<string>())];
        var rules = new Dictionary<long, int[]>();
        for (long index = 0; index < sweep.Count; index++)
        {
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
            int[] profile = new int[actors.Length];
            for (int player = 0; player < actors.Length; player++)
            {
                string text = values[factors[player][0]].Text;
                if (Array.Find(factors[player], factor => values[factor].Text != text) is > 0 and var other)
                    throw new InvalidInputException([new Fault($"/factors/{sweep.Factors[other].Name}", $"{values[other].Text} where {sweep.Factors[factors[player][0]].Name} is {text} (point {index})", "the same rule in each game, by factors that move together", $"A strategy of {actors[player]} is one rule.")]);
                if (texts[player].IndexOf(text) is var rule && rule < 0)
                {
                    rule = texts[player].Count;
                    texts[player].Add(text);
                }

                profile[player] = rule;
            }

            rules[index] = profile;
        }

        for (int player = 0; player < actors.Length; player++)
        {
            if (texts[player].GroupBy(RuleText.Of).FirstOrDefault(same => same.Count() > 1) is { } twice)
                faults.Add(new Fault($"/factors/{sweep.Factors[factors[player][0]].Name}", string.Join(" and ", twice), "rules that differ", $"Two rules of {actors[player]} are the same."));
        }

        if (texts.All(own => own.Count == 1)) faults.Add(new Fault("/factors", "one rule for everybody", "at least two rules for at least one actor", "Nobody has anything to choose."));
        var setup = new EmpiricalGameSetup(game, [.. actors.Select((actor, i) => new EmpiricalGamePlayer(actor, [.. texts[i].Select(RuleText.Of)]))], measure, sweep.Analysis?.EmpiricalGame?.Epsilon, rules);
        var layout = OutcomeLayout.Of(sweep.Scenario);
        faults.AddRange(setup.Outcomes.Where(outcome => layout.IndexOf(outcome.Key) < 0).Select(outcome => new Fault(
            "/factors", $"rules in {string.Join(", ", games)}", "rules in one game; or a scenario that sums payoffs across games (payoffs.acrossGames)", $"The scenario does not have the {outcome.Name} over several games.")));
        return faults.Count == 0 ? setup : throw new InvalidInputException(faults);
    }

    /// <summary>The observations that a study of the sweep holds: the first point of each profile that has units.</summary>
    /// <param name="study">The study, read with <see cref="Outcomes"/> among its outcomes.</param>
    /// <exception cref="InvalidInputException">A payoff is not among the outcomes that were read.</exception>
    public IReadOnlyList<ObservedProfile> Observed(StudyData study)
    {
        int[] columns = [.. Outcomes.Select(outcome => study.Outcomes.ToList().FindIndex(own => own.Key == outcome.Key))];
        Fault[] missing = [.. Outcomes.Where((_, i) => columns[i] < 0).Select(outcome => new Fault("/outcomes", null, $"the measure {Payoff} of {outcome.Key.Actor} in {outcome.Key.Game}", $"The sweep does not name the {outcome.Name}."))];
        if (missing.Length > 0) throw new InvalidInputException(missing);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. study.Points
                .Where(point => point.Samples.Count > 0 && point.Samples[0].Count > 0 && seen.Add(string.Join(' ', _rules[point.Index])))
                .Select(point => new ObservedProfile(_rules[point.Index], [.. columns.Select(column => point.Samples[column])])),
        ];
    }

    /// <summary>Why the game cannot be made of points of the design, whatever comes of them; empty where it can.</summary>
    /// <param name="kept">Indices of the points that no constraint drops.</param>
    /// <param name="replications">Units of a point at the most.</param>
    internal IEnumerable<Fault> Unobservable(IEnumerable<long> kept, int replications)
    {
        long profiles = Players.Aggregate(1L, (product, player) => product * player.Rules.Count);
        int played = kept.Select(index => string.Join(' ', _rules[index])).Distinct(StringComparer.Ordinal).Count();
        if (played < profiles) yield return new Fault("", $"points for {played} of {profiles} profiles of rules", "a point for every profile", "A profile is not played.");
        if (replications < 2) yield return new Fault("", "1 replication of every profile", "at least 2 replications of every profile of rules", "One replication does not say how uncertain a payoff is.");
    }

    /// <summary>Where the rule of an actor in a game stands in a scenario, as a JSON pointer.</summary>
    internal static string PlaceOf(string game, string actor) => JsonPointer.Append(JsonPointer.Append("/games", game) + "/rules", actor);

    /// <summary>What of the factors of a sweep can be seen to make it no game, without going over its points.</summary>
    internal static IEnumerable<Fault> Refusals(Sweep sweep)
    {
        foreach (SweepFactor factor in sweep.Factors.Where(factor => PlaceOf(factor) is null))
        {
            yield return new Fault(
                $"/factors/{factor.Name}", factor.Place.Length == 0 ? "no place" : factor.Place, "the decision rule of an actor, such as /games/GAME/rules/ACTOR", "The strategies of an empirical game are decision rules; a factor of another kind makes many games.");
        }

        if (sweep.Count > EmpiricalGameShape.MaximumProfiles) yield return new Fault("/design", $"{sweep.Count} points", $"at most {EmpiricalGameShape.MaximumProfiles} points", "The sweep has too many points for a game.");
    }

    private static (string Game, string Actor)? PlaceOf(SweepFactor factor) => JsonPointer.Split(factor.Place) is ["games", var game, "rules", var actor] ? (game, actor) : null;
}
