using StrategySim.Simulation.Play;

namespace StrategySim.Cli.Views;

/// <summary>What a round is told in, on a terminal and in a pipe alike.</summary>
internal static class RoundWords
{
    /// <summary>Behind an action that slipped: not the one that was meant.</summary>
    public const char Slip = '~';

    /// <summary>Behind an action that was forced from outside.</summary>
    public const char Force = '!';

    /// <summary>Before a game that is of another type than in the round before.</summary>
    public const char Change = '>';

    /// <summary>The strategy that was played, with its mark.</summary>
    public static string Action(SeatRound seat) => seat.Executed + Mark(seat);

    /// <summary>The public belief that the actor is firm, in percent; empty where there is none. What is not certain is not rounded to certainty.</summary>
    public static string Firm(SeatRound seat) => seat.FirmBelief switch
    {
        null => "",
        0 or 1 => $"{seat.FirmBelief * 100}%",
        double belief => $"{Math.Clamp(Math.Round(belief * 100), 1, 99)}%",
    };

    /// <summary>A type in its fewest words: its family, and who blackmails. A change of these is a change of type, as in the phases of a run.</summary>
    public static string Type(GameRound game) => game.GameType is { } type ? type.Split(" (", 2)[0] : "";

    private static string Mark(SeatRound seat) => seat.Forced ? $"{Force}" : seat.Intended != seat.Executed ? $"{Slip}" : "";
}

/// <summary>Remembers of what type each game was, to tell when that changes.</summary>
internal sealed class TypeMemory
{
    private readonly Dictionary<string, GameRound> _last = [];
    private int _replication;

    /// <summary>The game as it was in the round before, where its type was another one; null where it stays, and in the first round of a unit.</summary>
    public GameRound? Before(int replication, GameRound game)
    {
        if (replication != _replication) _last.Clear();
        _replication = replication;
        GameRound? before = _last.GetValueOrDefault(game.Game);
        _last[game.Game] = game;
        return before is not null && RoundWords.Type(before) != RoundWords.Type(game) ? before : null;
    }
}
