using StrategySim.Simulation.Documents;

namespace StrategySim.Simulation.Interventions;

/// <summary>What an intervention speaks of; exactly one of state, parameter, and game with actor is given.</summary>
/// <param name="State">The state's name, or null.</param>
/// <param name="Parameter">The parameter's name, or null.</param>
/// <param name="Game">The game's id, or null.</param>
/// <param name="Actor">The actor's id where a game is given, else null.</param>
internal readonly record struct InterventionAddress(string? State, string? Parameter, string? Game, string? Actor)
{
    public const string Forms = "/states/NAME, /parameters/NAME or /games/GAME/actions/ACTOR";

    /// <summary>Reads an address; null where it has none of the three forms.</summary>
    public static InterventionAddress? Parse(string address) => Steps(address) switch
    {
        ["states", var name] => new InterventionAddress(name, null, null, null),
        ["parameters", var name] => new InterventionAddress(null, name, null, null),
        ["games", var game, "actions", var actor] => new InterventionAddress(null, null, game, actor),
        _ => null,
    };

    private static IReadOnlyList<string> Steps(string address) => address.StartsWith('/') ? JsonPointer.Split(address) : [];
}
