using StrategySim.Simulation.Interventions;

namespace StrategySim.Simulation.Play;

/// <summary>Actors that are asked at the same time.</summary>
/// <param name="Actors">Who: actor ids.</param>
/// <param name="Prompt">What all of them are told.</param>
public readonly record struct ActorsTurn(IReadOnlyList<string> Actors, ActorPrompt Prompt);

/// <summary>One unit whose actors decide for themselves, wherever they live: the referee, and who is to be asked what.</summary>
/// <remarks>
/// A round is over when <see cref="NextTurn"/> says so; the moves of a turn go into <see cref="Take"/> before the next one. Gives the bits
/// that <see cref="UnitStepper"/> gives. Not safe for several threads at once; after an exception it must not be used on.
/// </remarks>
public sealed class ActorsUnit
{
    private readonly UnitReferee _referee;
    private readonly Seating _seating;
    private int[] _executed;
    private int _turn;
    private int _open;

    /// <summary>A unit before its first round, or after some rounds that are played here with everybody's rules.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <param name="played">Rounds that are over.</param>
    /// <param name="cancellationToken">Polled every 1024 rounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit ends before so many rounds.</exception>
    public ActorsUnit(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, int played, CancellationToken cancellationToken)
    {
        _referee = played == 0 ? new UnitReferee(scenario, seed, replication, log) : Play(new UnitStepper(scenario, seed, replication, log), played, cancellationToken);
        _seating = scenario.Seating;
        _executed = played > 0 ? Executed() : new int[_seating.Seats.Length];
    }

    /// <summary>Rounds that are over.</summary>
    public int Round => _referee.Round;

    /// <summary>Whether the unit has ended.</summary>
    public bool Ended => _referee.Ended;

    /// <summary>What is public, laid out for the round whose actors are being asked.</summary>
    internal UnitState State => _referee.State;

    /// <summary>Who is to be asked next in this round, a new one where the last is over; null, once, where it is over now.</summary>
    /// <exception cref="InvalidOperationException">The unit has ended, or an actor left a seat of its own without a move.</exception>
    public ActorsTurn? NextTurn()
    {
        switch (_turn)
        {
            case 0:
                _referee.BeginRound();
                _open = _seating.Seats.Length;
                _turn = 1;
                return new ActorsTurn(_seating.Everybody, new ActorPrompt(Round + 1, _executed, null, this));
            case 1 when _seating.Second.Length > 0:
                _turn = 2;
                return new ActorsTurn(_seating.Second, new ActorPrompt(Round + 1, _executed, Observed(), this));
            default:
                if (_open != 0) throw new InvalidOperationException($"{_open} seats were left without a move in round {Round + 1}.");
                _referee.EndRound();
                _executed = Executed();
                _turn = 0;
                return null;
        }
    }

    /// <summary>Lays out as much of the next round as does not hang on this one, where everybody has been asked: for the time until they have answered.</summary>
    public void LookAhead()
    {
        if (_turn == 2 || _seating.Second.Length == 0) _referee.LookAhead();
    }

    /// <summary>Takes in a move of an actor that was asked.</summary>
    public void Take(SeatMove move)
    {
        Seat seat = _seating.Seats[move.Seat];
        _referee.Take(seat.Game, seat.Player, move.Action, move.FellBack);
        _open--;
    }

    /// <summary>The outcomes and the hash, once the unit has ended.</summary>
    /// <exception cref="InvalidOperationException">The unit has not ended.</exception>
    public UnitSummary Finish() => _referee.Finish();

    private static UnitReferee Play(UnitStepper stepper, int played, CancellationToken cancellationToken)
    {
        while (stepper.Round < played && stepper.Step())
        {
            if (stepper.Round % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
        }

        if (stepper.Round < played) throw new ArgumentOutOfRangeException(nameof(played), played, $"The unit ended with round {stepper.Round}.");
        return stepper.Referee;
    }

    // New arrays each time: the actors may still hold those of the round before.
    private int[] Executed()
    {
        Seat[] seats = _seating.Seats;
        int[] executed = new int[seats.Length];
        for (int i = 0; i < executed.Length; i++) executed[i] = _referee.State.Games[seats[i].Game].Actions[seats[i].Player];
        return executed;
    }

    private int[] Observed()
    {
        int[] observed = Executed();
        foreach (Seat seat in _seating.Seats)
        {
            if (_referee.State.Games[seat.Game].Compiled.FirstMover != seat.Player) observed[seat.Index] = -1;
        }

        return observed;
    }
}
