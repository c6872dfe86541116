using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Play;

/// <summary>What a change of game type is due to, tested by playing the unit again without it.</summary>
public enum ChangeCause
{
    /// <summary>The same change comes in the same round without any shock, and without feedback of names.</summary>
    OwnMotion,

    /// <summary>Without one of the shocks the change does not come in that round.</summary>
    Shock,

    /// <summary>No single shock is decisive, but without all of them the change does not come in that round.</summary>
    ShocksTogether,

    /// <summary>Without the interventions in the unit the change does not come in that round.</summary>
    Intervention,

    /// <summary>Shocks are not decisive, but without the feedback of names on payoffs the change does not come in that round.</summary>
    Reputation,
}

/// <summary>What becomes of a change when one shock is left out.</summary>
/// <param name="Shock">Shock id.</param>
/// <param name="StillComesIn">The round in which the same change comes without the shock, the nearest where several do; null where it never comes.</param>
public sealed record DecisiveShock(string Shock, int? StillComesIn);

/// <summary>A change of the family of a game, or of who blackmails, from one round to the next.</summary>
/// <param name="Round">The first round of the new type.</param>
/// <param name="From">The type before, in words.</param>
/// <param name="To">The type from this round on, in words.</param>
/// <param name="Cause">What it is due to.</param>
/// <param name="Decisive">For <see cref="ChangeCause.Shock"/>: the shocks without which it does not come in this round.</param>
public sealed record GameTypeChange(int Round, string From, string To, ChangeCause Cause, IReadOnlyList<DecisiveShock> Decisive);

/// <summary>A stretch of rounds in which a game keeps its family.</summary>
/// <param name="From">First round.</param>
/// <param name="To">Last round.</param>
/// <param name="Type">The type in the first round.</param>
/// <param name="Table">The stage game in the first round.</param>
/// <param name="Change">How it began; null for the first phase.</param>
public sealed record GamePhase(int From, int To, GameType? Type, NormalFormGame Table, GameTypeChange? Change);

/// <summary>The phases of one game in one unit.</summary>
/// <param name="Game">Game id.</param>
/// <param name="Players">The actors, by seat.</param>
/// <param name="Phases">The phases in order; a game without a type has one.</param>
/// <param name="Truncated">Whether more phases came than are listed.</param>
public sealed record GameTypeHistory(string Game, IReadOnlyList<string> Players, IReadOnlyList<GamePhase> Phases, bool Truncated)
{
    /// <summary>Most phases listed for one game.</summary>
    public const int MaximumPhases = 1000;

    /// <summary>Plays a unit and finds the phases of its games, and for each change its cause.</summary>
    /// <remarks>The unit is played again once without each shock, once without all, once without the interventions, and once without feedback, where there are any.</remarks>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <param name="cancellationToken">Polled every 1024 rounds.</param>
    public static IReadOnlyList<GameTypeHistory> Of(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, CancellationToken cancellationToken) =>
        new HistoryWriter(scenario, seed, replication, log, cancellationToken).Write();
}

/// <summary>Plays the factual unit and its counterfactuals.</summary>
internal sealed class HistoryWriter(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, CancellationToken cancellationToken)
{
    private sealed record Change(int Round, int From, int To);

    private readonly bool _intervened = log.Of(replication).Count > 0;
    private readonly Dictionary<int, List<Change>[]> _without = [];
    private List<Change>[]? _withoutFeedback, _withoutInterventions;

    public IReadOnlyList<GameTypeHistory> Write()
    {
        int games = scenario.Games.Length;
        var phases = new List<(int From, GameType? Type, NormalFormGame Table, int Key)>[games];
        var truncated = new bool[games];
        var stepper = new UnitStepper(scenario, seed, replication, log, -1, countOnly: true);
        while (stepper.Step())
        {
            if (stepper.Round % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            for (int g = 0; g < games; g++)
            {
                GamePlay play = stepper.State.Games[g];
                phases[g] ??= [];
                if (phases[g].Count > 0 && phases[g][^1].Key == play.FamilyKey) continue;
                if (phases[g].Count == GameTypeHistory.MaximumPhases) truncated[g] = true;
                if (truncated[g]) continue;
                phases[g].Add((stepper.Round, play.Table.Type, StageSolver.ToGame(play.Table, play.Compiled.Specification), play.FamilyKey));
            }
        }

        var histories = new List<GameTypeHistory>();
        for (int g = 0; g < games; g++)
        {
            GameSpecification game = scenario.Games[g].Specification;
            var list = new List<GamePhase>();
            for (int i = 0; i < phases[g].Count; i++)
            {
                (int from, GameType? type, NormalFormGame table, int key) = phases[g][i];
                int to = i + 1 < phases[g].Count ? phases[g][i + 1].From - 1 : stepper.Round;
                GameTypeChange? change = i == 0 ? null : Explain(game, g, new Change(from, phases[g][i - 1].Key, key), phases[g][i - 1].Type!, type!);
                list.Add(new GamePhase(from, to, type, table, change));
            }

            histories.Add(new GameTypeHistory(game.Id, game.Players, list, truncated[g]));
        }

        return histories;
    }

    private GameTypeChange Explain(GameSpecification game, int g, Change change, GameType from, GameType to)
    {
        string a = game.Players[0], b = game.Players[1];
        GameTypeChange Because(ChangeCause cause, IReadOnlyList<DecisiveShock>? decisive = null) =>
            new(change.Round, from.Label(a, b), to.Label(a, b), cause, decisive ?? []);

        // Asked first: who intervenes wants to know what came of it.
        if (_intervened && !(_withoutInterventions ??= Changes(scenario, InterventionLog.Empty, -1))[g].Contains(change)) return Because(ChangeCause.Intervention);
        int shocks = scenario.World.Shocks.Length;
        if (shocks > 0 && !Without(WorldPlan.AllShocks)[g].Contains(change))
        {
            var decisive = new List<DecisiveShock>();
            for (int s = 0; s < shocks; s++)
            {
                List<Change> then = Without(s)[g];
                if (then.Contains(change)) continue;
                Change? nearest = then.Where(c => c.From == change.From && c.To == change.To).OrderBy(c => Math.Abs(c.Round - change.Round)).FirstOrDefault();
                decisive.Add(new DecisiveShock(scenario.World.Shocks[s].Specification.Id, nearest?.Round));
            }

            return decisive.Count > 0 ? Because(ChangeCause.Shock, decisive) : Because(ChangeCause.ShocksTogether);
        }

        if (scenario.HasFeedback && !(_withoutFeedback ??= WithoutFeedback())[g].Contains(change)) return Because(ChangeCause.Reputation);
        return Because(ChangeCause.OwnMotion);
    }

    private List<Change>[] Without(int shock)
    {
        if (!_without.TryGetValue(shock, out List<Change>[]? changes)) _without[shock] = changes = Changes(scenario, log, shock);
        return changes;
    }

    private List<Change>[] WithoutFeedback()
    {
        Scenario without = scenario.Scenario with { Reputation = scenario.Scenario.Reputation with { FeedbackCost = null } };
        return Changes(CompiledScenario.Compile(without), log, -1);
    }

    private List<Change>[] Changes(CompiledScenario played, InterventionLog kept, int without)
    {
        int games = played.Games.Length;
        var changes = new List<Change>[games];
        var keys = new int[games];
        for (int g = 0; g < games; g++) changes[g] = [];
        var stepper = new UnitStepper(played, seed, replication, kept, without, countOnly: true);
        while (stepper.Step())
        {
            if (stepper.Round % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            for (int g = 0; g < games; g++)
            {
                int key = stepper.State.Games[g].FamilyKey;
                if (stepper.Round > 1 && key != keys[g]) changes[g].Add(new Change(stepper.Round, keys[g], key));
                keys[g] = key;
            }
        }

        return changes;
    }
}
