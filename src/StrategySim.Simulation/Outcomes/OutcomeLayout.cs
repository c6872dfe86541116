using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Scenarios;
using static StrategySim.Simulation.Outcomes.OutcomeCatalog;

namespace StrategySim.Simulation.Outcomes;

/// <summary>Which outcomes a scenario has, in a fixed order: the meaning of <c>UnitSummary.Values</c>.</summary>
/// <remarks>Depends on the canonical scenario and the model version alone. Games come by id, players by seat.</remarks>
public sealed class OutcomeLayout
{
    private readonly Dictionary<OutcomeKey, int> _index;

    internal OutcomeLayout(Scenario scenario)
    {
        var keys = new List<OutcomeKey>();
        foreach (GameSpecification game in scenario.Games.Values)
        {
            for (int player = 0; player < game.Players.Count; player++)
            {
                string actor = game.Players[player];
                Add(actor, game.Id, PayoffTotal, PayoffMean, PayoffDiscounted);
                if (HasRates(game)) Add(actor, game.Id, Concession, Clash, Compromise, Agreement);
                if (game.Form == GameForm.Threat) Add(actor, game.Id, player == 0 ? [Demand, Execution, BackDown] : [Concession]);
                if (game.HasGameType) Add(actor, game.Id, Label);
                if (game.Rules[player].Else is not null) Add(actor, game.Id, Fallback);
            }

            if (scenario.Payoffs.ComparableAcrossActors) Add("*", game.Id, Joint);
            if (game.Form == GameForm.Threat) Add("*", game.Id, Credible);
            if (!game.HasGameType) continue;
            Add("*", game.Id, Changes, ChangesByShock);
            Add("*", game.Id, [.. Enum.GetValues<GameFamily>().Select(f => SharePrefix + f.Name())]);
        }

        if (scenario.Payoffs.SumAcrossGames)
        {
            foreach (string actor in scenario.Actors.Keys.Where(a => scenario.Games.Values.Any(g => g.Players.Contains(a))))
            {
                Add(actor, "*", PayoffTotal, PayoffMean, PayoffDiscounted);
            }
        }

        Add("*", "*", Rounds);
        Keys = keys;
        _index = keys.Select((key, i) => (key, i)).ToDictionary(p => p.key, p => p.i);

        void Add(string actor, string game, params string[] outcomes) => keys.AddRange(outcomes.Select(o => new OutcomeKey(actor, game, o)));
    }

    /// <summary>The outcomes of a scenario.</summary>
    public static OutcomeLayout Of(Scenario scenario) => scenario.Tried is { } tried && IsSameFor(tried.Scenario, scenario) ? tried.Layout : new(scenario);

    /// <summary>Whether two scenarios share all that their outcomes follow from.</summary>
    internal static bool IsSameFor(Scenario one, Scenario other) =>
        ReferenceEquals(one.Actors, other.Actors) && ReferenceEquals(one.Games, other.Games) && one.Payoffs == other.Payoffs;

    /// <summary>The outcomes, in order.</summary>
    public IReadOnlyList<OutcomeKey> Keys { get; }

    /// <summary>The place of an outcome, or −1.</summary>
    public int IndexOf(OutcomeKey key) => _index.GetValueOrDefault(key, -1);

    /// <summary>Whether concession, clash and compromise are defined: two players, and the game says what yielding is.</summary>
    internal static bool HasRates(GameSpecification game) => game.Players.Count == 2 && game.Cooperate is not null;
}
