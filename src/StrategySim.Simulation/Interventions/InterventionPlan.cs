using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Interventions;

/// <summary>The interventions in one unit, resolved to slots and seats; both lists are ordered by round.</summary>
internal sealed record InterventionPlan(SlotSetting[] Settings, ForcedAction[] Forced)
{
    public static InterventionPlan None { get; } = new([], []);

    /// <summary>Resolves what <see cref="InterventionReader"/> accepted.</summary>
    /// <param name="scenario">The scenario, with slots for every parameter that is set.</param>
    /// <param name="interventions">What takes effect in the unit, ordered by round.</param>
    /// <exception cref="ArgumentException">An intervention does not fit the scenario.</exception>
    public static InterventionPlan Of(CompiledScenario scenario, IReadOnlyList<Intervention> interventions)
    {
        if (interventions.Count == 0) return None;
        var settings = new List<SlotSetting>();
        var forced = new List<ForcedAction>();
        foreach (Intervention intervention in interventions)
        {
            switch (InterventionAddress.Parse(intervention.Address))
            {
                case { Game: { } id, Actor: { } actor }:
                    int game = Array.FindIndex(scenario.Games, g => g.Specification.Id == id);
                    int player = game < 0 ? -1 : IndexOf(scenario.Games[game].Specification.Players, actor);
                    int action = player < 0 ? -1 : IndexOf(scenario.Games[game].Specification.Strategies[player], intervention.Value);
                    if (action < 0) throw Unfit(intervention);
                    forced.Add(new ForcedAction(intervention.Round, game, player, action));
                    break;
                case { } address when (address.State ?? address.Parameter) is { } name:
                    int slot = IndexOf(scenario.World.SlotNames, name);
                    if (slot < 0 || slot >= scenario.World.Movers.Length || !Rational.TryParse(intervention.Value, out Rational value)) throw Unfit(intervention);
                    settings.Add(new SlotSetting(intervention.Round, slot, value * scenario.World.Scales[slot]));
                    break;
                default:
                    throw Unfit(intervention);
            }
        }

        return new InterventionPlan([.. settings], [.. forced]);
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name) return i;
        }

        return -1;
    }

    private static ArgumentException Unfit(Intervention intervention) => new($"'{intervention.Address}' = '{intervention.Value}' does not fit the scenario.", nameof(intervention));
}

/// <summary>An actor plays a given strategy in one game of one round, whatever its rule says.</summary>
internal readonly record struct ForcedAction(int Round, int Game, int Player, int Action);
