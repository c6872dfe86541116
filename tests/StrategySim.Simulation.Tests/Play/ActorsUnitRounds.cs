using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Tests.Play;

/// <summary>Plays rounds of units whose actors are at hand.</summary>
internal static class ActorsUnitRounds
{
    public static void PlayRound(this ActorsUnit unit, Func<string, ActorPrompt, SeatMove[]> decide)
    {
        while (unit.NextTurn() is { } turn)
        {
            // All answers, then all moves, as where actors think at the same time.
            foreach (SeatMove move in turn.Actors.SelectMany(actor => decide(actor, turn.Prompt)).ToArray()) unit.Take(move);
        }
    }
}
