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
    private readonly string[] _everybody, _second;
    private readonly (int Game, int Player)[] _seats;
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
        _seats = [.. scenario.Games.SelectMany((game, g) => Enumerable.Range(0, game.Players).Select(player => (g, player)))];
        _executed = new int[_seats.Length];
        if (played > 0) _executed = Executed();
        _everybody = Names(static (_, _) => true);
        _second = Names(static (game, player) => game.FirstMover >= 0 && game.FirstMover != player);

        // Those who play at all, in the order of their ids.
        string[] Names(Func<CompiledGame, int, bool> plays) =>
        [
            .. scenario.ActorIds.Where((_, actor) => scenario.Games.Any(game => Enumerable.Range(0, game.Players).Any(player => game.Actors[player] == actor && plays(game, player)))),
        ];
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
                _open = _seats.Length;
                _turn = 1;
                return new ActorsTurn(_everybody, new ActorPrompt(Round + 1, _executed, null, this));
            case 1 when _second.Length > 0:
                _turn = 2;
                return new ActorsTurn(_second, new ActorPrompt(Round + 1, _executed, Observed(), this));
            default:
                if (_open != 0) throw new InvalidOperationException($"{_open} seats were left without a move in round {Round + 1}.");
                _referee.EndRound();
                _executed = Executed();
                _turn = 0;
                return null;
        }
    }

    /// <summary>Takes in a move of an actor that was asked.</summary>
    public void Take(SeatMove move)
    {
        (int game, int player) = _seats[move.Seat];
        _referee.Take(game, player, move.Action, move.FellBack);
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
        int[] executed = new int[_seats.Length];
        for (int seat = 0; seat < executed.Length; seat++) executed[seat] = _referee.State.Games[_seats[seat].Game].Actions[_seats[seat].Player];
        return executed;
    }

    private int[] Observed()
    {
        int[] observed = Executed();
        for (int seat = 0; seat < observed.Length; seat++)
        {
            (int game, int player) = _seats[seat];
            if (_referee.State.Games[game].Compiled.FirstMover != player) observed[seat] = -1;
        }

        return observed;
    }
}
