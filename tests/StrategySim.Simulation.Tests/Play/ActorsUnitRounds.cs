using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Tests.Play;

/// <summary>Plays rounds of units whose actors are at hand.</summary>
internal static class ActorsUnitRounds
{
    /// <param name="unit">The unit.</param>
    /// <param name="decide">The actors.</param>
    /// <param name="lookAhead">Whether the next round is laid out between the answers of the first actor and the others.</param>
    public static void PlayRound(this ActorsUnit unit, Func<string, ActorPrompt, SeatMove[]> decide, bool lookAhead = false)
    {
        while (unit.NextTurn() is { } turn)
        {
            // All answers, then all moves, as where actors think at the same time.
            var moves = new List<SeatMove>(decide(turn.Actors[0], turn.Prompt));
            if (lookAhead) unit.LookAhead();
            moves.AddRange(turn.Actors.Skip(1).SelectMany(actor => decide(actor, turn.Prompt)));
            foreach (SeatMove move in moves) unit.Take(move);
        }
    }
}
