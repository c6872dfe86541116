using StrategySim.Simulation.Interventions;

namespace StrategySim.Simulation.Play;

/// <summary>Referees one unit: lays out each round, takes in what the actors choose, lets actions slip, and keeps the score.</summary>
/// <remarks>
/// The only place where rounds come about, whoever decides: the rules themselves (<see cref="UnitStepper"/>) or actors
/// that live elsewhere (<see cref="StateActor"/>). A round goes <see cref="BeginRound"/>, <see cref="Take"/> for every
/// seat, first movers before those who see them, <see cref="EndRound"/>. Everything is a function of the scenario, the
/// seed, the replication, the interventions and the choices; nothing depends on time or threads. Not safe for several
/// threads at once.
/// </remarks>
public sealed class UnitReferee
{
    private readonly UnitState _state;
    private readonly UnitTally _tally;
    private readonly TrajectoryHasher? _hasher;
    private readonly ForcedAction[] _forced;
    private int _nextForced;

    /// <summary>A unit before its first round.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <exception cref="ArgumentException">An intervention does not fit the scenario.</exception>
    public UnitReferee(CompiledScenario scenario, ulong seed, int replication, InterventionLog log)
        : this(scenario, seed, replication, log, withoutShock: -1, countOnly: false)
    {
    }

    /// <summary>A unit or a counterfactual of it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <param name="withoutShock">A shock to leave out, by index; −1 for none, <see cref="WorldPlan.AllShocks"/> for all.</param>
    /// <param name="countOnly">Whether hash and causes are left out, as counterfactuals need neither.</param>
    internal UnitReferee(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, int withoutShock, bool countOnly)
    {
        _state = new UnitState(scenario, seed, replication, log, withoutShock, out InterventionPlan plan);
        scenario = _state.Scenario;
        _forced = plan.Forced;
        _hasher = countOnly ? null : new TrajectoryHasher();
        _tally = new UnitTally(scenario, countOnly ? null : ChangesWithoutShocks(scenario, seed, replication, log, log.Of(replication).Count > 0));
    }

    /// <summary>Rounds that are over.</summary>
    public int Round => _state.Round;

    /// <summary>Whether the unit has ended: at the horizon, or because play did not go on.</summary>
    public bool Ended { get; private set; }

    internal UnitState State => _state;

    /// <summary>Lays out the next round: shocks strike, the world updates, tables are derived.</summary>
    /// <exception cref="InvalidOperationException">The unit has ended.</exception>
    /// <exception cref="Shocks.ScenarioPlayException">The scenario cannot go on: a payoff divides by zero, a rate is out of range.</exception>
    public void BeginRound()
    {
        if (Ended) throw new InvalidOperationException("The unit has ended.");
        _state.Begin();
    }

    /// <summary>Does what can be done for the next round while the actors of this one think; see <see cref="UnitState.LookAhead"/>.</summary>
    internal void LookAhead()
    {
        if (Round + 1 < _state.Scenario.Scenario.Time.Horizon) _state.LookAhead();
    }

    /// <summary>Takes in the choice of one player of one game in this round.</summary>
    /// <param name="game">The game, by index.</param>
    /// <param name="player">The seat.</param>
    /// <param name="action">The strategy chosen, by index.</param>
    /// <param name="fellBack">Whether the rule's fallback chose it.</param>
    /// <returns>The action that is executed: the choice, unless it slips or is forced.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strategy.</exception>
    public int Take(int game, int player, int action, bool fellBack)
    {
        GamePlay play = _state.Games[game];
        if ((uint)action >= (uint)play.Compiled.StrategyCounts[player]) throw new ArgumentOutOfRangeException(nameof(action), action, $"expected a strategy from 0 to {play.Compiled.StrategyCounts[player] - 1}");
        play.Intended[player] = action;
        play.FellBack[player] = fellBack;
        play.Forced[player] = false;
        int executed = _state.Scenario.Noise > 0 ? Slip(play, player, action) : action;
        if (_forced.Length > 0 && TryForce(game, player) is int forced)
        {
            executed = forced;
            play.FellBack[player] = false;
            play.Forced[player] = true;
        }

        return play.Actions[player] = executed;
    }

    /// <summary>Counts the round, and lets names follow.</summary>
    /// <returns>Whether another round is to come.</returns>
    public bool EndRound()
    {
        int round = Round + 1;
        foreach (GamePlay game in _state.Games)
        {
            game.Cell = game.Table.Cell(game.Actions);
            _tally.Count(game, round);
            _hasher?.Add(game);
        }

        _state.End();
        Ended = round >= _state.Scenario.Scenario.Time.Horizon || !GoesOn(round);
        return !Ended;
    }

    /// <summary>The outcomes and the hash, once the unit has ended.</summary>
    /// <exception cref="InvalidOperationException">The unit has not ended.</exception>
    public UnitSummary Finish()
    {
        if (!Ended || _hasher is null) throw new InvalidOperationException("Only a unit that was played to its end has a summary.");
        return new UnitSummary(Round, _tally.Values(Round), _hasher.Finish());
    }

    private bool GoesOn(int round)
    {
        CompiledScenario scenario = _state.Scenario;
        if (scenario.Continuation >= 1) return true;
        return scenario.Continuation > 0 && _state.DrawsOfEnded(scenario.ContinuationStream).Uniform() < scenario.Continuation;
    }

    private int Slip(GamePlay game, int player, int action)
    {
        int strategies = game.Compiled.StrategyCounts[player];
        if (strategies == 1) return action;
        (double first, double second) = _state.Draws(game.Compiled.NoiseStreams[player]).Uniforms(0);
        if (first >= _state.Scenario.Noise) return action;
        if (strategies == 2) return 1 - action;
        int other = (int)(second * (strategies - 1));
        return other < action ? other : other + 1;
    }

    private int? TryForce(int game, int player)
    {
        int round = Round + 1;
        while (_nextForced < _forced.Length && _forced[_nextForced].Round < round) _nextForced++;
        for (int i = _nextForced; i < _forced.Length && _forced[i].Round == round; i++)
        {
            if (_forced[i].Game == game && _forced[i].Player == player) return _forced[i].Action;
        }

        return null;
    }

    private static IChangeOracle? ChangesWithoutShocks(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, bool intervened)
    {
        if (scenario.World.Shocks.Length == 0 || !scenario.Scenario.Games.Values.Any(g => g.HasGameType)) return null;
        // Without feedback and interventions the types follow from the world alone, which without shocks is the same in every unit.
        return scenario.HasFeedback || intervened ? new ReplayedChanges(scenario, seed, replication, log) : scenario.Baseline;
    }
}
