using StrategySim.Simulation.Interventions;

namespace StrategySim.Simulation.Play;

/// <summary>The state actors of one unit, wherever they live.</summary>
public interface IStateActors
{
    /// <summary>Asks one actor what it plays.</summary>
    /// <param name="actor">Actor id.</param>
    /// <param name="prompt">What it is told.</param>
    ValueTask<IReadOnlyList<SeatMove>> DecideAsync(string actor, ActorPrompt prompt);
}

/// <summary>One unit whose actors decide for themselves: the referee and the exchange with the actors.</summary>
/// <remarks>Gives the bits that <see cref="UnitStepper"/> gives. Not safe for several threads at once; after an exception it must not be used on.</remarks>
public sealed class ActorsUnit
{
    private readonly UnitReferee _referee;
    private readonly IStateActors _actors;
    private readonly string[] _everybody, _second;
    private readonly (int Game, int Player)[] _seats;
    private readonly ValueTask<IReadOnlyList<SeatMove>>[] _answers;
    private int[] _executed;

    /// <summary>A unit before its first round, or after some rounds that are played here with everybody's rules.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <param name="actors">Who decides.</param>
    /// <param name="played">Rounds that are over.</param>
    /// <param name="cancellationToken">Polled every 1024 rounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit ends before so many rounds.</exception>
    public ActorsUnit(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, IStateActors actors, int played, CancellationToken cancellationToken)
    {
        _actors = actors;
        var stepper = new UnitStepper(scenario, seed, replication, log);
        while (stepper.Round < played && stepper.Step())
        {
            if (stepper.Round % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
        }

        if (stepper.Round < played) throw new ArgumentOutOfRangeException(nameof(played), played, $"The unit ended with round {stepper.Round}.");
        _referee = stepper.Referee;
        _seats = [.. scenario.Games.SelectMany((game, g) => Enumerable.Range(0, game.Players).Select(player => (g, player)))];
        _executed = new int[_seats.Length];
        if (played > 0) _executed = Executed();
        _everybody = Names(static (_, _) => true);
        _second = Names(static (game, player) => game.FirstMover >= 0 && game.FirstMover != player);
        _answers = new ValueTask<IReadOnlyList<SeatMove>>[_everybody.Length];

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

    /// <summary>Plays the next round.</summary>
    /// <exception cref="InvalidOperationException">The unit has ended, or an actor left a seat of its own without a move.</exception>
    public async ValueTask PlayRoundAsync()
    {
        _referee.BeginRound();
        int open = _seats.Length;
        open -= await AskAsync(_everybody, new ActorPrompt(Round + 1, _executed, null));
        if (_second.Length > 0) open -= await AskAsync(_second, new ActorPrompt(Round + 1, _executed, Observed()));
        if (open != 0) throw new InvalidOperationException($"{open} seats were left without a move in round {Round + 1}.");
        _referee.EndRound();
        _executed = Executed();
    }

    /// <summary>The outcomes and the hash, once the unit has ended.</summary>
    /// <exception cref="InvalidOperationException">The unit has not ended.</exception>
    public UnitSummary Finish() => _referee.Finish();

    private async ValueTask<int> AskAsync(string[] actors, ActorPrompt prompt)
    {
        // All are asked before the first is waited for: they think at the same time.
        for (int i = 0; i < actors.Length; i++) _answers[i] = _actors.DecideAsync(actors[i], prompt);
        int moves = 0;
        for (int i = 0; i < actors.Length; i++)
        {
            foreach (SeatMove move in await _answers[i])
            {
                (int game, int player) = _seats[move.Seat];
                _referee.Take(game, player, move.Action, move.FellBack);
                moves++;
            }
        }

        return moves;
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
