namespace StrategySim.Simulation.Play;

/// <summary>Who sits where in a scenario; the same in every unit.</summary>
internal sealed class Seating
{
    public Seating(string[] actorIds, CompiledGame[] games)
    {
        Seat[] seats =
        [
            .. games.SelectMany((game, g) => Enumerable.Range(0, game.Players).Select(player => (Game: g, Player: player)))
                .Select((at, index) => new Seat(index, at.Game, at.Player, games[at.Game].FirstMover is var first && first >= 0 && first != at.Player)),
        ];
        Seats = seats;
        OfActor = [.. actorIds.Select((_, actor) => seats.Where(seat => games[seat.Game].Actors[seat.Player] == actor).ToArray())];
        Everybody = [.. actorIds.Where((_, actor) => OfActor[actor].Length > 0)];
        Second = [.. actorIds.Where((_, actor) => OfActor[actor].Any(static seat => seat.Second))];
    }

    /// <summary>All seats: the players of all games in order, the first game's players first.</summary>
    public Seat[] Seats { get; }

    /// <summary>The seats of each actor, by index.</summary>
    public Seat[][] OfActor { get; }

    /// <summary>The actors who play at all, in the order of their ids.</summary>
    public string[] Everybody { get; }

    /// <summary>Those of them who move second somewhere.</summary>
    public string[] Second { get; }
}

/// <summary>One seat.</summary>
/// <param name="Index">Its place among all seats.</param>
/// <param name="Game">The game, by index.</param>
/// <param name="Player">The player of that game.</param>
/// <param name="Second">Whether it moves once the first mover has moved.</param>
internal readonly record struct Seat(int Index, int Game, int Player, bool Second);
