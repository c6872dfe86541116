using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Play;

/// <summary>What the referee tells a state actor before it decides.</summary>
/// <remarks>Actions stand by seat: the players of all games in order, the first game's players first; see <see cref="CompiledScenario.SeatCount"/>.</remarks>
/// <param name="Round">The round to decide in, from 1.</param>
/// <param name="Last">Everybody's executed actions of the round before; anything in round 1.</param>
/// <param name="Observed">Null where the actor decides without seeing anybody; then the executed actions of the first movers of this round, −1 in all other seats.</param>
public readonly record struct ActorPrompt(int Round, int[] Last, int[]? Observed);

/// <summary>What an actor plays in one of its seats.</summary>
/// <param name="Seat">The seat, over all games.</param>
/// <param name="Action">The strategy, by index.</param>
/// <param name="FellBack">Whether the rule's fallback decided.</param>
public readonly record struct SeatMove(int Seat, int Action, bool FellBack);

/// <summary>A state actor that decides for itself: its rules in all its games, its private memory, and its own view of what is public.</summary>
/// <remarks>
/// It is told executed actions only and derives the rest (world, names, the tables of its own games) like everybody else. Asked about a
/// round that it does not stand before, it plays the unit up to there from the beginning: all of it follows from the scenario, the seed and the
/// interventions. Not safe for several threads at once.
/// </remarks>
public sealed class StateActor
{
    private readonly CompiledScenario _scenario;
    private readonly ulong _seed;
    private readonly int _replication;
    private readonly InterventionLog _log;
    private readonly (int Game, int Player, int Seat)[] _seats;
    private readonly int _first, _second;
    private UnitState _state;
    private GamePlay[] _games;
    private RulePlayer[] _rules;
    private Phase _phase;

    /// <summary>An actor before round 1.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="actor">Actor id.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <exception cref="ArgumentException">The scenario has no such actor, or an intervention does not fit it.</exception>
    public StateActor(CompiledScenario scenario, ulong seed, int replication, string actor, InterventionLog log)
    {
        int index = Array.IndexOf(scenario.ActorIds, actor);
        if (index < 0) throw new ArgumentException($"'{actor}' is not an actor of the scenario; expected one of {string.Join(", ", scenario.ActorIds)}.", nameof(actor));
        _scenario = scenario;
        _seed = seed;
        _replication = replication;
        _log = log;
        var seats = new List<(int, int, int)>();
        int seat = 0;
        for (int game = 0; game < scenario.Games.Length; game++)
        {
            for (int player = 0; player < scenario.Games[game].Players; player++, seat++)
            {
                if (scenario.Games[game].Actors[player] == index) seats.Add((game, player, seat));
            }
        }

        _seats = [.. seats];
        _second = seats.Count(s => MovesSecond(scenario.Games[s.Item1], s.Item2));
        _first = _seats.Length - _second;
        _state = new UnitState(scenario, seed, replication, log, withoutShock: -1, out _);
        _games = Own(_state);
        _rules = [.. _seats.Select(s => scenario.Games[s.Game].NewPlayer(s.Player))];
    }

    private enum Phase
    {
        // The round before is over.
        Between,

        // The round is laid out, and those who see nobody have been asked.
        Opened,

        // Those who move second have been asked too.
        Answered,
    }

    /// <summary>Rounds that are over as far as it knows.</summary>
    public int Round => _state.Round;

    /// <summary>Whether <see cref="Decide"/> answers at once; otherwise <see cref="PlayUpTo"/> has to come first.</summary>
    public bool IsReadyFor(in ActorPrompt prompt) =>
        prompt.Observed is null
            ? prompt.Round == Round + (_phase == Phase.Between ? 1 : 2)
            : prompt.Round == Round + 1 && _phase == Phase.Opened;

    /// <summary>Plays the unit from its beginning, with everybody's rules, until the actor stands before a prompt.</summary>
    /// <param name="prompt">The prompt to come.</param>
    /// <param name="cancellationToken">Polled every 1024 rounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit ends before that round.</exception>
    public void PlayUpTo(in ActorPrompt prompt, CancellationToken cancellationToken)
    {
        var stepper = new UnitStepper(_scenario, _seed, _replication, _log, withoutShock: -1, countOnly: true);
        while (stepper.Round < prompt.Round - 1)
        {
            if (!stepper.Step()) break;
            if (stepper.Round % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
        }

        if (stepper.Round != prompt.Round - 1 || stepper.Ended) throw new ArgumentOutOfRangeException(nameof(prompt), prompt.Round, $"The unit ended with round {stepper.Round}.");
        _state = stepper.State;
        _games = Own(_state);
        _rules = [.. _seats.Select(s => stepper.Players[s.Game][s.Player])];
        _phase = Phase.Between;
        if (prompt.Observed is null) return;
        // Its own first answers were given by an earlier self.
        Decide(new ActorPrompt(prompt.Round, prompt.Last, null));
    }

    /// <summary>What it plays: in the seats where it sees nobody, or in those where it moves second.</summary>
    /// <exception cref="InvalidOperationException">It is not ready for the prompt; see <see cref="IsReadyFor"/>.</exception>
    public SeatMove[] Decide(in ActorPrompt prompt)
    {
        if (!IsReadyFor(prompt)) throw new InvalidOperationException($"The actor stands after round {Round} and was asked about round {prompt.Round}.");
        if (prompt.Observed is null)
        {
            if (_phase != Phase.Between) Learn(prompt.Last);
            _state.Begin(_games);
        }

        _phase = prompt.Observed is null ? Phase.Opened : Phase.Answered;
        var moves = new SeatMove[prompt.Observed is null ? _first : _second];
        int next = 0;
        for (int i = 0; i < _seats.Length; i++)
        {
            (int g, int player, int seat) = _seats[i];
            GamePlay game = _state.Games[g];
            bool second = MovesSecond(game.Compiled, player);
            if (second != prompt.Observed is not null) continue;
            RulePlayer rule = _rules[i];
            int action = rule.Decide(_state.Situation(game, player, second ? prompt.Observed![seat - player + game.Compiled.FirstMover] : -1));
            moves[next++] = new SeatMove(seat, action, rule.FellBack);
        }

        return moves;
    }

    private void Learn(int[] executed)
    {
        int seat = 0;
        foreach (GamePlay game in _state.Games)
        {
            for (int player = 0; player < game.Actions.Length; player++) game.Actions[player] = executed[seat++];
        }

        _state.End();
        for (int i = 0; i < _seats.Length; i++) _rules[i].Learn(_state.Games[_seats[i].Game].Last);
    }

    private static bool MovesSecond(CompiledGame game, int player) => game.FirstMover >= 0 && game.FirstMover != player;

    private GamePlay[] Own(UnitState state) => [.. _seats.Select(s => s.Game).Distinct().Select(game => state.Games[game])];
}
