using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Play;

/// <summary>Plays one unit round by round, all rules at one table: a referee and the players of every seat.</summary>
/// <remarks>
/// A round: shocks strike, the world updates, tables are derived, actors decide (a second mover sees the first mover's
/// executed action), actions may slip, payoffs and names follow. Not safe for several threads at once.
/// </remarks>
public sealed class UnitStepper
{
    private readonly UnitReferee _referee;
    private readonly UnitState _state;
    private readonly RulePlayer[][] _players;

    /// <summary>A unit before its first round, without interventions.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    public UnitStepper(CompiledScenario scenario, ulong seed, int replication)
        : this(scenario, seed, replication, InterventionLog.Empty)
    {
    }

    /// <summary>A unit before its first round.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <exception cref="ArgumentException">An intervention does not fit the scenario.</exception>
    public UnitStepper(CompiledScenario scenario, ulong seed, int replication, InterventionLog log)
        : this(scenario, seed, replication, log, withoutShock: -1, countOnly: false)
    {
    }

    /// <summary>A unit or a counterfactual of it.</summary>
    internal UnitStepper(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, int withoutShock, bool countOnly)
    {
        _referee = new UnitReferee(scenario, seed, replication, log, withoutShock, countOnly);
        _state = _referee.State;
        _players = Array.ConvertAll(scenario.Games, static game => game.NewPlayers());
    }

    /// <summary>Rounds played so far.</summary>
    public int Round => _state.Round;

    /// <summary>Whether the unit has ended: at the horizon, or because play did not go on.</summary>
    public bool Ended => _referee.Ended;

    internal UnitState State => _state;

    internal UnitReferee Referee => _referee;

    internal RulePlayer[][] Players => _players;

    /// <summary>Plays the next round.</summary>
    /// <returns>False, without playing, where the unit has ended.</returns>
    /// <exception cref="Shocks.ScenarioPlayException">The scenario cannot go on: a payoff divides by zero, a rate is out of range.</exception>
    public bool Step()
    {
        if (_referee.Ended) return false;
        _referee.BeginRound();
        foreach (GamePlay game in _state.Games) Decide(game);
        _referee.EndRound();
        foreach (GamePlay game in _state.Games)
        {
            foreach (RulePlayer player in _players[game.Index]) player.Learn(game.Last);
        }

        return true;
    }

    /// <summary>The outcomes and the hash, once the unit has ended.</summary>
    /// <exception cref="InvalidOperationException">The unit has not ended.</exception>
    public UnitSummary Finish() => _referee.Finish();

    private void Decide(GamePlay game)
    {
        int first = game.Compiled.FirstMover, observed = -1;
        if (first >= 0) observed = DecideOne(game, first, -1);
        for (int player = 0; player < game.Actions.Length; player++)
        {
            if (player != first) DecideOne(game, player, observed);
        }
    }

    private int DecideOne(GamePlay game, int player, int observed)
    {
        RulePlayer rule = _players[game.Index][player];
        int action = rule.Decide(_state.Situation(game, player, observed));
        return _referee.Take(game.Index, player, action, rule.FellBack);
    }
}
