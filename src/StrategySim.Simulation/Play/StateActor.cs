using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Play;

/// <summary>What the referee tells a state actor before it decides.</summary>
/// <remarks>Actions stand by seat: the players of all games in order, the first game's players first; see <see cref="CompiledScenario.SeatCount"/>.</remarks>
/// <param name="Round">The round to decide in, from 1.</param>
/// <param name="Last">Everybody's executed actions of the round before; anything in round 1.</param>
/// <param name="Observed">Null where the actor decides without seeing anybody; then the executed actions of the first movers of this round, −1 in all other seats.</param>
/// <param name="Unit">
/// The unit where it is at hand, laid out for this round: the actor then looks at what is public there and derives nothing. It must stay as it
/// is until every actor of the turn has answered, its moves aside. Null where the actor derives all for itself, which gives the same bits.
/// </param>
public readonly record struct ActorPrompt(int Round, int[] Last, int[]? Observed, ActorsUnit? Unit = null);

/// <summary>What an actor plays in one of its seats.</summary>
/// <param name="Seat">The seat, over all games.</param>
/// <param name="Action">The strategy, by index.</param>
/// <param name="FellBack">Whether the rule's fallback decided.</param>
public readonly record struct SeatMove(int Seat, int Action, bool FellBack);

/// <summary>A state actor that decides for itself: its rules in all its games, its private memory, and its view of what is public.</summary>
/// <remarks>
/// What is public (world, names, the tables of its own games) it is shown, or derives like everybody else from the executed actions that it
/// is told. Asked about a round that it does not stand before, it plays the unit up to there from the beginning: all of it follows from the
/// scenario, the seed and the interventions. Not safe for several threads at once.
/// </remarks>
public sealed class StateActor
{
    private readonly CompiledScenario _scenario;
    private readonly ulong _seed;
    private readonly int _replication;
    private readonly InterventionLog _log;
    private readonly Seat[] _seats;
    private readonly SeatMove[] _moves;
    private RulePlayer[] _rules;
    private Phase _phase;

    // Its own view of what is public, and its own games in it; null while it is shown one, and before anybody asked.
    private UnitState? _state;
    private GamePlay[] _games = [];

    /// <summary>An actor before round 1.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="actor">Actor id.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <exception cref="ArgumentException">The scenario has no such actor.</exception>
    public StateActor(CompiledScenario scenario, ulong seed, int replication, string actor, InterventionLog log)
    {
        int index = Array.IndexOf(scenario.ActorIds, actor);
        if (index < 0) throw new ArgumentException($"'{actor}' is not an actor of the scenario; expected one of {string.Join(", ", scenario.ActorIds)}.", nameof(actor));
        _scenario = scenario;
        _seed = seed;
        _replication = replication;
        _log = log;
        _seats = scenario.Seating.OfActor[index];
        _moves = new SeatMove[_seats.Length];
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
    public int Round { get; private set; }

    /// <summary>Whether <see cref="Decide"/> answers at once; otherwise <see cref="PlayUpTo"/> has to come first.</summary>
    public bool IsReadyFor(in ActorPrompt prompt)
    {
        bool inTurn = prompt.Observed is null
            ? prompt.Round == Round + (_phase == Phase.Between ? 1 : 2)
            : prompt.Round == Round + 1 && _phase == Phase.Opened;
        return inTurn && (prompt.Unit is not null || _state is not null || (Round == 0 && _phase == Phase.Between));
    }

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
        Look(stepper.State);
        Round = stepper.Round;
        _rules = [.. _seats.Select(s => stepper.Players[s.Game][s.Player])];
        _phase = Phase.Between;
        if (prompt.Observed is null) return;
        // Its own first answers were given by an earlier self.
        Decide(prompt with { Observed = null, Unit = null });
    }

    /// <summary>What it plays: in the seats where it sees nobody, or in those where it moves second. Holds until it is asked again.</summary>
    /// <exception cref="InvalidOperationException">It is not ready for the prompt; see <see cref="IsReadyFor"/>.</exception>
    /// <exception cref="ArgumentException">An intervention does not fit the scenario.</exception>
    public ReadOnlySpan<SeatMove> Decide(in ActorPrompt prompt)
    {
        if (!IsReadyFor(prompt)) throw new InvalidOperationException($"The actor stands after round {Round} and was asked about round {prompt.Round}.");
        if (prompt.Unit is not null) _state = null;
        else if (_state is null) Look(new UnitState(_scenario, _seed, _replication, _log, withoutShock: -1, out _));
        UnitState state = _state ?? prompt.Unit!.State;
        if (prompt.Observed is null)
        {
            if (_phase != Phase.Between) Learn(state, prompt.Last);
            _state?.Begin(_games);
        }

        _phase = prompt.Observed is null ? Phase.Opened : Phase.Answered;
        int moves = 0;
        for (int i = 0; i < _seats.Length; i++)
        {
            Seat seat = _seats[i];
            if (seat.Second != prompt.Observed is not null) continue;
            GamePlay game = state.Games[seat.Game];
            RulePlayer rule = _rules[i];
            int action = rule.Decide(state.Situation(game, seat.Player, seat.Second ? prompt.Observed![seat.Index - seat.Player + game.Compiled.FirstMover] : -1));
            _moves[moves++] = new SeatMove(seat.Index, action, rule.FellBack);
        }

        return _moves.AsSpan(0, moves);
    }

    // A state that is shown has come to the next round already.
    private void Learn(UnitState state, int[] executed)
    {
        if (_state is not null)
        {
            int seat = 0;
            foreach (GamePlay game in state.Games)
            {
                for (int player = 0; player < game.Actions.Length; player++) game.Actions[player] = executed[seat++];
            }

            state.End();
        }

        Round++;
        for (int i = 0; i < _seats.Length; i++) _rules[i].Learn(state.Games[_seats[i].Game].Last);
    }

    private void Look(UnitState state)
    {
        _state = state;
        _games = [.. _seats.Select(s => s.Game).Distinct().Select(game => state.Games[game])];
    }
}
